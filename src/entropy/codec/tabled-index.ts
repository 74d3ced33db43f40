/**
 * An index by a table of its first values: cells 0 .. m - 2, and an escape cell m - 1 followed by the Elias gamma code of
 * index - (m - 1).
 */
import { checkInteger, invalidArgument } from '../../core/index.ts';
import type { Codec, EntropyModel } from '../interfaces.ts';
import { modelCodec } from './combinators.ts';
import { eliasGamma } from './elias-gamma.ts';

/** `model` has m >= 1 symbols, the last one the escape. */
export function tabledIndexCodec(model: EntropyModel): Codec<number> {
  if (model.size < 1) throw invalidArgument('model', 'at least the escape symbol', model.size);
  const escape = model.size - 1;
  const symbol = modelCodec(model);
  return {
    encode(index, encoder) {
      checkInteger('index', index, 0);
      symbol.encode(Math.min(index, escape), encoder);
      if (index >= escape) eliasGamma.encode(index - escape, encoder);
    },
    decode(decoder) {
      const cell = symbol.decode(decoder);
      return cell < escape ? cell : escape + eliasGamma.decode(decoder);
    },
  };
}
