/** Codecs from models and from other codecs. No codec allocates from a length before it has decoded the items. */
import { invalidArgument, LimitExceededError } from '../../core/index.ts';
import type { Codec, EntropyModel } from '../interfaces.ts';
import { eliasGamma } from './elias-gamma.ts';

/** One symbol of a model. @throws ImpossibleSymbolError where its frequency is 0. */
export function modelCodec(model: EntropyModel): Codec<number> {
  const { precision, size } = model;
  return {
    encode(symbol, encoder) {
      if (!(symbol >= 0 && symbol < size && Math.floor(symbol) === symbol)) {
        throw invalidArgument('symbol', `an integer below ${size}`, symbol);
      }
      encoder.encode(model.cumulative(symbol), model.frequency(symbol), precision);
    },
    decode(decoder) {
      const symbol = model.symbolAt(decoder.peek(precision));
      decoder.consume(model.cumulative(symbol), model.frequency(symbol), precision);
      return symbol;
    },
  };
}

/** Nothing, in no bits: the parameters of a code without any. */
export const unitCodec: Codec<null> = { encode() {}, decode: () => null };

/** One bit, false first. */
export const booleanCodec: Codec<boolean> = {
  encode: (value, encoder) => encoder.encode(value ? 1 : 0, 1, 1),
  decode(decoder) {
    const bit = decoder.peek(1);
    decoder.consume(bit, 1, 1);
    return bit === 1;
  },
};

/** A codec of T through one of U: `to` before encoding, `from` after decoding. */
export function mapCodec<T, U>(codec: Codec<U>, to: (value: T) => U, from: (value: U) => T): Codec<T> {
  return {
    encode: (value, encoder) => codec.encode(to(value), encoder),
    decode: (decoder) => from(codec.decode(decoder)),
  };
}

type CodecsOf<T extends readonly unknown[]> = { readonly [I in keyof T]: Codec<T[I]> };

/** Values of different kinds, one after the other. */
export function tupleCodec<T extends readonly unknown[]>(...codecs: CodecsOf<T>): Codec<T> {
  return {
    encode(values, encoder) {
      codecs.forEach((codec, i) => {
        codec.encode(values[i], encoder);
      });
    },
    decode: (decoder) => codecs.map((codec) => codec.decode(decoder)) as unknown as T,
  };
}

export interface ArrayLimit {
  /** The longest array that is accepted. */
  readonly limit: number;
}

/** An array: its length by Elias gamma, then the items. */
export function arrayCodec<T>(item: Codec<T>, { limit }: ArrayLimit): Codec<T[]> {
  const check = (length: number): void => {
    if (length > limit) throw new LimitExceededError(`"length" expected at most ${limit}, got ${length}`, limit);
  };
  return {
    encode(values, encoder) {
      check(values.length);
      eliasGamma.encode(values.length, encoder);
      for (const value of values) item.encode(value, encoder);
    },
    decode(decoder) {
      const length = eliasGamma.decode(decoder);
      check(length);
      const values: T[] = [];
      for (let i = 0; i < length; i++) values.push(item.decode(decoder));
      return values;
    },
  };
}
