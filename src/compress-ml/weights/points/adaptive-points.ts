/**
 * Points by models that learn, chosen by how large points are expected to be: from the mean size m_c in the channel so
 * far, and from how the last elements, whichever channel they were in, compared with their channels' means:
 *
 *     m = r (n m_c + 2 g) / (n + 2),    n = min(points seen in the channel, 64),   g the mean size of all,
 *     r <- r + (|z| / (m / r) - r) / 32,    class = floor(2 log2 m)
 *
 * Rows and columns of weights differ in scale; nothing of that is sent. Dithered points of small classes have a model
 * for each quarter of the dither.
 */

import { log2 } from '../../../core/index.ts';
import type { EntropyDecoder, EntropyEncoder } from '../../../entropy/index.ts';
import { scaleOf, stepOf } from '../steps.ts';
import { decodeInside, encodeInside, insideBits, symbolOf } from './cells.ts';
import { LearningModel } from './learning-model.ts';
import { type Channels, ChannelWalk, type PointModel } from './point-model.ts';

/** Classes start at m = 2^-4, two to an octave. */
const LOWEST = -8;
const CLASSES = 104;
const BUCKETS = 4;
const CHANNEL_MEMORY = 128;
const TOTAL_MEMORY = 256;
const TRUST = 64;
const PRIOR_WEIGHT = 2;
const ROW_MEMORY = 32;
const SMALLEST_MEAN = 0.05;
const LARGEST_RATIO = 64;
const UNIT_STEP = 32_768;

/** reciprocals[n] = 1 / n. */
const reciprocals: Float64Array = Float64Array.from({ length: TOTAL_MEMORY + 1 }, (_, n) => (n === 0 ? 0 : 1 / n));
const double: Float64Array = new Float64Array(1);
const halves: Uint32Array = new Uint32Array(double.buffer);
const HIGH_HALF = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1 ? 1 : 0;

export class AdaptivePoints implements PointModel {
  readonly #dithered: boolean;
  readonly #walk: ChannelWalk;
  readonly #models: (LearningModel | undefined)[] = new Array(CLASSES * BUCKETS);
  readonly #means: Float64Array;
  readonly #counts: Uint8Array;
  #mean: number;
  #seen = 1;
  #ratio = 1;
  // Of the element at hand: expected size in its channel, its dither and unit, its model and the bits of a cell.
  #expected = 0;
  #dither = 0;
  #unit = 1;
  #bits = 0;
  #model: LearningModel = new LearningModel(1, 0, 0);

  /** `startCode`: the scale that is the mean size at first. `first`: the element of the tensor to start with. */
  constructor(channels: Channels, first: number, startCode: number, dithered: boolean) {
    this.#dithered = dithered;
    this.#walk = new ChannelWalk(channels, first);
    this.#means = new Float64Array(channels.channels);
    this.#counts = new Uint8Array(channels.channels);
    this.#mean = scaleOf(startCode);
  }

  open(dither: number, unit: 1 | 2): void {
    const { channel } = this.#walk;
    const weight = Math.min(this.#counts[channel]!, TRUST);
    const expected = (this.#means[channel]! * weight + this.#mean * PRIOR_WEIGHT) / (weight + PRIOR_WEIGHT);
    this.#expected = expected;
    this.#dither = dither;
    this.#unit = unit;
    const size = (expected * this.#ratio) / unit;
    // The exponent of the square is floor(2 log2 size).
    double[0] = size * size;
    const exponent = (halves[HIGH_HALF]! >>> 20) - 1023;
    const place = exponent < LOWEST ? 0 : Math.min(exponent - LOWEST, CLASSES - 1);
    this.#bits = Math.max(0, ((place + LOWEST) >> 1) - 1);
    const bucket = this.#dithered && this.#bits === 0 ? Math.floor(dither * BUCKETS) : 0;
    const index = place * BUCKETS + bucket;
    this.#model = this.#models[index] ?? this.#make(index, place, bucket);
  }

  costBits(point: number): number {
    const symbol = symbolOf(point, this.#bits);
    return insideBits(point, symbol, this.#bits) - log2(this.#model.count(symbol));
  }

  take(point: number): void {
    this.#model.update(symbolOf(point, this.#bits));
    this.#learn(point);
  }

  encode(point: number, encoder: EntropyEncoder): void {
    const symbol = symbolOf(point, this.#bits);
    this.#model.encode(symbol, encoder);
    encodeInside(point, symbol, this.#bits, encoder);
    this.#learn(point);
  }

  decode(decoder: EntropyDecoder): number {
    const symbol = this.#model.decode(decoder);
    const point = decodeInside(symbol, this.#bits, decoder);
    this.#learn(point);
    return point;
  }

  #learn(point: number): void {
    const size = Math.abs(point + this.#dither) * this.#unit;
    const { channel } = this.#walk;
    const count = Math.min(this.#counts[channel]! + 1, CHANNEL_MEMORY);
    this.#counts[channel] = count;
    this.#means[channel]! += (size - this.#means[channel]!) * reciprocals[count]!;
    this.#seen = Math.min(this.#seen + 1, TOTAL_MEMORY);
    this.#mean += (size - this.#mean) * reciprocals[this.#seen]!;
    const ratio = this.#ratio + (size / Math.max(this.#expected, SMALLEST_MEAN) - this.#ratio) * (1 / ROW_MEMORY);
    this.#ratio = Math.min(Math.max(ratio, SMALLEST_MEAN), LARGEST_RATIO);
    this.#walk.next();
  }

  #make(index: number, place: number, bucket: number): LearningModel {
    // The middle of the class; the mean size of dithered values counts the dither, which is 1/4 by itself.
    const size = stepOf(UNIT_STEP + 128 * (place + LOWEST) + 64);
    const scale = this.#dithered ? Math.sqrt(Math.max(size * size - 1 / 16, 1 / 64)) : size;
    const dither = !this.#dithered ? 0 : this.#bits > 0 ? 0.5 : (bucket + 0.5) / BUCKETS;
    const model = new LearningModel(scale, this.#bits, dither);
    this.#models[index] = model;
    return model;
  }
}
