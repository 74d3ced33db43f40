import * as tf from '@tensorflow/tfjs';
import * as plain from 'samplewire/compress-ml';
import {
  gaussianNoiseChannel,
  hardRound,
  integrateNoise,
  latticeNoiseChannel,
  noisyRate,
  softRound,
  softRoundConditionalMean,
  softRoundConditionalMeanPathwise,
  softRoundInverse,
  straightThrough,
  uniformNoiseChannel,
} from 'samplewire/compress-ml/tfjs';
import { localRandomness, uniform } from 'samplewire/core';
import { logistic } from 'samplewire/distributions';
import { beforeAll, describe, expect, test } from 'vitest';

beforeAll(() => tf.setBackend('cpu'));

const ALPHAS = [0.001, 0.019, 0.02, 0.1, 1, 4, 12, 20, 50];

/** Places that float32 holds, |y| <= 64, integers and half-integers among them. */
function places(): Float32Array {
  const random = localRandomness({ seed: 'places' }).block(0);
  const values = Float32Array.from({ length: 120 }, () => 128 * (uniform(random) - 0.5));
  return Float32Array.from([...values, -64, -3, -0.5, 0, 0.5, 1, 7, 63.5, 1e-3, -1e-3]);
}

/** Values and gradients, the sum of all outputs being the loss. */
function valueAndGradient(f: (x: tf.Tensor) => tf.Tensor, x: Float32Array) {
  return tf.tidy(() => {
    const input = tf.tensor1d(x);
    const { value, grad } = tf.valueAndGrad((y) => f(y).sum() as tf.Scalar)(input);
    value.dispose();
    return { values: f(input).dataSync(), gradients: grad.dataSync() };
  });
}

describe('soft rounding of tensors', () => {
  test('values and gradients are those of the plain twin in double precision', () => {
    const y = places();
    for (const alpha of ALPHAS) {
      const twin = new plain.SoftRounding(alpha);
      const cases = [
        [softRound, twin.round, twin.derivative],
        [softRoundInverse, twin.inverse, twin.inverseDerivative],
        [softRoundConditionalMeanPathwise, twin.conditionalMean, twin.conditionalMeanDerivative],
        [softRoundConditionalMean, twin.conditionalMean, () => 1],
      ] as const;
      cases.forEach(([f, value, slope], which) => {
        const { values, gradients } = valueAndGradient((x) => f(x, alpha), y);
        y.forEach((place, i) => {
          const name = `function ${which}, alpha ${alpha}, y ${place}`;
          expect(Math.abs(values[i]! - value(place)), name).toBeLessThan(1e-5);
          if (slope(place) > 1e-6) expect(Math.abs(gradients[i]! / slope(place) - 1), name).toBeLessThan(1e-3);
        });
      });
    }
  });

  test('everything is finite up to a million, at every sharpness', () => {
    const y = Float32Array.from([1e6, -1e6, 999_999.9375, -123_456.5, 65_536.25, 0, 1e-30, -1e-30, 0.5]);
    for (const alpha of [0, 1e-30, 1e-3, 1, 18, 50, 100, 1000, 1e30, Number.POSITIVE_INFINITY]) {
      for (const f of [softRound, softRoundInverse, softRoundConditionalMean, softRoundConditionalMeanPathwise]) {
        const { values, gradients } = valueAndGradient((x) => f(x, alpha), y);
        expect([...values, ...gradients].every(Number.isFinite), `${f.name} ${alpha}`).toBe(true);
      }
    }
  });

  test('any shape; the limits are the identity and rounding', () => {
    const y = tf.tensor(places().subarray(0, 24), [2, 3, 4]);
    expect(softRound(y, 3).shape).toEqual([2, 3, 4]);
    expect(softRound(y, 0).dataSync()).toEqual(y.dataSync());
    expect(softRound(y, Number.POSITIVE_INFINITY).dataSync()).toEqual(hardRound(y).dataSync());
    expect(hardRound(tf.tensor1d([-0.5, 0.5, 1.49])).dataSync()).toEqual(Float32Array.from([0, 1, 1]));
  });
});

