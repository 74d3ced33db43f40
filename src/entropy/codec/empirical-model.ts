/**
 * A model as a message: the first part of a two-part code.
 *
 *     P - 8 (3 bits), m - 1 (Elias gamma), a flag;   flag 0: every f_i;   flag 1: run of zeros, f_i - 1, run of zeros, ...
 *
 * Frequencies by Elias gamma, about 2 log2 f bits each. Symbols of frequency 0 did not occur. The best two-part cost is
 * n H + (m - 1)/2 log2 n; worth it when n is large against 100 m. J. Rissanen, "Modeling by shortest data description",
 * Automatica 1978.
 */
import { CorruptDataError, invalidArgument, LimitExceededError } from '../../core/index.ts';
import { CodelengthMeter } from '../coder/codelength-meter.ts';
import type { Codec, EntropyDecoder, EntropyEncoder, EntropyModel } from '../interfaces.ts';
import { frequencyModel } from '../model/frequency-model.ts';
import { booleanCodec } from './combinators.ts';
import { eliasGamma } from './elias-gamma.ts';
import { bitsCodec } from './uniform-codec.ts';

const MINIMAL_PRECISION = 8;
const precisionCodec = bitsCodec(3);

/** Models of precision 8 .. 15. */
export const empiricalModelCodec: Codec<EntropyModel> = {
  encode(model, encoder) {
    const { precision, size } = model;
    if (precision < MINIMAL_PRECISION || precision > 15) throw invalidArgument('precision', '8 to 15', precision);
    precisionCodec.encode(precision - MINIMAL_PRECISION, encoder);
    eliasGamma.encode(size - 1, encoder);
    const frequencies = Array.from({ length: size }, (_, s) => model.frequency(s));
    const sparse = cost(writeSparse, frequencies) < cost(writeDense, frequencies);
    booleanCodec.encode(sparse, encoder);
    (sparse ? writeSparse : writeDense)(frequencies, encoder);
  },
  decode(decoder) {
    const precision = MINIMAL_PRECISION + precisionCodec.decode(decoder);
    const total = 1 << precision;
    const size = eliasGamma.decode(decoder) + 1;
    if (size > total) throw new LimitExceededError(`"size" expected at most ${total} symbols, got ${size}`, total);
    const sparse = booleanCodec.decode(decoder);
    const frequencies = (sparse ? readSparse : readDense)(size, total, decoder);
    return frequencyModel(frequencies, precision);
  },
};

function writeDense(frequencies: readonly number[], encoder: EntropyEncoder): void {
  for (const frequency of frequencies) eliasGamma.encode(frequency, encoder);
}

function writeSparse(frequencies: readonly number[], encoder: EntropyEncoder): void {
  for (let s = 0; s < frequencies.length; s++) {
    const start = s;
    while (s < frequencies.length && frequencies[s] === 0) s++;
    eliasGamma.encode(s - start, encoder);
    if (s < frequencies.length) eliasGamma.encode(frequencies[s]! - 1, encoder);
  }
}

function readDense(size: number, total: number, decoder: EntropyDecoder): Uint32Array {
  const frequencies = new Uint32Array(size);
  let sum = 0;
  for (let s = 0; s < size; s++) {
    frequencies[s] = checkSum(eliasGamma.decode(decoder), total - sum);
    sum += frequencies[s]!;
  }
  return checkTotal(frequencies, sum, total);
}

function readSparse(size: number, total: number, decoder: EntropyDecoder): Uint32Array {
  const frequencies = new Uint32Array(size);
  let sum = 0;
  for (let s = 0; s < size; s++) {
    s += checkSum(eliasGamma.decode(decoder), size - s);
    if (s === size) break;
    frequencies[s] = checkSum(eliasGamma.decode(decoder) + 1, total - sum);
    sum += frequencies[s]!;
  }
  return checkTotal(frequencies, sum, total);
}

function checkSum(value: number, left: number): number {
  if (value > left) throw new CorruptDataError(`"frequencies" expected at most ${left} left, got ${value}`, 0);
  return value;
}

function checkTotal(frequencies: Uint32Array, sum: number, total: number): Uint32Array {
  if (sum !== total) throw new CorruptDataError(`"frequencies" expected a sum of ${total}, got ${sum}`, 0);
  return frequencies;
}

function cost(write: (frequencies: readonly number[], encoder: EntropyEncoder) => void, frequencies: readonly number[]): number {
  const meter = new CodelengthMeter();
  write(frequencies, meter);
  return meter.bits;
}
