/**
 * An index by a table of its first values: cells 0 .. m - 2, and an escape cell m - 1 followed by the Elias gamma code of
 * index - (m - 1).
 */
import { checkInteger, invalidArgument } from '../../core/index.ts';
import type { Codec, EntropyModel } from '../interfaces.ts';
import { frequencyModel } from '../model/frequency-model.ts';
import { modelCodec } from './combinators.ts';
import { eliasGamma } from './elias-gamma.ts';

/** From m >= 1 frequencies with sum 2^precision, the escape last, or from a model with these symbols. @throws InvalidArgumentError */
export function tabledIndexCodec(frequencies: ArrayLike<number>, precision: number): Codec<number>;
export function tabledIndexCodec(model: EntropyModel): Codec<number>;
export function tabledIndexCodec(table: ArrayLike<number> | EntropyModel, precision: number = 16): Codec<number> {
  const model = 'symbolAt' in table ? table : frequencyModel(table, precision);
  if (!(model.size >= 1)) throw invalidArgument('model', 'at least the escape symbol', model.size);
  const escaped = model.size - 1;
  const symbol = modelCodec(model);
  return {
    encode(index, encoder) {
      checkInteger('index', index, 0);
      symbol.encode(Math.min(index, escaped), encoder);
      if (index >= escaped) eliasGamma.encode(index - escaped, encoder);
    },
    decode(decoder) {
      const cell = symbol.decode(decoder);
      return cell < escaped ? cell : escaped + eliasGamma.decode(decoder);
    },
  };
}
