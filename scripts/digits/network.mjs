/** The network that is trained: the same architecture as plain-network.mjs, with a distribution over each of its 22,774 weights. */
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as tf from '@tensorflow/tfjs';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import { variationalConv2d, variationalDense } from '../../dist/compress-ml/tfjs/index.js';
import { sharedRandomness } from '../../dist/core/index.js';
import { SIDE } from './data.mjs';
import { FILTER, STRIDE } from './plain-network.mjs';

export async function startTensorflow() {
  setWasmPaths(`${dirname(fileURLToPath(import.meta.resolve('@tensorflow/tfjs-backend-wasm')))}/`);
  await tf.setBackend('wasm');
  await tf.ready();
}

export function digitNetwork(seed) {
  const shared = sharedRandomness(seed).derive('initial weights');
  const convolution = { size: FILTER, stride: STRIDE, shared };
  const layers = [
    variationalConv2d({ ...convolution, name: 'conv1', channels: 1, filters: 8 }),
    variationalConv2d({ ...convolution, name: 'conv2', channels: 8, filters: 20 }),
    variationalDense({ shared, name: 'dense1', inputs: 320, units: 56 }),
    variationalDense({ shared, name: 'dense2', inputs: 56, units: 10 }),
  ];
  const scores = (images, noise) => {
    const [conv1, conv2, dense1, dense2] = layers;
    const pixels = tf.tensor4d(images, [images.length / (SIDE * SIDE), SIDE, SIDE, 1]);
    const features = tf.relu(conv2.apply(tf.relu(conv1.apply(pixels, noise)), noise));
    const flat = features.reshape([features.shape[0], 320]);
    return dense2.apply(tf.relu(dense1.apply(flat, noise)), noise);
  };
  return { tensors: layers.flatMap(({ tensors }) => tensors), scores };
}

/** Mean cross entropy in nats of a batch. */
export function crossEntropy(scores, labels) {
  return tf.losses.softmaxCrossEntropy(tf.oneHot(tf.tensor1d(Int32Array.from(labels), 'int32'), 10), scores);
}

/** The means, as plain-network.mjs takes them. */
export function meansOf(tensors) {
  return new Map(tensors.map(({ name, shape, mean }) => [name, { shape, values: mean.dataSync().slice() }]));
}
