/** In CDF space the lattice point needs no model: it is uniform on M values, and tells nothing of the dither. */
import { uniform as draw, localRandomness, sharedRandomness, uniform32 } from 'samplewire/core';
import { cdfTransformed, normal, truncated, uniform } from 'samplewire/distributions';
import { cdfHybridCoding } from 'samplewire/rcc';
import { expect, test } from 'vitest';
import { chiSquareCounts, independence, kolmogorovSmirnov, SIGNIFICANCE } from '../../src/testing/index.ts';

const M = 4;
const BLOCKS = 40_000;

/** Targets whose average is the marginal: one of eight slices of equal mass, at random. */
function slice(marginal: ReturnType<typeof normal>, number: number) {
  const end = (share: number): number => (share <= 0 ? -60 : share >= 1 ? 60 : marginal.quantile(share));
  return truncated(marginal, end(number / 8), end((number + 1) / 8));
}

test('k is uniform and independent of the dither of the selected candidate', () => {
  const marginal = normal(1, 2);
  const channel = cdfHybridCoding({ widths: [M], marginals: [marginal] });
  const shared = sharedRandomness('cdf space');
  const local = localRandomness({ seed: 'cdf space' });
  const random = localRandomness({ seed: 'cdf space slices' }).block(0);
  const counts = Array.from({ length: M }, () => 0);
  const dithers = new Float64Array(BLOCKS);
  const points = new Float64Array(BLOCKS);
  for (let b = 0; b < BLOCKS; b++) {
    const target = slice(marginal, random.nextUint32() % 8);
    const { message, sample } = channel.simulate([target], shared.block(b), local.block(b));
    const u = uniform32(shared.block(b).word(message.index, 0));
    const k = message.point[0]!;
    expect(sample[0]).toBe(marginal.quantile((k + u) / M) + 0);
    counts[k]!++;
    dithers[b] = u;
    points[b] = (k + draw(random)) / M;
  }
  expect(chiSquareCounts(counts, Array(M).fill(BLOCKS / M)).pValue).toBeGreaterThan(SIGNIFICANCE);
  expect(kolmogorovSmirnov(dithers).pValue).toBeGreaterThan(SIGNIFICANCE);
  for (const { pValue } of independence(dithers, points)) expect(pValue).toBeGreaterThan(SIGNIFICANCE);
});

test('the target seen through the marginal cdf is bounded by the ratio of the densities', () => {
  const seen = cdfTransformed(uniform(0, 1), normal(0, 1));
  expect(Math.exp(seen.logDensity(0.6))).toBeCloseTo(
    1 / Math.exp(normal(0, 1).logDensity(normal(0, 1).quantile(0.6))),
    12,
  );
});
