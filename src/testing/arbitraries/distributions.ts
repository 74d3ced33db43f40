/** Every family of laws at random parameters, near the origin and of moderate scales; edges are tested by name. */
import fc from 'fast-check';
import { exp } from '../../core/index.ts';
import {
  affine,
  cdfTransformed,
  type Distribution,
  generalizedNormal,
  laplace,
  logistic,
  mixture,
  normal,
  piecewiseConstant,
  studentT,
  triangular,
  truncated,
  truncatedNormal,
  uniform,
} from '../../distributions/index.ts';

type Laws = fc.Arbitrary<Distribution>;

const STEPS = 1_073_741_824;

/** Doubles evenly in an interval, on 2^30 steps: coincidences are rare. Shrinks to the lower end. */
export const real = (min: number, max: number): fc.Arbitrary<number> =>
  fc.integer({ min: 0, max: STEPS }).map((k) => min + ((max - min) * k) / STEPS + 0);
const place = real(-5, 5);
/** e^-2 .. e^2, evenly in the logarithm. */
const scale = real(-2, 2).map(exp);
const weight = real(0.05, 1);
const interval = fc.tuple(place, scale).map(([lower, width]) => [lower, lower + width] as const);

export const normals: Laws = fc.tuple(place, scale).map(([mu, sigma]) => normal(mu, sigma));
export const laplaces: Laws = fc.tuple(place, scale).map(([mu, b]) => laplace(mu, b));
export const logistics: Laws = fc.tuple(place, scale).map(([mu, s]) => logistic(mu, s));
export const evenStudents: Laws = fc
  .tuple(fc.integer({ min: 1, max: 60 }), place, scale)
  .map(([half, mu, sigma]) => studentT(2 * half, mu, sigma));
export const otherStudents: Laws = fc
  .tuple(real(1.5, 40), place, scale)
  .map(([nu, mu, sigma]) => studentT(nu, mu, sigma));
export const generalizedNormals: Laws = fc
  .tuple(place, scale, real(0.6, 9))
  .map(([mu, a, shape]) => generalizedNormal(mu, a, shape));
export const uniforms: Laws = interval.map(([lower, upper]) => uniform(lower, upper));
export const triangulars: Laws = fc
  .tuple(interval, real(0, 1))
  .map(([[lower, upper], at]) => triangular(lower, lower + at * (upper - lower), upper));
export const truncatedNormals: Laws = fc
  .tuple(place, scale, interval)
  .map(([mu, sigma, [lower, upper]]) => truncatedNormal(mu, sigma, lower, upper));
export const halfNormals: Laws = fc
  .tuple(place, scale, place, fc.boolean())
  .map(([mu, sigma, end, isLower]) =>
    isLower
      ? truncatedNormal(mu, sigma, end, Number.POSITIVE_INFINITY)
      : truncatedNormal(mu, sigma, Number.NEGATIVE_INFINITY, end),
  );
export const histograms: Laws = fc
  .tuple(place, fc.array(fc.tuple(real(0.05, 2), fc.oneof(weight, fc.constant(0))), { minLength: 1, maxLength: 8 }))
  .filter(([, cells]) => cells.some(([, mass]) => mass > 0))
  .map(([start, cells]) => {
    const edges = [start];
    for (const [width] of cells) edges.push(edges.at(-1)! + width);
    return piecewiseConstant(
      edges,
      cells.map(([, mass]) => mass),
    );
  });

const simple = fc.oneof(normals, laplaces, logistics, evenStudents, uniforms, triangulars, truncatedNormals);
export const mixtures: Laws = fc.array(fc.tuple(weight, simple), { minLength: 1, maxLength: 4 }).map((parts) =>
  mixture(
    parts.map(([share]) => share),
    parts.map(([, law]) => law),
  ),
);
export const restricted: Laws = fc
  .tuple(fc.oneof(laplaces, logistics, evenStudents, triangulars, mixtures), real(0.02, 0.9), real(0.05, 0.98))
  .map(([law, p, share]) => truncated(law, law.quantile(p), law.quantile(p + share * (0.99 - p))));
export const images: Laws = fc
  .tuple(fc.oneof(simple, mixtures, histograms), scale, fc.boolean(), place)
  .map(([law, a, isNegative, shift]) => affine(law, isNegative ? -a : a, shift));
export const transformed: Laws = fc
  .tuple(place, real(0.2, 1), real(1.5, 3))
  .map(([mu, sigma, wide]) => cdfTransformed(normal(mu, sigma), normal(0, wide)));

/** By name; "transformed" laws, which live on [0, 1], are apart. */
export const distributionFamilies: Readonly<Record<string, Laws>> = {
  normal: normals,
  laplace: laplaces,
  logistic: logistics,
  'Student, even nu': evenStudents,
  'Student, other nu': otherStudents,
  'generalised normal': generalizedNormals,
  uniform: uniforms,
  triangular: triangulars,
  'truncated normal': truncatedNormals,
  'half-line normal': halfNormals,
  'piecewise constant': histograms,
  mixture: mixtures,
  truncated: restricted,
  affine: images,
};

/** A law of any family. */
export const distributions: Laws = fc.oneof(...Object.values(distributionFamilies));
