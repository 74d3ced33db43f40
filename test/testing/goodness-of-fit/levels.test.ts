/** Tests of the tests: each keeps its level on samples that follow their law. */
import { describe, expect, it } from 'vitest';
import {
  andersonDarling,
  chiSquareCounts,
  chiSquareUniform,
  cramerVonMises,
  energy,
  examinedIsGeometric,
  gaussianKurtosis,
  gaussianVectors,
  independence,
  isotropy,
  kolmogorovSmirnov,
  laggedIndependence,
  moments,
  ranks,
  type TestResult,
  twoSampleChiSquare,
  twoSampleKolmogorovSmirnov,
} from '../../../src/testing/index.ts';
import { histogram, normalSamples, uniformSamples } from '../support.ts';

const REPETITIONS = 1000;

/** The rejections at 1 % of each result of a test on 1,000 samples that follow their law. */
function rejections(test: (seed: string) => TestResult | readonly TestResult[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (let i = 0; i < REPETITIONS; i++) {
    for (const { name, pValue } of [test(`${expect.getState().currentTestName} ${i}`)].flat()) {
      counts.set(name, (counts.get(name) ?? 0) + (pValue <= 0.01 ? 1 : 0));
    }
  }
  return counts;
}

/** At most 26 of 1,000: an exact test of one per cent fails this with probability 1e-5. */
function expectLevel(counts: Map<string, number>): void {
  for (const [name, count] of counts) expect(count, name).toBeLessThanOrEqual(26);
}

describe('at 1 % each test rejects between 0 and 26 of 1,000 exact samples', () => {
  it('on the line', () => {
    const counts = rejections((seed) => {
      const u = uniformSamples(seed, 200);
      return [
        kolmogorovSmirnov(u),
        andersonDarling(u),
        andersonDarling(
          u,
          u.map((x) => 1 - x),
        ),
        cramerVonMises(u),
      ];
    });
    expectLevel(counts);
    // The two whose law is exact do reject: they are no constant 1.
    for (const name of ['Anderson-Darling', 'Cramer-von Mises']) expect(counts.get(name)).toBeGreaterThan(0);
  });

  it('in cells', () => {
    const counts = rejections((seed) => chiSquareUniform(uniformSamples(seed, 6400), 64));
    expectLevel(counts);
    expect(counts.get('chi-square, 64 cells')).toBeGreaterThan(0);
  });

  it('in cells of unequal probability, merged', () => {
    const expected = Float64Array.from({ length: 40 }, (_, i) => 2000 * 0.25 * 0.75 ** i);
    expected[39]! += 2000 * 0.75 ** 40;
    expectLevel(
      rejections((seed) => {
        const observed = new Float64Array(40);
        for (const u of uniformSamples(seed, 2000)) observed[Math.min(39, Math.floor(Math.log(u) / Math.log(0.75)))]!++;
        return chiSquareCounts(observed, expected);
      }),
    );
  });

  it('of two samples', () => {
    expectLevel(
      rejections((seed) => {
        const u = uniformSamples(seed, 900);
        const [a, b] = [u.subarray(0, 300), u.subarray(300)];
        return [twoSampleKolmogorovSmirnov(a, b), twoSampleChiSquare(histogram(a, 10), histogram(b, 10))];
      }),
    );
  });

  it('of independence, of transforms and of ranks', () => {
    expectLevel(
      rejections((seed) => {
        const u = uniformSamples(seed, 1600);
        const [a, b] = [u.subarray(0, 800), u.subarray(800)];
        const ranked = independence(ranks(a.map((x) => x * x)), ranks(b)).map((result) => ({
          ...result,
          name: `${result.name}, ranks`,
        }));
        return [...independence(a, b), ...laggedIndependence(u, 1), ...laggedIndependence(u, 64), ...ranked];
      }),
    );
  });

  it('of a sequence and one that is far from uniform: only independence is tested', () => {
    expectLevel(
      rejections((seed) => {
        const u = uniformSamples(seed, 6400);
        return independence(
          u.subarray(0, 3200),
          u.subarray(3200).map((x) => x * x * x * x),
        );
      }),
    );
  });

  it('of moments', () => {
    expectLevel(
      rejections((seed) => {
        const x = normalSamples(seed, 2000);
        return [...moments(x, { mean: 0, variance: 1, kurtosis: 3 }), gaussianKurtosis(x)];
      }),
    );
  });

  it('of vectors', () => {
    expectLevel(rejections((seed) => gaussianVectors(normalSamples(seed, 200), 2)));
  });

  it('of isotropy, in the plane and in eight dimensions', () => {
    expectLevel(rejections((seed) => isotropy(normalSamples(seed, 400), 2)));
    expectLevel(rejections((seed) => isotropy(normalSamples(seed, 1600), 8)));
  });

  it('of energy', () => {
    expectLevel(
      rejections((seed) => {
        const x = normalSamples(seed, 2400);
        return energy(x.subarray(0, 1200), x.subarray(1200), 2);
      }),
    );
  });

  it('of the candidates examined', () => {
    const success = 1 / 3;
    expectLevel(
      rejections((seed) => {
        const examined = uniformSamples(seed, 1000).map((u) => 1 + Math.floor(Math.log(u) / Math.log(1 - success)));
        return examinedIsGeometric(examined, Math.log(3));
      }),
    );
  });
});
