/** A user's own distribution of a few lines, its laws, and what they say of each mistake in it. */
import { localRandomness, uniform } from 'samplewire/core';
import { normal } from 'samplewire/distributions';
import { distributionLaws, LawViolationError, type TestedDistribution } from 'samplewire/testing';
import { distributionLaws as asTests } from 'samplewire/testing/vitest';
import { describe, expect, test } from 'vitest';

/** The largest of many: Gumbel, 1935. */
const gumbel: TestedDistribution = {
  law: 'gumbel',
  support: { lower: Number.NEGATIVE_INFINITY, upper: Number.POSITIVE_INFINITY },
  mode: 0,
  logConcave: true,
  mean: 0.5772156649015329,
  variance: Math.PI ** 2 / 6,
  entropyNats: 1.577215664901533,
  logDensity: (x) => -x - Math.exp(-x),
  cdf: (x) => Math.exp(-Math.exp(-x)),
  survival: (x) => -Math.expm1(-Math.exp(-x)),
  quantile: (p) => -Math.log(-Math.log(p)),
  quantileSurvival: (s) => -Math.log(-Math.log1p(-s)),
  scoreRange: (a, b) => [Math.exp(-b) - 1, Math.exp(-a) - 1],
  sample: (random) => gumbel.quantile(uniform(random)),
};

describe('a distribution of a few lines obeys its laws', () => asTests(gumbel));

const mistakes: readonly (readonly [what: string, broken: Partial<TestedDistribution>, law: string])[] = [
  ['a survival of 1 - cdf', { survival: (x) => 1 - gumbel.cdf(x) }, 'survival inverts quantileSurvival'],
  ['a missing constant', { logDensity: (x) => gumbel.logDensity(x) + 0.01 }, 'the density integrates to 1'],
  ['a quantile of another sign', { quantile: (p) => Math.log(-Math.log(p)) }, 'cdf inverts quantile'],
  ['a mode beside the peak', { mode: 0.5 }, 'nothing is denser than the mode, and both sides fall from it'],
  [
    'a variance without its square',
    { variance: Math.PI / Math.sqrt(6) },
    'mean, variance and entropy are those of the density',
  ],
  [
    'a score range that is half as wide',
    { scoreRange: (a, b) => [(Math.exp(-b) - 1) / 2, (Math.exp(-a) - 1) / 2] },
    'the score lies in its range',
  ],
  ['samples 10 % too wide', { sample: (random) => 1.1 * gumbel.quantile(uniform(random)) }, 'samples follow the cdf'],
  [
    'a generator of its own',
    {
      sample: (() => {
        const own = localRandomness({ seed: 'own' }).block(0);
        return () => gumbel.quantile(uniform(own));
      })(),
    },
    'samples are functions of the random source, and sampleMany draws the same ones',
  ],
  [
    'a support that ends too early',
    { support: { lower: -1, upper: Number.POSITIVE_INFINITY } },
    'quantiles do not decrease and lie in the support',
  ],
];

describe('each mistake breaks the law that it is against', () => {
  test.each(mistakes)('%s', (_, broken, law) => {
    expect(lawsBroken({ ...gumbel, ...broken })).toContain(law);
  });
});

function lawsBroken(distribution: TestedDistribution): string[] {
  try {
    distributionLaws(distribution);
  } catch (caught) {
    if (caught instanceof LawViolationError) return caught.violations.map(({ law }) => law);
    throw caught;
  }
  return [];
}

describe('the matcher', () => {
  const random = localRandomness({ seed: 'the matcher' }).block(0);
  const samples = normal(0, 1).sampleMany(random, new Float64Array(20_000));

  test('samples follow their own law', () => {
    expect(samples).toFollow(normal(0, 1));
    expect(samples).not.toFollow(normal(0.1, 1));
  });

  test('a failure names the test, its critical value, the number of samples and the significance', () => {
    expect(() => expect(samples).toFollow(normal(0.1, 1))).toThrow(
      /expected the samples to follow normal\(0\.1, 1\): [\w-]+ [\d.]+ > [\d.]+ \(n = 20,000, 1e-9\)/,
    );
  });
});
