/** Tails that a difference from 1 would spoil, against references of 20 digits. */
import { generalizedNormal, triangular } from 'samplewire/distributions';
import { describe, expect, test } from 'vitest';

const relative = (got: number, wanted: number): number => Math.abs(got / wanted - 1);

describe('triangular laws with the mode at an end', () => {
  test('keep the digits of the short tail', () => {
    expect(relative(triangular(-1, 1, 1).survival(0.9998), 0.00019998999999997798)).toBeLessThan(1e-14);
    expect(relative(triangular(-1, -1, 1).cdf(-0.9998), 0.00019998999999997798)).toBeLessThan(1e-14);
  });

  test.each([-1, -0.99, 0.3, 0.999999, 1])('mode %d: cdf and survival sum to 1', (mode) => {
    const law = triangular(-1, mode, 1);
    for (let i = -20; i <= 20; i++) expect(law.cdf(i / 20) + law.survival(i / 20)).toBeCloseTo(1, 15);
    expect(law.cdf(mode)).toBeCloseTo((mode + 1) / 2, 15);
  });
});

test('generalised normal: |z|^shape keeps its digits far out', () => {
  expect(relative(generalizedNormal(-1, 10, 5).cdf(-31), 3.92294071772449e-109)).toBeLessThan(1e-13);
});
