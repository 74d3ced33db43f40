import { isSamplewireError } from 'samplewire/core';
import { normal } from 'samplewire/distributions';
import { describe, expect, it } from 'vitest';
import {
  andersonDarling,
  chiSquareCounts,
  chiSquareUniform,
  cramerVonMises,
  energy,
  gaussianVectors,
  independence,
  insideSupport,
  kolmogorovSmirnov,
  laggedIndependence,
  leastProbable,
  moments,
  normalScore,
  probabilityIntegralTransform,
  twoSampleKolmogorovSmirnov,
} from '../../../src/testing/index.ts';

describe('what is no sample of uniforms is refused, never passed', () => {
  const bad: readonly (readonly [string, () => unknown])[] = [
    ['no values', () => kolmogorovSmirnov([])],
    ['NaN', () => kolmogorovSmirnov([0.5, Number.NaN])],
    ['above 1', () => andersonDarling([0.5, 1.5])],
    ['below 0', () => cramerVonMises([-0.1, 0.5])],
    ['survivals of another length', () => andersonDarling([0.5, 0.6], [0.5])],
    ['NaN in cells', () => chiSquareUniform([Number.NaN], 4)],
    ['one cell', () => chiSquareUniform([0.5], 1)],
    ['counts of another sum', () => chiSquareCounts([10, 20], [10, 30])],
    ['counts of another length', () => chiSquareCounts([10, 20], [30])],
    ['NaN of two samples', () => twoSampleKolmogorovSmirnov([1, Number.NaN], [2])],
    ['unequal lengths', () => independence([0.5], [0.5, 0.5])],
    ['a lag of 0', () => laggedIndependence(new Float64Array([0.1, 0.2]), 0)],
    ['values outside the grid', () => independence([2], [0.5])],
    ['a variance of 0', () => moments([1], { mean: 0, variance: 0, kurtosis: 3 })],
    ['half a vector', () => gaussianVectors(new Float64Array(5), 2)],
    ['two vectors of energy', () => energy(new Float64Array(4), new Float64Array(4), 2)],
    ['a law too few', () => probabilityIntegralTransform([1, 2], [normal(0, 1)])],
    ['no results', () => leastProbable([])],
  ];
  it.each(bad)('%s', (_, run) => {
    let caught: unknown;
    try {
      run();
    } catch (error) {
      caught = error;
    }
    expect(isSamplewireError(caught)).toBe(true);
  });
});

describe('the probability transform', () => {
  it('takes one law, one per sample, or a function', () => {
    const laws = [normal(0, 1), normal(1, 2)];
    const samples = [0.5, -1];
    const each = probabilityIntegralTransform(samples, laws);
    expect(probabilityIntegralTransform(samples, (i) => laws[i]!)).toEqual(each);
    expect(each.uniforms[1]).toBe(laws[1]!.cdf(-1));
    expect(probabilityIntegralTransform(samples, laws[0]!).survivals[1]).toBe(laws[0]!.survival(-1));
  });

  it('keeps the digits of both tails', () => {
    const { uniforms, survivals } = probabilityIntegralTransform([-20, 20], normal(0, 1));
    expect(uniforms[0]).toBe(survivals[1]);
    expect(survivals[1]).toBeGreaterThan(0);
    expect(insideSupport(uniforms, survivals).pValue).toBe(1);
    expect(insideSupport(uniforms)).toMatchObject({ statistic: 1, pValue: 0 });
  });
});

it('the least probable result is one that is no number, if there is one', () => {
  const [good, bad, broken] = [normalScore('a', 1), normalScore('b', 9), normalScore('c', Number.NaN)];
  expect(leastProbable([good, bad]).name).toBe('b');
  expect(leastProbable([bad, good]).name).toBe('b');
  expect(leastProbable([bad, broken, good]).name).toBe('c');
  expect(leastProbable([broken, bad]).name).toBe('c');
});
