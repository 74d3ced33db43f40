/**
 * Layered quantization of whole arrays, direct form: the same layers, points and samples as value by value,
 *
 *     k = ceil((y + m) / W - u - 1/2),    z = W (k + u),    W, m by shared words,
 *
 * in loops over typed arrays; points by a table of their column's law on a stack of intervals (see `SteppedArrayCode`).
 * Payload: the length of the head (varuint), the head on the range coder (the noise of each column, then, where columns have
 * several scales, the place of each value's), and the points.
 */
import {
  type Bits,
  ByteReader,
  ByteWriter,
  concatenate,
  invalidArgument,
  LimitExceededError,
  LN2,
  sharedRandomness,
} from '../../core/index.ts';
import type { Distribution } from '../../distributions/index.ts';
import { CdfTable, RangeDecoder, RangeEncoder, SteppedArrayCode, variableStepDensity } from '../../entropy/index.ts';
import { MAXIMAL_ARRAY_COLUMNS } from '../channel/coders.ts';
import { scalePlaceCodec } from '../channel/column-scales.ts';
import { type ColumnNoise, columnNoiseCodec } from '../channel/layered-noise.ts';
import { type TakenTargets, takenSlice } from '../channel/layered-targets.ts';
import type { ArrayChannel } from '../channel/method.ts';
import type { TargetSlice } from '../channel/target-slice.ts';
import { GRID, GRID_STEP, gridCentre, MAXIMAL_LAYER_POINT } from '../proposal/cell.ts';
import { type Layers, layersOf } from './layer-widths.ts';
import { normalInformation } from './normal-information.ts';
import { sampledInformation } from './sampled-information.ts';

/** Share of the bits that tables may lose against exact probabilities. */
const WORTHWHILE_LOSS = 0.003;
/** Values at which that is looked at. */
const LOOKS = 4096;
/** A stack's start and its last words, on average. */
const STACK_BITS = 144;
/** Any layers will do. */
const LOOK_SEED = 'samplewire tables';

export const layeredArrays: ArrayChannel = {
  pays(targets, marginals) {
    if (marginals.length > MAXIMAL_ARRAY_COLUMNS) return false;
    try {
      return lossShare(takenSlice(targets, marginals.length), marginals) <= WORTHWHILE_LOSS;
    } catch (error) {
      // Laws too far out for tables, or centres for points: whoever sends them says so.
      if (error instanceof LimitExceededError) return false;
      throw error;
    }
  },

  encode(targets, { marginals, firstValue, shared }) {
    const columns = marginals.length;
    const taken = takenSlice(targets, columns);
    const { noises, centres, places } = taken;
    const layers = layersOf(noises, places, shared, firstValue, centres.length);
    const points = new Float64Array(centres.length);
    const samples = new Float64Array(centres.length);
    quantize(centres, layers, points, samples);
    const head = headOf(noises, places);
    const bytes = codeOf(noises, marginals).encode(points, layers.widths, layers.dithers);
    const writer = new ByteWriter();
    writer.varuint(head.length);
    const payload = concatenate([writer.toBytes(), head, bytes]);
    return {
      payload,
      samples,
      bits: { index: 0, point: 8 * bytes.length + (hasPlaces(noises) ? 8 * head.length : 0) },
      candidatesExamined: points.length,
      informationBits: informationOf(targets, taken, marginals),
    };
  },

  decode(payload, count, { marginals, firstValue, shared }) {
    const reader = new ByteReader(payload);
    const range = new RangeDecoder(reader.bytes(reader.varuint()));
    const noises = marginals.map(() => columnNoiseCodec.decode(range));
    const places = new Uint8Array(count);
    if (hasPlaces(noises)) {
      const codecs = noises.map(({ scales }) => scalePlaceCodec(scales));
      for (let i = 0; i < count; i++) places[i] = codecs[i % codecs.length]!.decode(range);
    }
    range.finish();
    const { words, widths, dithers } = layersOf(noises, places, shared, firstValue, count);
    const samples = new Float64Array(count);
    // Points first, in place of the samples.
    codeOf(noises, marginals).decode(reader.bytes(reader.remaining), widths, dithers, samples);
    for (let i = 0; i < count; i++) samples[i] = widths[i]! * (samples[i]! + (words[i]! + 0.5) * GRID_STEP) + 0;
    return samples;
  },
};

