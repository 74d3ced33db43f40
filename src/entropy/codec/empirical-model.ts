/**
 * A model as a message: the first part of a two-part code.
 *
 *     P - 8 (3 bits), m - 1 (Elias gamma), a flag;   flag 0: every f_i;   flag 1: run of zeros, f_i - 1, run of zeros, ...
 *
 * Frequencies by Elias gamma, about 2 log2 f bits each. Symbols of frequency 0 did not occur. The best two-part cost is
 * n H + (m - 1)/2 log2 n; worth it when n is large against 100 m, with P near ceil(log2 n) / 2 + 4. J. Rissanen,
 * "Modeling by shortest data description", Automatica 1978.
 */
import { type Bits, CorruptDataError, checkInteger } from '../../core/index.ts';
import { CodelengthMeter } from '../coder/codelength-meter.ts';
import type { Codec, EntropyDecoder, EntropyEncoder, EntropyModel } from '../interfaces.ts';
import { frequencyModel } from '../model/frequency-model.ts';
import { booleanCodec } from './combinators.ts';
import { eliasGamma } from './elias-gamma.ts';
import { bitsCodec } from './uniform-codec.ts';

const MINIMAL_PRECISION = 8;
const MAXIMAL_PRECISION = 15;
const precisionCodec = bitsCodec(3);

/** Models of precision 8 .. 15 with at most 2^precision symbols. */
export const empiricalModelCodec: Codec<EntropyModel> = {
  encode(model, encoder) {
    const { precision, size } = model;
    checkInteger('precision', precision, MINIMAL_PRECISION, MAXIMAL_PRECISION);
    checkInteger('size', size, 1, 1 << precision);
    precisionCodec.encode(precision - MINIMAL_PRECISION, encoder);
    eliasGamma.encode(size - 1, encoder);
    const frequencies = Array.from({ length: size }, (_, s) => model.frequency(s));
    const sparse = costBits(writeSparse, frequencies) < costBits(writeDense, frequencies);
    booleanCodec.encode(sparse, encoder);
    (sparse ? writeSparse : writeDense)(frequencies, encoder);
  },
  decode(decoder) {
    const precision = MINIMAL_PRECISION + precisionCodec.decode(decoder);
    const total = 1 << precision;
    const size = eliasGamma.decode(decoder) + 1;
    if (size > total) throw new CorruptDataError(`"size" expected at most ${total} symbols, got ${size}`, 0);
    const read = booleanCodec.decode(decoder) ? readSparse : readDense;
    return frequencyModel(read(size, total, decoder), precision);
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

function readDense(size: number, total: number, decoder: EntropyDecoder): number[] {
  const frequencies: number[] = [];
  let left = total;
  for (let s = 0; s < size; s++) {
    frequencies.push(atMost(left, eliasGamma.decode(decoder)));
    left -= frequencies[s]!;
  }
  return complete(frequencies, left);
}

function readSparse(size: number, total: number, decoder: EntropyDecoder): number[] {
  const frequencies: number[] = [];
  let left = total;
  while (frequencies.length < size) {
    const zeros = atMost(size - frequencies.length, eliasGamma.decode(decoder));
    for (let i = 0; i < zeros; i++) frequencies.push(0);
    if (frequencies.length === size) break;
    const frequency = atMost(left, eliasGamma.decode(decoder) + 1);
    frequencies.push(frequency);
    left -= frequency;
  }
  return complete(frequencies, left);
}

function atMost(limit: number, value: number): number {
  if (value > limit) throw new CorruptDataError(`"frequencies" expected at most ${limit} more, got ${value}`, 0);
  return value;
}

function complete(frequencies: number[], left: number): number[] {
  if (left !== 0) throw new CorruptDataError(`"frequencies" expected a sum of 2^P, got ${left} less`, 0);
  return frequencies;
}

function costBits(
  write: (frequencies: readonly number[], encoder: EntropyEncoder) => void,
  frequencies: readonly number[],
): Bits {
  const meter = new CodelengthMeter();
  write(frequencies, meter);
  return meter.bits;
}
