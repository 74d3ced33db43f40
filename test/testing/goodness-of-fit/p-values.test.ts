import { erfc } from 'samplewire/core';
import { describe, expect, it } from 'vitest';
import {
  andersonDarlingForm,
  cramerVonMisesForm,
  quadraticFormTail,
} from '../../../src/testing/goodness-of-fit/quadratic-form.ts';
import {
  andersonDarling,
  chiSquareCounts,
  chiSquareTail,
  chiSquareUniform,
  cramerVonMises,
  gaussianKurtosis,
  independence,
  kolmogorovSmirnov,
  normalScore,
  ranks,
  twoSampleChiSquare,
  twoSampleKolmogorovSmirnov,
} from '../../../src/testing/index.ts';
import { uniformSamples } from '../support.ts';

const levels = [1e-3, 1e-6, 1e-9];
const few = [0.05, 0.11, 0.23, 0.31, 0.47, 0.52, 0.68, 0.74, 0.88, 0.97];

function expectRelative(value: number, expected: number, tolerance: number): void {
  expect(Math.abs(value / expected - 1), `${value} against ${expected}`).toBeLessThan(tolerance);
}

describe('critical values are those of the tables', () => {
  it('Kolmogorov-Smirnov: sqrt(n) D at three levels', () => {
    const { critical } = kolmogorovSmirnov(few);
    levels.forEach((level, i) => {
      expect(Math.sqrt(10) * critical(level)).toBeCloseTo([1.9495, 2.6934, 3.2723][i]!, 4);
    });
    const { critical: of10000 } = kolmogorovSmirnov(uniformSamples('critical', 10_000));
    expect(of10000(1e-9)).toBeCloseTo(0.0327, 4);
  });

  it('Anderson-Darling, exact where the published leading terms are rounded', () => {
    const { critical } = andersonDarling(few);
    [0.05, 0.01, 0.001, 1e-6, 1e-9].forEach((level, i) => {
      expectRelative(critical(level), [2.49236716, 3.878125022, 5.969401342, 12.51605681, 19.21344974][i]!, 1e-8);
      expectRelative(critical(level), [2.492, 3.878, 5.97, 12.516, 19.214][i]!, 3e-4);
    });
  });

  it('Cramer-von Mises', () => {
    const { critical } = cramerVonMises(few);
    [0.1, 0.05, 0.01, 0.001].forEach((level, i) => {
      expect(critical(level)).toBeCloseTo([0.3473, 0.46136, 0.74346, 1.16786][i]!, 5);
    });
    expectRelative(critical(1e-9), 3.8521897062, 1e-9);
  });

  it('two-sided normal', () => {
    const { critical } = normalScore('z', 0);
    levels.forEach((level, i) => {
      expect(critical(level)).toBeCloseTo([3.2905, 4.8916, 6.1094][i]!, 4);
    });
    expect(normalScore('r', 0, 0.01).critical(1e-9)).toBeCloseTo(0.061094, 6);
  });

  it('chi-square at nine degrees of freedom and three levels', () => {
    const table: readonly (readonly [degrees: number, ...values: number[]])[] = [
      [1, 10.83, 23.93, 37.32],
      [7, 24.32, 40.52, 55.87],
      [9, 27.88, 44.81, 60.66],
      [15, 37.7, 56.49, 73.63],
      [31, 61.1, 83.64, 103.44],
      [63, 103.44, 131.37, 155.07],
      [99, 148.23, 180.79, 207.9],
      [255, 330.52, 377.08, 414.55],
    ];
    for (const [degrees, ...values] of table) {
      const cells = degrees + 1;
      const { critical } = chiSquareCounts(new Float64Array(cells).fill(100), new Float64Array(cells).fill(100));
      levels.forEach((level, i) => {
        expect(critical(level)).toBeCloseTo(values[i]!, 1.99);
      });
    }
    const { critical } = chiSquareCounts(new Float64Array(1024).fill(100), new Float64Array(1024).fill(100));
    levels.forEach((level, i) => {
      expect(critical(level)).toBeCloseTo([1168.5, 1252.6, 1318.0][i]!, 1);
    });
  });

  it('a statistic at its critical value has its level for a p-value', () => {
    const u = uniformSamples('levels', 6400).map((x) => x ** 1.05);
    for (const { critical, statistic, pValue } of [
      andersonDarling(u),
      cramerVonMises(u),
      kolmogorovSmirnov(u),
      chiSquareUniform(u, 64),
    ]) {
      expectRelative(critical(pValue), statistic, 1e-9);
    }
  });
});

