/** Networks for the tests: small ones made here, packaged ones from files. */
import { existsSync, readFileSync } from 'node:fs';
import * as tf from '@tensorflow/tfjs';
import { type Model, memorySource, openTensorflowjs } from 'samplewire/compress-ml';

/** A graph y = (x k + b) with weights of every way to store them, as a converter writes it. */
export function graphArtifacts(): tf.io.ModelArtifacts {
  const float = (bytes: number, at: (i: number) => number): ArrayBuffer =>
    Float32Array.from({ length: bytes / 4 }, (_, i) => at(i)).buffer;
  const halves = Uint16Array.from({ length: 32 }, (_, i) => 0x3800 + 37 * i).buffer;
  const codes = Uint8Array.from({ length: 32 }, (_, i) => 8 * i).buffer;
  const words = new TextEncoder().encode('ab');
  const text = Uint8Array.of(2, 0, 0, 0, ...words, 0, 0, 0, 0).buffer;
  const weights: [tf.io.WeightsManifestEntry, ArrayBuffer][] = [
    [{ name: 'kernel', shape: [40, 32], dtype: 'float32' }, float(5120, (i) => ((i * 7919) % 101) / 50 - 1)],
    [{ name: 'half', shape: [32], dtype: 'float32', quantization: { dtype: 'float16' } }, halves],
    [{ name: 'codes', shape: [32], dtype: 'float32', quantization: { dtype: 'uint8', min: -1, scale: 0.01 } }, codes],
    [{ name: 'axis', shape: [], dtype: 'int32' }, Int32Array.of(1).buffer],
    [{ name: 'flag', shape: [2], dtype: 'bool' }, Uint8Array.of(1, 0).buffer],
    [{ name: 'words', shape: [2], dtype: 'string' }, text],
  ];
  const type = (value: string): unknown => ({ T: { type: value }, dtype: { type: value } });
  const constant = (name: string, dtype: string): unknown => ({ name, op: 'Const', attr: type(dtype) });
  const shape = { shape: { dim: [{ size: '-1' }, { size: '40' }] } };
  const node = [
    { name: 'x', op: 'Placeholder', attr: { dtype: { type: 'DT_FLOAT' }, shape } },
    constant('kernel', 'DT_FLOAT'),
    constant('half', 'DT_FLOAT'),
    constant('codes', 'DT_FLOAT'),
    constant('axis', 'DT_INT32'),
    constant('flag', 'DT_BOOL'),
    constant('words', 'DT_STRING'),
    {
      name: 'product',
      op: 'MatMul',
      input: ['x', 'kernel'],
      attr: { transpose_a: { b: false }, transpose_b: { b: false } },
    },
    { name: 'sum', op: 'AddV2', input: ['product', 'half'], attr: {} },
    { name: 'y', op: 'AddV2', input: ['sum', 'codes'], attr: {} },
  ];
  return {
    format: 'graph-model',
    generatedBy: 'test',
    convertedBy: null,
    modelTopology: { node, versions: { producer: 27 } },
    weightSpecs: weights.map(([spec]) => spec),
    weightData: weights.map(([, data]) => data),
    userDefinedMetadata: { author: 'nobody' },
  };
}

/** x of 6 numbers, a hidden layer of `tanh`, 3 classes. */
export function layersModel(seed: number): tf.LayersModel {
  const model = tf.sequential();
  const kernelInitializer = tf.initializers.randomNormal({ seed, stddev: 0.5 });
  model.add(tf.layers.dense({ inputShape: [6], units: 200, activation: 'tanh', kernelInitializer }));
  model.add(tf.layers.dense({ units: 3, activation: 'softmax', kernelInitializer }));
  return model;
}

const human = new URL('../../../node_modules/@vladmandic/human/models/', import.meta.url);

/** The path of a packaged model.json. */
export function packaged(name: string): string {
  return new URL(`${name}.json`, human).pathname;
}

export const hasPackaged: boolean = existsSync(human);

/** The artifacts of a packaged model, as TensorFlow.js loads them. */
export function packagedArtifacts(name: string): tf.io.ModelArtifacts {
  const { weightsManifest, ...rest } = JSON.parse(readFileSync(packaged(name), 'utf8')) as tf.io.ModelJSON;
  const data = readFileSync(new URL(weightsManifest[0]!.paths[0]!, human));
  return {
    ...rest,
    weightSpecs: weightsManifest[0]!.weights,
    weightData: new Uint8Array(data).buffer,
  } as tf.io.ModelArtifacts;
}

const placeholder = (name: string, sizes: number[]): unknown => ({
  name,
  op: 'Placeholder',
  attr: { dtype: { type: 'DT_FLOAT' }, shape: { shape: { dim: sizes.map((size) => ({ size: String(size) })) } } },
});

function graphOf(node: unknown[], weights: Record<string, Float32Array>): tf.io.ModelArtifacts {
  return {
    format: 'graph-model',
    modelTopology: { node, versions: { producer: 27 } },
    weightSpecs: Object.entries(weights).map(([name, values]) => ({
      name,
      shape: values.length === 1 ? [] : [values.length],
      dtype: 'float32',
    })),
    weightData: Object.values(weights).map(({ buffer }) => buffer as ArrayBuffer),
  };
}

const constant = (name: string): unknown => ({ name, op: 'Const', attr: { dtype: { type: 'DT_FLOAT' } } });

/** y = x + b. */
export function sumGraph(b: number[]): tf.io.ModelArtifacts {
  const node = [
    placeholder('x', [-1, b.length]),
    constant('b'),
    { name: 'y', op: 'AddV2', input: ['x', 'b'], attr: {} },
  ];
  return graphOf(node, { b: Float32Array.from(b) });
}

/** y = 2 x if x > 0, else 3 x: by Switch and Merge. */
export function controlFlowArtifacts(): tf.io.ModelArtifacts {
  const node = [
    placeholder('x', []),
    constant('zero'),
    constant('two'),
    constant('three'),
    { name: 'positive', op: 'Greater', input: ['x', 'zero'], attr: {} },
    { name: 'switch', op: 'Switch', input: ['x', 'positive'], attr: {} },
    { name: 'above', op: 'Mul', input: ['switch:1', 'two'], attr: {} },
    { name: 'below', op: 'Mul', input: ['switch', 'three'], attr: {} },
    { name: 'y', op: 'Merge', input: ['below', 'above'], attr: {} },
  ];
  return graphOf(node, { zero: Float32Array.of(0), two: Float32Array.of(2), three: Float32Array.of(3) });
}

/** A model of TensorFlow.js as a model of this library. */
export async function modelOf(model: tf.LayersModel): Promise<Model> {
  let text = '';
  let data = new ArrayBuffer(0);
  await model.save(
    tf.io.withSaveHandler((artifacts) => {
      const { weightSpecs, weightData, ...rest } = artifacts;
      text = JSON.stringify({ ...rest, weightsManifest: [{ paths: ['a.bin'], weights: weightSpecs }] });
      data = tf.io.CompositeArrayBuffer.join(weightData!);
      return Promise.resolve({ modelArtifactsInfo: { dateSaved: new Date(0), modelTopologyType: 'JSON' } });
    }),
  );
  return openTensorflowjs(memorySource(new TextEncoder().encode(text)), () => Promise.resolve(memorySource(data)));
}
