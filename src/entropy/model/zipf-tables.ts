/**
 * Integer tables of Zipf's law over v = 1 .. 2^53 - 1, v in buckets b = floor(log2 v) and up to 8 sub-buckets of each:
 *
 *     w(b, j) = (2^b + j)^-lambda                                  b <= 3, j < 2^b
 *     w(b, j) = 2^(b-3) (2^(b-3) (8.5 + j) - 0.5)^-lambda          b >= 4, j < 8      (count times value at the midpoint)
 *
 * A bucket has the sum of its sub-buckets (P = 16); sub-buckets have tables of their own (P = 12), from b = 4 on the same
 * one, (8.5 + j)^-lambda. lambda = 1 + L / 4096, L an integer of 16 bits. Overhead, tables included: at most 0.001 bit up
 * to lambda = 3. C. T. Li and A. El Gamal, 2018, use the law for indices of selected candidates.
 */
import { exp, log, powerOfTwo } from '../../core/index.ts';
import type { EntropyModel } from '../interfaces.ts';
import { categoricalModel } from './frequency-model.ts';

const UNIT = 4096;
const SUB_BUCKETS = 8;
const BUCKET_PRECISION = 16;
const SUB_PRECISION = 12;
export const MAXIMAL_EXPONENT_CODE = 65_535;

export interface ZipfTables {
  readonly bucket: EntropyModel;
  /** Sub-buckets of b = 1, 2, 3, then of every b >= 4. */
  readonly sub: readonly EntropyModel[];
}

/** The exponent lambda of an exponent code L. */
export function zipfExponent(exponentCode: number): number {
  return 1 + exponentCode / UNIT;
}

/** The exponent code nearest to lambda. */
export function nearestExponentCode(lambda: number): number {
  return Math.min(Math.max(Math.floor((lambda - 1) * UNIT + 0.5), 0), MAXIMAL_EXPONENT_CODE);
}

const KEPT_TABLES = 64;
const kept = new Map<number, ZipfTables>();

/** The tables of an exponent code for buckets 0 .. maximalBucket; those made last are kept. */
export function zipfTables(exponentCode: number, maximalBucket: number): ZipfTables {
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
    if (b <= 3) for (let j = 0; j < 1 << b; j++) sum += power((1 << b) + j);
    else {
      const width = powerOfTwo(b - 3);
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
