/**
 * Zipf's law over N = 1 .. K, for the index of ordered random coding: what lies beyond the last candidate costs nothing.
 *
 *     P(N = j) = j^-lambda / Z,    Z = sum_(j <= K) j^-lambda,    lambda such that E log2 N is the chunk's mean
 *
 * One parameter, 16 bits; an exponent of 1 is the smallest. Up to 4096 candidates have a table; for more, the buckets of
 * Zipf's code end with the one that holds K.
 */
import { exp, log, log2 } from '../../core/index.ts';
import {
  bitsCodec,
  type Codec,
  categoricalModel,
  modelCodec,
  zipfExponent,
  zipfIndexCodec,
  zipfLaw,
} from '../../entropy/index.ts';
import type { IndexCode } from './index-code.ts';

const LARGEST_CODE = 65_535;
const TABLED = 4096;
const PRECISION = 16;

export function truncatedZipfCode(candidates: number): IndexCode<number> {
  return {
    name: 'truncated zipf',
    fit(indices) {
      let sum = 0;
      for (const index of indices) sum += log2(index + 1);
      const mean = indices.length === 0 ? 0 : sum / indices.length;
      // Invariant: the exponent wanted has a code in [low, high]; E log2 N falls as the exponent grows.
      let low = 0;
      let high = LARGEST_CODE;
      while (low < high) {
        const middle = (low + high) >> 1;
        if (zipfLaw(zipfExponent(middle), candidates).meanLog2 <= mean) high = middle;
        else low = middle + 1;
      }
      return low;
    },
    parameters: bitsCodec(16),
    codec: (exponentCode) =>
      candidates > TABLED ? zipfIndexCodec(exponentCode, { limit: candidates }) : tabled(exponentCode, candidates),
  };
}

function tabled(exponentCode: number, candidates: number): Codec<number> {
  const lambda = zipfExponent(exponentCode);
  const weights = Float64Array.from({ length: candidates }, (_, index) => exp(-lambda * log(index + 1)));
  return modelCodec(categoricalModel(weights, PRECISION));
}
