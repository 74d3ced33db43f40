/** Layers with a distribution over their weights: gradients, information, runs that are taken up again, and a file at the end. */
import { fileURLToPath } from 'node:url';
import * as tf from '@tensorflow/tfjs';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import { decompressWeights, tensorValues, WeightBlockCoder } from 'samplewire/compress-ml';
import {
  KlBudget,
  klBits,
  klBitsPerWeight,
  NormalNoise,
  NotFiniteError,
  normalKlNats,
  PosteriorTensor,
  trainVariational,
  VariationalTrainer,
  variationalConv2d,
  variationalDense,
} from 'samplewire/compress-ml/tfjs';
import { localRandomness, sharedRandomness, uniform32 } from 'samplewire/core';
import { beforeAll, describe, expect, test } from 'vitest';

beforeAll(async () => {
  setWasmPaths(fileURLToPath(new URL('.', import.meta.resolve('@tensorflow/tfjs-backend-wasm'))));
  await tf.setBackend('wasm');
  await tf.ready();
});

const shared = sharedRandomness('variational');

function numbers(name: string, length: number): Float32Array {
  const words = new Uint32Array(length);
  shared.derive(name).block(0).fill(0, 0, words);
  return Float32Array.from(words, (word) => 2 * uniform32(word) - 1);
}

/** A task of 6 inputs and 3 classes, and a network of 99 weights for it. */
function smallRun(more: { bits?: number; seed?: string } = {}) {
  const { bits = 60, seed = 'run' } = more;
  const layers = [
    variationalDense({ name: 'one', shared, inputs: 6, units: 7 }),
    variationalDense({ name: 'two', shared, inputs: 7, units: 3 }),
  ] as const;
  const tensors = layers.flatMap((layer) => layer.tensors);
  const weights = tensors.reduce((sum, { size }) => sum + size, 0);
  const budget = new KlBudget({ blockOf: new Int32Array(weights), bits: [bits], beta: 1e-3, rate: 0.02 });
  const dataLoss = (step: number, noise: NormalNoise): tf.Scalar => {
    const x = numbers(`batch ${step % 16}`, 32 * 6);
    const labels = Int32Array.from({ length: 32 }, (_, i) => (x[6 * i]! > 0.2 ? 0 : x[6 * i + 1]! > 0 ? 1 : 2));
    const scores = layers[1].apply(tf.relu(layers[0].apply(tf.tensor2d(x, [32, 6]), noise)), noise);
    return tf.losses.softmaxCrossEntropy(tf.oneHot(tf.tensor1d(labels, 'int32'), 3), scores) as tf.Scalar;
  };
  const rates = { mean: 0.01, logSigma: 0.02, logPrior: 0.005 };
  return { tensors, budget, trainer: new VariationalTrainer({ tensors, dataLoss, seed, rates, budget }) };
}

const finalMeans = (tensors: readonly PosteriorTensor[]): number[] =>
  tensors.flatMap(({ mean }) => [...mean.dataSync()]);

describe('information', () => {
  test('is the closed form, and agrees with a sum over the line', () => {
    const [m, sigma, s] = [0.3, 0.2, 0.7];
    let integral = 0;
    const step = 1e-3;
    const logDensity = (x: number, mean: number, deviation: number): number =>
      -0.5 * ((x - mean) / deviation) ** 2 - Math.log(deviation * Math.sqrt(2 * Math.PI));
    for (let x = -3; x < 3; x += step) {
      const log = logDensity(x, m, sigma);
      integral += step * Math.exp(log) * (log - logDensity(x, 0, s));
    }
    expect(normalKlNats(m, Math.log(sigma), Math.log(s))).toBeCloseTo(integral, 9);
    expect(normalKlNats(0, Math.log(s), Math.log(s))).toBeCloseTo(0, 15);
  });

  test('of a tensor is the sum over its open weights, and nothing for those that were sent', () => {
    const tensor = new PosteriorTensor('w', [4], Float32Array.of(0.1, -0.2, 0.3, 0), 0.05, 0.2);
    const bits = klBitsPerWeight(tensor);
    expect(klBits(tensor)).toBeCloseTo(bits[0]! + bits[1]! + bits[2]! + bits[3]!, 12);
    tensor.fix([1, 3], [0.5, 0.25]);
    expect(klBits(tensor)).toBeCloseTo(bits[0]! + bits[2]!, 12);
    expect([...tensor.mean.dataSync()]).toEqual([...Float32Array.of(0.1, 0.5, 0.3, 0.25)]);
    expect(tensor.variance().dataSync()[1]).toBe(0);
    tensor.dispose();
  });

  test('alone pulls the distributions to the prior, at any price', () => {
    const { tensors, budget, trainer } = smallRun({ bits: 1e-9 });
    budget.beta.fill(1000);
    for (let i = 0; i < 250; i++) trainer.step();
    for (const tensor of tensors) expect(klBits(tensor) / tensor.size).toBeLessThan(0.02);
  });

  test('is held to its budget: on average, for the price of a block swings about where it belongs', () => {
    const { trainer } = smallRun({ bits: 80 });
    let sum = 0;
    for (let i = 0; i < 800; i++) {
      const { klBits: bits } = trainer.step();
      if (i >= 500) sum += bits / 300;
    }
    expect(sum).toBeGreaterThan(70);
    expect(sum).toBeLessThan(90);
  });
});

