/**
 * How candidate indices are written. An index code fits its parameters to the indices of one chunk, which are written
 * before them; both ends then hold the same codec.
 */
import type { Bits } from '../../core/index.ts';
import { type Codec, CodelengthMeter } from '../../entropy/index.ts';

export interface IndexCode<P> {
  readonly name: string;
  fit(indices: readonly number[]): P;
  readonly parameters: Codec<P>;
  codec(parameters: P): Codec<number>;
}

/** An index code whose parameters only it can read: what a list of different codes holds. */
export type AnyIndexCode = IndexCode<unknown>;

/** Bits that the code spends on the indices, its own parameters included, or a share of them. */
export function indexCodelengthBits<P>(code: IndexCode<P>, parameters: P, indices: readonly number[], share = 1): Bits {
  const meter = new CodelengthMeter();
  code.parameters.encode(parameters, meter);
  return share * meter.bits + codelengthBits(code.codec(parameters), indices);
}

/** Ideal bits of values under a codec. */
export function codelengthBits<T>(codec: Codec<T>, values: readonly T[]): Bits {
  const meter = new CodelengthMeter();
  for (const value of values) codec.encode(value, meter);
  return meter.bits;
}
