/**
 * The network in plain JavaScript, without TensorFlow.js: two convolutions of 5 x 5 at every second pixel, two dense layers,
 * max(0, .) between them. Sums are doubles in a fixed order, so every engine finds the same class.
 */
import { tensorValues } from '../../dist/compress-ml/index.js';
import { PIXELS, SIDE } from './data.mjs';

export const FILTER = 5;
export const STRIDE = 2;

/** tensors: a map from `conv1/kernel` and so on to { shape, values }. Gives the class of each image. */
export function classify(tensors, images) {
  const count = images.length / PIXELS;
  const classes = new Uint8Array(count);
  for (let i = 0; i < count; i++) {
    let x = images.subarray(i * PIXELS, (i + 1) * PIXELS);
    let [side, channels] = [SIDE, 1];
    for (const name of ['conv1', 'conv2']) {
      x = relu(convolution(x, side, channels, layer(tensors, name)));
      side = Math.floor((side - FILTER) / STRIDE) + 1;
      channels = layer(tensors, name).bias.length;
    }
    const scores = dense(relu(dense(x, layer(tensors, 'dense1'))), layer(tensors, 'dense2'));
    classes[i] = scores.indexOf(Math.max(...scores));
  }
  return classes;
}

/** Share of images with a wrong class. */
export function errorOf(tensors, { images, labels }) {
  const classes = classify(tensors, images);
  return classes.reduce((wrong, found, i) => wrong + (found === labels[i] ? 0 : 1), 0) / labels.length;
}

function layer(tensors, name) {
  return { kernel: tensors.get(`${name}/kernel`).values, bias: tensors.get(`${name}/bias`).values };
}

function convolution(x, side, channels, { kernel, bias }) {
  const out = Math.floor((side - FILTER) / STRIDE) + 1;
  const filters = bias.length;
  const run = FILTER * channels;
  const y = new Float64Array(out * out * filters);
  for (let row = 0; row < out; row++) {
    for (let column = 0; column < out; column++) {
      const at = (row * out + column) * filters;
      for (let f = 0; f < filters; f++) y[at + f] = bias[f];
      for (let line = 0; line < FILTER; line++) {
        const start = ((row * STRIDE + line) * side + column * STRIDE) * channels;
        for (let k = 0; k < run; k++) {
          const value = x[start + k];
          if (value === 0) continue;
          const weights = (line * run + k) * filters;
          for (let f = 0; f < filters; f++) y[at + f] += value * kernel[weights + f];
        }
      }
    }
  }
  return y;
}

function dense(x, { kernel, bias }) {
  const y = Float64Array.from(bias);
  x.forEach((value, i) => {
    if (value === 0) return;
    for (let j = 0; j < y.length; j++) y[j] += value * kernel[i * y.length + j];
  });
  return y;
}

function relu(x) {
  return x.map((value) => Math.max(value, 0));
}

/** Decompressed tensors, as `classify` takes them. */
export function valuesByName(tensors) {
  return new Map(tensors.map((tensor) => [tensor.name, { shape: tensor.shape, values: tensorValues(tensor) }]));
}
