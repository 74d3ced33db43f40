import { readFileSync } from 'node:fs';
import {
  conditionalMeanUnder,
  geometricAnnealing,
  hardRound,
  linearAnnealing,
  SoftRounding,
  softRound,
  softRoundConditionalMean,
  softRoundDerivative,
  softRoundInverse,
  stagedAnnealing,
} from 'samplewire/compress-ml';
import { localRandomness, uniform } from 'samplewire/core';
import { normal } from 'samplewire/distributions';
import { describe, expect, test } from 'vitest';

const { cases } = JSON.parse(
  readFileSync(new URL('../../vectors/golden/soft-rounding.json', import.meta.url), 'utf8'),
) as { cases: string[][] };
const ALPHAS = [0, 1e-8, 1e-4, 0.00099, 0.001, 0.1, 1, 4, 12, 20, 38, 40, 60, 1000, 1e300, Number.POSITIVE_INFINITY];
const PLACES = [-3, -2.5, -1.000001, -0.5, -1e-12, 0, 1e-9, 0.1, 0.4999999, 0.5, 0.75, 1, 7.3, 1000.125, 1e6 + 0.25];

function draws(count: number, seed: string): Float64Array {
  const random = localRandomness({ seed }).block(0);
  return Float64Array.from({ length: count }, () => 40 * (uniform(random) - 0.5));
}

