/** Layered quantization, per noise and form: the exact law, independence of the centre, widths, and the messages. */
import { localRandomness, log2, sharedRandomness, standardNormal } from 'samplewire/core';
import {
  type Distribution,
  laplace,
  logistic,
  mixture,
  normal,
  studentT,
  triangular,
  truncated,
} from 'samplewire/distributions';
import { RangeDecoder, RangeEncoder, variableStepDensity } from 'samplewire/entropy';
import {
  exponentialNoise,
  gaussianNoise,
  type LayerForm,
  laplaceNoise,
  layered,
  layeredQuantization,
  logisticNoise,
  shiftedLayeredQuantization,
  studentTNoise,
  triangularNoise,
  type UnimodalNoise,
} from 'samplewire/rcc';
import { describe, expect, test } from 'vitest';
import { LayeredQuantizer } from '../../src/rcc/proposal/layer.ts';
import {
  andersonDarling,
  independence,
  kolmogorovSmirnov,
  leastProbable,
  SIGNIFICANCE,
} from '../../src/testing/index.ts';

const shared = sharedRandomness('layered');
const SAMPLES = 100_000;
const VALUES_PER_BLOCK = 65_536;

interface Case {
  readonly name: string;
  readonly noise: UnimodalNoise;
  /** The noise at centre y and scale s. */
  readonly target: (y: number, s: number) => Distribution;
  /** h - E log2 W, bits, from the table and by quadrature; the narrowest shifted layer. */
  readonly overhead: { direct: number; shifted?: number };
  readonly narrowest?: number;
}

const cases: readonly Case[] = [
  {
    name: 'Gaussian',
    noise: gaussianNoise,
    target: normal,
    overhead: { direct: 0.521, shifted: 0.716 },
    narrowest: 2.3548,
  },
  {
    name: 'Laplace',
    noise: laplaceNoise,
    target: laplace,
    overhead: { direct: 0.833, shifted: 1.34 },
    narrowest: 1.3862,
  },
  {
    name: 'logistic',
    noise: logisticNoise,
    target: logistic,
    overhead: { direct: 0.624, shifted: 0.866 },
    narrowest: 3.5254,
  },
  {
    name: 'Student t, nu = 2',
    noise: studentTNoise(2),
    target: (y, s) => studentT(2, y, s),
    overhead: { direct: 0.885 },
  },
  {
    name: 'Student t, nu = 40',
    noise: studentTNoise(40),
    target: (y, s) => studentT(40, y, s),
    overhead: { direct: 0.537 },
  },
  {
    name: 'triangular',
    noise: triangularNoise(0.5),
    target: (y, s) => triangular(y - s / 2, y, y + s / 2),
    overhead: { direct: 0.443, shifted: 0.721 },
    narrowest: 0.4999999,
  },
  {
    name: 'triangular, oblique',
    noise: triangularNoise(0.1),
    target: (y, s) => triangular(y - 0.1 * s, y, y + 0.9 * s),
    overhead: { direct: 0.443 },
    narrowest: 0.0999999,
  },
  {
    name: 'exponential',
    noise: exponentialNoise,
    target: (y, s) => truncated(laplace(y, s), y, Number.POSITIVE_INFINITY),
    overhead: { direct: 0.833, shifted: 0.833 },
  },
];
const forms: readonly LayerForm[] = ['direct', 'shifted'];
const all = cases.flatMap((item) => forms.map((form) => ({ ...item, form })));

/** Noise, in units of its scale, and layer widths of values sent for `centres`. */
function send(noise: UnimodalNoise, scale: number, form: LayerForm, centres: Float64Array) {
  const quantizer = new LayeredQuantizer(noise, scale, form);
  const errors = new Float64Array(centres.length);
  const widths = new Float64Array(centres.length);
  centres.forEach((y, i) => {
    quantizer.open(shared.block(Math.floor(i / VALUES_PER_BLOCK)), 0, i % VALUES_PER_BLOCK);
    errors[i] = (quantizer.sample(quantizer.point(y)) - y) / scale;
    widths[i] = quantizer.width / scale;
  });
  return { errors, widths };
}

function gaussianCentres(spread: number, seed: string): Float64Array {
  const random = localRandomness({ seed }).block(0);
  return Float64Array.from({ length: SAMPLES }, () => spread * standardNormal(random));
}

