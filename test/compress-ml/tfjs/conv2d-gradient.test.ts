import { fileURLToPath } from 'node:url';
import * as tf from '@tensorflow/tfjs';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import { registerConv2dGradient } from 'samplewire/compress-ml/tfjs';
import { sharedRandomness, uniform32 } from 'samplewire/core';
import { beforeAll, describe, expect, test } from 'vitest';

beforeAll(async () => {
  setWasmPaths(fileURLToPath(new URL('.', import.meta.resolve('@tensorflow/tfjs-backend-wasm'))));
  await tf.setBackend('wasm');
  await tf.ready();
});

function numbers(name: string, shape: number[]): tf.Tensor {
  const words = new Uint32Array(shape.reduce((product, n) => product * n, 1));
  sharedRandomness('convolution').derive(name).block(0).fill(0, 0, words);
  return tf.tensor(
    Float32Array.from(words, (word) => 2 * uniform32(word) - 1),
    shape,
  );
}

const cases = [
  { image: [2, 7, 6, 3], filter: [3, 3, 3, 4], stride: 1, pad: 'same' },
  { image: [2, 8, 9, 2], filter: [5, 3, 2, 3], stride: 2, pad: 'valid' },
  { image: [1, 9, 9, 1], filter: [5, 5, 1, 8], stride: 2, pad: 'same' },
  { image: [3, 6, 6, 2], filter: [2, 2, 2, 2], stride: 3, pad: 'valid' },
] as const;

describe('the gradient of a convolution by its filter', () => {
  test('is missing on wasm without the kernel, and registering it twice is once', () => {
    const [x, w] = [numbers('x', [1, 5, 5, 1]), numbers('w', [3, 3, 1, 1])];
    const gradient = (): tf.Tensor =>
      tf.grad((filter) => tf.conv2d(x as tf.Tensor4D, filter as tf.Tensor4D, 1, 'valid').sum())(w);
    expect(gradient).toThrow(/Conv2DBackpropFilter/);
    registerConv2dGradient();
    registerConv2dGradient();
    expect(gradient().shape).toEqual([3, 3, 1, 1]);
  });

  test.each(cases)(
    'agrees with differences: $image * $filter, stride $stride, $pad',
    ({ image, filter, stride, pad }) => {
      registerConv2dGradient();
      const [x, w] = [numbers('x', [...image]), numbers('w', [...filter])];
      const convolved = (f: tf.Tensor): tf.Tensor => tf.conv2d(x as tf.Tensor4D, f as tf.Tensor4D, stride, pad);
      const weights = numbers('dy', convolved(w).shape);
      const loss = (f: tf.Tensor): tf.Scalar => convolved(f).mul(weights).sum();
      const gradient = tf.grad(loss)(w).dataSync();
      const values = w.dataSync();
      for (let i = 0; i < values.length; i += 3) {
        const at = (offset: number): number => {
          const moved = values.slice();
          moved[i]! += offset;
          return loss(tf.tensor(moved, w.shape)).dataSync()[0]!;
        };
        // Linear in the filter, so a wide step loses nothing to curvature and little to float32.
        expect(gradient[i]! - (at(2) - at(-2)) / 4).toBeLessThan(2e-4);
        expect(gradient[i]! - (at(2) - at(-2)) / 4).toBeGreaterThan(-2e-4);
      }
    },
  );

  test('leaves nothing behind', () => {
    registerConv2dGradient();
    const [x, w] = [numbers('x', [2, 6, 6, 2]), numbers('w', [3, 3, 2, 2])];
    const take = (): void =>
      tf.tidy(() => {
        tf.grad((f) => tf.conv2d(x as tf.Tensor4D, f as tf.Tensor4D, 1, 'same').sum())(w);
      });
    take();
    const { numTensors, numDataBuffers } = tf.memory();
    take();
    expect(tf.memory()).toMatchObject({ numTensors, numDataBuffers });
  });
});
