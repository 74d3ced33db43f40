/** The files that pin the format: one of each method, form of key, and kind of marginal, with fixed keys and encoders. */
import { localRandomness, standardNormal } from 'samplewire/core';
import { laplace, mixture, normal, piecewiseConstant, studentT } from 'samplewire/distributions';
import { encode } from 'samplewire/rcc';

const VALUES = 120;
const stored = { stored: Uint8Array.from({ length: 32 }, (_, i) => i) };

function centres(name, spread, count = VALUES) {
  const random = localRandomness({ seed: `centres ${name}` }).block(0);
  return Float64Array.from({ length: count }, () => spread * standardNormal(random));
}

/** A case writes the same file every time. */
function golden(name, { columns, count = VALUES, seed, ...settings }) {
  return {
    name,
    seed,
    make() {
      const targets = { rows: count, columns: columns.map(({ column }) => column) };
      const named = columns.map(({ proposal }, i) =>
        proposal === undefined ? { name: `x${i}` } : { name: `x${i}`, proposal },
      );
      const local = localRandomness({ seed: `encoder of ${name}` });
      return encode(targets, { ...settings, columns: named, key: seed === undefined ? stored : { seed }, local });
    },
  };
}

const gaussian = (name, spread, proposal, count) => ({
  column: { law: 'normal', mu: centres(name, spread, count), sigma: 0.5 },
  proposal,
});
const uniforms = centres('universal', 5);
const bounded = centres('cdf', 2);
const mixed = centres('mixed', 4);
const narrow = centres('empirical', 2);
const placed = centres('layered-laws', 4);
const fine = centres('universal-fine', 5);
const wide = centres('gaussian-channel', 8, 90);
const scaled = centres('scales', 4);

const quiet = centres('quiet', 1);
const PRIOR_METHODS = [
  ['poisson-functional-representation', { block: 3 }],
  ['rejection', { block: 2 }],
  ['greedy-rejection', { block: 1 }],
  ['greedy-poisson', { block: 1 }],
  ['ordered-random', { block: 2 }],
  ['minimal-random', { block: 2, candidates: 100 }],
  ['a-star-branching', {}],
  ['greedy-poisson-branching', {}],
];