describe.each(all)('$name, $form', ({ noise, target, form, overhead, narrowest }) => {
  const scale = 0.75;
  const centres = gaussianCentres(20, 'centres');
  const { errors, widths } = send(noise, scale, form, centres);
  const law = target(0, 1);
  const uniforms = Float64Array.from(errors, (x) => law.cdf(x));
  const survivals = Float64Array.from(errors, (x) => law.survival(x));

  test('the noise has its law', () => {
    expect(kolmogorovSmirnov(uniforms).pValue).toBeGreaterThan(SIGNIFICANCE);
    expect(andersonDarling(uniforms, survivals).pValue).toBeGreaterThan(SIGNIFICANCE);
  });

  test('it is independent of the centre and of where the centre lies in a cell', () => {
    const spread = normal(0, 20);
    const ranks = centres.map((y) => spread.cdf(y));
    const fractions = centres.map((y) => y / scale - Math.floor(y / scale));
    expect(leastProbable(independence(uniforms, ranks)).pValue).toBeGreaterThan(SIGNIFICANCE);
    expect(leastProbable(independence(uniforms, fractions)).pValue).toBeGreaterThan(SIGNIFICANCE);
  });

  test('one fixed centre sees the same law', () => {
    const fixed = send(noise, scale, form, new Float64Array(SAMPLES).fill(0.123)).errors;
    const transformed = fixed.map((x) => law.cdf(x));
    expect(
      andersonDarling(
        transformed,
        fixed.map((x) => law.survival(x)),
      ).pValue,
    ).toBeGreaterThan(SIGNIFICANCE);
  });

  test('widths have the mean logarithm of the theory', () => {
    const expected = overhead[form];
    if (expected === undefined) return;
    const logs = widths.map((width) => log2(width));
    const mean = logs.reduce((sum, x) => sum + x, 0) / SAMPLES;
    const variance = logs.reduce((sum, x) => sum + (x - mean) ** 2, 0) / SAMPLES;
    const entropyBits = law.entropyNats! / Math.LN2;
    expect(Math.abs(entropyBits - mean - expected)).toBeLessThan(0.0011 + 5 * Math.sqrt(variance / SAMPLES));
  });

  test('shifted layers have their smallest width', () => {
    if (form === 'shifted' && narrowest !== undefined) {
      expect(widths.reduce((least, width) => Math.min(least, width))).toBeGreaterThan(narrowest);
    }
  });

  test('the probabilities of all points sum to one, whatever the layer', () => {
    const quantizer = new LayeredQuantizer(noise, scale, form);
    const density = variableStepDensity(mixture([1, 2], [normal(-1, 2), normal(4, 0.5)]), scale);
    for (let j = 0; j < 200; j++) {
      quantizer.open(shared.block(9), 0, j);
      const reach = Math.ceil(25 / quantizer.width) + 2;
      if (reach > 1e4) continue;
      let sum = 0;
      for (let k = -reach; k <= reach; k++) sum += quantizer.probability(k, density);
      expect(sum).toBeCloseTo(1, 12);
    }
  });

  test('messages written by either end are read by the other', () => {
    const spread = [3, 300, 0.01];
    const options = {
      noises: [noise, noise, noise],
      scales: [scale, 1, 20],
      marginals: spread.map((s) => normal(0, s)),
    };
    const preset = form === 'direct' ? layeredQuantization(options) : shiftedLayeredQuantization(options);
    const sender = layered(options, form);
    const receiver = layered(options, form);
    const local = localRandomness({ seed: 'messages' });
    const random = local.block(0);
    const range = new RangeEncoder();
    const sent: Float64Array[] = [];
    for (let b = 0; b < 300; b++) {
      const targets = options.scales.map((s, i) => target(spread[i]! * standardNormal(random), s));
      const { message, sample } = preset.simulate(targets, shared.block(b), local.block(b));
      expect(message.index).toBe(0);
      sender.pointCodec(0, shared.block(b)).encode(message.point, range);
      sent.push(sample);
    }
    const decoder = new RangeDecoder(range.finish());
    sent.forEach((sample, b) => {
      const received = new Float64Array(3);
      receiver.reconstruct(0, receiver.pointCodec(0, shared.block(b)).decode(decoder), shared.block(b), received, 0);
      expect(received).toEqual(sample);
    });
    decoder.finish();
  });
});
