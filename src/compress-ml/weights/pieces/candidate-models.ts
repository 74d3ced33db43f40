/**
 * Which models besides the adaptive one are worth writing, by what they would cost on some two thousand of the points. An
 * estimate only saves time: what counts is the bytes that each then takes.
 */
import { type Bits, log2 } from '../../../core/index.ts';
import { type EntropyModel, frequencyModel, quantizeFrequencies } from '../../../entropy/index.ts';
import { cellBits, insideBits, symbolOf } from '../points/cells.ts';
import { countNumber, tableSize } from '../points/empirical-points.ts';
import { LawPoints, POINT_LAWS } from '../points/law-points.ts';
import { ChannelWalk } from '../points/point-model.ts';
import { scaleCode } from '../steps.ts';
import type { LossyHeader } from './lossy-header.ts';
import type { ModelTables } from './models.ts';

export interface CandidateModel {
  readonly header: LossyHeader;
  readonly tables: ModelTables;
}

const SAMPLES = 2048;
/** How far above the adaptive model's bytes an estimate may lie and still be tried. */
const SLACK = 1.03;
const SINGLE = { channels: 1, inner: 1 };

/** `z`: the values of the points in steps. `bytes`: what the adaptive model took. */
export function* otherModels(
  header: LossyHeader,
  points: Float64Array,
  z: Float64Array,
  first: number,
  bytes: number,
): Generator<CandidateModel> {
  if (points.length === 0) return;
  const enough: Bits = 8 * SLACK * bytes + 64;
  const dithered = header.method !== 'rounding';
  const stride = Math.max(1, Math.floor(points.length / SAMPLES));
  const law = bestLaw(z, stride, dithered);
  // Without channels to tell apart their number need not be sent.
  const plain = header.hasChannelSteps ? header : { ...header, channels: SINGLE };
  if (law.bits < enough) yield { header: { ...plain, model: 'law', law: law.id, parameter: law.code }, tables: {} };
  const { channels } = header;
  if (channels.channels > 1 && points.length >= 8 * channels.channels) {
    const codes = channelScales(z, header, first, POINT_LAWS[law.id]!.meanSize, dithered);
    const bits = channelBits(z, codes, header, first, law.id, dithered) + 4 * channels.channels;
    if (bits < enough) yield { header: { ...header, model: 'law per channel', law: law.id }, tables: { codes } };
  }
  if (header.method === 'lattice') return;
  const empirical = empiricalTable(points, z, dithered);
  if (empirical !== undefined && empirical.bits < enough) {
    yield { header: { ...plain, model: 'empirical', parameter: empirical.cell }, tables: { table: empirical.table } };
  }
}

function bestLaw(z: Float64Array, stride: number, dithered: boolean): { id: number; code: number; bits: Bits } {
  let sum = 0;
  for (const value of z) sum += Math.abs(value);
  const mean = sum / z.length;
  let best = { id: 0, code: 0, bits: Number.POSITIVE_INFINITY };
  for (let id = 0; id < POINT_LAWS.length; id++) {
    const near = scaleCode(withoutDither(mean, dithered) / POINT_LAWS[id]!.meanSize);
    for (let code = Math.max(0, near - 2); code <= Math.min(255, near + 2); code++) {
      const model = new LawPoints(POINT_LAWS[id]!, Uint8Array.of(code), SINGLE, 0, dithered);
      let bits = 0;
      for (let i = 0; i < z.length; i += stride) bits += costOf(model, z[i]!, dithered);
      if (bits * stride < best.bits) best = { id, code, bits: bits * stride };
    }
  }
  return best;
}

function channelScales(
  z: Float64Array,
  { channels }: LossyHeader,
  first: number,
  meanSize: number,
  dithered: boolean,
): Uint8Array {
  const sums = new Float64Array(channels.channels);
  const counts = new Float64Array(channels.channels);
  const walk = new ChannelWalk(channels, first);
  for (const value of z) {
    sums[walk.channel]! += Math.abs(value);
    counts[walk.channel]! += 1;
    walk.next();
  }
  return Uint8Array.from(sums, (sum, c) =>
    scaleCode(withoutDither(sum / Math.max(1, counts[c]!), dithered) / meanSize),
  );
}

function channelBits(
  z: Float64Array,
  codes: Uint8Array,
  { channels }: LossyHeader,
  first: number,
  law: number,
  dithered: boolean,
): Bits {
  const model = new LawPoints(POINT_LAWS[law]!, codes, channels, first, dithered);
  let bits = 0;
  for (const value of z) bits += costOf(model, value, dithered);
  return bits;
}

function costOf(model: LawPoints, value: number, dithered: boolean): Bits {
  const point = dithered ? Math.floor(value) : value;
  model.open(value - point, 1);
  return 15 + model.costBits(point);
}

/** Undefined where a quarter of the dither did not occur: it would have no model. */
function empiricalTable(
  points: Float64Array,
  z: Float64Array,
  dithered: boolean,
): { cell: number; bits: Bits; table: EntropyModel } | undefined {
  let sum = 0;
  for (const value of z) sum += Math.abs(value);
  const cell = cellBits(sum / z.length);
  const counts = new Float64Array(tableSize(cell, dithered));
  let bits = 0;
  for (let i = 0; i < points.length; i++) {
    const point = points[i]!;
    const dither = dithered ? z[i]! - point : 0;
    counts[countNumber(point, dither, cell, dithered)]! += 1;
    bits += insideBits(point, symbolOf(point, cell), cell);
  }
  const quarters = counts.length / tableSize(1, false);
  for (let b = 0; b < quarters; b++) {
    let total = 0;
    for (let i = b; i < counts.length; i += quarters) total += counts[i]!;
    if (total === 0) return undefined;
    for (let i = b; i < counts.length; i += quarters) if (counts[i]! > 0) bits += counts[i]! * log2(total / counts[i]!);
  }
  const precision = Math.max(8 + (dithered ? 2 : 0), Math.min(15, Math.ceil(log2(points.length + 1) / 2) + 4));
  const occurring = counts.filter((count) => count > 0);
  const compact = quantizeFrequencies(occurring, precision);
  let next = 0;
  const frequencies = Array.from(counts, (count) => (count > 0 ? compact[next++]! : 0));
  for (const frequency of compact) bits += 2 * log2(frequency) + 1;
  return { cell, bits, table: frequencyModel(frequencies, precision) };
}

/** The mean size of the weights themselves, roughly: the dither adds its own where they are small. */
function withoutDither(mean: number, dithered: boolean): number {
  return dithered ? Math.sqrt(Math.max(mean * mean - 1 / 16, 1 / 256)) : mean;
}