describe('integrated noise', () => {
  test('the rate has the gradient of its mean over the noise', () => {
    const law = logistic(0.2, 0.7);
    const mass = (z: number) => law.cdf(z + 0.5) - law.cdf(z - 0.5);
    const bits = (z: tf.Tensor) => {
      const [above, below] = [z.add(0.5).sub(0.2).div(0.7), z.sub(0.5).sub(0.2).div(0.7)];
      return above.sigmoid().sub(below.sigmoid()).log().div(-Math.LN2);
    };
    const v = Float32Array.from([-2, -0.3, 0, 0.9, 3]);
    const { gradients } = valueAndGradient((x) => noisyRate(bits, x, tf.tensor1d([0.1, -0.2, 0.3, 0, 0.4])), v);
    v.forEach((place, i) => {
      const meanRate = (x: number) => {
        let sum = 0;
        for (let n = 0; n < 2000; n++) sum -= Math.log2(mass(x + (n + 0.5) / 2000 - 0.5)) / 2000;
        return sum;
      };
      const wanted = (meanRate(place + 1e-3) - meanRate(place - 1e-3)) / 2e-3;
      expect(gradients[i]).toBeCloseTo(wanted, 3);
    });
  });

  test('a stair without slopes has a gradient, and its variables have theirs', () => {
    const scale = tf.variable(tf.scalar(3));
    const stair = integrateNoise((x) => tf.floor(x).mul(scale));
    const v = Float32Array.from([0.2, 1.7]);
    expect(Array.from(valueAndGradient((x) => stair(x, tf.tensor1d([0.1, 0.4])), v).gradients)).toEqual([3, 3]);
    const { grads } = tf.variableGrads(
      () => stair(tf.tensor1d(v), tf.tensor1d([0.1, 0.4])).sum() as tf.Scalar,
      [scale],
    );
    expect(grads[scale.name]!.dataSync()[0]).toBe(2);
    scale.dispose();
  });

  test('straight-through passes gradients as they are', () => {
    const { values, gradients } = valueAndGradient(straightThrough(hardRound), Float32Array.from([0.2, 1.7]));
    expect([...values, ...gradients]).toEqual([0, 2, 1, 1]);
  });

  /** Agustsson and Theis' trade: l = (r(v + u) - 2)^2, v = s(0.3); the exact derivative by v is 2 (E ...) = -3.4. */
  test('from alpha 4 on it varies less than the slope at the sampled place, for the bias that is stated', () => {
    const count = 20_000;
    const rows = [2, 4, 8, 16].map((alpha) => {
      const v = new Float32Array(count).fill(plain.softRound([0.3], alpha)[0]!);
      const u = uniformNoiseChannel('variance').noise([count], alpha);
      const loss = (r: (z: tf.Tensor, a: number) => tf.Tensor) => (x: tf.Tensor) => r(x.add(u), alpha).sub(2).square();
      const integrated = moments(valueAndGradient(loss(softRoundConditionalMean), v).gradients);
      const pathwise = moments(valueAndGradient(loss(softRoundConditionalMeanPathwise), v).gradients);
      u.dispose();
      return { alpha, pathwise, integrated, biasPercent: 100 * (integrated.mean / -3.4 - 1) };
    });
    for (const { alpha, pathwise, integrated, biasPercent } of rows) {
      console.log(
        `alpha ${alpha}: pathwise ${pathwise.mean.toFixed(3)} sd ${pathwise.sd.toFixed(2)}, ` +
          `integrated ${integrated.mean.toFixed(3)} sd ${integrated.sd.toFixed(2)}, bias ${biasPercent.toFixed(1)} %`,
      );
      expect(Math.abs(pathwise.mean + 3.4)).toBeLessThan((6.2 * pathwise.sd) / Math.sqrt(count));
      if (alpha >= 4) expect(integrated.sd).toBeLessThan(pathwise.sd / 4);
    }
    [3, 8, 15, 18].forEach((percent, i) => {
      expect(Math.abs(rows[i]!.biasPercent - percent)).toBeLessThan(1);
    });
  });
});

function moments(values: ArrayLike<number>): { mean: number; sd: number } {
  let [sum, squares] = [0, 0];
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  const mean = sum / values.length;
  for (let i = 0; i < values.length; i++) squares += (values[i]! - mean) * (values[i]! - mean);
  return { mean, sd: Math.sqrt(squares / values.length) };
}

test('noise of tensors is that of the plain channels, by seed and draw', () => {
  for (const channel of [uniformNoiseChannel('n'), gaussianNoiseChannel(0.5, 'n'), latticeNoiseChannel('n')]) {
    const wanted = channel.channel.noise(24, localRandomness({ seed: 'n' }).block(7));
    expect(channel.noise([2, 12], 7).dataSync()).toEqual(Float32Array.from(wanted));
    expect(channel.noise([2, 12], 8).dataSync()).not.toEqual(Float32Array.from(wanted));
    const { values, gradients } = valueAndGradient((x) => channel.transmit(x, 7), new Float32Array(24));
    expect(values).toEqual(Float32Array.from(wanted));
    expect(Array.from(gradients)).toEqual(new Array(24).fill(1));
  }
});
