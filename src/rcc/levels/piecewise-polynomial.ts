/**
 * A function as polynomials on cells, by its values at the extrema of Chebyshev polynomials: exact to rounding where it is
 * smooth, in cells halved until the last coefficients are small.
 *
 *     f(x) = sum_k c_k T_k(t),  t in [-1, 1] on the cell,    c_k = 2/n sum''_j f(t_j) cos(pi j k / n),  t_j = cos(pi j / n)
 *
 * L. N. Trefethen, "Approximation Theory and Approximation Practice", 2013, 3-4 and 19.
 */
import { cosTurns, LimitExceededError } from '../../core/index.ts';

export interface PiecewisePolynomial {
  value(x: number): number;
  slope(x: number): number;
}

const DEGREE = 16;
const MAXIMAL_CELLS = 512;
/** cos(pi j / n), j = 0 .. 2n - 1. */
const COSINES: Float64Array = Float64Array.from({ length: 2 * DEGREE }, (_, j) => cosTurns(j / (2 * DEGREE)));

interface Cell {
  readonly from: number;
  readonly to: number;
  readonly coefficients: Float64Array;
}

/** f on [from, to], starting with cells of at most `width`. @throws LimitExceededError where f is too rough. */
export function piecewisePolynomial(
  f: (x: number) => number,
  from: number,
  to: number,
  width: number,
  tolerance: number,
): PiecewisePolynomial {
  const cells: Cell[] = [];
  const add = (a: number, b: number): void => {
    const cell = cellOf(f, a, b);
    const { coefficients: c } = cell;
    const last = Math.abs(c[DEGREE]!) + Math.abs(c[DEGREE - 1]!) + Math.abs(c[DEGREE - 2]!);
    const middle = a + (b - a) / 2;
    if (last <= tolerance || !(middle > a && middle < b)) {
      cells.push(cell);
      return;
    }
    if (cells.length >= MAXIMAL_CELLS) {
      throw new LimitExceededError(
        `"target" expected level functions that ${MAXIMAL_CELLS} polynomials follow; the Poisson functional ` +
          'representation needs none',
        MAXIMAL_CELLS,
      );
    }
    add(a, middle);
    add(middle, b);
  };
  const count = Math.ceil((to - from) / width);
  for (let i = 0; i < count; i++) {
    add(from + ((to - from) * i) / count, i + 1 === count ? to : from + ((to - from) * (i + 1)) / count);
  }
  const cellAt = (x: number): Cell => {
    // Invariant: the cell lies in [low, high].
    let low = 0;
    let high = cells.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (cells[middle]!.from <= x) low = middle;
      else high = middle - 1;
    }
    return cells[low]!;
  };
  return { value: (x) => valueIn(cellAt(x), x), slope: (x) => slopeIn(cellAt(x), x) };
}

function cellOf(f: (x: number) => number, from: number, to: number): Cell {
  const [centre, half] = [from / 2 + to / 2, (to - from) / 2];
  const values = Float64Array.from({ length: DEGREE + 1 }, (_, j) => f(centre + half * COSINES[j]!));
  const coefficients = Float64Array.from({ length: DEGREE + 1 }, (_, k) => {
    let sum = (values[0]! + values[DEGREE]! * (k % 2 === 0 ? 1 : -1)) / 2;
    for (let j = 1; j < DEGREE; j++) sum += values[j]! * COSINES[(j * k) % (2 * DEGREE)]!;
    return (sum * (k === 0 || k === DEGREE ? 1 : 2)) / DEGREE;
  });
  return { from, to, coefficients };
}

/** Clenshaw's rule. */
function valueIn({ from, to, coefficients }: Cell, x: number): number {
  const t = (2 * x - from - to) / (to - from);
  let next = 0;
  let after = 0;
  for (let k = DEGREE; k > 0; k--) [next, after] = [coefficients[k]! + 2 * t * next - after, next];
  return coefficients[0]! + t * next - after;
}

/** sum_k c_k k U_(k-1)(t) by the recurrence U_k = 2 t U_(k-1) - U_(k-2). */
function slopeIn({ from, to, coefficients }: Cell, x: number): number {
  const t = (2 * x - from - to) / (to - from);
  let sum = 0;
  let u = 1;
  let before = 0;
  for (let k = 1; k <= DEGREE; k++) {
    sum += coefficients[k]! * k * u;
    [u, before] = [2 * t * u - before, u];
  }
  return (sum * 2) / (to - from);
}
