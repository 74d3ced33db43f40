/**
 * Points by a law whose scale is sent, one for the tensor or one for each channel. The mass of a cell is a sum of the
 * density over 32 places in it, so that a law is one line, and the tables are integers:
 *
 *     mass(s) = sum_i g((start(s) - 1/2 + u + (i + 1/2) width / 32) / scale),    u the middle of the dither's eighth
 */
import { exp, log, log2, powerOfTwo } from '../../../core/index.ts';
import {
  categoricalModel,
  type EntropyDecoder,
  type EntropyEncoder,
  type EntropyModel,
} from '../../../entropy/index.ts';
import { LARGEST_SCALE, scaleOf } from '../steps.ts';
import { cellBits, cellStart, decodeInside, encodeInside, insideBits, SYMBOLS, symbolOf } from './cells.ts';
import { type Channels, ChannelWalk, type PointModel } from './point-model.ts';

export interface PointLaw {
  readonly name: string;
  /** The density at t >= 0 scales from its middle, up to a factor. */
  density(t: number): number;
  /** The mean of |x| at scale 1. */
  readonly meanSize: number;
}

/** exp(-t^shape). */
function generalizedNormal(shape: number, meanSize: number): PointLaw {
  return {
    name: `generalised normal, shape ${shape}`,
    density: (t) => (t > 0 ? exp(-exp(shape * log(t))) : 1),
    meanSize,
  };
}

/** The position of a law is its id in files. Mean sizes are Gamma(2 / shape) / Gamma(1 / shape). */
export const POINT_LAWS: readonly PointLaw[] = [
  { name: 'normal', density: (t) => exp(-0.5 * t * t), meanSize: 0.7978845608028654 },
  { name: 'laplace', density: (t) => exp(-t), meanSize: 1 },
  {
    name: 'logistic',
    density: (t) => {
      const e = exp(-t);
      return e / ((1 + e) * (1 + e));
    },
    meanSize: 1.3862943611198906,
  },
  generalizedNormal(0.6, 3.0802),
  generalizedNormal(0.8, 1.6298),
  generalizedNormal(1.2, 0.7347),
  generalizedNormal(1.5, 0.5),
];

const PRECISION = 15;
const PLACES = 32;
const BUCKETS = 8;

interface Table {
  readonly bits: number;
  readonly model: EntropyModel;
}

/** Tables of one law, made when they are wanted. */
class LawTables {
  readonly #law: PointLaw;
  readonly #dithered: boolean;
  readonly #tables: (Table | undefined)[] = new Array((LARGEST_SCALE + 1) * BUCKETS);

  constructor(law: PointLaw, dithered: boolean) {
    this.#law = law;
    this.#dithered = dithered;
  }

  table(code: number, dither: number): Table {
    const bucket = this.#dithered ? Math.floor(dither * BUCKETS) : 0;
    const index = code * BUCKETS + bucket;
    return this.#tables[index] ?? this.#make(index, code, bucket);
  }

  #make(index: number, code: number, bucket: number): Table {
    const scale = scaleOf(code);
    const bits = cellBits(scale);
    const dither = !this.#dithered ? 0 : bits > 0 ? 0.5 : (bucket + 0.5) / BUCKETS;
    const width = powerOfTwo(bits);
    const weights = new Float64Array(SYMBOLS);
    // The symbols at the ends stand for all that lies beyond: a few further cells of it are enough.
    for (let symbol = 0; symbol < SYMBOLS; symbol++) {
      const start = symbol === 0 ? cellStart(1, bits) - width : cellStart(symbol, bits);
      weights[symbol] = this.#mass(start - 0.5 + dither, width, scale);
    }
    const table = { bits, model: categoricalModel(weights, PRECISION) };
    this.#tables[index] = table;
    return table;
  }

  #mass(start: number, width: number, scale: number): number {
    let mass = 0;
    for (let i = 0; i < PLACES; i++) {
      mass += this.#law.density(Math.abs(start + ((i + 0.5) * width) / PLACES) / scale);
    }
    return mass;
  }
}

/** Tables are the same for every tensor: kept by law and dither. */
const kept: Map<string, LawTables> = new Map();

function tablesOf(law: PointLaw, dithered: boolean): LawTables {
  const key = `${law.name} ${dithered}`;
  const tables = kept.get(key) ?? new LawTables(law, dithered);
  kept.set(key, tables);
  return tables;
}

export class LawPoints implements PointModel {
  readonly #tables: LawTables;
  readonly #walk: ChannelWalk;
  readonly #codes: Uint8Array;
  #table: Table = { bits: 0, model: categoricalModel([1, 1], 1) };

  /** `codes`: the scale of each channel, or one for all. */
  constructor(law: PointLaw, codes: Uint8Array, channels: Channels, first: number, dithered: boolean) {
    this.#tables = tablesOf(law, dithered);
    this.#walk = new ChannelWalk(codes.length === 1 ? { channels: 1, inner: 1 } : channels, first);
    this.#codes = codes;
  }

  open(dither: number, unit: 1 | 2): void {
    // Twice the unit is half the scale.
    const code = Math.max(0, this.#codes[this.#walk.channel]! - (unit === 2 ? 8 : 0));
    this.#table = this.#tables.table(code, dither);
    this.#walk.next();
  }

  costBits(point: number): number {
    const { bits, model } = this.#table;
    const symbol = symbolOf(point, bits);
    return insideBits(point, symbol, bits) - log2(model.frequency(symbol));
  }

  take(): void {}

  encode(point: number, encoder: EntropyEncoder): void {
    const { bits, model } = this.#table;
    const symbol = symbolOf(point, bits);
    encoder.encode(model.cumulative(symbol), model.frequency(symbol), PRECISION);
    encodeInside(point, symbol, bits, encoder);
  }

  decode(decoder: EntropyDecoder): number {
    const { bits, model } = this.#table;
    const symbol = model.symbolAt(decoder.peek(PRECISION));
    decoder.consume(model.cumulative(symbol), model.frequency(symbol), PRECISION);
    return decodeInside(symbol, bits, decoder);
  }
}
