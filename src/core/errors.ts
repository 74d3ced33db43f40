/**
 * Errors that callers can act on. Each class has a literal `code`, the class name without `Error`, that stays the same
 * between versions; messages follow one grammar: `"name" expected X, got Y`.
 */
export abstract class SamplewireError extends Error {
  abstract readonly code: string;
  override get name(): string {
    return `${this.code}Error`;
  }
}

/** An argument that the caller passed is of the wrong type, out of range, or contradicts another. */
export class InvalidArgumentError extends SamplewireError {
  readonly code = 'InvalidArgument';
}

/** sup q/p is infinite or cannot be certified, and the algorithm needs a finite bound. */
export class UnboundedDensityRatioError extends SamplewireError {
  readonly code = 'UnboundedDensityRatio';
}

/** A target has mass where the proposal has none, or its support is wider than the cell. */
export class SupportError extends SamplewireError {
  readonly code = 'Support';
}

/** A symbol of frequency 0 was given to an encoder. */
export class ImpossibleSymbolError extends SamplewireError {
  readonly code = 'ImpossibleSymbol';
}

/** Bytes that no encoder writes. `byteOffset` counts from the start of the input that was being decoded. */
export class CorruptDataError extends SamplewireError {
  readonly code: 'CorruptData' | 'TrailingData';
  readonly byteOffset: number;
  /** The message without the place. */
  readonly reason: string;
  constructor(reason: string, byteOffset: number, code: 'CorruptData' | 'TrailingData' = 'CorruptData') {
    super(`${reason} (at byte ${byteOffset})`);
    this.reason = reason;
    this.code = code;
    this.byteOffset = byteOffset;
  }
}

/** The input ends before the value does. */
export class UnexpectedEndError extends SamplewireError {
  readonly code = 'UnexpectedEnd';
}

/** A format, version, method or parameter that this version does not know. */
export class UnsupportedFormatError extends SamplewireError {
  readonly code = 'UnsupportedFormat';
}

/** The file was written with another seed than the one given, or none was given. */
export class WrongSeedError extends SamplewireError {
  readonly code = 'WrongSeed';
}

/** A value is legal but beyond what this call is allowed to spend; `limit` is that bound. */
export class LimitExceededError extends SamplewireError {
  readonly code = 'LimitExceeded';
  readonly limit: number;
  constructor(message: string, limit: number) {
    super(message);
    this.limit = limit;
  }
}

export function isSamplewireError(value: unknown): value is SamplewireError {
  return value instanceof SamplewireError;
}
