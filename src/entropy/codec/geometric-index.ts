/**
 * An index under a mixture of geometric laws, without a table as long as its range. v = index + 1 falls into a bucket
 * b = floor(log2 v), for b >= 4 cut in 8 sub-buckets; each is one cell of a model (P = 16) with the mass
 *
 *     sum_i w_i (r_i^(from - 1) - r_i^(to - 1)),    r_i = g_i / (1 + g_i),
 *
 * and its low b - 3 bits are raw. A sub-bucket is so short against the means that the raw bits cost about 0.001 bit.
 * Indices from 2^31 - 1 on escape to an Elias gamma code. Powers by squaring: + - * / alone.
 */
import { CorruptDataError, checkInteger, powerOfTwo } from '../../core/index.ts';
import type { Codec } from '../interfaces.ts';
import { quantizeFrequencies } from '../model/frequencies.ts';
import { frequencyModel } from '../model/frequency-model.ts';
import { type GeometricMixture, geometricMean } from '../model/geometric-mixture.ts';
import { modelCodec } from './combinators.ts';
import { eliasGamma } from './elias-gamma.ts';
import { decodeBits, encodeBits } from './uniform-codec.ts';

const PRECISION = 16;
/** v below this are cells of their own. */
const EXACT = 16;
const SUB_BUCKETS = 8;
const LARGEST_BUCKET = 30;
/** Cells of v = 1 .. 15, of the sub-buckets of b = 4 .. 30, and the escape. */
const ESCAPE: number = EXACT - 1 + SUB_BUCKETS * (LARGEST_BUCKET - 3);
const ESCAPE_VALUE = 2_147_483_648;

/** Make one per mixture and keep it. */
export function geometricIndexCodec(mixture: GeometricMixture): Codec<number> {
  const cell = modelCodec(frequencyModel(quantizeFrequencies(cellMasses(mixture), PRECISION), PRECISION));
  return {
    encode(index, encoder) {
      const v = checkInteger('index', index, 0) + 1;
      if (v < EXACT) {
        cell.encode(v - 1, encoder);
      } else if (v < ESCAPE_VALUE) {
        const bucket = 31 - Math.clz32(v);
        const sub = (v >>> (bucket - 3)) - SUB_BUCKETS;
        cell.encode(EXACT - 1 + SUB_BUCKETS * (bucket - 4) + sub, encoder);
        encodeBits(v % (1 << (bucket - 3)), bucket - 3, encoder);
      } else {
        cell.encode(ESCAPE, encoder);
        eliasGamma.encode(v - ESCAPE_VALUE, encoder);
      }
    },
    decode(decoder) {
      const symbol = cell.decode(decoder);
      if (symbol < EXACT - 1) return symbol;
      if (symbol === ESCAPE) {
        const v = ESCAPE_VALUE + eliasGamma.decode(decoder);
        if (v > Number.MAX_SAFE_INTEGER) throw new CorruptDataError('"index" expected at most 2^53 - 2', 0);
        return v - 1;
      }
      const bucket = 4 + Math.floor((symbol - (EXACT - 1)) / SUB_BUCKETS);
      const sub = (symbol - (EXACT - 1)) % SUB_BUCKETS;
      return (SUB_BUCKETS + sub) * powerOfTwo(bucket - 3) + decodeBits(bucket - 3, decoder) - 1;
    },
  };
}

function cellMasses({ components }: GeometricMixture): Float64Array {
  const masses = new Float64Array(ESCAPE + 1);
  for (const { weight, meanCode } of components) {
    const mean = geometricMean(meanCode);
    let power = mean / (1 + mean);
    let tail = weight;
    let cell = 0;
    const take = (): void => {
      // Invariant: tail = w r^(v - 1), the mass from v on; power = r^(length of the cell).
      const next = tail * power;
      masses[cell] = masses[cell]! + (tail - next);
      tail = next;
      cell++;
    };
    while (cell < EXACT - 1) take();
    power *= power;
    for (let bucket = 4; bucket <= LARGEST_BUCKET; bucket++) {
      for (let sub = 0; sub < SUB_BUCKETS; sub++) take();
      power *= power;
    }
    masses[ESCAPE] = masses[ESCAPE]! + tail;
  }
  return masses;
}
