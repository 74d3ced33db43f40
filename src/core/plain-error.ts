/** Errors as data that a message can carry, and back: the same class, code and message on the other side. */
import {
  CorruptDataError,
  ImpossibleSymbolError,
  InvalidArgumentError,
  isSamplewireError,
  LimitExceededError,
  SupportError,
  UnboundedDensityRatioError,
  UnexpectedEndError,
  UnsupportedFormatError,
  WrongSeedError,
} from './errors.ts';

export interface PlainError {
  /** Empty for an error that is none of this library's. */
  readonly code: string;
  readonly message: string;
  readonly byteOffset?: number;
  readonly limit?: number;
}

export function plainError(error: unknown): PlainError {
  if (!isSamplewireError(error)) return { code: '', message: String(error) };
  const { code } = error;
  if (error instanceof CorruptDataError) return { code, message: error.reason, byteOffset: error.byteOffset };
  if (error instanceof LimitExceededError) return { code, message: error.message, limit: error.limit };
  return { code, message: error.message };
}

const CLASSES: Readonly<Record<string, new (message: string) => Error>> = {
  ImpossibleSymbol: ImpossibleSymbolError,
  InvalidArgument: InvalidArgumentError,
  Support: SupportError,
  UnboundedDensityRatio: UnboundedDensityRatioError,
  UnexpectedEnd: UnexpectedEndError,
  UnsupportedFormat: UnsupportedFormatError,
  WrongSeed: WrongSeedError,
};

export function revivedError({ code, message, byteOffset, limit }: PlainError): Error {
  if (code === 'CorruptData' || code === 'TrailingData') return new CorruptDataError(message, byteOffset!, code);
  if (code === 'LimitExceeded') return new LimitExceededError(message, limit!);
  return new (CLASSES[code] ?? Error)(message);
}
