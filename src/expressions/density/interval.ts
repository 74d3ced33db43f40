/**
 * Interval arithmetic: from enclosures of two numbers an enclosure of their sum, product, ... Ends are rounded outward, one
 * ulp for + - * / (correctly rounded by the engine), four for the functions of core. An infinite end says unbounded,
 * not infinite, so 0 times it is 0.
 *
 * R. E. Moore, "Interval Analysis", 1966.
 */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

export const WHOLE: Interval = { low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY };
export const ZERO: Interval = { low: 0, high: 0 };
export const ONE: Interval = { low: 1, high: 1 };

const HALF_ULP = 1.1102230246251568e-16;
const SMALLEST = 5e-324;
/** Four ulp at most: the worst error of a function of core is two, of sine and cosine one. */
const FUNCTION_ERROR = 8.881784197001252e-16;

export function isPoint(x: Interval): boolean {
  return x.low === x.high;
}

export function contains(x: Interval, value: number): boolean {
  return x.low <= value && value <= x.high;
}

export function point(x: number): Interval {
  return { low: x, high: x };
}

/** A double below x: the next one, or the one after it. What overflowed is at least the largest double. */
export function down(x: number): number {
  if (x === Number.POSITIVE_INFINITY) return Number.MAX_VALUE;
  return Number.isFinite(x) ? x - (Math.abs(x) * HALF_ULP + SMALLEST) : x;
}

/** A double above x. */
export function up(x: number): number {
  return Number.isFinite(x) ? x + (Math.abs(x) * HALF_ULP + SMALLEST) : x;
}

/** One ulp outward. */
export function outward(low: number, high: number): Interval {
  return Number.isNaN(low) || Number.isNaN(high) ? WHOLE : { low: down(low), high: up(high) };
}

/** The values of a function of core that are at its ends, four ulp outward, and clipped to its range. */
export function widened(low: number, high: number, least: number, greatest: number): Interval {
  if (Number.isNaN(low) || Number.isNaN(high)) return { low: least, high: greatest };
  const below = Number.isFinite(low) ? low - (Math.abs(low) * FUNCTION_ERROR + SMALLEST) : down(low);
  const above = Number.isFinite(high) ? high + (Math.abs(high) * FUNCTION_ERROR + SMALLEST) : high;
  return { low: Math.max(least, below), high: Math.min(greatest, above) };
}

export function hull(x: Interval, y: Interval): Interval {
  return { low: Math.min(x.low, y.low), high: Math.max(x.high, y.high) };
}

/** What both enclosures of one number say. */
export function intersection(x: Interval, y: Interval): Interval {
  return { low: Math.max(x.low, y.low), high: Math.min(x.high, y.high) };
}

export function negative(x: Interval): Interval {
  return { low: -x.high, high: -x.low };
}

/** A sum of doubles that comes out as 0 is exact. */
export function sum(x: Interval, y: Interval): Interval {
  const low = x.low + y.low;
  const high = x.high + y.high;
  if (Number.isNaN(low) || Number.isNaN(high)) return WHOLE;
  return { low: low === 0 ? 0 : down(low), high: high === 0 ? 0 : up(high) };
}

export function difference(x: Interval, y: Interval): Interval {
  return sum(x, negative(y));
}

function times(a: number, b: number): number {
  return a === 0 || b === 0 ? 0 : a * b;
}

/** 1 where x has no negative number in it, -1 where it has no positive one, else 0. */
function signOf(x: Interval): number {
  return x.low >= 0 ? 1 : x.high <= 0 ? -1 : 0;
}

/** Rounding does not change a sign that is certain. */
function keepSign({ low, high }: Interval, sign: number): Interval {
  if (sign > 0) return { low: Math.max(0, low), high };
  return sign < 0 ? { low, high: Math.min(0, high) } : { low, high };
}

export function product(x: Interval, y: Interval): Interval {
  if ((x.low === 0 && x.high === 0) || (y.low === 0 && y.high === 0)) return ZERO;
  if (x.low === 1 && x.high === 1) return y;
  if (y.low === 1 && y.high === 1) return x;
  const a = times(x.low, y.low);
  const b = times(x.low, y.high);
  const c = times(x.high, y.low);
  const d = times(x.high, y.high);
  return keepSign(outward(Math.min(a, b, c, d), Math.max(a, b, c, d)), signOf(x) * signOf(y));
}

export function square(x: Interval): Interval {
  if (x.low === x.high && (x.low === 0 || x.low === 1 || x.low === -1)) return x.low === 0 ? ZERO : ONE;
  const a = x.low * x.low;
  const b = x.high * x.high;
  const least = contains(x, 0) ? 0 : Math.max(0, down(Math.min(a, b)));
  return { low: least, high: up(Math.max(a, b)) };
}

/** 1/x; the whole line where x may have either sign. */
export function reciprocal(x: Interval): Interval {
  if (x.low >= 0) {
    return {
      low: x.high === 0 ? 0 : Math.max(0, down(1 / x.high)),
      high: x.low === 0 ? Number.POSITIVE_INFINITY : up(1 / x.low),
    };
  }
  return x.high <= 0 ? negative(reciprocal(negative(x))) : WHOLE;
}

/** x / y, rounded once where y is one number. */
export function quotient(x: Interval, y: Interval): Interval {
  if (!isPoint(y) || y.low === 0) return product(x, reciprocal(y));
  const a = x.low / y.low;
  const b = x.high / y.low;
  return keepSign(outward(Math.min(a, b), Math.max(a, b)), signOf(x) * signOf(y));
}
