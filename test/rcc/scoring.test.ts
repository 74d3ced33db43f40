/** Tuned scoring against the plain form: the same candidate, bit for bit, with the kernels and without. */
import { localRandomness, normalQuantile, type SharedBlock, sharedRandomness, standardNormal } from 'samplewire/core';
import {
  type Distribution,
  generalizedNormal,
  laplace,
  logistic,
  mixture,
  normal,
  studentT,
  triangular,
  truncated,
  truncatedNormal,
  uniform,
} from 'samplewire/distributions';
import { decode, dithered, encode, hybridCoding, type Target } from 'samplewire/rcc';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { plainHybridCoding } from '../../src/testing/index.ts';

const shared = sharedRandomness('scoring');
const local = localRandomness({ seed: 'scoring' });

/** A block of another make: proposals know no more of it than its interface, and score without the kernels. */
function foreign(block: SharedBlock): SharedBlock {
  return {
    word: (candidate, word) => block.word(candidate, word),
    fill: (candidate, firstWord, out) => block.fill(candidate, firstWord, out),
    candidates: (first, count, firstWord, words, out) => block.candidates(first, count, firstWord, words, out),
  };
}

/** Blocks whose three forms differ in index, point, sample or candidates examined. */
function disagreements(widths: number[], blocks: number, targetOf: (centre: () => number) => Target): number {
  const options = { widths, marginals: widths.map(() => normal(0, 40)) };
  const plain = plainHybridCoding(options);
  const tuned = hybridCoding(options);
  const random = local.block(2 ** 40);
  let count = 0;
  for (let b = 0; b < blocks; b++) {
    const target = targetOf(() => 40 * standardNormal(random));
    const expected = plain.simulate(target, shared.block(b), local.block(b));
    for (const block of [shared.block(b), foreign(shared.block(b))]) {
      const { message, sample, examined } = tuned.simulate(target, block, local.block(b));
      const same =
        message.index === expected.message.index &&
        examined === expected.examined &&
        message.point.every((k, i) => Object.is(k, expected.message.point[i]!)) &&
        sample.every((z, i) => Object.is(z, expected.sample[i]!));
      if (!same) count++;
    }
  }
  return count;
}

/** Half the width of what holds all but 1e-4 of a block's mass. */
const reach = (d: number): number => normalQuantile(1 - (1 - (1 - 1e-4) ** (1 / d)) / 2);

