/**
 * The second life of an entropy model: a law of a latent as integers, which every engine reads alike. F is tabulated on a grid
 * of 1/16 step (coarser for wide laws) over the places between its 2^-16 tails, the masses become integers that sum to 2^16, and
 * between the nodes F is linear:
 *
 *     F(x) = (f_0 + .. + f_(i-1) + f_i (x - x_i) / h) / 2^16,    x_i = h (first + i)
 *
 * P(k | u) is then a difference of two such values; a latent beyond the table goes by the code's escape. What that costs more than
 * the law itself is second order in h: `tableOverheadBits` says it.
 */
import {
  type Bits,
  CorruptDataError,
  checkInteger,
  LimitExceededError,
  log2,
  powerOfTwo,
  uniform32,
} from '../../../core/index.ts';
import { type PiecewiseConstant, piecewiseConstant } from '../../../distributions/index.ts';
import {
  adaptiveCodec,
  bitsCodec,
  type Cdf,
  type Codec,
  type EntropyDecoder,
  type EntropyEncoder,
  eliasGamma,
  quantizedDensity,
  quantizeFrequencies,
  signedEliasGamma,
} from '../../../entropy/index.ts';

const FINEST = -4;
const COARSEST = 27;
const MAXIMAL_CELLS = 1024;
const MAXIMAL_FIRST = 1_073_741_824;
const PRECISION = 16;
/** Grows fast: a table has some hundred masses. */
const INCREMENT = 24;

/** Masses f_i of the cells [h (first + i), h (first + i + 1)), h = 2^spacing; they sum to 2^16. */
export interface LatentTable {
  readonly spacing: number;
  readonly first: number;
  readonly masses: ArrayLike<number>;
}

/** A law as a table. @throws LimitExceededError for one that is wider than 2^37 */
export function tabulate(law: Cdf): LatentTable {
  for (let spacing = FINEST; spacing <= COARSEST; spacing++) {
    const h = spacing < 0 ? 1 / powerOfTwo(-spacing) : powerOfTwo(spacing);
    const { kmin, kmax } = quantizedDensity(law, h).range;
    const cells = kmax - kmin + 1;
    if (cells > MAXIMAL_CELLS || Math.abs(kmin) > MAXIMAL_FIRST) continue;
    const masses = Float64Array.from({ length: cells }, (_, i) => {
      // What lies beyond is in the cells at the ends.
      const below = i === 0 ? Number.NEGATIVE_INFINITY : (kmin + i) * h;
      const above = i + 1 === cells ? Number.POSITIVE_INFINITY : (kmin + i + 1) * h;
      return massBetween(law, below, above);
    });
    return { spacing, first: kmin, masses: quantizeFrequencies(masses, PRECISION) };
  }
  throw new LimitExceededError('"law" expected one that fits a table of 1024 cells of 2^27', MAXIMAL_CELLS);
}

/** The law that a table states. */
export function tableLaw({ spacing, first, masses }: LatentTable): PiecewiseConstant {
  const h = spacing < 0 ? 1 / powerOfTwo(-spacing) : powerOfTwo(spacing);
  const edges = Array.from({ length: masses.length + 1 }, (_, i) => (first + i) * h);
  return piecewiseConstant(edges, Array.from(masses));
}

/** A table as symbols: floor(log2 f) by a model for each such size before, then the bits below it. */
export const tableCodec: Codec<LatentTable> = {
  encode({ spacing, first, masses }, encoder) {
    bitsCodec(5).encode(checkInteger('spacing', spacing, FINEST, COARSEST) - FINEST, encoder);
    signedEliasGamma.encode(first, encoder);
    eliasGamma.encode(masses.length - 1, encoder);
    const code = new MassCode();
    for (let i = 0; i < masses.length; i++) code.encode(masses[i]!, encoder);
  },
  decode(decoder) {
    const spacing = bitsCodec(5).decode(decoder) + FINEST;
    const first = signedEliasGamma.decode(decoder);
    const cells = eliasGamma.decode(decoder) + 1;
    if (Math.abs(first) > MAXIMAL_FIRST) throw new CorruptDataError(`"first" expected at most 2^30, got ${first}`, 0);
    if (cells > MAXIMAL_CELLS) throw new CorruptDataError(`"cells" expected at most ${MAXIMAL_CELLS}, got ${cells}`, 0);
    const code = new MassCode();
    const masses = new Uint32Array(cells);
    let sum = 0;
    for (let i = 0; i < cells; i++) {
      masses[i] = code.decode(decoder);
      sum += masses[i]!;
    }
    if (sum !== powerOfTwo(PRECISION)) throw new CorruptDataError(`"masses" expected a sum of 2^16, got ${sum}`, 0);
    return { spacing, first, masses };
  },
};

/** Masses 1 .. 2^16, neighbours of like size. */
class MassCode {
  readonly #sizes: readonly Codec<number>[] = Array.from({ length: PRECISION + 1 }, () =>
    adaptiveCodec(PRECISION + 1, INCREMENT),
  );
  #before = 0;

  encode(mass: number, encoder: EntropyEncoder): void {
    const size = 31 - Math.clz32(mass);
    this.#sizes[this.#before]!.encode(size, encoder);
    if (size > 0) bitsCodec(size).encode(mass - powerOfTwo(size), encoder);
    this.#before = size;
  }

  decode(decoder: EntropyDecoder): number {
    const size = this.#sizes[this.#before]!.decode(decoder);
    this.#before = size;
    return powerOfTwo(size) + (size > 0 ? bitsCodec(size).decode(decoder) : 0);
  }
}

/** What a table costs more than its law, bits per latent with noise uniform on a unit cell, the mean over all dithers. */
export function tableOverheadBits(law: Cdf, table: LatentTable): Bits {
  const stated = tableLaw(table);
  const { kmin, kmax } = quantizedDensity(law, 1).range;
  let overhead = 0;
  const dithers = 64;
  for (let i = 0; i < dithers; i++) {
    const u = uniform32(Math.floor(((i + 0.5) / dithers) * 4_294_967_296));
    for (let k = kmin; k <= kmax; k++) {
      const p = massBetween(law, k + u - 0.5, k + u + 0.5);
      const q = massBetween(stated, k + u - 0.5, k + u + 0.5);
      // The escape serves what the table does not hold; its cost is not of the table.
      if (p > 0 && q > 0) overhead += (p * log2(p / q)) / dithers;
    }
  }
  return overhead;
}

/** P(a < Y <= b), from the tail in which it keeps its digits. */
export function massBetween(law: Cdf, a: number, b: number): number {
  const below = a === Number.NEGATIVE_INFINITY ? 0 : law.cdf(a);
  if (below <= 0.5) return Math.max((b === Number.POSITIVE_INFINITY ? 1 : law.cdf(b)) - below, 0);
  return Math.max(law.survival(a) - (b === Number.POSITIVE_INFINITY ? 0 : law.survival(b)), 0);
}
