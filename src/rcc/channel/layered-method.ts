/**
 * Layered quantization over arrays, direct form: every target of a column is the same unimodal noise, scaled and translated,
 * and one integer per value is all that is sent, beside the scale where a column has several (see `column-scales.ts`).
 *
 * Payload: one range-coded stream. First the noise of each column (see `layered-noise.ts`), then, value by value, the place
 * of its scale and the lattice point k by P(k | u, layer), C the column's law:
 *
 *     j = i mod 2^16 of value i of the file, block floor(i / 2^16), candidate 0
 *     dither word j;  scale words 2^16 + 4 j .. + 3;  Student t: nu further words from 5 2^16 + 248 j
 *     half widths, times the scale, at least 2^-16 (Laplace 2^-26, triangular width at least 2^-26):
 *       Gaussian    chi_3(scale words)                          n by quantile of uniform52, then u_1
 *       Laplace     -log(u_1 u_2)
 *       logistic    2 log1p(sqrt c) - log(lambda),              lambda = 4 V u (1 - u), c = 1 - V + V (1 - 2 u)^2
 *       Student t   chi_3(scale words) sqrt(nu) / chi_nu(further words)
 *       triangular  [-a t, (1 - a) t],                          t = max(u_1, u_2)
 *     z = W (k + u),  W the width
 */
import type { SharedRandomness } from '../../core/index.ts';
import type { Distribution } from '../../distributions/index.ts';
import { type Codec, RangeDecoder, RangeEncoder, type VariableStepDensity } from '../../entropy/index.ts';
import { BulkLayerWords } from '../array/bulk-layer-words.ts';
import { layeredArrays } from '../array/layered-arrays.ts';
import { normalInformation } from '../array/normal-information.ts';
import { gaussianNoise } from '../noise/gaussian.ts';
import { LayeredQuantizer, VALUES_PER_BLOCK } from '../proposal/layer.ts';
import { layerDensities } from '../proposal/layered.ts';
import { scalePlaceCodec } from './column-scales.ts';
import { type ColumnNoise, columnNoiseCodec } from './layered-noise.ts';
import { takenLaws, takenSlice } from './layered-targets.ts';
import { MeteredEncoder } from './metered-encoder.ts';
import type { ChannelMethod, ChunkContext, ChunkInput, EncodedChunk } from './method.ts';
import { refusalOf } from './refusal.ts';

const NAME = 'layered';
const VALUES_PER_STEP = 4096;

export const layeredMethod: ChannelMethod = {
  name: NAME,
  id: 4,
  commonScale: true,
  refusal: ({ targets, columns }) => refusalOf(() => takenLaws(targets, columns)),
  encode,
  decode,
  arrays: layeredArrays,
};

/** What both ends hold of a column. */
interface LayeredColumn {
  /** One per scale. */
  readonly quantizers: readonly LayeredQuantizer[];
  readonly density: VariableStepDensity;
  readonly scale: Codec<number>;
}

function* encode(input: ChunkInput): Generator<number, EncodedChunk> {
  const { marginals, firstValue, shared } = input;
  const taken =
    input.slice === undefined ? takenLaws(input.targets, marginals.length) : takenSlice(input.slice, marginals.length);
  const { noises, centres, places, scales } = taken;
  const isGaussian = noises.every(({ noise }) => noise === gaussianNoise);
  const informationBits =
    scales !== undefined && isGaussian ? normalInformation(centres, scales, marginals) : undefined;
  const range = new RangeEncoder();
  for (const noise of noises) columnNoiseCodec.encode(noise, range);
  const columns = columnsOf(noises, marginals);
  const samples = new Float64Array(centres.length);
  const metered = new MeteredEncoder(range);
  const open = opener(shared, firstValue, centres.length);
  for (let i = 0; i < centres.length; i++) {
    const { quantizers, density, scale } = columns[i % columns.length]!;
    const quantizer = quantizers[places[i]!]!;
    open(quantizer, i);
    const point = quantizer.point(centres[i]!);
    scale.encode(places[i]!, metered);
    quantizer.encode(point, density, metered);
    samples[i] = quantizer.sample(point);
    if (i % VALUES_PER_STEP === VALUES_PER_STEP - 1) yield i + 1;
  }
  return {
    payload: range.finish(),
    samples,
    bits: { index: 0, point: metered.bits },
    candidatesExamined: centres.length,
    informationBits,
  };
}

function decode(payload: Uint8Array, count: number, { marginals, firstValue, shared }: ChunkContext): Float64Array {
  const range = new RangeDecoder(payload);
  const columns = columnsOf(
    marginals.map(() => columnNoiseCodec.decode(range)),
    marginals,
  );
  const samples = new Float64Array(count);
  const open = opener(shared, firstValue, count);
  for (let i = 0; i < count; i++) {
    const { quantizers, density, scale } = columns[i % columns.length]!;
    const quantizer = quantizers[scale.decode(range)]!;
    open(quantizer, i);
    samples[i] = quantizer.sample(quantizer.decode(density, range));
  }
  range.finish();
  return samples;
}

/** Cells of a column are found once, for its smallest scale. */
function columnsOf(noises: readonly ColumnNoise[], marginals: readonly Distribution[]): LayeredColumn[] {
  const smallest = Float64Array.from(noises, ({ scales }) => scales.reduce((least, s) => Math.min(least, s)));
  const densities = layerDensities(smallest, marginals);
  return noises.map(({ noise, scales }, column) => ({
    quantizers: scales.map((scale) => new LayeredQuantizer(noise, scale, 'direct')),
    density: densities[column]!,
    scale: scalePlaceCodec(scales),
  }));
}

/** Opens the layer of value i of a chunk of `count` values. */
function opener(
  shared: SharedRandomness,
  firstValue: number,
  count: number,
): (quantizer: LayeredQuantizer, i: number) => void {
  let index = -1;
  let words: BulkLayerWords | undefined;
  return (quantizer, i) => {
    const j = (firstValue + i) % VALUES_PER_BLOCK;
    const wanted = (firstValue + i - j) / VALUES_PER_BLOCK;
    if (wanted !== index) {
      index = wanted;
      words = new BulkLayerWords(shared.block(index), j, Math.min(count - i, VALUES_PER_BLOCK - j));
    }
    quantizer.open(words!, 0, j);
  };
}
