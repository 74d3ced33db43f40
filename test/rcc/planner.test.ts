/** The planner: its bits are the file's, its choice is the one asked for, its limits are kept or named. */
import { localRandomness, standardNormal } from 'samplewire/core';
import { normal, type TargetColumn } from 'samplewire/distributions';
import { ChannelEncoder, type ChannelSettings, encode, planChannel } from 'samplewire/rcc';
import { describe, expect, test } from 'vitest';

const local = localRandomness({ seed: 'planner' });
const key = { seed: 'planner' };
const fewRows = 4000;
/** So that the randomness of few bits does not hide what a method costs. */
const manyRows = 16_000;
const centres = (spread: number, count = fewRows): Float64Array => {
  const random = localRandomness({ seed: `planner ${spread}` }).block(0);
  return Float64Array.from({ length: count }, () => spread * standardNormal(random));
};
const spreads = Float64Array.from({ length: fewRows }, (_, i) => 0.6 + (i % 997) / 1000);

const cases: [string, TargetColumn, number][] = [
  ['normal, low information', { law: 'normal', mu: centres(0.4, manyRows), sigma: 1 }, 0.4],
  ['normal', { law: 'normal', mu: centres(4), sigma: 1 }, 4],
  ['normal, scale per row', { law: 'normal', mu: centres(4), sigma: spreads }, 4],
  ['Laplace', { law: 'laplace', mu: centres(6), scale: 0.7 }, 6],
  ['uniform', { law: 'uniform', lower: centres(8), upper: centres(8).map((x) => x + 1) }, 8],
];

const settings = (change: Partial<ChannelSettings> = {}): ChannelSettings => ({
  columns: [{ name: 'x' }],
  key,
  local,
  ...change,
});

/** The others take the same candidates for more bits, or much longer. */
const methods = ['universal', 'layered', 'hybrid', 'poisson-functional-representation', 'a-star-branching'];

describe.each(cases)('%s', (name, column) => {
  const rows = name.endsWith('low information') ? manyRows : fewRows;
  const targets = { rows, columns: [column] };
  // Few bits a value need many blocks to be predicted, so their blocks are cheap ones.
  const plan = planChannel({ targets, methods, budget: name.endsWith('low information') ? 256 : 4096 });

  test('predicted bits are within 5 % of the file, for every way it compares', async () => {
    for (const row of plan.methods) {
      const { bytes } = await encode(targets, settings({ method: row.method, block: row.dimension }));
      const bits = (8 * bytes.length) / rows;
      expect(Math.abs(row.bitsPerValue / bits - 1), `${row.method} ${row.dimension}: ${bits}`).toBeLessThan(0.05);
    }
  });

  test('by size, auto pays at most 3 % more than the best single method', async () => {
    const auto = await encode(targets, settings({ prefer: 'size' }));
    for (const method of methods) {
      if (plan.refused.some((refused) => refused.method === method)) continue;
      const { bytes } = await encode(targets, settings({ method }));
      expect(auto.bytes.length, method).toBeLessThan(1.03 * bytes.length);
    }
  });

  test('the choice lies on the Pareto front, and size, balance and speed trade bits for time', () => {
    const chosen = (['size', 'balanced', 'speed'] as const).map(
      (prefer) => planChannel({ targets, methods, prefer }).chosen,
    );
    for (const row of chosen) expect(row.paretoOptimal).toBe(true);
    expect(chosen[0]!.bitsPerValue).toBeLessThanOrEqual(chosen[2]!.bitsPerValue);
    expect(chosen[2]!.nanosecondsPerValue).toBeLessThanOrEqual(chosen[0]!.nanosecondsPerValue);
  });
});

test('a plan is a function of its targets', () => {
  const targets = { rows: fewRows, columns: [cases[1]![1]] };
  expect(planChannel({ targets, methods })).toEqual(planChannel({ targets, methods }));
});

test('limits that no method meets name the nearest', () => {
  const targets = { rows: fewRows, columns: [cases[1]![1]] };
  expect(() => planChannel({ targets, methods, limits: { bitsPerValue: 0.5 } })).toThrow(
    /nearest method needs, hybrid in blocks of/,
  );
  expect(() => planChannel({ targets, methods, limits: { nanosecondsPerValue: 1 } })).toThrow(/nearest method needs/);
});

test('targets that no method can send are refused with every reason', () => {
  const targets = { rows: 8, columns: [{ law: 'normal', mu: 0, sigma: 1 } as const] };
  expect(() => planChannel({ targets, methods: ['universal'] })).toThrow(/universal: "targets" expected uniform laws/);
});

test('where later rows may bring another scale, no method is chosen that needs a common one', () => {
  const many = 70_000;
  const sigma = new Float64Array(many).fill(1);
  const encoder = new ChannelEncoder(settings({ columns: [{ name: 'x', proposal: normal(0, 4) }] }));
  encoder.push({ rows: many, columns: [{ law: 'normal', mu: new Float64Array(many), sigma }] });
  expect(['hybrid', 'poisson-functional-representation', 'a-star-branching']).toContain(encoder.report().method);
  const constant = new ChannelEncoder(settings({ columns: [{ name: 'x', proposal: normal(0, 40) }], prefer: 'speed' }));
  constant.push({ rows: many, columns: [{ law: 'normal', mu: new Float64Array(many), sigma: 1 }] });
  expect(constant.report().method).toBe('layered');
});
