/**
 * Layered quantization over arrays, direct form: every target of a column is the same unimodal noise of the same scale,
 * translated, and one integer per value is all that is sent.
 *
 * Payload: one range-coded stream. First the noise of each column (see `layered-noise.ts`), then, value by value, the
 * lattice point k by P(k | u, layer), C the column's law:
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
import { InvalidArgumentError, isSamplewireError, type SharedRandomness } from '../../core/index.ts';
import type { Distribution } from '../../distributions/index.ts';
import { RangeDecoder, RangeEncoder } from '../../entropy/index.ts';
import { noiseOfTarget } from '../noise/noise-of-target.ts';
import { LayeredQuantizer, VALUES_PER_BLOCK } from '../proposal/layer.ts';
import { layerDensities, layeredCentre } from '../proposal/layered.ts';
import { type ColumnNoise, columnNoiseCodec } from './layered-noise.ts';
import { MeteredEncoder } from './metered-encoder.ts';
import type { ChannelMethod, ChunkContext, ChunkInput, EncodedChunk, PlannedBlocks } from './method.ts';

const VALUES_PER_STEP = 4096;

const REFUSAL =
  '"targets" expected normal, laplace, logistic, triangular or studentT laws (even nu up to 248) for layered ' +
  'quantization, got another; hybrid sends any law';

export const layeredMethod: ChannelMethod = { name: 'layered', id: 4, commonScale: true, refusal, encode, decode };

function refusal({ targets, columns }: PlannedBlocks): string | undefined {
  const noises = columnNoises(targets, columns);
  if (noises === undefined) return REFUSAL;
  try {
    targets.forEach((target, i) => {
      layeredCentre(target, noises[i % columns]!.noise, noises[i % columns]!.scale);
    });
    return undefined;
  } catch (error) {
    if (isSamplewireError(error)) return error.message;
    throw error;
  }
}

/** The noise of each column, as its first target has it; undefined where that is no noise of this method. */
export function columnNoises(targets: readonly Distribution[], columns: number): ColumnNoise[] | undefined {
  const noises: ColumnNoise[] = [];
  for (const target of targets.slice(0, columns)) {
    const noise = noiseOfTarget(target);
    const place = noise?.placeOf(target);
    if (noise === undefined || place === undefined) return undefined;
    noises.push({ noise, scale: place.scale });
  }
  return noises;
}

function* encode({ targets, marginals, firstValue, shared }: ChunkInput): Generator<number, EncodedChunk> {
  const columns = marginals.length;
  const noises = columnNoises(targets, columns);
  if (noises === undefined) {
    throw new InvalidArgumentError(REFUSAL);
  }
  const range = new RangeEncoder();
  for (const noise of noises) columnNoiseCodec.encode(noise, range);
  const densities = layerDensities(scalesOf(noises), marginals);
  const quantizers = noises.map(({ noise, scale }) => new LayeredQuantizer(noise, scale, 'direct'));
  const samples = new Float64Array(targets.length);
  const metered = new MeteredEncoder(range);
  const open = opener(shared, firstValue);
  for (let i = 0; i < targets.length; i++) {
    const column = i % columns;
    const { noise, scale } = noises[column]!;
    const quantizer = quantizers[column]!;
    open(quantizer, i);
    const point = quantizer.point(layeredCentre(targets[i]!, noise, scale));
    quantizer.encode(point, densities[column]!, metered);
    samples[i] = quantizer.sample(point);
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
  const noises = marginals.map(() => columnNoiseCodec.decode(range));
  const densities = layerDensities(scalesOf(noises), marginals);
  const quantizers = noises.map(({ noise, scale }) => new LayeredQuantizer(noise, scale, 'direct'));
  const samples = new Float64Array(count);
  const open = opener(shared, firstValue);
  for (let i = 0; i < count; i++) {
    const quantizer = quantizers[i % columns]!;
    open(quantizer, i);
    samples[i] = quantizer.sample(quantizer.decode(densities[i % columns]!, range));
  }
  range.finish();
  return samples;
}

function scalesOf(noises: readonly ColumnNoise[]): Float64Array {
  return Float64Array.from(noises, ({ scale }) => scale);
}

/** Opens the layer of value i of a chunk. */
function opener(shared: SharedRandomness, firstValue: number): (quantizer: LayeredQuantizer, i: number) => void {
  let index = -1;
  let block = shared.block(0);
  return (quantizer, i) => {
    const j = (firstValue + i) % VALUES_PER_BLOCK;
    const wanted = (firstValue + i - j) / VALUES_PER_BLOCK;
    if (wanted !== index) {
      index = wanted;
      block = shared.block(index);
    }
    quantizer.open(block, 0, j);
  };
}
