/** Leaky cells: a partition whatever the last bit of the cdf, found whatever the hint. */
import fc from 'fast-check';
import { leakyModel } from 'samplewire/entropy';
import { entropyModelLaws } from 'samplewire/testing';
import { describe, expect, test } from 'vitest';
import { errorCode, laplace, logistic, normal, words } from '../support.ts';

const bits = new DataView(new ArrayBuffer(8));
/** The double `ulps` steps away from x > 0. */
function neighbour(x: number, ulps: number): number {
  if (x === 0) return ulps > 0 ? Number.MIN_VALUE : 0;
  bits.setFloat64(0, x);
  bits.setBigInt64(0, bits.getBigInt64(0) + BigInt(ulps));
  return Math.min(bits.getFloat64(0), 1);
}

const laws = [normal(0, 1), laplace(0.3, 2), logistic(-1, 0.2)];
const cells = fc.record({
  cells: fc.integer({ min: 1, max: 300 }),
  precision: fc.integer({ min: 10, max: 16 }),
  law: fc.constantFrom(...laws),
  reach: fc.double({ min: 0.01, max: 40, noNaN: true }),
  seed: fc.integer({ min: 1, max: 1_000_000 }),
});
type Cells = typeof cells extends fc.Arbitrary<infer T> ? T : never;

/** The cdf at the s-th of equally spaced boundaries, each wrong by at most one ulp at random. */
function wrongByOneUlp({ cells: m, law, reach, seed }: Cells): (s: number) => number {
  const next = words(seed);
  const wrong = Array.from({ length: m + 1 }, () => (next() % 3) - 1);
  return (s) => neighbour(law.cdf(((2 * s) / m - 1) * reach), wrong[s]!);
}

describe('leakyModel', () => {
  test('cells partition with a cdf that is wrong by one ulp at random', () => {
    fc.assert(
      fc.property(cells, (some) =>
        entropyModelLaws(leakyModel(some.cells, wrongByOneUlp(some), some.precision), { runs: 10 }),
      ),
      { seed: 1, numRuns: 200 },
    );
  });

  test('a cdf that is flat, and decreases by an ulp, leaves every cell at least 1', () => {
    for (const level of [1e-300, 0.1, 0.5, 1 - 2 ** -53]) {
      const model = leakyModel(200, (s) => neighbour(level, s % 2), 12);
      entropyModelLaws(model, { runs: 10 });
      for (let s = 0; s < 200; s++) expect(model.frequency(s)).toBeGreaterThanOrEqual(1);
    }
  });

  test('the hint changes nothing but time', () => {
    const hints = [() => 0, () => 1e9, () => -5, () => Number.NaN, (p: number) => p * 7, (p: number) => 50 * p];
    fc.assert(
      fc.property(cells, fc.constantFrom(...hints), fc.integer({ min: 0, max: 65_535 }), (some, hint, point) => {
        const boundary = wrongByOneUlp(some);
        const q = point >>> (16 - some.precision);
        const plain = leakyModel(some.cells, boundary, some.precision);
        expect(leakyModel(some.cells, boundary, some.precision, hint).symbolAt(q)).toBe(plain.symbolAt(q));
      }),
      { seed: 2, numRuns: 500 },
    );
  });

  test('a search looks at the cdf a few times, and with a good hint twice', () => {
    let looks = 0;
    const law = normal(0, 40);
    const boundary = (s: number): number => {
      looks++;
      return law.cdf(s - 150);
    };
    const blind = leakyModel(300, boundary, 16);
    const hinted = leakyModel(300, boundary, 16, (p) => law.quantile(p) + 150);
    let worst = 0;
    for (let q = 0; q < 65_536; q += 7) {
      looks = 0;
      blind.symbolAt(q);
      worst = Math.max(worst, looks);
    }
    expect(worst).toBeLessThanOrEqual(24);
    looks = 0;
    for (let q = 0; q < 65_536; q += 7) hinted.symbolAt(q);
    expect(looks / (65_536 / 7)).toBeLessThan(2.5);
  });

  test('the overhead is below -log2(1 - 2 m / M)', () => {
    for (const m of [10, 100, 256]) {
      const law = normal(m / 2, m / 12);
      const model = leakyModel(m, (s) => law.cdf(s), 16);
      let divergence = 0;
      for (let s = 0; s < m; s++) {
        const p = (s + 1 === m ? 1 : law.cdf(s + 1)) - (s === 0 ? 0 : law.cdf(s));
        if (p > 0) divergence += p * Math.log2(p / (model.frequency(s) / 65_536));
      }
      expect(divergence).toBeLessThan(-Math.log2(1 - (2 * m) / 65_536));
    }
  });

  test('more cells than half of M are refused', () => {
    expect(errorCode(() => leakyModel(128, () => 0.5, 8))).toBe('InvalidArgument');
    entropyModelLaws(
      leakyModel(127, (s) => s / 127, 8),
      { runs: 10 },
    );
  });
});
