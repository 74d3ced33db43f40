/**
 * The cheapest of several index codes, chosen for each chunk by real code length, parameters included. A table that
 * costs more than it gains is therefore never sent.
 */
import { invalidArgument } from '../../core/index.ts';
import { type Codec, uniformCodec } from '../../entropy/index.ts';
import { type AnyIndexCode, type IndexCode, indexCodelengthBits } from './index-code.ts';

export interface ChosenCode {
  /** Position in the list of codes. */
  readonly which: number;
  readonly parameters: unknown;
}

/**
 * `codes` is the list that both ends know; only those of `tried` are considered by the sender. `share`: what part of a
 * code's parameters these indices pay for, less than 1 where they stand for more.
 */
export function cheapestCode(
  codes: readonly AnyIndexCode[],
  tried: readonly AnyIndexCode[] = codes,
  share = 1,
): IndexCode<ChosenCode> {
  if (tried.length === 0) throw invalidArgument('tried', 'at least one index code', tried);
  const which = uniformCodec(codes.length);
  const parameters: Codec<ChosenCode> = {
    encode(chosen, encoder) {
      which.encode(chosen.which, encoder);
      codes[chosen.which]!.parameters.encode(chosen.parameters, encoder);
    },
    decode(decoder) {
      const chosen = which.decode(decoder);
      return { which: chosen, parameters: codes[chosen]!.parameters.decode(decoder) };
    },
  };
  return {
    name: 'cheapest',
    fit(indices) {
      let best: ChosenCode | undefined;
      let bestBits = Number.POSITIVE_INFINITY;
      for (const code of tried) {
        const fitted = code.fit(indices);
        const bits = indexCodelengthBits(code, fitted, indices, share);
        if (best !== undefined && bits >= bestBits) continue;
        best = { which: codes.indexOf(code), parameters: fitted };
        bestBits = bits;
      }
      return best!;
    },
    parameters,
    codec: (chosen) => codes[chosen.which]!.codec(chosen.parameters),
  };
}
