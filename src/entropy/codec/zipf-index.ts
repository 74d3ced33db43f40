/**
 * Zipf's law over v = index + 1, 1 <= v < 2^53, without loops over the range: buckets b = floor(log2 v), sub-buckets, and
 * uniform low bits.
 *
 *     P(v) proportional to v^-lambda,    w(b, j) = (2^b + j)^-lambda (b <= 3),    2^(b-3) (2^(b-3) (8.5 + j) - 0.5)^-lambda (b >= 4)
 *
 * The bucket by a table of the sums (P = 16), the sub-bucket by a table (P = 12), then b - 3 raw bits. lambda = 1 + L/4096
 * is one 16-bit integer. Overhead against the true law, tables included: at most 0.001 bit for lambda up to 3.
 */
import { checkInteger, CorruptDataError, exp, log } from '../../core/index.ts';
import type { Codec, EntropyModel } from '../interfaces.ts';
import { categoricalModel } from '../model/frequency-model.ts';
import { modelCodec } from './combinators.ts';
import { decodeBits, encodeBits } from './uniform-codec.ts';

const UNIT = 4096;
const SUB_BUCKETS = 8;
const BUCKET_PRECISION = 16;
const SUB_PRECISION = 12;
export const MAXIMAL_EXPONENT_CODE = 65_535;

export interface ZipfLimit {
  /** The largest v = index + 1; 2^53 - 1 without it. */
  readonly limit?: number;
}

/** The exponent lambda of an exponent code L. */
export function zipfExponent(exponentCode: number): number {
  return 1 + exponentCode / UNIT;
}

interface ZipfTables {
  readonly bucket: EntropyModel;
  /** Sub-buckets of b = 1, 2, 3, then of every b >= 4. */
  readonly sub: readonly EntropyModel[];
}

/** Indices 0 .. 2^53 - 2 under lambda = 1 + exponentCode / 4096. Tables are kept for the latest exponents. */
export function zipfIndexCodec(exponentCode: number, { limit = Number.MAX_SAFE_INTEGER }: ZipfLimit = {}): Codec<number> {
  checkInteger('exponentCode', exponentCode, 0, MAXIMAL_EXPONENT_CODE);
  checkInteger('limit', limit, 1);
  const tables = zipfTables(exponentCode, floorLog2(limit));
  const bucketCodec = modelCodec(tables.bucket);
  const subCodecs = tables.sub.map(modelCodec);
  return {
    encode(index, encoder) {
      const v = checkInteger('index', index, 0, limit - 1) + 1;
      const bucket = floorLog2(v);
      bucketCodec.encode(bucket, encoder);
      if (bucket === 0) return;
      const offset = v - twoToThe(bucket);
      const lowBits = Math.max(0, bucket - 3);
      const weight = twoToThe(lowBits);
      const sub = Math.floor(offset / weight);
      subCodecs[Math.min(bucket, 4) - 1]!.encode(sub, encoder);
      encodeBits(offset - sub * weight, lowBits, encoder);
    },
    decode(decoder) {
      const bucket = bucketCodec.decode(decoder);
      if (bucket === 0) return 0;
      const lowBits = Math.max(0, bucket - 3);
      const sub = subCodecs[Math.min(bucket, 4) - 1]!.decode(decoder);
      const v = twoToThe(bucket) + sub * twoToThe(lowBits) + decodeBits(lowBits, decoder);
      if (v > limit) throw new CorruptDataError(`"index" expected at most ${limit - 1}, got ${v - 1}`, 0);
      return v - 1;
    },
  };
}

const KEPT_TABLES = 64;
const kept = new Map<number, ZipfTables>();

function zipfTables(exponentCode: number, maximalBucket: number): ZipfTables {
  const key = exponentCode * 64 + maximalBucket;
  const known = kept.get(key);
  if (known !== undefined) return known;
  if (kept.size === KEPT_TABLES) kept.delete(kept.keys().next().value!);
  const tables = makeTables(zipfExponent(exponentCode), maximalBucket);
  kept.set(key, tables);
  return tables;
}

function makeTables(lambda: number, maximalBucket: number): ZipfTables {
  const power = (x: number): number => exp(-lambda * log(x));
  const buckets = Float64Array.from({ length: maximalBucket + 1 }, (_, b) => {
    let sum = 0;
    if (b <= 3) for (let j = 0; j < 1 << b; j++) sum += power(twoToThe(b) + j);
    else {
      const width = twoToThe(b - 3);
      for (let j = 0; j < SUB_BUCKETS; j++) sum += width * power(width * (8.5 + j) - 0.5);
    }
    return sum;
  });
  const small = [1, 2, 3].map((b) => Float64Array.from({ length: 1 << b }, (_, j) => power((1 << b) + j)));
  const large = Float64Array.from({ length: SUB_BUCKETS }, (_, j) => power(8.5 + j));
  return {
    bucket: categoricalModel(buckets, BUCKET_PRECISION),
    sub: [...small, large].map((weights) => categoricalModel(weights, SUB_PRECISION)),
  };
}

function floorLog2(v: number): number {
  return v < 2_147_483_648 ? 31 - Math.clz32(v) : 31 + floorLog2(Math.floor(v / 2_147_483_648));
}

function twoToThe(n: number): number {
  return n < 31 ? 1 << n : (1 << (n - 30)) * 1_073_741_824;
}
