/**
 * Zipf's law over v = index + 1, 1 <= v < 2^53, without loops over the range: the bucket b = floor(log2 v), one of up to 8
 * sub-buckets, and uniform low bits.
 *
 *     P(v) proportional to v^-lambda,   lambda = 1 + L / 4096
 */
import { CorruptDataError, checkInteger, powerOfTwo } from '../../core/index.ts';
import type { Codec } from '../interfaces.ts';
import { MAXIMAL_EXPONENT_CODE, zipfTables } from '../model/zipf-tables.ts';
import { modelCodec } from './combinators.ts';
import { decodeBits, encodeBits } from './uniform-codec.ts';

const SUB_BUCKET_BITS = 3;
const SHARED_SUB_BUCKETS = 4;

export interface ZipfLimit {
  /** The largest v = index + 1; 2^53 - 1 without it. */
  readonly limit?: number;
}

/** Indices 0 .. limit - 1 under the exponent code L, 0 .. 65,535. @throws InvalidArgumentError */
export function zipfIndexCodec(
  exponentCode: number,
  { limit = Number.MAX_SAFE_INTEGER }: ZipfLimit = {},
): Codec<number> {
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
      const offset = v - powerOfTwo(bucket);
      const lowBits = Math.max(0, bucket - SUB_BUCKET_BITS);
      const weight = powerOfTwo(lowBits);
      const sub = Math.floor(offset / weight);
      subCodecs[Math.min(bucket, SHARED_SUB_BUCKETS) - 1]!.encode(sub, encoder);
      if (lowBits > 0) encodeBits(offset - sub * weight, lowBits, encoder);
    },
    decode(decoder) {
      const bucket = bucketCodec.decode(decoder);
      if (bucket === 0) return 0;
      const lowBits = Math.max(0, bucket - SUB_BUCKET_BITS);
      const sub = subCodecs[Math.min(bucket, SHARED_SUB_BUCKETS) - 1]!.decode(decoder);
      const v = powerOfTwo(bucket) + sub * powerOfTwo(lowBits) + decodeBits(lowBits, decoder);
      if (v > limit) throw new CorruptDataError(`"index" expected at most ${limit - 1}, got ${v - 1}`, 0);
      return v - 1;
    },
  };
}

function floorLog2(v: number): number {
  return v < 2_147_483_648 ? 31 - Math.clz32(v) : 31 + floorLog2(Math.floor(v / 2_147_483_648));
}
