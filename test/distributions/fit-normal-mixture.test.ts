import { localRandomness, standardNormal, uniform } from 'samplewire/core';
import { type Distribution, fitNormalMixture, type Mixture, type Normal, normal } from 'samplewire/distributions';
import { describe, expect, test } from 'vitest';
import { errorCode } from './support.ts';

const random = localRandomness({ seed: 'fit' }).block(0);
const draw = (count: number, one: () => number): Float64Array => Float64Array.from({ length: count }, one);
const gaussian = (): number => standardNormal(random);

function bitsPerValue(law: Distribution, values: ArrayLike<number>): number {
  let nats = 0;
  for (let i = 0; i < values.length; i++) nats -= law.logDensity(values[i]!);
  return nats / Math.LN2 / values.length;
}

const parts = (law: Mixture | Normal): readonly Normal[] =>
  law.law === 'normal' ? [law as Normal] : ((law as Mixture).components as readonly Normal[]);

/** Every value within ten deviations of some component: a cell there has mass that a coder can use. */
function expectCovered(law: Mixture | Normal, values: ArrayLike<number>): void {
  for (let i = 0; i < values.length; i++) {
    const distance = Math.min(...parts(law).map(({ mu, sigma }) => Math.abs(values[i]! - mu) / sigma));
    expect(distance).toBeLessThan(10);
  }
}

describe('a mixture fitted to values', () => {
  test('finds the parts that made them, within 0.02 bits of the truth', () => {
    const values = draw(6000, () => (uniform(random) < 0.3 ? -4 + 0.5 * gaussian() : 2 + gaussian()));
    const law = fitNormalMixture(values) as Mixture;
    expect(law.weights.map((weight) => Math.round(10 * weight)).sort()).toEqual([3, 7]);
    const [narrow, broad] = [...parts(law)].sort((a, b) => a.sigma - b.sigma);
    expect(narrow!.mu).toBeCloseTo(-4, 1);
    expect(broad!.mu).toBeCloseTo(2, 1);
    expect(narrow!.sigma / 0.5).toBeCloseTo(1, 1);
    expect(broad!.sigma).toBeCloseTo(1, 1);
  });

  test('is one normal where one suffices: more parts do not pay', () => {
    expect(fitNormalMixture(draw(4000, gaussian)).law).toBe('normal');
    expect(fitNormalMixture(draw(20, gaussian)).law).toBe('normal');
  });

  test('takes a narrow and a wide part for heavy tails, and is shorter than one normal', () => {
    const values = draw(4000, () => Math.log(uniform(random)) * (uniform(random) < 0.5 ? 1 : -1));
    const [one, more] = [fitNormalMixture(values, { maximumComponents: 1 }), fitNormalMixture(values)];
    expect(one.law).toBe('normal');
    expect(bitsPerValue(more, values)).toBeLessThan(bitsPerValue(one, values) - 0.03);
    // The entropy of the Laplace law is log2(2 e).
    expect(bitsPerValue(more, values)).toBeLessThan(Math.log2(2 * Math.E) + 0.05);
  });

  test('outliers get a wide part of small weight; the others do not pay for them', () => {
    for (const far of [[1e6], [1e6, -3e5], [40, 41, -70]]) {
      const values = Float64Array.of(...draw(1000, gaussian), ...far);
      const law = fitNormalMixture(values);
      expectCovered(law, values);
      expect(bitsPerValue(law, values.subarray(0, 1000))).toBeLessThan(2.15);
      const widest = [...parts(law)].sort((a, b) => b.sigma - a.sigma)[0]!;
      expect(widest.sigma).toBeGreaterThan(5);
    }
  });

  test('one component must cover them too', () => {
    const values = Float64Array.of(...draw(2000, gaussian), 1e6);
    expectCovered(fitNormalMixture(values, { maximumComponents: 1 }), values);
  });

  test('constant, few and repeated values', () => {
    for (const values of [[3], [0, 0, 0], [5, 5], [1e-30, 1e-30], [3, 4], [-1e50, 1e50]]) {
      const law = fitNormalMixture(values);
      expectCovered(law, values);
      expect(law.decoderVisible).toBe(true);
    }
    const spike = Float64Array.of(...new Array<number>(800).fill(0), ...draw(200, gaussian));
    const law = fitNormalMixture(spike);
    expectCovered(law, spike);
    expect(bitsPerValue(law, spike)).toBeLessThan(-8);
  });

  test('scale and place do not matter: the fit of the image is the image of the fit', () => {
    const values = draw(1500, gaussian);
    const plain = bitsPerValue(fitNormalMixture(values), values);
    for (const [scale, shift] of [
      [1e-60, 0],
      [1e60, 0],
      [1e-3, 1e6],
      [5, -7],
    ] as const) {
      const moved = values.map((x) => scale * x + shift);
      expect(bitsPerValue(fitNormalMixture(moved), moved) - Math.log2(scale)).toBeCloseTo(plain, 3);
    }
  });

  test('parameters are float32 where that moves nothing', () => {
    const law = fitNormalMixture(draw(500, gaussian)) as Normal;
    expect(Math.fround(law.mu)).toBe(law.mu);
    expect(Math.fround(law.sigma)).toBe(law.sigma);
    const narrow = fitNormalMixture(draw(500, () => 1e6 + 1e-3 * gaussian())) as Normal;
    expect(Math.abs(narrow.mu - 1e6)).toBeLessThan(1e-3);
  });

  test('is the same for the same values in any order, and for many values', () => {
    const values = draw(3000, () => (uniform(random) < 0.5 ? gaussian() : 8 + gaussian()));
    const backwards = values.slice().reverse();
    expect(fitNormalMixture(backwards).description()).toEqual(fitNormalMixture(values).description());
    const many = draw(200_000, () => (uniform(random) < 0.5 ? gaussian() : 8 + 2 * gaussian()));
    const law = fitNormalMixture(many);
    const truth = many.reduce((nats, x) => {
      const density = 0.5 * Math.exp(normal(0, 1).logDensity(x)) + 0.5 * Math.exp(normal(8, 2).logDensity(x));
      return nats - Math.log(density);
    }, 0);
    expect(bitsPerValue(law, many)).toBeLessThan(truth / Math.LN2 / many.length + 0.002);
  });

  test('refuses no values, values that are not finite, and no components', () => {
    expect(errorCode(() => fitNormalMixture([]))).toBe('InvalidArgument');
    expect(errorCode(() => fitNormalMixture([1, Number.NaN]))).toBe('InvalidArgument');
    expect(errorCode(() => fitNormalMixture([1, Infinity]))).toBe('InvalidArgument');
    expect(errorCode(() => fitNormalMixture([1], { maximumComponents: 0 }))).toBe('InvalidArgument');
  });
});