describe('p-values are exact far into the tail', () => {
  it('chi-square against values of 30 digits', () => {
    const exact: readonly (readonly [degrees: number, statistic: number, tail: number])[] = [
      [1, 10.83, 0.00099868637918026],
      [1, 37.32, 1.0025121097777e-9],
      [1, 300, 3.294362383314e-67],
      [7, 55.87, 1.0021867366816e-9],
      [15, 73.63, 1.0000000594895e-9],
      [63, 131.37, 9.999184123096e-7],
      [63, 155.07, 1.0013087657417e-9],
      [225, 225, 0.4874618468623],
      [225, 340.6, 9.9744631281582e-7],
      [225, 376.4, 9.9455767869151e-10],
      [255, 414.55, 9.9901628953342e-10],
      [1023, 900, 0.9976115659325],
      [1023, 1318, 1.0023671016597e-9],
      [1023, 1600, 3.5731476063722e-28],
    ];
    for (const [degrees, statistic, tail] of exact) expectRelative(chiSquareTail(statistic, degrees), tail, 1e-11);
  });

  it('even degrees of freedom have the closed form', () => {
    for (const degrees of [2, 8, 16]) {
      for (const statistic of [0.5, 10, 60, 200]) {
        const half = statistic / 2;
        let [term, sum] = [1, 0];
        for (let j = 0; j < degrees / 2; j++, term *= half / j) sum += term;
        expectRelative(chiSquareTail(statistic, degrees), Math.exp(-half) * sum, 1e-11);
      }
    }
  });

  it('the limit law of Anderson-Darling against values of 40 digits', () => {
    const exact: readonly (readonly [z: number, tail: number])[] = [
      [0.05, 0.9999999998268],
      [0.1, 0.9999719218949],
      [0.25, 0.9703933274784],
      [0.5, 0.7468143735303],
      [1, 0.357266673214],
      [2, 0.0918367749413],
      [19.214, 9.9943580257303e-10],
      [30, 1.6595489527783e-14],
      [100, 3.6283830982111e-45],
      [600, 1.0570140193386e-262],
    ];
    for (const [z, tail] of exact) expectRelative(quadraticFormTail(andersonDarlingForm, z), tail, 1e-10);
    expect(quadraticFormTail(andersonDarlingForm, Number.POSITIVE_INFINITY)).toBe(0);
  });

  it('its published leading terms are within one part in a hundred beyond 2, within a thousandth at 1e-9', () => {
    const leading = (z: number): number => Math.sqrt(3) * erfc(Math.sqrt(z)) * (1 + 11 / (36 * z));
    expectRelative(leading(2), quadraticFormTail(andersonDarlingForm, 2), 0.012);
    expectRelative(leading(19.214), quadraticFormTail(andersonDarlingForm, 19.214), 1e-3);
  });

  it('the limit law of Cramer-von Mises against values of 40 digits', () => {
    const exact: readonly (readonly [z: number, tail: number])[] = [
      [0.01, 0.9999941355672],
      [0.03, 0.9761684505583],
      [0.05, 0.8762809310413],
      [0.1, 0.5848734384067],
      [5, 3.0539290331034e-12],
      [20, 1.0972093165654e-44],
      [120, 2.1707119482422e-259],
    ];
    for (const [z, tail] of exact) expectRelative(quadraticFormTail(cramerVonMisesForm, z), tail, 1e-10);
  });

  it('tails of both limit laws decrease from 1 to 0', () => {
    for (const form of [andersonDarlingForm, cramerVonMisesForm]) {
      let last = 1;
      for (let z = form.negligible / 2; z < 3000; z *= 1.05) {
        const tail = quadraticFormTail(form, z);
        expect(tail).toBeLessThanOrEqual(last + 1e-11);
        last = tail;
      }
      expect(last).toBeLessThan(1e-300);
    }
  });
});

describe('statistics are those of the definitions', () => {
  it('of ten values by hand', () => {
    expectRelative(andersonDarling(few).statistic, 0.1302780124507, 1e-11);
    expectRelative(
      andersonDarling(
        few,
        few.map((u) => 1 - u),
      ).statistic,
      0.1302780124507,
      1e-12,
    );
    expectRelative(cramerVonMises(few).statistic, 0.0155333333333333, 1e-11);
    expectRelative(kolmogorovSmirnov(few).statistic, 0.09, 1e-11);
  });

  it('of two samples', () => {
    const other = [0.9, 0.3, 0.5, 0.7, 0.61, 0.52, 0.99];
    expectRelative(twoSampleKolmogorovSmirnov(few, other).statistic, 5 / 14, 1e-14);
    expect(twoSampleKolmogorovSmirnov([1, 1, 1], [1, 1]).statistic).toBe(0);
    const { statistic, pValue } = twoSampleChiSquare([120, 90, 60, 130], [100, 110, 90, 200]);
    expectRelative(statistic, 13.725, 1e-11);
    expectRelative(pValue, 0.0033044082207, 1e-11);
  });

  it('of counts, of moments, of correlations', () => {
    const { statistic, pValue } = chiSquareCounts([110, 95, 130, 65], [100, 100, 100, 100]);
    expect(statistic).toBe(22.5);
    expectRelative(pValue, 5.1330139557874e-5, 1e-11);
    expectRelative(gaussianKurtosis(few).statistic, (1.7116281859959 - 3) * Math.sqrt(10 / 24), 1e-11);
    const [values, squares] = independence(few.slice(0, 7), [0.9, 0.3, 0.5, 0.7, 0.61, 0.52, 0.99]);
    expectRelative(values!.statistic, 0.3341071597664, 1e-11);
    expectRelative(squares!.statistic, 0.2923100632724, 1e-11);
  });

  it('ranks are means of equal values', () => {
    const expected = [4, 1, 5.5, 1, 7.5, 10.5, 2.5, 9.5, 7.5, 4, 7.5].map((rank) => rank / 11);
    expect(Array.from(ranks([3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5]))).toEqual(expected);
  });

  it('cells that expect too few are merged, and lose their degrees of freedom', () => {
    const merged = chiSquareCounts([60, 40, 20, 10, 8, 5, 3], [64, 40, 18, 12, 6, 4, 2]);
    const byHand = chiSquareCounts([60, 40, 30, 16], [64, 40, 30, 12]);
    expect(merged.statistic).toBe(chiSquareCounts([60, 40, 46], [64, 40, 42]).statistic);
    expect(merged.pValue).toBe(byHand.pValue);
  });

  it('the second digits of a u near 1 come from its survival', () => {
    const far = andersonDarling([0.5, 1], [0.5, 1e-30]);
    expect(far.statistic).toBeCloseTo(-2 - (Math.log(0.5) + Math.log(1e-30) + 3 * (0 + Math.log(0.5))) / 2, 10);
    expect(andersonDarling([0.5, 1]).pValue).toBe(0);
  });
});
