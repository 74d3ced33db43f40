/**
 * The integral of a density with a certificate: on every cell of width h with middle m a lower and an upper bound, the
 * best of three,
 *
 *     h f([cell]),    h f(m) +- (h^2 / 8) (max f' - min f'),    h f(m) + (h^3 / 24) f''([cell]),
 *
 * and cells are halved until upper/lower - 1 <= 1e-6 over all of them. The value itself is by Gauss and Legendre's
 * quadrature, cells halved until it is stable, and never outside its bounds.
 */
import { exp, log, type Nats } from '../../core/index.ts';
import { areNeighbours, type Cell, type Density, examine, halfway, refused } from './cells.ts';
import { exponential } from './elementary.ts';
import { gauss } from './gauss.ts';
import { difference, type Interval, intersection, point, product, square, sum } from './interval.ts';

export interface Normalised {
  /** In ascending order, without gaps. */
  readonly cells: readonly Cell[];
  /** Of each cell, in units of e^shift. */
  readonly masses: Float64Array;
  /** Log of the unit: close to the largest log density. */
  readonly shift: Nats;
  /** ln of the integral of the density. */
  readonly logIntegral: Nats;
  /** ln(upper / lower) of its certified bounds. */
  readonly errorNats: Nats;
}

const TOLERANCE = 1e-6;
/** Of the total, and of the cell's own mass where that matters to a tail. */
const QUADRATURE_TOLERANCE = 1e-15;
const TAIL_TOLERANCE = 1e-11;
const SMALLEST_TAIL = 1e-40;
/** Beyond this many cells what quadrature still disagrees on is the rounding of the density itself. */
const QUADRATURE_CELLS = 4096;

interface Piece {
  readonly cell: Cell;
  readonly bounds: Interval;
  readonly mass: number;
  readonly quadratureError: number;
}

/** `logDensity` is the density's logarithm as it will be used, clusters included; `settled` are its cells. */
export function normalise(density: Density, settled: readonly Cell[], logDensity: (x: number) => Nats): Normalised {
  const { cells, shift } = aroundSummit(density, settled);
  const scaled = (x: number): number => exp(logDensity(x) - shift);
  let pieces = cells.map((cell) => measure(cell, shift, scaled));
  for (;;) {
    const { low, high } = pieces.reduce((total, { bounds }) => sum(total, bounds), point(0));
    const mass = pieces.reduce((total, piece) => total + piece.mass, 0);
    const certified = low > 0 && high / low - 1 <= TOLERANCE;
    const gap = certified ? Number.POSITIVE_INFINITY : (TOLERANCE * Math.max(low, mass)) / (2 * pieces.length);
    const needsSplit = (piece: Piece): boolean =>
      piece.cell.kind === 'smooth' &&
      (piece.bounds.high - piece.bounds.low > gap || (pieces.length < QUADRATURE_CELLS && isUnstable(piece, mass))) &&
      !areNeighbours(piece.cell.low, piece.cell.high);
    const refined = pieces.flatMap((piece) =>
      needsSplit(piece) ? halves(piece.cell, density).map((cell) => measure(cell, shift, scaled)) : [piece],
    );
    if (refined.length > pieces.length) {
      pieces = refined;
      continue;
    }
    if (!certified) throw refused(density, 'an integral that can be certified', `bounds ${low} and ${high}`);
    return {
      cells: pieces.map(({ cell }) => cell),
      masses: Float64Array.from(pieces, (piece) => piece.mass),
      shift,
      logIntegral: log(mass) + shift,
      errorNats: log(high / low),
    };
  }
}

function isUnstable({ mass, quadratureError }: Piece, total: number): boolean {
  if (quadratureError > QUADRATURE_TOLERANCE * total) return true;
  return mass > SMALLEST_TAIL * total && quadratureError > TAIL_TOLERANCE * mass;
}

/** Halves cells until no bound is more than one nat above a value that the density has: no summit is missed. */
function aroundSummit(density: Density, settled: readonly Cell[]): { cells: readonly Cell[]; shift: Nats } {
  for (let cells = settled; ; ) {
    const shift = cells.reduce((most, { middle }) => Math.max(most, middle.low), Number.NEGATIVE_INFINITY);
    const refined = cells.flatMap((cell) => {
      const mayBeHigher = cell.value.high > shift + 1 && cell.kind === 'smooth' && !areNeighbours(cell.low, cell.high);
      return mayBeHigher ? halves(cell, density) : [cell];
    });
    if (refined.length > cells.length) {
      cells = refined;
      continue;
    }
    if (shift === Number.NEGATIVE_INFINITY)
      throw refused(density, 'a density that is positive somewhere', '0 everywhere');
    return { cells, shift };
  }
}

function halves({ low, high }: Cell, density: Density): Cell[] {
  const split = halfway(low, high);
  return [examine(density, low, split).cell, examine(density, split, high).cell];
}

function measure(cell: Cell, shift: Nats, scaled: (x: number) => number): Piece {
  const { low, high } = cell;
  const bounds = integralBounds(cell, shift);
  const whole = gauss(scaled, low, high);
  const middle = halfway(low, high);
  const inHalves = cell.kind === 'smooth' ? gauss(scaled, low, middle) + gauss(scaled, middle, high) : whole;
  const mass = Math.min(bounds.high, Math.max(bounds.low, inHalves));
  return { cell, bounds, mass, quadratureError: Math.abs(whole - inHalves) };
}

function integralBounds({ low, high, value, slope, curvature, middle, kind }: Cell, shift: Nats): Interval {
  const width = difference(point(high), point(low));
  const range = exponential(difference(value, point(shift)));
  let bounds = product(width, { low: kind === 'jump' ? 0 : range.low, high: range.high });
  if (kind !== 'smooth') return bounds;
  const centre = product(width, exponential(difference(middle, point(shift))));
  const slopes = product(range, slope);
  const tilt = (slopes.high - slopes.low) * (width.high * width.high) * 0.1251;
  if (Number.isFinite(tilt)) bounds = intersection(bounds, sum(centre, { low: -tilt, high: tilt }));
  const bend = product(product(range, sum(square(slope), curvature)), cube(width));
  const share: Interval = {
    low: bend.low < 0 ? bend.low / 23.99 : bend.low / 24.01,
    high: bend.high > 0 ? bend.high / 23.99 : bend.high / 24.01,
  };
  return Number.isFinite(bend.high - bend.low) ? intersection(bounds, sum(centre, share)) : bounds;
}

function cube(width: Interval): Interval {
  return product(width, square(width));
}
