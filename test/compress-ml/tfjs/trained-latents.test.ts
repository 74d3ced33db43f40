import * as tf from '@tensorflow/tfjs';
import {
  decodeLatents,
  encodeLatents,
  uniformNoiseChannel as plainChannel,
  SoftRounding,
  tableLaw,
  tableOverheadBits,
  tabulate,
} from 'samplewire/compress-ml';
import {
  conditionalBits,
  densityBits,
  factorizedDensity,
  parametricDensity,
  uniformNoiseChannel,
} from 'samplewire/compress-ml/tfjs';
import { exponential, localRandomness, standardNormal } from 'samplewire/core';
import { laplace, logistic, normal } from 'samplewire/distributions';
import { beforeAll, describe, expect, test } from 'vitest';

beforeAll(() => tf.setBackend('cpu'));

const key = { stored: Uint8Array.from({ length: 32 }, (_, i) => i) };
const local = localRandomness({ seed: 'search' });

/** Two channels that no simple law fits: two humps, and a skewed one. */
function data(count: number, seed: string): Float32Array {
  const random = localRandomness({ seed }).block(0);
  return Float32Array.from({ length: 2 * count }, (_, i) =>
    i % 2 === 0 ? standardNormal(random) + (random.nextUint32() % 3 === 0 ? 6 : -2) : 3 * exponential(random) - 1,
  );
}

/** A factorised density trained on these values, rounded softly, with noise; the loss in bits per value at the end. */
function train(alpha: number, steps: number) {
  const density = factorizedDensity(2, { seed: 'density' });
  const noise = uniformNoiseChannel('training');
  const optimizer = tf.train.adam(0.02);
  const batch = 500;
  const values = data(batch * 40, 'training');
  const soft = Float32Array.from(values, new SoftRounding(alpha).round);
  for (let step = 0; step < steps; step++) {
    const at = (step % 40) * 2 * batch;
    optimizer.minimize(
      () => {
        const v = tf.tensor2d(soft.subarray(at, at + 2 * batch), [batch, 2]);
        return densityBits(density, noise.transmit(v, step), alpha).mean() as tf.Scalar;
      },
      false,
      density.variables as tf.Variable[],
    );
  }
  return density;
}

describe.each([0, 6])('a factorised density trained at alpha %d', (alpha) => {
  const density = train(alpha, 250);
  const count = 50_000;
  const y = data(count, 'use');
  const tables = density.laws().map(tabulate);
  const model = { tables, hash: Uint8Array.from({ length: 32 }, (_, i) => i) };
  const soft = tf.tensor2d(Float32Array.from(y, new SoftRounding(alpha).round), [count, 2]);
  const bits = tf.tidy(() => densityBits(density, uniformNoiseChannel('evaluation').transmit(soft, 0), alpha));
  const lossBits = bits.sum().dataSync()[0]!;
  const { bytes, latents, likelihoodBits, payloadBits } = encodeLatents(y, {
    channel: plainChannel,
    shape: [count, 2],
    laws: model,
    alpha,
    key,
    local,
  });

  test('real bytes are the training loss', () => {
    console.log(
      `alpha ${alpha}: loss ${(lossBits / 8).toFixed(0)} bytes, file ${bytes.length}, likelihood of the same z ` +
        `${(likelihoodBits / 8).toFixed(0)}, streams ${payloadBits / 8}`,
    );
    expect(Math.abs((8 * bytes.length) / lossBits - 1)).toBeLessThan(0.01);
    expect(Math.abs(payloadBits / likelihoodBits - 1)).toBeLessThan(0.002);
  });

  test('the density in TensorFlow and its plain twin agree, and its table costs next to nothing', () => {
    const z = tf.tensor2d([-3.2, -1, 0.4, 0, 0.7, 2.5, 5.9, 9], [4, 2]);
    const inTensors = densityBits(density, z).dataSync();
    const laws = density.laws();
    z.dataSync().forEach((place, i) => {
      const law = laws[i % 2]!;
      expect(inTensors[i]).toBeCloseTo(-Math.log2(law.cdf(place + 0.5) - law.cdf(place - 0.5)), 3);
    });
    laws.forEach((law, c) => {
      expect(Math.abs(tableOverheadBits(law, tables[c]!))).toBeLessThan(0.004);
    });
  });

  test('decoding inverts encoding, and reconstruction is near', () => {
    const decoded = decodeLatents(bytes, { model });
    expect(decoded).toEqual(latents);
    expect(decoded.alpha).toBe(alpha);
    const error = decoded.reconstruction.reduce((sum, value, i) => sum + (value - y[i]!) ** 2, 0) / y.length;
    expect(Math.abs(error - 1 / 12)).toBeLessThan(0.005);
  });

  if (alpha === 0) {
    test('noise in training and rounding in use are not the same: the control differs', () => {
      // With rounding the loss that was trained is not the loss that is paid: z = round(v) instead of v + u.
      const rounded = tf.tidy(() => densityBits(density, tf.floor(soft.add(0.5))));
      const differences = bits.sub(rounded).dataSync();
      const mean = differences.reduce((sum, d) => sum + d, 0) / differences.length;
      const variance = differences.reduce((sum, d) => sum + (d - mean) ** 2, 0) / differences.length;
      console.log(
        `noise - rounding: ${mean.toFixed(4)} bits a value, s.e. ${Math.sqrt(variance / differences.length).toFixed(4)}`,
      );
      expect(Math.abs(mean)).toBeGreaterThan(4 * Math.sqrt(variance / differences.length));
    });
  }
});

