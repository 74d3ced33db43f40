/**
 * An index by a table of its first values: cells 0 .. m - 2, and an escape cell m - 1 followed by the Elias gamma code of
 * index - (m - 1).
 */
import { CorruptDataError, checkInteger } from '../../core/index.ts';
import type { Codec, EntropyModel } from '../interfaces.ts';
import { frequencyModel } from '../model/frequency-model.ts';
import { modelCodec } from './combinators.ts';
import { eliasGamma } from './elias-gamma.ts';

const PRECISION = 16;

/**
 * From a model whose last symbol is the escape, or from its frequencies, which sum to 2^precision (16 unless given).
 * @throws InvalidArgumentError
 */
export function tabledIndexCodec(
  table: EntropyModel | ArrayLike<number>,
  precision: number = PRECISION,
): Codec<number> {
  const model = 'symbolAt' in table ? table : frequencyModel(table, precision);
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
      if (cell < escaped) return cell;
      const index = escaped + eliasGamma.decode(decoder);
      if (index > Number.MAX_SAFE_INTEGER)
        throw new CorruptDataError(`"index" expected less than 2^53, got ${index}`, 0);
      return index;
    },
  };
}
