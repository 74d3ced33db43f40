/** Layered quantization: its rate against theory, points far from zero, and targets that it cannot send. */
import { localRandomness, log2, sharedRandomness, standardNormal, uniform } from 'samplewire/core';
import { type Distribution, laplace, mixture, normal } from 'samplewire/distributions';
import { CodelengthMeter, RangeDecoder, RangeEncoder, variableStepDensity } from 'samplewire/entropy';
import { gaussianNoise, type LayerForm, layeredQuantization, studentTNoise, triangularNoise } from 'samplewire/rcc';
import { describe, expect, test } from 'vitest';
import { LayeredQuantizer } from '../../src/rcc/proposal/layer.ts';
import { kolmogorovSmirnov, SIGNIFICANCE } from '../../src/testing/index.ts';

const shared = sharedRandomness('layered');
const SAMPLES = 100_000;
const VALUES_PER_BLOCK = 65_536;
const forms: readonly LayerForm[] = ['direct', 'shifted'];

function gaussianCentres(spread: number, seed: string): Float64Array {
  const random = localRandomness({ seed }).block(0);
  return Float64Array.from({ length: SAMPLES }, () => spread * standardNormal(random));
}

describe('the rate of Gaussian noise', () => {
  /** [t, bits - I direct, bits - I shifted]: y ~ N(0, t^2), noise N(0, 1). */
  const table = [
    [1, 0.464, 0.524],
    [2, 0.512, 0.648],
    [4, 0.518, 0.696],
    [16, 0.523, 0.718],
    [64, 0.517, 0.714],
  ] as const;

  test.each(table)('at t = %f is that of the table, and the coder adds at most 0.3 %%', (t, direct, shifted) => {
    const centres = gaussianCentres(t, `rate ${t}`);
    const density = variableStepDensity(normal(0, t), 1);
    forms.forEach((form) => {
      const quantizer = new LayeredQuantizer(gaussianNoise, 1, form);
      const meter = new CodelengthMeter();
      let ideal = 0;
      let excess = 0;
      let squares = 0;
      centres.forEach((y, i) => {
        quantizer.open(shared.block(Math.floor(i / VALUES_PER_BLOCK)), 0, i % VALUES_PER_BLOCK);
        const point = quantizer.point(y);
        const bits = -log2(quantizer.probability(point, density));
        // Less the information density, which has the same mean as I and most of the variance.
        const z = quantizer.sample(point);
        const information = 0.5 * log2(1 + t * t) + ((z * z) / (1 + t * t) - (z - y) * (z - y)) / (2 * Math.LN2);
        ideal += bits;
        excess += bits - information;
        squares += (bits - information) ** 2;
        quantizer.encode(point, density, meter);
      });
      const mean = excess / SAMPLES;
      const error = Math.sqrt((squares / SAMPLES - mean * mean) / SAMPLES);
      // The table itself is a simulation of 200,000 values without this variance reduction.
      expect(Math.abs(mean - (form === 'direct' ? direct : shifted))).toBeLessThan(0.012 + 4 * error);
      expect(meter.bits).toBeLessThan(1.003 * ideal);
    });
  });
});

describe('far away', () => {
  test('points up to 2^51 are exact, the law holds, and messages are read', () => {
    for (const reach of [2 ** 21, 5e8, 2 ** 40]) {
      const random = localRandomness({ seed: 'far' }).block(0);
      const centres = Float64Array.from({ length: 20_000 }, () => reach * (2 * uniform(random) - 1));
      const quantizer = new LayeredQuantizer(gaussianNoise, 1, 'direct');
      const density = variableStepDensity(normal(0, 3), 1);
      const range = new RangeEncoder();
      const points: number[] = [];
      const errors = centres.map((y, j) => {
        quantizer.open(shared.block(0), 0, j);
        const point = quantizer.point(y);
        expect(Number.isInteger(point)).toBe(true);
        if (j < 100) {
          points.push(point);
          quantizer.encode(point, density, range);
        }
        return quantizer.sample(point) - y;
      });
      const law = normal(0, 1);
      expect(kolmogorovSmirnov(errors.map((x) => law.cdf(x))).pValue).toBeGreaterThan(SIGNIFICANCE);
      const decoder = new RangeDecoder(range.finish());
      points.forEach((point, j) => {
        quantizer.open(shared.block(0), 0, j);
        expect(quantizer.decode(density, decoder)).toBe(point);
      });
    }
  });

  test('beyond 2^51 cells the centre is refused', () => {
    const quantizer = new LayeredQuantizer(gaussianNoise, 1, 'direct');
    quantizer.open(shared.block(0), 0, 0);
    const limit = 2 ** 51 * quantizer.width;
    expect(Number.isInteger(quantizer.point(limit * 0.999))).toBe(true);
    expect(Math.abs(quantizer.point(-limit * 0.999))).toBeLessThan(2 ** 51);
    expect(() => quantizer.point(limit)).toThrow(/cell widths from 0/);
    expect(() => quantizer.point(1e300)).toThrow(/cell widths from 0/);
  });
});

describe('a target that layered quantization cannot send is refused', () => {
  const options = { noises: [gaussianNoise], scales: [1], marginals: [normal(0, 8)] };
  const channel = layeredQuantization(options);
  const local = localRandomness({ seed: 'refused' });
  const refusing = (target: Distribution | Distribution[]) => () =>
    channel.simulate(target, shared.block(0), local.block(0));

  test('another law, another scale, a law that is not unimodal, another number of coordinates', () => {
    expect(refusing(laplace(0, 1))).toThrow(/translate of normal noise of scale 1.*another law, laplace/);
    expect(refusing(normal(0, 1.001))).toThrow(/scale 1\.001/);
    expect(refusing(mixture([1, 1], [normal(-3, 1), normal(3, 1)]))).toThrow(/not known to be unimodal/);
    expect(refusing([normal(0, 1), normal(0, 1)])).toThrow(/1 coordinates/);
  });

  test('odd degrees of freedom and shares outside 0 to 1', () => {
    expect(() => studentTNoise(3)).toThrow(/even/);
    expect(() => studentTNoise(250)).toThrow(/"nu"/);
    expect(() => triangularNoise(1.5)).toThrow(/"left"/);
  });
});
