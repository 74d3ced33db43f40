/**
 * Targets for the selections over the prior and the tree searches. A case has one target or a row of them, spread over its
 * blocks in runs: searches by level functions make a table for each. `tree`: one coordinate, a ratio with one certified
 * peak; `levels`: level functions exist.
 */
import {
  laplace,
  logistic,
  mixture,
  normal,
  piecewiseConstant,
  studentT,
  triangular,
  truncatedNormal,
  uniform,
} from 'samplewire/distributions';

/** Centres at equal steps, each a target of its own. */
const spread = (count, from, to, law) =>
  Array.from({ length: count }, (_, i) => [law(from + ((to - from) * i) / (count - 1))]);

const scalar = { tree: true, levels: true };

export const selectionCases = [
  { name: 'normal at the centre', prior: [normal(0, 1)], targets: [[normal(0, 0.5)]], ...scalar },
  { name: 'normal off centre', prior: [normal(0, 1)], targets: [[normal(1, 0.5)]], ...scalar },
  { name: 'normal, far', prior: [normal(0, 1)], targets: [[normal(2.5, 0.5)]], ...scalar },
  { name: 'normal, narrow', prior: [normal(0, 1)], targets: [[normal(0.7, 0.05)]], ...scalar },
  { name: 'normal, nearly the prior', prior: [normal(0, 1)], targets: [[normal(0.2, 0.9)]], few: 1, ...scalar },
  {
    name: 'normal, 32 centres',
    prior: [normal(0, 2)],
    targets: spread(32, -3, 3, (mu) => normal(mu, 0.7)),
    ...scalar,
  },
  {
    // A quantile of Student's law takes microseconds.
    name: 'normal under Student t, 30000 blocks',
    prior: [studentT(4, 0, 1)],
    targets: [[normal(1, 0.4)]],
    blocks: 30_000,
    ...scalar,
  },
  { name: 'Laplace', prior: [laplace(0, 1)], targets: [[laplace(0.5, 0.3)]], ...scalar },
  {
    name: 'Laplace, 16 centres',
    prior: [laplace(0, 2)],
    targets: spread(16, -3, 3, (mu) => laplace(mu, 0.6)),
    ...scalar,
  },
  { name: 'logistic', prior: [logistic(0, 1)], targets: [[logistic(0.5, 0.4)]], ...scalar },
  { name: 'truncated normal', prior: [normal(0, 1)], targets: [[truncatedNormal(0.5, 0.5, 0, 2)]], ...scalar },
  {
    name: 'truncated normal, mode at the edge',
    prior: [normal(0, 1)],
    targets: [[truncatedNormal(0, 0.6, 0.5, 2)]],
    ...scalar,
  },
  { name: 'uniform under normal', prior: [normal(0, 1)], targets: [[uniform(0.25, 1)]], ...scalar },
  { name: 'triangular under uniform', prior: [uniform(-1, 3)], targets: [[triangular(0, 0.3, 1)]], ...scalar },
  {
    name: 'mixture, two modes',
    prior: [normal(0, 2)],
    targets: [[mixture([1, 2], [normal(-1, 0.4), normal(1.5, 0.6)])]],
    tree: false,
    levels: false,
  },
  {
    name: 'discrete: histogram under histogram',
    prior: [piecewiseConstant([0, 1, 2, 3, 4, 5], [0.3, 0.25, 0.2, 0.15, 0.1])],
    targets: [[piecewiseConstant([0, 1, 2, 3, 4, 5], [0.05, 0.1, 0.15, 0.3, 0.4])]],
    tree: false,
    levels: true,
  },
  {
    name: 'two normals',
    prior: [normal(0, 1), normal(0, 1)],
    targets: [[normal(0.5, 0.6), normal(-0.7, 0.6)]],
    tree: false,
    levels: true,
  },
  {
    name: 'normal and Laplace',
    prior: [normal(0, 1), laplace(0, 1)],
    targets: [[normal(0.5, 0.6), laplace(-0.4, 0.6)]],
    tree: false,
    levels: true,
  },
  {
    name: 'four normals',
    prior: Array(4).fill(normal(0, 1)),
    targets: [[0.6, -0.3, 0, 0.4].map((mu) => normal(mu, 0.7))],
    tree: false,
    levels: true,
  },
];
