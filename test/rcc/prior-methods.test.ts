/** Files of the searches over the prior: round trips, laws within what is stated, work within what is said, refusals by name. */
import { localRandomness, standardNormal } from 'samplewire/core';
import { laplace, logMeanWeight, normal } from 'samplewire/distributions';
import { type ChannelSettings, decode, encode, inspectChannel } from 'samplewire/rcc';
import { describe, expect, test } from 'vitest';
import { kolmogorovSmirnov, probabilityIntegralTransform } from '../../src/testing/index.ts';

const local = localRandomness({ seed: 'prior methods' });
const key = { seed: 'prior methods' };
const random = localRandomness({ seed: 'prior methods: centres' }).block(0);
const mu = Float64Array.from({ length: 3000 }, () => standardNormal(random));
const targets = { rows: mu.length, columns: [{ law: 'normal', mu, sigma: 1 } as const] };
const settings = (change: Partial<ChannelSettings> = {}): ChannelSettings => ({
  columns: [{ name: 'x', proposal: normal(0, 1.5) }],
  key,
  local,
  ...change,
});
const laws = Array.from(mu, (place) => normal(place, 1));

const exact = [
  'poisson-functional-representation',
  'a-star',
  'rejection',
  'a-star-branching',
  'greedy-poisson-branching',
] as const;

describe.each(exact)('%s', (method) => {
  test('decoding inverts encoding, and the samples follow their targets', async () => {
    const rows = method === 'greedy-poisson-branching' ? 600 : mu.length;
    const few = { rows, columns: [{ law: 'normal', mu: mu.slice(0, rows), sigma: 1 } as const] };
    const { bytes, samples, report } = await encode(few, settings({ method }));
    const received = await decode(bytes, { seed: 'prior methods' });
    expect(received.samples).toEqual(samples);
    expect(report.totalVariationBound).toBe(method === 'greedy-poisson-branching' ? 1e-9 : 0);
    expect(
      kolmogorovSmirnov(probabilityIntegralTransform(samples, laws.slice(0, rows)).uniforms).pValue,
    ).toBeGreaterThan(1e-9);
  });

  test('without a proposal one is fitted that has a bounded ratio', async () => {
    const narrow = {
      rows: 500,
      columns: [{ law: 'normal', mu: mu.slice(0, 500).map((x) => x / 50), sigma: 1 } as const],
    };
    const { bytes, samples } = await encode(narrow, settings({ method, columns: [{ name: 'x' }] }));
    expect((await decode(bytes, { seed: 'prior methods' })).samples).toEqual(samples);
  });
});

describe.each(['ordered-random', 'minimal-random'] as const)('%s', (method) => {
  test('decoding inverts encoding, and the file states the total variation asked for', async () => {
    const { bytes, samples, report } = await encode(targets, settings({ method, block: 2, totalVariation: 0.05 }));
    expect((await decode(bytes, { seed: 'prior methods' })).samples).toEqual(samples);
    expect(report.totalVariationBound).toBe(0.05);
    expect(inspectChannel(bytes).totalVariationBound).toBe(0.05);
  });

  test('a number of candidates carries no certificate, and few of them miss the law', async () => {
    const rows = 20_000;
    const far = { rows, columns: [{ law: 'normal', mu: 2, sigma: 0.25 } as const] };
    const columns = [{ name: 'x', proposal: normal(0, 1) }];
    const { samples, report } = await encode(far, settings({ method, block: 1, candidates: 16, columns }));
    expect(report.totalVariationBound).toBe(1);
    const transformed = probabilityIntegralTransform(
      samples,
      Array.from({ length: rows }, () => normal(2, 0.25)),
    );
    expect(kolmogorovSmirnov(transformed.uniforms).pValue).toBeLessThan(1e-9);
  });
});

test('enough candidates for a total variation follow from the mean weight', async () => {
  const D = 0.02;
  const one = { rows: 200, columns: [{ law: 'normal', mu: 1, sigma: 0.5 } as const] };
  const columns = [{ name: 'x', proposal: normal(0, 1) }];
  const { report } = await encode(one, settings({ method: 'minimal-random', block: 1, totalVariation: D, columns }));
  const wanted = Math.exp(logMeanWeight(normal(1, 0.5), normal(0, 1))) * (1 / D - 1);
  expect(report.candidatesExamined).toBe(200 * Math.ceil(wanted));
});

test('an unbounded ratio is refused with the methods that would work', async () => {
  const heavy = { rows: 10, columns: [{ law: 'laplace', mu: 0, scale: 1 } as const] };
  for (const method of ['rejection', 'poisson-functional-representation', 'a-star-branching']) {
    await expect(encode(heavy, settings({ method }))).rejects.toThrow(/bounded ratio.*hybrid/s);
  }
  const { bytes, samples } = await encode(heavy, settings({ method: 'ordered-random', candidates: 64 }));
  expect((await decode(bytes, { seed: 'prior methods' })).samples).toEqual(samples);
  expect(laplace(0, 1).logDensity(samples[0]!)).toBeGreaterThan(Number.NEGATIVE_INFINITY);
});

test('blocks of a tree search hold one value', async () => {
  await expect(encode(targets, settings({ method: 'a-star-branching', block: 2 }))).rejects.toThrow(
    '"block" expected 1, the one size of blocks of a-star-branching, got 2',
  );
});
