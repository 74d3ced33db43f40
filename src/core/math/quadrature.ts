/**
 * Adaptive quadrature: Gauss and Kronrod's 7-15 point pair on the piece with the largest error, until the sum of the
 * errors is small. Infinite ends by x = t / (1 - t^2). Encoder-side: entropies, divergences, tests.
 *
 * R. Piessens, E. de Doncker-Kapenga, C. W. Ueberhuber and D. K. Kahaner, "QUADPACK", 1983.
 */
const NODES: readonly number[] = [
  0.9914553711208126, 0.9491079123427585, 0.8648644233597691, 0.7415311855993945, 0.5860872354676911,
  0.4058451513773972, 0.20778495500789848, 0,
];
const KRONROD: readonly number[] = [
  0.022935322010529224, 0.06309209262997856, 0.10479001032225019, 0.14065325971552592, 0.1690047266392679,
  0.19035057806478542, 0.20443294007529889, 0.20948214108472782,
];
const GAUSS: readonly number[] = [0.1294849661688697, 0.27970539148927664, 0.3818300505051189, 0.4179591836734694];

export interface QuadratureOptions {
  /** Error relative to the integral, 1e-12 by default. */
  readonly relative?: number;
  /** Absolute error, 0 by default. */
  readonly absolute?: number;
  /** Points inside the interval where the integrand has a kink, a jump or its bulk. */
  readonly splits?: readonly number[];
}

interface Piece {
  readonly from: number;
  readonly to: number;
  readonly value: number;
  readonly error: number;
}

const MAXIMAL_PIECES = 4000;

/**
 * The integral of f from a to b, either end possibly infinite: then in units in which the bulk of f lies within a few of
 * 0, since the places far out are coarse. The best value found where the tolerance is not reached within 4000 pieces.
 */
export function integrate(f: (x: number) => number, a: number, b: number, options: QuadratureOptions = {}): number {
  if (a === b) return 0;
  if (a > b) return -integrate(f, b, a, options);
  const { relative = 1e-12, absolute = 0, splits = [] } = options;
  const infinite = !Number.isFinite(a) || !Number.isFinite(b);
  const integrand = infinite ? transformed(f) : f;
  const place = infinite ? compressed : (x: number) => x;
  const inside = splits.filter((x) => x > a && x < b).sort((x, y) => x - y);
  const borders = [a, ...inside, b].map(place);
  const pieces: Piece[] = [];
  for (let i = 0; i + 1 < borders.length; i++) pieces.push(kronrod(integrand, borders[i]!, borders[i + 1]!));
  for (;;) {
    let value = 0;
    let error = 0;
    let worst = 0;
    pieces.forEach((piece, i) => {
      value += piece.value;
      error += piece.error;
      if (piece.error > pieces[worst]!.error) worst = i;
    });
    if (error <= Math.max(absolute, relative * Math.abs(value)) || pieces.length >= MAXIMAL_PIECES) return value;
    const { from, to } = pieces[worst]!;
    const middle = from + (to - from) / 2;
    if (!(middle > from && middle < to)) return value;
    pieces[worst] = kronrod(integrand, from, middle);
    pieces.push(kronrod(integrand, middle, to));
  }
}

function kronrod(f: (x: number) => number, from: number, to: number): Piece {
  const centre = (from + to) / 2;
  const half = (to - from) / 2;
  const middle = f(centre);
  let value = KRONROD[7]! * middle;
  let coarse = GAUSS[3]! * middle;
  let magnitude = KRONROD[7]! * Math.abs(middle);
  for (let i = 0; i < 7; i++) {
    const left = f(centre - half * NODES[i]!);
    const right = f(centre + half * NODES[i]!);
    value += KRONROD[i]! * (left + right);
    magnitude += KRONROD[i]! * (Math.abs(left) + Math.abs(right));
    if (i % 2 === 1) coarse += GAUSS[(i - 1) / 2]! * (left + right);
  }
  // The difference of the rules is far above the error of the finer one; below rounding there is nothing to refine.
  const difference = Math.abs(value - coarse) * half;
  const scaled = 200 * (difference / (magnitude * half || 1));
  const error = magnitude * half * Math.min(1, scaled * Math.sqrt(scaled));
  return { from, to, value: value * half, error: error < 1e-15 * magnitude * half ? 0 : error };
}

/** t -> f(t / (1 - t^2)) dx/dt on (-1, 1). */
function transformed(f: (x: number) => number): (t: number) => number {
  return (t) => {
    const gap = (1 - t) * (1 + t);
    if (gap <= 0) return 0;
    const value = f(t / gap);
    return value === 0 ? 0 : (value * (1 + t * t)) / (gap * gap);
  };
}

/** The t of an x: the root of t / (1 - t^2) = x in [-1, 1]. */
function compressed(x: number): number {
  if (x === Number.POSITIVE_INFINITY) return 1;
  if (x === Number.NEGATIVE_INFINITY) return -1;
  if (Math.abs(x) < 1) return (2 * x) / (1 + Math.sqrt(1 + 4 * x * x));
  const y = 1 / Math.abs(x);
  return (Math.sign(x) * 2) / (y + Math.sqrt(y * y + 4));
}