describe('layers', () => {
  test('sample outputs with the mean and variance of the weights (1e-9)', () => {
    const layer = variationalDense({ name: 'd', shared, inputs: 3, units: 2, sigma: 0.5 });
    const x = Float32Array.of(0.5, -1, 2);
    const rows = 20_000;
    const tiled = tf.tile(tf.tensor2d(x, [1, 3]), [rows, 1]);
    const centre = layer.apply(tiled.slice(0, 1)).dataSync();
    const y = layer.apply(tiled, new NormalNoise(shared, 0)).dataSync();
    const variance = 0.25 * (0.25 + 1 + 4 + 1);
    for (const unit of [0, 1]) {
      const errors = Array.from({ length: rows }, (_, i) => y[2 * i + unit]! - centre[unit]!);
      const mean = errors.reduce((sum, e) => sum + e, 0) / rows;
      const square = errors.reduce((sum, e) => sum + e * e, 0) / rows;
      expect(Math.abs(mean)).toBeLessThan(6.2 * Math.sqrt(variance / rows));
      expect(Math.abs(square / variance - 1)).toBeLessThan(6.2 * Math.sqrt(2 / rows));
    }
  });

  test('a convolution is what TensorFlow.js computes', () => {
    const layer = variationalConv2d({ name: 'c', shared, channels: 2, filters: 3, size: 3, stride: 2 });
    const x = tf.tensor4d(numbers('image', 2 * 9 * 8 * 2), [2, 9, 8, 2]);
    const expected = tf.conv2d(x, layer.tensors[0].mean as tf.Tensor as tf.Tensor4D, 2, 'valid');
    const y = layer.apply(x);
    expect(y.shape).toEqual(expected.shape);
    y.dataSync().forEach((value, i) => {
      expect(value).toBeCloseTo(expected.dataSync()[i]!, 5);
    });
    expect(() => layer.apply(tf.zeros([1, 2, 2, 2]))).toThrow('"filter" expected at most 2 pixels, got 3');
  });

  test.each(['dense', 'convolution'])(
    'gradients of a %s layer by mean and sigma agree with a twin in float64',
    (kind) => {
      const layer =
        kind === 'dense'
          ? variationalDense({ name: 'g', shared, inputs: 8, units: 3, sigma: 0.3 })
          : variationalConv2d({ name: 'g', shared, channels: 2, filters: 3, size: 2, stride: 2, sigma: 0.3 });
      const x = numbers('x', 32);
      const input = tf.tensor(x, kind === 'dense' ? [4, 8] : [1, 4, 4, 2]);
      const { mean, logSigma } = layer.tensors[0];
      const noise = (): NormalNoise => new NormalNoise(shared, 7);
      const { grads } = tf.variableGrads(
        () => tf.square(layer.apply(input, noise())).sum() as tf.Scalar,
        [mean, logSigma],
      );
      // Rows of 8 inputs: digits of a dense batch, or the four patches of the image.
      const rows =
        kind === 'dense' ? Array.from({ length: 4 }, (_, r) => [...x.slice(8 * r, 8 * r + 8)]) : patchesOf(x);
      const z = noise().draw([12]).dataSync();
      const [m, r] = [Float64Array.from(mean.dataSync()), Float64Array.from(logSigma.dataSync())];
      const bias = 0.3 * 0.3;
      const loss = (): number => {
        let sum = 0;
        rows.forEach((row, i) => {
          for (let k = 0; k < 3; k++) {
            const centre = row.reduce((total, value, j) => total + value * m[3 * j + k]!, 0);
            const variance = row.reduce((total, value, j) => total + value * value * Math.exp(2 * r[3 * j + k]!), bias);
            sum += (centre + Math.sqrt(variance) * z[3 * i + k]!) ** 2;
          }
        });
        return sum;
      };
      for (const [values, gradient] of [
        [m, grads[mean.name]!],
        [r, grads[logSigma.name]!],
      ] as const) {
        gradient.dataSync().forEach((found, i) => {
          const kept = values[i]!;
          values[i] = kept + 1e-5;
          const above = loss();
          values[i] = kept - 1e-5;
          const slope = (above - loss()) / 2e-5;
          values[i] = kept;
          expect(Math.abs(found - slope)).toBeLessThan(1e-3 * (1 + Math.abs(slope)));
        });
      }
    },
  );
});