describe('parametric densities', () => {
  test('they are the plain laws, in both tails, with finite gradients', () => {
    const places = Float32Array.from([-30, -6, -1, 0, 0.3, 2, 7, 25]);
    for (const [shape, law] of [
      ['normal', normal(0, 2)],
      ['laplace', laplace(0, 2)],
      ['logistic', logistic(0, 2)],
    ] as const) {
      const f = (z: tf.Tensor) => conditionalBits(shape, z, tf.zerosLike(z), tf.fill(z.shape, 2));
      const values = f(tf.tensor1d(places)).dataSync();
      const gradients = tf
        .grad((z: tf.Tensor) => f(z).sum())(tf.tensor1d(places))
        .dataSync();
      places.forEach((z, i) => {
        const mass = law.cdf(-Math.abs(z) + 0.5) - law.cdf(-Math.abs(z) - 0.5);
        expect(Math.abs(values[i]! + Math.log2(Math.max(mass, 1e-9))), `${shape} ${z}`).toBeLessThan(2e-3);
        expect(Number.isFinite(gradients[i]!)).toBe(true);
      });
      expect(gradients[5]).toBeGreaterThan(0);
    }
  });

  test('training finds the law of the data', () => {
    const density = parametricDensity('laplace', 1);
    const random = localRandomness({ seed: 'laplace' }).block(0);
    const law = laplace(1, 2);
    const y = tf.tensor2d(
      Float32Array.from({ length: 4000 }, () => law.sample(random)),
      [4000, 1],
    );
    const noise = uniformNoiseChannel('noise');
    const optimizer = tf.train.adam(0.05);
    for (let step = 0; step < 120; step++) {
      optimizer.minimize(() => densityBits(density, noise.transmit(y, step)).mean() as tf.Scalar);
    }
    const [found] = density.laws();
    expect(Math.abs(found!.cdf(1) - 0.5)).toBeLessThan(0.04);
    expect(Math.abs(found!.cdf(5) - law.cdf(5))).toBeLessThan(0.02);
  });
});

test('a table states a law that the codec reads back', () => {
  for (const law of [normal(0, 0.1), laplace(3, 5), logistic(-1000, 400)]) {
    const table = tabulate(law);
    const stated = tableLaw(table);
    for (const p of [0.01, 0.3, 0.9]) expect(Math.abs(stated.cdf(law.quantile(p)) - p)).toBeLessThan(0.02);
    expect(tableOverheadBits(law, table)).toBeLessThan(0.02);
  }
});
