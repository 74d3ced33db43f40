/**
 * Rotations by multiplication: complex numbers in 2, quaternions in 4, octonions in 8 dimensions. Left multiplication by
 * a uniform unit element sends every fixed direction to a uniform one, which is all that the Gaussian channel needs, for
 * D^2 products instead of a full rotation matrix.
 *
 *     (p, q)(r, s) = (p r - conj(s) q, s p + q conj(r)),    e_j e_m = sign(j, m) e_(j xor m)
 *
 * Octonions are not associative but alternative: conj(a) (a x) = |a|^2 x, so the inverse is exact algebra. The order of
 * operations, (a x)_i = sum over j of sign(j, i xor j) a_j x_(i xor j), is part of the format.
 *
 * A. Cayley and L. E. Dickson; J. H. Conway and D. A. Smith, "On Quaternions and Octonions", 2003.
 */

/** out = a x, in 1, 2, 4 or 8 dimensions by the length of `out`. */
export function multiply(a: Float64Array, x: Float64Array, out: Float64Array): void {
  const dimensions = out.length;
  for (let i = 0; i < dimensions; i++) {
    let sum = 0;
    for (let j = 0; j < dimensions; j++) sum += SIGNS[8 * j + (i ^ j)]! * a[j]! * x[i ^ j]!;
    out[i] = sum;
  }
}

/** out = a e_m, the same numbers as by `multiply`. */
export function imageOfUnit(a: Float64Array, m: number, out: Float64Array): void {
  for (let i = 0; i < out.length; i++) out[i] = SIGNS[8 * (i ^ m) + m]! * a[i ^ m]!;
}

/** conj(a): all parts but the real one change sign. */
export function conjugate(a: Float64Array, out: Float64Array): void {
  out[0] = a[0]!;
  for (let i = 1; i < out.length; i++) out[i] = -a[i]!;
}

/** a / |a|, |a| the root of the sum of squares in index order. */
export function normalise(a: Float64Array): void {
  let sum = 0;
  for (const part of a) sum += part * part;
  const norm = Math.sqrt(sum);
  for (let i = 0; i < a.length; i++) a[i] = a[i]! / norm;
}

/** sign(j, m) at 8 j + m, from the doubling formula applied to unit elements. */
const SIGNS: Int8Array = signs();

function signs(): Int8Array {
  const table = new Int8Array(64);
  for (let j = 0; j < 8; j++) for (let m = 0; m < 8; m++) table[8 * j + m] = unitSign(j, m, 4);
  return table;
}

/** The sign of e_j e_m in the algebra of dimension 2 half, by one doubling of the algebra of dimension half. */
function unitSign(j: number, m: number, half: number): number {
  if (half < 1) return 1;
  const conjugateSign = (unit: number): number => (unit === 0 ? 1 : -1);
  const [left, right] = [j % half, m % half];
  if (j < half && m < half) return unitSign(left, right, half / 2);
  if (j < half) return unitSign(right, left, half / 2);
  if (m < half) return unitSign(left, right, half / 2) * conjugateSign(right);
  return -unitSign(right, left, half / 2) * conjugateSign(right);
}