/** The four patches of 2 x 2 x 2 of an image 4 x 4 x 2. */
function patchesOf(x: Float32Array): number[][] {
  return [0, 4, 16, 20].map((at) => [...x.slice(at, at + 4), ...x.slice(at + 8, at + 12)]);
}

describe('training', () => {
  test('is a function of its seed', () => {
    const run = (seed: string): number[] => {
      const { tensors, trainer } = smallRun({ seed });
      for (let i = 0; i < 20; i++) trainer.step();
      return finalMeans(tensors);
    };
    expect(run('a')).toEqual(run('a'));
    expect(run('a')).not.toEqual(run('b'));
  });

  test('taken up from a checkpoint gives the numbers of a run that was not stopped', async () => {
    const whole = smallRun();
    await trainVariational(whole.trainer, { until: 40 });
    const halves = [smallRun(), smallRun()] as const;
    await trainVariational(halves[0].trainer, {
      until: 23,
      checkpointEvery: 10,
      onCheckpoint: (checkpoint) => halves[1].trainer.restore(checkpoint),
    });
    expect(halves[1].trainer.steps).toBe(23);
    await trainVariational(halves[1].trainer, { until: 40 });
    expect([...halves[1].trainer.checkpoint()]).toEqual([...whole.trainer.checkpoint()]);
    expect(() => halves[0].trainer.restore(new Map())).toThrow('"checkpoint" expected');
  });

  test('stops at the step whose loss is no number', () => {
    const { tensors, trainer } = smallRun();
    trainer.step();
    tensors[0]!.assignMean(new Float32Array(tensors[0]!.size).fill(Number.NaN));
    expect(() => trainer.step()).toThrow(NotFiniteError);
    expect(() => trainer.step()).toThrow('at step 1');
  });

  test('and coding in turns end in a file that decodes to the sample', () => {
    const { tensors, budget, trainer } = smallRun({ bits: 100 });
    for (let i = 0; i < 100; i++) trainer.step();
    const laws = (): { means: number[]; sigmas: number[] } => ({
      means: finalMeans(tensors),
      sigmas: tensors.flatMap(({ logSigma }) => [...logSigma.dataSync()].map((r) => Math.exp(r))),
    });
    const coder = new WeightBlockCoder({
      tensors: tensors.map(({ name, shape, logPrior }) => ({ name, shape, scale: Math.exp(logPrior) })),
      ...laws(),
      blockBits: 10,
      blocks: 10,
      key: { seed: 'miniature' },
      local: localRandomness({ seed: 'sender' }),
    });
    for (let block = 0; block < coder.blocks; block++) {
      const { means, sigmas } = laws();
      const sample = coder.encodeBlock(block, means, sigmas);
      let first = 0;
      for (const tensor of tensors) {
        const inside = [...coder.members(block).entries()].filter(([, i]) => i >= first && i < first + tensor.size);
        tensor.fix(
          inside.map(([, i]) => i - first),
          inside.map(([j]) => sample[j]!),
        );
        first += tensor.size;
      }
      trainer.step();
    }
    expect(budget.kl[0]).toBe(0);
    const decoded = decompressWeights(coder.finish().bytes, { seed: 'miniature' }).tensors;
    expect(decoded.flatMap((tensor) => [...tensorValues(tensor)!])).toEqual(finalMeans(tensors));
  });
});