export const goldenCases = [
  golden('universal', {
    method: 'universal',
    columns: [
      {
        column: { law: 'uniform', lower: uniforms.map((x) => x - 0.5), upper: uniforms.map((x) => x + 0.5) },
        proposal: laplace(0, 5),
      },
    ],
    seed: 'golden',
  }),
  golden('hybrid-1', { columns: [gaussian('hybrid-1', 8, normal(0, 8))], block: 1, method: 'hybrid', seed: 'golden' }),
  golden('hybrid-4-stored-key', { columns: [gaussian('hybrid-4', 8, studentT(4, 0, 8))], block: 4, method: 'hybrid' }),
  golden('hybrid-truncated', {
    method: 'hybrid',
    columns: [gaussian('truncated', 8, normal(0, 8))],
    block: 2,
    truncate: 1e-4,
    seed: 'golden',
  }),
  golden('hybrid-cdf', {
    columns: [
      {
        column: {
          law: 'truncatedNormal',
          mu: bounded,
          sigma: 0.5,
          lower: bounded.map((x) => x - 1),
          upper: bounded.map((x) => x + 1),
        },
        proposal: normal(0, 2.1),
      },
    ],
    method: 'hybrid-cdf',
    block: 2,
    seed: 'golden',
  }),
  golden('hybrid-table', {
    method: 'hybrid',
    columns: [gaussian('table', 8, mixture([1, 3], [normal(0, 4), normal(1, 9)]))],
    block: 2,
    indexCode: 'table',
    seed: 'golden',
  }),
  golden('hybrid-empirical', {
    method: 'hybrid',
    columns: [
      {
        column: { law: 'triangular', lower: narrow, mode: narrow.map((x) => x + 1), upper: narrow.map((x) => x + 2) },
        proposal: piecewiseConstant([-20, -2, 0, 3, 20], [1, 3, 4, 1]),
      },
    ],
    block: 1,
    indexCode: 'empirical',
    seed: 'golden',
  }),
  golden('two-columns-fitted', {
    method: 'hybrid',
    columns: [
      { column: { law: 'laplace', mu: mixed, scale: 0.3 } },
      { column: { law: 'truncatedNormal', mu: 0, sigma: 1, lower: -1, upper: 2 } },
    ],
    block: 3,
  }),
  golden('empty', { columns: [gaussian('empty', 8, normal(0, 8), 0)], count: 0, seed: 'golden' }),
  golden('layered', {
    columns: [
      gaussian('layered', 8, normal(0, 8)),
      { column: { law: 'studentT', nu: 4, mu: mixed, sigma: 0.3 }, proposal: normal(0, 4) },
    ],
    method: 'layered',
    seed: 'golden',
  }),
  golden('layered-laws', {
    columns: [
      { column: { law: 'laplace', mu: placed, scale: 0.3 }, proposal: normal(0, 4) },
      { column: { law: 'logistic', mu: placed, scale: 0.2 }, proposal: normal(0, 4) },
      {
        column: {
          law: 'triangular',
          lower: placed.map((x) => x - 1),
          mode: placed.map((x) => x - 0.5),
          upper: placed.map((x) => x + 1),
        },
        proposal: normal(0, 4),
      },
    ],
    method: 'layered',
    seed: 'golden',
  }),
  ...PRIOR_METHODS.map(([method, settings]) =>
    golden(method, {
      columns: [
        { column: { law: 'normal', mu: quiet, sigma: 1 }, proposal: normal(0, 1.5) },
        { column: { law: 'normal', mu: 0.5, sigma: 0.8 } },
      ],
      method,
      seed: 'golden',
      ...settings,
    }),
  ),
  // Whole blocks, and a short one of 4 values; a prior from the column's law and one that is stated.
  golden('gaussian-channel', {
    columns: [
      { column: { law: 'normal', mu: wide, sigma: 0.5 }, proposal: normal(0, 8) },
      { column: { law: 'normal', mu: wide.map((x) => x / 4), sigma: 0.25 }, proposal: laplace(0, 2) },
    ],
    count: 90,
    method: 'gaussian-channel',
    seed: 'golden',
  }),
  golden('gaussian-channel-scales', {
    columns: [{ column: { law: 'normal', mu: scaled, sigma: scaled.map((x) => (x < 0 ? 0.25 : x < 3 ? 1 : 8)) } }],
    method: 'gaussian-channel',
  }),
  golden('layered-scales', {
    columns: [
      {
        column: { law: 'logistic', mu: scaled, scale: scaled.map((_, i) => 0.5 + (i % 3)) },
        proposal: normal(0, 4),
      },
    ],
    method: 'layered',
    seed: 'golden',
  }),
  // Cells of many points, in both halves of the law, and points beyond all cells.
  golden('universal-fine', {
    method: 'universal',
    columns: [
      {
        column: { law: 'uniform', lower: fine.map((x) => x - 0.0005), upper: fine.map((x) => x + 0.0005) },
        proposal: laplace(0.5, 0.6),
      },
    ],
    seed: 'golden',
  }),
  golden('universal-tables', {
    columns: [
      {
        column: { law: 'uniform', lower: uniforms.map((x) => x - 0.5), upper: uniforms.map((x) => x + 0.5) },
        proposal: laplace(0, 5),
      },
      // Runs of many points, and points beyond all runs.
      {
        column: { law: 'uniform', lower: fine.map((x) => x - 0.0005), upper: fine.map((x) => x + 0.0005) },
        proposal: normal(0.5, 1.2),
      },
      { column: { law: 'uniform', lower: narrow.map((x) => x - 2), upper: narrow.map((x) => x + 2) } },
    ],
    coder: 'ans',
    seed: 'golden',
  }),
  // One scale and three; layers with a middle; runs of many points, and points beyond the tables; a fitted law.
  golden('layered-tables', {
    columns: [
      gaussian('layered-tables', 8, normal(0, 2)),
      {
        column: { law: 'laplace', mu: scaled, scale: scaled.map((_, i) => 0.25 + (i % 3)) },
        proposal: laplace(0, 4),
      },
      {
        column: {
          law: 'triangular',
          lower: placed.map((x) => x - 0.001),
          mode: placed.map((x) => x - 0.0005),
          upper: placed.map((x) => x + 0.001),
        },
        proposal: normal(0, 1.5),
      },
      { column: { law: 'studentT', nu: 4, mu: mixed, sigma: 0.3 } },
    ],
    method: 'layered',
    coder: 'ans',
    seed: 'golden',
  }),
];
