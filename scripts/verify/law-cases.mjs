/**
 * Pairs of targets and proposals whose samples are tested: every family, bounded and unbounded, at the centre, off-centre,
 * at the edges of the support and of the cells, in one and several dimensions, exact and truncated. A case gives a target
 * for each value; `random` is a stream of its own, so cases do not depend on each other.
 */
import { uniform as draw, localRandomness, standardNormal } from 'samplewire/core';
import {
  affine,
  empirical,
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
} from 'samplewire/distributions';
import { parseDistribution } from 'samplewire/expressions';

const wide = normal(0, 40);
const fixed = (law) => () => law;
/** Centres from the prior, one law per value. */
const centred = (spread, law) => (random) => law(spread * standardNormal(random));
const density = parseDistribution('density("exp(-abs(x)^1.5) * (1 + sin(2 * x) / 2)", -4, 4)');

export const lawCases = [
  { name: 'normal at the centre', target: fixed(normal(0, 1)), proposal: wide },
  { name: 'normal off centre', target: fixed(normal(17.3, 1)), proposal: wide },
  { name: 'normal, centre on a cell border', target: fixed(normal(5.15166 / 2, 1)), proposal: wide },
  { name: 'normal, 5 deviations out', target: fixed(normal(200, 1)), proposal: wide },
  { name: 'normal, random centres', target: centred(40, (mu) => normal(mu, 1)), proposal: wide },
  {
    name: 'normal, sigma over a factor of 4',
    target: (random) => normal(40 * standardNormal(random), 0.5 * 4 ** draw(random)),
    proposal: wide,
  },
  { name: 'normal against a narrow prior', target: centred(0.5, (mu) => normal(mu, 1)), proposal: normal(0, 1.2) },
  { name: 'normal against logistic', target: centred(5, (mu) => normal(mu, 0.7)), proposal: logistic(0, 5) },
  { name: 'normal against Laplace', target: centred(5, (mu) => normal(mu, 0.7)), proposal: laplace(0, 5) },
  { name: 'normal against Student t', target: centred(5, (mu) => normal(mu, 0.7)), proposal: studentT(4, 0, 5) },
  {
    name: 'normal against a mixture',
    target: centred(5, (mu) => normal(mu, 0.3)),
    proposal: mixture([1, 2], [normal(-3, 3), normal(4, 2)]),
  },
  { name: 'normal, fitted marginal', target: centred(5, (mu) => normal(mu, 0.3)) },
  {
    name: 'truncated normal, symmetric',
    target: centred(8, (mu) => truncatedNormal(mu, 0.5, mu - 2, mu + 2)),
    proposal: normal(0, 8),
  },
  {
    name: 'truncated normal, mode at the edge',
    target: centred(8, (mu) => truncatedNormal(mu, 1, mu, mu + 2)),
    proposal: normal(0, 8),
  },
  { name: 'truncated normal, far tail', target: fixed(truncatedNormal(0, 1, 5, 7)), proposal: normal(0, 8) },
  { name: 'truncated normal, wide support', target: fixed(truncatedNormal(1, 0.5, -60, 60)), proposal: normal(0, 8) },
  {
    name: 'uniform by hybrid coding',
    target: centred(8, (mu) => uniform(mu - 0.5, mu + 0.5)),
    proposal: normal(0, 8),
    method: 'hybrid',
  },
  {
    name: 'uniform by universal quantization',
    target: centred(8, (mu) => uniform(mu - 0.5, mu + 0.5)),
    proposal: normal(0, 8),
  },
  { name: 'uniform, fixed at a grid point', target: fixed(uniform(2.5, 3.5)), proposal: normal(0, 8) },
  {
    name: 'uniform at the edge of a uniform prior',
    target: fixed(uniform(0, 1)),
    proposal: uniform(0, 16),
    method: 'hybrid',
  },
  { name: 'Laplace', target: centred(8, (mu) => laplace(mu, 0.5)), proposal: normal(0, 8) },
  { name: 'Laplace against Laplace', target: centred(2, (mu) => laplace(mu, 0.5)), proposal: laplace(0, 8) },
  { name: 'logistic', target: centred(8, (mu) => logistic(mu, 0.5)), proposal: logistic(0, 8) },
  { name: 'Student t, nu = 3', target: centred(8, (mu) => studentT(3, mu, 0.5)), proposal: studentT(2, 0, 8) },
  {
    name: 'Student t, nu = 4, against normal',
    target: centred(8, (mu) => studentT(4, mu, 0.5)),
    proposal: normal(0, 8),
  },
  { name: 'triangular', target: centred(8, (mu) => triangular(mu - 1, mu, mu + 1)), proposal: normal(0, 8) },
  {
    name: 'triangular, mode at the edge',
    target: centred(8, (mu) => triangular(mu, mu, mu + 2)),
    proposal: normal(0, 8),
  },
  {
    name: 'generalised normal, shape 4',
    target: centred(8, (mu) => generalizedNormal(mu, 1, 4)),
    proposal: normal(0, 8),
  },
  {
    name: 'generalised normal, shape 1.2',
    target: centred(8, (mu) => generalizedNormal(mu, 0.7, 1.2)),
    proposal: normal(0, 8),
  },
  {
    name: 'mixture, two modes',
    target: centred(8, (mu) => mixture([1, 2], [normal(mu - 2, 0.5), normal(mu + 1, 1)])),
    proposal: normal(0, 8),
  },
  { name: 'histogram', target: fixed(piecewiseConstant([0, 1, 2, 4], [1, 3, 2])), proposal: normal(0, 8) },
  {
    name: 'histogram against a histogram',
    target: fixed(piecewiseConstant([0, 1, 2, 4], [1, 3, 2])),
    proposal: piecewiseConstant([-2, 0, 1, 3, 5], [1, 2, 3, 1]),
  },
  {
    name: 'empirical',
    target: fixed(empirical(Float64Array.from({ length: 100 }, (_, i) => (i * i) / 1000))),
    proposal: normal(0, 8),
  },
  {
    name: 'truncated logistic',
    target: centred(8, (mu) => truncated(logistic(mu, 0.5), mu - 1, mu + 3)),
    proposal: normal(0, 8),
  },
  { name: 'affine image', target: centred(8, (mu) => affine(triangular(0, 1, 3), -0.5, mu)), proposal: normal(0, 8) },
  {
    name: 'density from text',
    target: centred(8, (mu) => affine(density, 0.5, mu)),
    proposal: normal(0, 8),
    values: 10_000,
  },
  { name: 'normal, blocks of 2', target: centred(40, (mu) => normal(mu, 1)), proposal: wide, block: 2 },
  { name: 'normal, blocks of 4', target: centred(40, (mu) => normal(mu, 1)), proposal: wide, block: 4 },
  {
    name: 'normal, blocks of 8',
    target: centred(40, (mu) => normal(mu, 1)),
    proposal: wide,
    block: 8,
    values: 40_000,
  },
  { name: 'normal, blocks of 6', target: centred(40, (mu) => normal(mu, 1)), proposal: wide, block: 6, values: 60_000 },
  {
    name: 'laplace and normal in blocks of 3',
    target: (random, i) => (i % 2 ? laplace : normal)(8 * standardNormal(random), 0.5),
    proposal: normal(0, 8),
    block: 3,
  },
  {
    name: 'normal cut at 1e-2 per block of 2',
    target: centred(40, (mu) => normal(mu, 1)),
    proposal: wide,
    block: 2,
    truncate: 1e-2,
  },
  {
    name: 'CDF space, random centres',
    target: centred(4, (mu) => truncatedNormal(mu, 1, mu - 3, mu + 3)),
    proposal: normal(0, 4.2),
    method: 'hybrid-cdf',
    block: 1,
  },
  {
    name: 'CDF space, off centre',
    target: fixed(truncatedNormal(7, 1, 4, 10)),
    proposal: normal(0, 4.2),
    method: 'hybrid-cdf',
    block: 1,
  },
  { name: 'layered, Gaussian', target: centred(8, (mu) => normal(mu, 0.5)), proposal: normal(0, 8), method: 'layered' },
  { name: 'layered, Laplace', target: centred(8, (mu) => laplace(mu, 0.5)), proposal: normal(0, 8), method: 'layered' },
  {
    name: 'layered, logistic',
    target: centred(8, (mu) => logistic(mu, 0.5)),
    proposal: normal(0, 8),
    method: 'layered',
  },
  {
    name: 'layered, Student t, nu = 4',
    target: centred(8, (mu) => studentT(4, mu, 0.5)),
    proposal: normal(0, 8),
    method: 'layered',
  },
  {
    name: 'layered, triangular',
    target: centred(8, (mu) => triangular(mu - 1, mu + 0.5, mu + 1)),
    proposal: normal(0, 8),
    method: 'layered',
  },
];

/** The targets of a case, each from its own draw. */
export function targetsOf({ target }, values, name) {
  const random = localRandomness({ seed: `targets of ${name}` }).block(0);
  return Array.from({ length: values }, (_, i) => target(random, i));
}
