/**
 * Universal quantization over arrays: every target is uniform with its column's width, and one integer per value is all
 * that is sent. The payload is one range-coded stream: a float64 width per column, then the lattice points by their
 * probability given the dither.
 *
 * Value i of the file has dither word i mod 2^16 of candidate 0 of block floor(i / 2^16).
 */
import { InvalidArgumentError, uniform32 } from '../../core/index.ts';
import { RangeDecoder, RangeEncoder } from '../../entropy/index.ts';
import { ditherWords } from '../array/dither-words.ts';
import { commonUniformWidths, REFUSAL } from '../array/uniform-columns.ts';
import { universalArrays } from '../array/universal-arrays.ts';
import { candidateInCell, fromPoint, gridCentre, pointInCell } from '../proposal/cell.ts';
import { pointDensities } from '../proposal/point-code.ts';
import { float64Width, widthsCodec } from './columns.ts';
import { MeteredEncoder } from './metered-encoder.ts';
import type { ChannelMethod, ChunkContext, ChunkInput, EncodedChunk } from './method.ts';

const VALUES_PER_STEP = 4096;

export const universalMethod: ChannelMethod = {
  name: 'universal',
  id: 1,
  commonScale: true,
  refusal: ({ targets, columns }) => (commonUniformWidths(targets, columns) === undefined ? REFUSAL : undefined),
  encode,
  decode,
  arrays: universalArrays,
};

function* encode(input: ChunkInput): Generator<number, EncodedChunk> {
  const { targets, marginals, firstValue } = input;
  const columns = marginals.length;
  const widths = commonUniformWidths(targets, columns);
  if (widths === undefined) throw new InvalidArgumentError(REFUSAL);
  const densities = pointDensities(widths, marginals);
  const words = ditherWords(input.shared, firstValue, targets.length);
  const samples = new Float64Array(targets.length);
  const range = new RangeEncoder();
  widthsCodec(columns, float64Width).encode(widths, range);
  const metered = new MeteredEncoder(range);
  for (let i = 0; i < targets.length; i++) {
    const { lower, upper } = targets[i]!.support;
    const width = widths[i % columns]!;
    const word = words[i]!;
    const centre = gridCentre((lower / width + upper / width) / 2);
    densities[i % columns]!.codec(uniform32(word)).encode(pointInCell(centre, word), metered);
    samples[i] = width * candidateInCell(centre, word) + 0;
    if (i % VALUES_PER_STEP === VALUES_PER_STEP - 1) yield i + 1;
  }
  return {
    payload: range.finish(),
    samples,
    bits: { index: 0, point: metered.bits },
    candidatesExamined: targets.length,
  };
}

function decode(payload: Uint8Array, count: number, { marginals, firstValue, shared }: ChunkContext): Float64Array {
  const columns = marginals.length;
  const range = new RangeDecoder(payload);
  const widths = widthsCodec(columns, float64Width).decode(range);
  const densities = pointDensities(widths, marginals);
  const words = ditherWords(shared, firstValue, count);
  const samples = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    const point = densities[i % columns]!.codec(uniform32(words[i]!)).decode(range);
    samples[i] = widths[i % columns]! * fromPoint(point, words[i]!) + 0;
  }
  range.finish();
  return samples;
}
