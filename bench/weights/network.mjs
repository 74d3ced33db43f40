/**
 * Packaged networks that run: TensorFlow.js on WebAssembly, one thread. Weights are read as float32; any of them can be
 * replaced, and the outputs taken again on the same inputs.
 */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as tf from '@tensorflow/tfjs';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import { memorySource, openTensorflowjs, tensorValues } from 'samplewire/compress-ml';

/** Where a package keeps its files: many close their exports, so they are read by path. */
const packages = fileURLToPath(new URL('../../node_modules/', import.meta.url));

export async function startTensorflow() {
  setWasmPaths(`${dirname(fileURLToPath(import.meta.resolve('@tensorflow/tfjs-backend-wasm')))}/`);
  await tf.setBackend('wasm');
  await tf.ready();
  return tf;
}

export function modelPath(file) {
  return join(packages, file);
}

export function isInstalled(file) {
  return existsSync(modelPath(file));
}

/** Bytes of model.json and of its shards, as they are in the package. */
export function modelFiles(file) {
  const path = modelPath(file);
  const json = readFileSync(path);
  const { weightsManifest } = JSON.parse(json.toString('utf8'));
  const shards = weightsManifest.flatMap(({ paths }) => paths.map((name) => readFileSync(join(dirname(path), name))));
  return { json, shards };
}

/** The model as the library reads it. */
export function openModel(file) {
  const path = modelPath(file);
  return openTensorflowjs(memorySource(readFileSync(path)), async (name) =>
    memorySource(readFileSync(join(dirname(path), name))),
  );
}

/** Its tensors, read: { name, dtype, shape, data, affine }. */
export async function readTensors(model) {
  const tensors = [];
  for (const tensor of model.tensors) tensors.push(await tensor.read());
  return tensors;
}

/** A running network. `outputs`: names of nodes, or undefined for all outputs of the model. */
export class Network {
  #model;
  #format;
  #outputs;
  #originals;
  /** By name: what is in the place of the original. */
  #changed = new Map();

  static async load(file, outputs) {
    const network = new Network();
    const { json, shards } = modelFiles(file);
    const document = JSON.parse(json.toString('utf8'));
    const bytes = Buffer.concat(shards);
    const weightData = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length);
    const weightSpecs = document.weightsManifest.flatMap(({ weights }) => weights);
    const handler = { load: async () => ({ ...document, weightSpecs, weightData }) };
    network.#format = document.format;
    network.#outputs = outputs;
    if (document.format === 'layers-model') {
      network.#model = await tf.loadLayersModel(handler);
      network.#originals = new Map(
        network.#model.weights.map((weight) => [weight.originalName, weight.read().clone()]),
      );
    } else {
      network.#model = await tf.loadGraphModel(handler);
      network.#originals = new Map(
        Object.entries(network.#model.executor.weightMap).map(([name, [tensor]]) => [name, tensor]),
      );
    }
    return network;
  }

  get names() {
    return [...this.#originals.keys()];
  }

  /** Values by name in the place of the originals; all others are originals again. */
  use(values) {
    for (const name of this.#changed.keys()) if (!values.has(name)) this.#put(name, this.#originals.get(name));
    const before = this.#changed;
    this.#changed = new Map();
    for (const [name, numbers] of values) {
      const { shape, dtype } = this.#originals.get(name);
      if (dtype !== 'float32') continue;
      const tensor = tf.tensor(Float32Array.from(numbers), shape, 'float32');
      this.#put(name, tensor);
      this.#changed.set(name, tensor);
    }
    for (const tensor of before.values()) tensor.dispose();
  }

  #put(name, tensor) {
    if (this.#format === 'layers-model') {
      this.#model.weights.find(({ originalName }) => originalName === name).write(tensor);
    } else this.#model.executor.weightMap[name] = [tensor];
  }

  /** Output tensors of one input, as arrays of numbers. */
  run(input) {
    return tf.tidy(() => {
      const tensor = tf.tensor(input.data, input.shape, 'float32');
      const found =
        this.#format === 'layers-model' ? this.#model.predict(tensor) : this.#model.execute(tensor, this.#outputs);
      return (Array.isArray(found) ? found : [found]).map((output) => Float32Array.from(output.dataSync()));
    });
  }
}

/** Numbers of a tensor of the library as float32. */
export function numbersOf(tensor) {
  return Float32Array.from(tensorValues(tensor));
}

/**
 * e = root of the mean over inputs and output tensors of |y' - y|^2 / |y|^2. An output of zeros alone counts as it is.
 */
export function outputError(before, after) {
  let sum = 0;
  let count = 0;
  before.forEach((outputs, i) => {
    outputs.forEach((y, j) => {
      let error = 0;
      let square = 0;
      for (let k = 0; k < y.length; k++) {
        const difference = after[i][j][k] - y[k];
        error += difference * difference;
        square += y[k] * y[k];
      }
      sum += Number.isFinite(error) ? error / (square > 0 ? square : 1) : 1e12;
      count++;
    });
  });
  return Math.sqrt(sum / count);
}
