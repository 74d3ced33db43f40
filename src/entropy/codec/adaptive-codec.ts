/** Symbols by a model that learns from them. One codec has one state: encoder and decoder each make their own. */
import type { Codec } from '../interfaces.ts';
import { adaptiveModel } from '../model/adaptive-model.ts';
import { modelCodec } from './combinators.ts';

/** Symbols 0 .. size - 1, size <= 1024; counts grow by `increment`, 2 (Krichevsky and Trofimov) unless said otherwise. */
export function adaptiveCodec(size: number, increment?: number): Codec<number> {
  const model = adaptiveModel(size, increment);
  const codec = modelCodec(model);
  return {
    encode(symbol, encoder) {
      codec.encode(symbol, encoder);
      model.update(symbol);
    },
    decode(decoder) {
      const symbol = codec.decode(decoder);
      model.update(symbol);
      return symbol;
    },
  };
}
