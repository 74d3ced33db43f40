/**
 * The upper tail of a weighted sum of squares of independent standard normals, the limit law of Anderson-Darling and
 * Cramer-von Mises. With weights 1/mu_1 > 1/mu_2 > ... and their Fredholm determinant D(u) = prod_j (1 - u / mu_j),
 *
 *     P(sum Z_j^2 / mu_j > z) = 1/pi sum_k (-1)^(k+1) integral_{mu_(2k-1)}^{mu_(2k)} exp(-z u / 2) / (u sqrt|D(u)|) du
 *
 * The first integral carries the tail, so it has its digits at 1e-9 and far beyond; the others correct the bulk. The
 * integrand is 1/sqrt at both ends: Gauss-Chebyshev nodes u = m - h cos t make it smooth and periodic in t.
 *
 * N. V. Smirnov, "On the distribution of the omega^2 criterion", 1937.
 */
import { cosTurns, exp, PI, sinTurns } from '../../core/index.ts';

export interface QuadraticForm {
  /** mu_j, increasing, j from 1. */
  eigenvalue(j: number): number;
  /** |D(u)|. */
  determinant(u: number): number;
  /** Below it the form has less than 1e-15 of its mass. */
  readonly negligible: number;
}

/** exp(-x) adds nothing to a probability beyond. */
const LARGEST_EXPONENT = 45;
const LEAST_NODES = 96;

/** P(form > z). */
export function quadraticFormTail(form: QuadraticForm, z: number): number {
  if (z === Number.POSITIVE_INFINITY) return 0;
  if (z <= form.negligible) return 1;
  let tail = 0;
  let sign = 1;
  const start = form.eigenvalue(1);
  for (let k = 1; ; k++, sign = -sign) {
    const lower = form.eigenvalue(2 * k - 1);
    if (k > 1 && (z * (lower - start)) / 2 > LARGEST_EXPONENT) break;
    tail += sign * segment(form, z, lower, form.eigenvalue(2 * k));
  }
  return Math.min(1, Math.max(0, tail));
}

/** 1/pi times the integral from `lower` to `upper`; the weights of the nodes are all pi / nodes. */
function segment({ determinant }: QuadraticForm, z: number, lower: number, upper: number): number {
  const middle = (lower + upper) / 2;
  const half = (upper - lower) / 2;
  // Far in the tail only the first ends matter: the nodes must resolve exp(-z h t^2 / 4).
  const nodes = LEAST_NODES + Math.ceil(8 * Math.sqrt(z * half));
  let sum = 0;
  for (let i = 0; i < nodes; i++) {
    const turns = (i + 0.5) / (2 * nodes);
    const u = middle - half * cosTurns(turns);
    sum += (sinTurns(turns) * exp((-z * u) / 2)) / (u * Math.sqrt(determinant(u)));
  }
  return (sum * half) / nodes;
}

/** cos(2 pi turns) of any number of turns, 0 or more. */
export function cosOfTurns(turns: number): number {
  return cosTurns(turns - Math.floor(turns));
}

/** P of the Anderson-Darling form, mu_j = j (j + 1), D(u) = -cos(pi/2 sqrt(1 + 4u)) / (pi u). */
export const andersonDarlingForm: QuadraticForm = {
  eigenvalue: (j) => j * (j + 1),
  determinant: (u) => Math.abs(cosOfTurns(Math.sqrt(1 + 4 * u) / 4)) / (PI * u),
  negligible: 0.03,
};

/** P of the Cramer-von Mises form, mu_j = (j pi)^2, D(u) = sin(sqrt u) / sqrt u. */
export const cramerVonMisesForm: QuadraticForm = {
  eigenvalue: (j) => j * PI * (j * PI),
  determinant: (u) => Math.abs(cosOfTurns(Math.sqrt(u) / (2 * PI) + 0.75)) / Math.sqrt(u),
  negligible: 0.0008,
};