describe('the tuned search sends what the plain one sends', () => {
  test.each([
    [1, 4000],
    [2, 2000],
    [3, 500],
    [4, 120],
  ])('Gaussian targets cut at 1e-4, %i coordinates', (d, blocks) => {
    const x = reach(d);
    const widths = Array<number>(d).fill(2 * x * (1 + 1e-8));
    const targetOf = (centre: () => number): Distribution[] =>
      widths.map(() => {
        const mu = centre();
        return truncatedNormal(mu, 1, mu - x, mu + x);
      });
    expect(disagreements(widths, blocks, targetOf)).toBe(0);
  });

  test.each([5, 6, 7, 8])('Gaussian targets by the local split, %i coordinates', (d) => {
    const widths = Array<number>(d).fill(3.2);
    const targetOf = (centre: () => number): Distribution[] => widths.map((_, i) => normal(centre(), 0.8 + 0.05 * i));
    expect(disagreements(widths, 40, targetOf)).toBe(0);
  });

  // So many words of later coordinates that they come from the kernels, too, between the survivors of one screening.
  test.each([16, 20, 33])('targets that almost fill their cells, %i coordinates', (d) => {
    const widths = Array<number>(d).fill(3.2);
    const targetOf = (centre: () => number): Distribution[] =>
      widths.map(() => {
        const mu = centre();
        return truncatedNormal(mu, 1.5, mu - 1.55, mu + 1.55);
      });
    expect(disagreements(widths, 60, targetOf)).toBe(0);
  });

  const laws: Record<string, (mu: number) => Distribution> = {
    normal: (mu) => normal(mu, 0.9),
    laplace: (mu) => laplace(mu, 0.6),
    logistic: (mu) => logistic(mu, 0.5),
    uniform: (mu) => uniform(mu - 1.5, mu + 1),
    triangular: (mu) => triangular(mu - 1, mu + 0.5, mu + 2),
    studentT: (mu) => studentT(4, mu, 0.7),
    generalizedNormal: (mu) => generalizedNormal(mu, 1, 3),
    mixture: (mu) => mixture([1, 2], [normal(mu - 1, 0.4), normal(mu + 1, 0.3)]),
    truncated: (mu) => truncated(logistic(mu, 1), mu + 1, mu + 3),
  };

  test.each(Object.entries(laws))('%s, 1 to 3 coordinates', (_, law) => {
    for (const [d, blocks] of [
      [1, 400],
      [2, 100],
      [3, 20],
    ] as const) {
      const widths = Array<number>(d).fill(4.5);
      expect(disagreements(widths, blocks, (centre) => widths.map(() => law(centre())))).toBe(0);
    }
  });

  test('a cell much wider than its target', () => {
    expect(disagreements([4.5], 20, (centre) => [normal(centre(), 1e-3)])).toBe(0);
  });

  test('laws of all kinds in one block', () => {
    const widths = [4.5, 4, 5, 3.5, 6];
    const kinds = [laws.laplace!, laws.normal!, laws.uniform!, laws.logistic!, laws.mixture!];
    expect(disagreements(widths, 30, (centre) => kinds.map((law) => law(centre())))).toBe(0);
  });
});

test('weights of two blocks of one proposal may be read in turn', () => {
  const { candidates } = dithered({ widths: [8, 8], marginals: [normal(0, 40), normal(0, 40)] });
  const targets = [
    [truncatedNormal(1, 1, -2, 4), truncatedNormal(30, 1, 27, 33)],
    [truncatedNormal(-9, 2, -12, -6), truncatedNormal(0, 1, -3, 3)],
  ];
  const both = targets.map((target, b) => candidates(target, shared.block(b)));
  const out = new Float64Array(32);
  const read = ({ weights, take }: (typeof both)[number]): unknown => {
    weights.logWeights(64, out, 0);
    return [...out, ...take(70).sample];
  };
  const alone = targets.map((target, b) => read(candidates(target, shared.block(b))));
  for (const b of [0, 1, 0, 0, 1]) expect(read(both[b]!)).toEqual(alone[b]);
});

describe('without WebAssembly', () => {
  afterEach(() => {
    vi.unstubAllGlobals();
    vi.resetModules();
  });

  test('files have the same bytes, and are read by either', async () => {
    const random = local.block(2 ** 41);
    const mu = Float64Array.from({ length: 400 }, () => 20 * standardNormal(random));
    const targets = { rows: 400, columns: [{ law: 'normal', mu, sigma: 1 } as const] };
    const settings = { method: 'hybrid', block: 4, key: { seed: 'both' } } as const;
    const column = { name: 'x', proposal: normal(0, 20) };
    const withKernels = await encode(targets, { ...settings, columns: [column], local: localRandomness({ seed: 1 }) });
    vi.resetModules();
    vi.stubGlobal('WebAssembly', undefined);
    const core = await import('../../src/core/index.ts');
    const laws = await import('../../src/distributions/index.ts');
    const bare = await import('../../src/rcc/index.ts');
    const without = await bare.encode(targets, {
      ...settings,
      columns: [{ name: 'x', proposal: laws.normal(0, 20) }],
      local: core.localRandomness({ seed: 1 }),
    });
    expect(without.bytes).toEqual(withKernels.bytes);
    const read = await bare.decode(withKernels.bytes, { seed: 'both' });
    expect(read.samples).toEqual((await decode(without.bytes, { seed: 'both' })).samples);
  });
});
