import * as tf from '@tensorflow/tfjs';
import {
  type ConvolutionLayer,
  decodeConditional,
  encodeConditional,
  entropyParameters,
  latentScales,
  runNetwork,
} from 'samplewire/compress-ml';
import { conditionalBits } from 'samplewire/compress-ml/tfjs';
import { crc32c, localRandomness, sharedRandomness, standardNormal, uniform } from 'samplewire/core';
import { beforeAll, expect, test } from 'vitest';

beforeAll(() => tf.setBackend('cpu'));

function weights(count: number, seed: string, scale: number): Float32Array {
  const random = localRandomness({ seed }).block(0);
  return Float32Array.from({ length: count }, () => scale * standardNormal(random));
}

function layer(kind: ConvolutionLayer['kind'], shape: ConvolutionLayer['shape'], stride: number): ConvolutionLayer {
  const [height, width, inputs, outputs] = shape;
  const name = `${kind} ${shape}`;
  return {
    kind,
    shape,
    kernel: weights(height * width * inputs * outputs, name, 1 / Math.sqrt(height * width * inputs)),
    bias: weights(outputs, `${name} bias`, 0.5),
    stride,
    activation: 'relu',
  };
}

const network: readonly ConvolutionLayer[] = [
  layer('transposed', [5, 5, 4, 8], 2),
  layer('transposed', [4, 3, 8, 6], 2),
  layer('convolution', [3, 3, 6, 5], 2),
  { ...layer('convolution', [1, 1, 5, 6], 1), activation: 'none' },
];
const input = { shape: [3, 5, 4], values: weights(60, 'input', 2) } as const;

test('the deterministic network computes what TensorFlow computes', () => {
  const plain = runNetwork(network, input);
  const tensors = tf.tidy(() => {
    let map = tf.tensor(input.values, [1, 3, 5, 4]) as tf.Tensor4D;
    for (const { kind, shape, kernel, bias, stride, activation } of network) {
      const [height, width, inputs, outputs] = shape;
      if (kind === 'convolution')
        map = tf.conv2d(map, tf.tensor4d(kernel, [height, width, inputs, outputs]), stride, 'same');
      else {
        const [, rows, columns] = map.shape;
        const size: [number, number, number, number] = [1, rows * stride, columns * stride, outputs];
        map = tf.conv2dTranspose(map, tf.tensor4d(kernel, [height, width, outputs, inputs]), size, stride, 'same');
      }
      map = map.add(tf.tensor1d(bias));
      if (activation === 'relu') map = tf.relu(map);
    }
    return map;
  });
  expect([1, ...plain.shape]).toEqual(tensors.shape);
  tensors.dataSync().forEach((value, i) => {
    expect(Math.abs(value - plain.values[i]!)).toBeLessThan(1e-4);
  });
});

test('its bits are these, everywhere', () => {
  const { values } = runNetwork(network, input);
  expect(crc32c(new Uint8Array(values.buffer))).toBe(3088704329);
});

test('conditional latents: bytes are the likelihood, another network is noticed, decoding inverts encoding', () => {
  const count = 40_000;
  const random = localRandomness({ seed: 'conditional' }).block(0);
  const raw = Float64Array.from({ length: count }, () => 20 * uniform(random) - 10);
  const parameters = entropyParameters(
    raw,
    raw.map((mean) => 0.05 * 1.7 ** Math.abs(mean)),
  );
  const scales = Float64Array.from(parameters.scales, (scale) => latentScales[scale]!);
  const y = scales.map((scale, i) => parameters.means[i]! / 256 + scale * standardNormal(random));
  for (const alpha of [0, 5]) {
    const options = { alpha, shared: sharedRandomness('conditional') };
    const { bytes, z } = encodeConditional(y, parameters, options);
    expect(decodeConditional(bytes, parameters, options)).toEqual(z);
    if (alpha === 0) {
      const means = Float32Array.from(parameters.means, (mean) => mean / 256);
      const bits = conditionalBits(
        'normal',
        tf.tensor1d(Float32Array.from(z)),
        tf.tensor1d(means),
        tf.tensor1d(Float32Array.from(scales)),
      );
      expect(Math.abs((8 * bytes.length) / bits.sum().dataSync()[0]! - 1)).toBeLessThan(0.01);
    }
    const others = { ...parameters, means: parameters.means.slice() };
    others.means[777]! += 1;
    expect(() => decodeConditional(bytes, others, options)).toThrow(
      /"parameters" expected the means and scales of the encoder/,
    );
    for (let cut = 0; cut < bytes.length; cut += 5001) {
      expect(() => decodeConditional(bytes.subarray(0, cut), parameters, options)).toThrow();
    }
  }
});

test('a scale is the smallest of the list that is not below; means are the nearest 1/256', () => {
  const { means, scales } = entropyParameters([0, 0.0019, 0.002, -1.5, 3], [0, 0.11, 0.1100001, 256, 1e9]);
  expect(Array.from(scales)).toEqual([0, 0, 1, 63, 63]);
  expect(Array.from(means)).toEqual([0, 0, 1, -384, 768]);
});