describe('soft rounding', () => {
  test('every function has its golden values', () => {
    for (const [alpha, x, ...values] of cases.map((row) => row.map(Number))) {
      const soft = new SoftRounding(alpha!);
      const { round, derivative, inverse, inverseDerivative, conditionalMean, conditionalMeanDerivative } = soft;
      const functions = [round, derivative, inverse, inverseDerivative, conditionalMean, conditionalMeanDerivative];
      functions.forEach((f, i) => {
        const wanted = values[i]!;
        // A place is a double: where the function is steep, so is the effect of rounding it.
        const steepness = i === 2 ? values[3]! : i === 4 ? values[5]! : 0;
        const size = i % 2 === 1 ? wanted : Math.max(1, Math.abs(wanted), steepness);
        // Slopes at a place that is no double exactly: its rounding counts alpha times in the exponent.
        const tolerance = i % 2 === 1 ? 1e-13 + 4 * alpha! * Math.max(1, Math.abs(x!)) * 2.3e-16 : 1e-13;
        expect(Math.abs(f(x!) - wanted), `alpha ${alpha}, x ${x}, function ${i}`).toBeLessThanOrEqual(tolerance * size);
      });
    }
  });

  test('the inverse undoes it, at every sharpness', () => {
    for (const alpha of ALPHAS.slice(0, -2)) {
      const { round, inverse } = new SoftRounding(alpha);
      for (const z of [...PLACES, ...draws(500, 'inverse')]) {
        expect(Math.abs(round(inverse(z)) - z), `alpha ${alpha}, z ${z}`).toBeLessThanOrEqual(
          2e-13 * Math.max(1, Math.abs(z)),
        );
      }
    }
  });

  test('it goes on by one from unit to unit, rises, and keeps integers', () => {
    for (const alpha of ALPHAS) {
      const y = draws(300, 'period').sort((a, b) => a - b);
      const s = softRound(y, alpha);
      const up = softRound(
        y.map((value) => value + 1),
        alpha,
      );
      for (let i = 0; i < y.length; i++) {
        expect(Math.abs(up[i]! - s[i]! - 1)).toBeLessThan(2e-15 * 20 * Math.max(1, Math.min(alpha, 1000)));
        if (i > 0) expect(s[i]!).toBeGreaterThanOrEqual(s[i - 1]!);
      }
      for (const n of [-7, -1, 0, 3, 65_536]) {
        expect(softRoundInverse([n], alpha)[0]).toBe(n);
        expect(Math.abs(softRound([n], alpha)[0]! - n)).toBeLessThan(1e-15 * Math.max(1, Math.abs(n)));
        expect(softRoundConditionalMean([n], alpha)[0]).toBe(n);
      }
    }
  });

  test('its limits are the identity and rounding', () => {
    const y = draws(500, 'limits');
    expect(softRound(y, 0)).toEqual(y);
    expect(softRound(y, Number.POSITIVE_INFINITY)).toEqual(hardRound(y));
    const soft = softRound(y, 0.1);
    const hard = softRound(y, 1e5);
    y.forEach((value, i) => {
      expect(Math.abs(soft[i]! - value)).toBeLessThanOrEqual(0.01604 * 0.01);
      if (Math.abs(value - Math.floor(value) - 0.5) > 1e-3) expect(hard[i]).toBeCloseTo(hardRound([value])[0]!, 12);
    });
  });

  test('the derivative is that of central differences', () => {
    for (const alpha of [0.001, 0.5, 2, 10]) {
      const { round } = new SoftRounding(alpha);
      const y = draws(200, 'derivative').filter((value) => Math.abs(value - Math.round(value)) > 1e-4);
      const slopes = softRoundDerivative(y, alpha);
      y.forEach((value, i) => {
        const h = 1e-5;
        const difference = (round(value + h) - round(value - h)) / (2 * h);
        expect(Math.abs(slopes[i]! - difference)).toBeLessThan(1e-6 * Math.max(slopes[i]!, 1e-3));
      });
    }
  });

  test('the conditional mean is the mean of what is known', () => {
    const random = localRandomness({ seed: 'posterior' }).block(0);
    const alpha = 4;
    const { round } = new SoftRounding(alpha);
    for (const [z, sigma] of [
      [0.1, 2],
      [0.45, 2],
      [1.2, 0.4],
    ] as const) {
      let [sum, squares, count] = [0, 0, 0];
      const prior = normal(0, sigma);
      for (let i = 0; i < 400_000; i++) {
        const y = prior.sample(random);
        if (Math.abs(round(y) + uniform(random) - 0.5 - z) > 0.01) continue;
        sum += y;
        squares += y * y;
        count++;
      }
      const mean = sum / count;
      const error = Math.sqrt((squares / count - mean * mean) / count);
      expect(Math.abs(mean - conditionalMeanUnder(prior, [z], alpha)[0]!)).toBeLessThan(6.2 * error + 2e-3);
    }
    const [flat] = softRoundConditionalMean([0.45], alpha);
    expect(conditionalMeanUnder(normal(0, 300), [0.45], alpha)[0]).toBeCloseTo(flat!, 5);
    expect(flat).toBeCloseTo(0.331, 3);
    expect(conditionalMeanUnder(normal(0, 0.4), [1.2], alpha)[0]).toBeCloseTo(0.7765, 3);
  });

  test('a sharpness that is none is refused', () => {
    for (const alpha of [-1, Number.NaN]) expect(() => softRound([1], alpha)).toThrow(/"alpha" expected/);
  });
});

describe('annealing', () => {
  test('no schedule ever falls, and each ends where it should', () => {
    const schedules = [
      geometricAnnealing({ steps: 100 }),
      linearAnnealing({ first: 0, last: 7, steps: 100 }),
      stagedAnnealing([
        [0, 1],
        [50, 4],
        [90, Number.POSITIVE_INFINITY],
      ]),
    ];
    for (const schedule of schedules) {
      for (let step = 1; step < 200; step++) expect(schedule(step)).toBeGreaterThanOrEqual(schedule(step - 1));
    }
    expect(schedules.map((schedule) => schedule(0))).toEqual([1, 0, 1]);
    expect(schedules.map((schedule) => schedule(150))).toEqual([12, 7, Number.POSITIVE_INFINITY]);
    expect(() =>
      stagedAnnealing([
        [0, 4],
        [10, 2],
      ]),
    ).toThrow(/"alpha" expected/);
    expect(() => geometricAnnealing({ first: 3, last: 2, steps: 5 })).toThrow(/"alpha" expected/);
  });
});
