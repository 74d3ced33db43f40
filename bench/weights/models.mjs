/**
 * Packaged networks with continuous outputs, and the real inputs that they are run on. Inputs are dealt out in turn: those
 * with even numbers calibrate (sensitivities of tensors), those with odd ones judge. Where a network ends in a softmax,
 * the numbers before it are its output.
 */
import { eyes, faces, halved, patches, scenes } from './photographs.mjs';

const HUMAN = '@vladmandic/human/models';

/** `most`: inputs of each kind at most: large networks are slow on one core. `isFast`: of the subset that is measured again. */
export const MODELS = [
  {
    name: 'liveness',
    kind: 'classifier of faces, real or shown',
    file: `${HUMAN}/liveness.json`,
    outputs: ['StatefulPartitionedCall/sequential_1/dense_2/BiasAdd'],
    isFast: true,
    inputs: async () => (await faces(32)).map((bytes) => colour(bytes, 32, (v) => v / 255)),
  },
  {
    name: 'emotion',
    kind: 'classifier of faces, seven labels',
    file: `${HUMAN}/emotion.json`,
    outputs: ['StatefulPartitionedCall/model_1/global_average_pooling2d_1/Mean'],
    isFast: true,
    inputs: async () => (await faces(64, 1.2)).map((bytes) => grey(bytes, 64, (v) => v / 127.5 - 1)),
    task: 'label',
  },
  {
    name: 'facemesh',
    kind: 'regression of 468 points of a face',
    file: `${HUMAN}/facemesh.json`,
    outputs: ['Identity_2', 'Identity'],
    inputs: async () => (await faces(192)).map((bytes) => colour(bytes, 192, (v) => v / 255)),
    task: 'points',
  },
  {
    name: 'iris',
    kind: 'regression of 76 points of an eye',
    file: `${HUMAN}/iris.json`,
    inputs: async () => (await eyes(64)).map((bytes) => colour(bytes, 64, (v) => v / 255)),
    task: 'points',
  },
  {
    name: 'blazeface',
    kind: 'detector of faces, boxes and scores',
    file: `${HUMAN}/blazeface.json`,
    outputs: ['Identity', 'Identity_1', 'Identity_2', 'Identity_3'],
    inputs: async () => (await scenes(256)).map((bytes) => colour(bytes, 256, (v) => v / 127.5 - 1)),
  },
  {
    name: 'faceres',
    kind: 'descriptor of a face, age and gender',
    file: `${HUMAN}/faceres.json`,
    outputs: ['global_pooling/Mean', 'age_pred/BiasAdd'],
    inputs: async () => (await faces(224, 1.2)).map((bytes) => colour(bytes, 224, (v) => v)),
    most: 4,
  },
  {
    name: 'esrgan-slim x2',
    kind: 'super-resolution of photographs',
    file: '@upscalerjs/esrgan-slim/models/x2/model.json',
    inputs: async () => (await patches(192)).map((bytes) => ({ shape: [1, 96, 96, 3], data: halved(bytes, 192) })),
    task: 'picture',
    truth: async () => (await patches(192)).map((bytes) => Float32Array.from(bytes)),
  },
];

const MOST = 8;

/** { calibration, judged }: inputs of a model. */
export async function inputsOf({ inputs, most = MOST }) {
  const all = await inputs();
  const every = (parity) => all.filter((_, i) => i % 2 === parity).slice(0, most);
  return { calibration: every(0), judged: every(1) };
}

function colour(bytes, size, value) {
  return { shape: [1, size, size, 3], data: Float32Array.from(bytes, value) };
}

function grey(bytes, size, value) {
  const data = new Float32Array(size * size);
  for (let i = 0; i < data.length; i++) {
    data[i] = value(0.299 * bytes[3 * i] + 0.587 * bytes[3 * i + 1] + 0.114 * bytes[3 * i + 2]);
  }
  return { shape: [1, size, size, 1], data };
}