/** Points and samples; @throws LimitExceededError where a point is not below 2^51. */
function quantize(
  centres: Float64Array,
  { words, widths, middles }: Layers,
  points: Float64Array,
  samples: Float64Array,
): void {
  for (let i = 0; i < centres.length; i++) {
    const width = widths[i]!;
    const word = words[i]!;
    const centre = centres[i]! / width + middles[i]!;
    if (!(Math.abs(centre) < MAXIMAL_LAYER_POINT - 1)) gridCentre(centre, MAXIMAL_LAYER_POINT);
    const integer = Math.floor(centre);
    // A fraction rounded up to 2^32 counts as one more cell: the sum below is exact either way.
    const fraction = Math.floor((centre - integer) * GRID + 0.5);
    const point = integer + (fraction + ((word - fraction) | 0) - word) * GRID_STEP;
    points[i] = point;
    samples[i] = width * (point + (word + 0.5) * GRID_STEP) + 0;
  }
}

function headOf(noises: readonly ColumnNoise[], places: Uint8Array): Uint8Array {
  const range = new RangeEncoder();
  for (const noise of noises) columnNoiseCodec.encode(noise, range);
  if (hasPlaces(noises)) {
    const codecs = noises.map(({ scales }) => scalePlaceCodec(scales));
    for (let i = 0; i < places.length; i++) codecs[i % codecs.length]!.encode(places[i]!, range);
  }
  return range.finish();
}

function hasPlaces(noises: readonly ColumnNoise[]): boolean {
  return noises.some(({ scales }) => scales.length > 1);
}

function informationOf(targets: TargetSlice, taken: TakenTargets, marginals: readonly Distribution[]): Bits {
  const { noises, centres, scales } = taken;
  const isGaussian = noises.every(({ noise }) => noise.law === 'normal');
  const closed = isGaussian && scales !== undefined ? normalInformation(centres, scales, marginals) : undefined;
  if (closed !== undefined) return closed;
  const columns = marginals.length;
  return marginals.reduce((bits, marginal, column) => {
    const lawAt = (i: number): Distribution => targets.law((i - column) / columns, column);
    return bits + sampledInformation(marginal, centres.length, column, columns, lawAt) / LN2;
  }, 0);
}

/** What tables lose at a few of the values, as a share of the bits, over layers of any words. */
function lossShare({ noises, centres, places }: TakenTargets, marginals: readonly Distribution[]): number {
  const columns = marginals.length;
  const rows = centres.length / columns;
  const stride = columns * Math.max(1, Math.floor((rows * columns) / LOOKS));
  const chosen: number[] = [];
  for (let row = 0; row < centres.length; row += stride) {
    for (let column = 0; column < columns; column++) chosen.push(row + column);
  }
  const some = Float64Array.from(chosen, (i) => centres[i]!);
  const ofSome = Uint8Array.from(chosen, (i) => places[i]!);
  const points = new Float64Array(some.length);
  const layers = layersOf(noises, ofSome, sharedRandomness(LOOK_SEED), 0, some.length);
  quantize(some, layers, points, new Float64Array(some.length));
  const code = codeOf(noises, marginals);
  const exact = marginals.map((marginal, column) => variableStepDensity(marginal, smallestScale(noises[column]!)));
  let [bits, loss] = [0, 0];
  points.forEach((point, i) => {
    const [width, dither] = [layers.widths[i]!, layers.dithers[i]!];
    const ideal = exact[i % columns]!.codelengthBits(point, dither, width);
    if (ideal === Number.POSITIVE_INFINITY) return;
    bits += ideal;
    loss += code.codelengthBits(i % columns, point, width, dither) - ideal;
  });
  // What the four states of the stack take, shared by the values of a chunk.
  loss += (STACK_BITS * points.length) / centres.length;
  return bits > 0 ? loss / bits : 0;
}

/** Codes of a file's columns, kept as long as laws and scales stay the same. */
const kept = new WeakMap<Distribution, ColumnCodes>();

interface ColumnCodes {
  readonly marginals: readonly Distribution[];
  readonly scales: Float64Array;
  readonly code: SteppedArrayCode;
}

function codeOf(noises: readonly ColumnNoise[], marginals: readonly Distribution[]): SteppedArrayCode {
  const scales = Float64Array.from(noises, smallestScale);
  const known = kept.get(marginals[0]!);
  if (known !== undefined && isSame(known.marginals, marginals) && isSame(known.scales, scales)) return known.code;
  const tables = marginals.map((marginal, column) => {
    if (!marginal.decoderVisible) throw invalidArgument('marginals', 'laws that a decoder can compute', marginal.law);
    return new CdfTable(marginal, scales[column]!);
  });
  const code = new SteppedArrayCode(tables);
  kept.set(marginals[0]!, { marginals, scales, code });
  return code;
}

function isSame<T>(a: ArrayLike<T>, b: ArrayLike<T>): boolean {
  return a.length === b.length && Array.from(a).every((value, i) => value === b[i]);
}

function smallestScale({ scales }: ColumnNoise): number {
  return scales.reduce((least, scale) => Math.min(least, scale));
}
