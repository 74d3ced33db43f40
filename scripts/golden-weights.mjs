/** The files that pin the format of weights: every method, every model, every form of a kept tensor, with a fixed key. */
import {
  compressModel,
  compressWeights,
  floatTensor,
  memorySource,
  modelOfTensors,
  openTensorflowjs,
  WeightBlockCoder,
} from 'samplewire/compress-ml';
import { exponential, localRandomness, standardNormal } from 'samplewire/core';

const key = { stored: Uint8Array.from({ length: 32 }, (_, i) => i) };

function draws(seed, count, draw = standardNormal) {
  const random = localRandomness({ seed: `golden weights ${seed}` }).block(0);
  return Float32Array.from({ length: count }, () => draw(random));
}

const laplace = (random) => (random.nextUint32() % 2 === 0 ? 1 : -1) * exponential(random);
/** No law of the list fits, and nothing can be learned from neighbours. */
const flat = (random) => random.nextUint32() / 2 ** 31 - 1;

/** Channels of very different scale, of types that differ, and tensors that are kept. */
function network() {
  const kernel = draws('kernel', 3 * 3 * 8 * 16).map((x, i) => x * 0.002 * 1.7 ** (i % 16));
  return [
    floatTensor('conv/kernel', [3, 3, 8, 16], kernel),
    floatTensor('conv/bias', [16], draws('bias', 16)),
    floatTensor('dense/kernel', [60, 40], draws('dense', 2400, laplace), 'F16'),
    floatTensor('wide', [40, 50], draws('wide', 2000), 'BF16'),
    floatTensor('double', [30, 40], draws('double', 1200), 'F64'),
    { name: 'steps', dtype: 'I64', shape: [2], data: Uint8Array.from({ length: 16 }, (_, i) => i) },
    { name: 'labels', dtype: 'STRING', shape: [1], data: Uint8Array.of(1, 0, 0, 0, 65) },
    { name: 'new', dtype: 'F4_E2M1', shape: [5], data: Uint8Array.of(1, 2, 3) },
    floatTensor('empty', [0, 4], []),
    floatTensor('scalar', [], [3.25]),
    floatTensor('broken', [5], [1, Number.NaN, Number.POSITIVE_INFINITY, -0, 1e-40]),
    floatTensor('ones', [1500], new Float32Array(1500).fill(1)),
    {
      name: 'codes',
      dtype: 'U8',
      shape: [40, 40],
      affine: { scale: 0.01, min: -1.28, numbers: 'F32' },
      data: Uint8Array.from(draws('codes', 1600), (x) => Math.max(0, Math.min(255, 128 + Math.round(30 * x)))),
    },
  ];
}

function of(name, options) {
  return { name, make: async () => (await compressWeights(network(), { key, ...options })).bytes };
}

/** Steps that follow the channels are the better ones where errors count relative to their channel. */
async function relativeToChannel(changed) {
  let loss = 0;
  for (const [name, tensor] of changed) {
    if (name !== 'conv/kernel') continue;
    const before = new Float32Array(network()[0].data.buffer);
    const after = new Float32Array(tensor.data.slice().buffer);
    for (let i = 0; i < before.length; i++) loss += ((after[i] - before[i]) / 1.7 ** (i % 16)) ** 2;
  }
  return 100 * Math.sqrt(loss);
}

const topology = '{"format":"layers-model","modelTopology":{"class_name":"Sequential"},"weightsManifest":';

async function tensorflowModel() {
  const shapes = [
    { name: 'dense/kernel', shape: [20, 60], dtype: 'float32' },
    { name: 'dense/bias', shape: [60], dtype: 'float32', quantization: { dtype: 'float16' } },
  ];
  const json = `${topology}${JSON.stringify([{ paths: ['w.bin'], weights: shapes }])}}`;
  const data = new Uint8Array(4 * 1200 + 120);
  data.set(new Uint8Array(draws('tensorflow', 1200).buffer));
  return openTensorflowjs(memorySource(new TextEncoder().encode(json)), async () => memorySource(data));
}

const local = localRandomness({ seed: 'golden sender' });

/** Every way to send samples: a sigma per tensor, per channel, per weight; weights that are kept; low rates; several chunks. */
function posterior() {
  const channels = draws('channels', 96 * 40).map((x, i) => x * (1 + (i % 40)));
  const broken = draws('broken', 2400);
  broken[7] = Number.NaN;
  const codes = Uint8Array.from(draws('codes', 1600), (x) => Math.max(0, Math.min(255, 128 + Math.round(30 * x))));
  const affine = { scale: 0.01, min: -1.28, numbers: 'F32' };
  const tensors = [
    floatTensor('tensor', [30, 41], draws('tensor', 1230)),
    floatTensor('channel', [96, 40], channels),
    floatTensor('weight', [60, 40], broken, 'F64'),
    floatTensor(
      'spread',
      [40, 60],
      draws('spread', 2400).map((x, i) => x * (1 + (i % 60))),
    ),
    floatTensor('low', [40, 50], draws('low', 2000), 'F16'),
    floatTensor('lower', [40, 50], draws('lower', 2000), 'BF16'),
    floatTensor('without', [4], [1, 2, 3, 4]),
    { name: 'codes', dtype: 'U8', shape: [40, 40], affine, data: codes },
    { name: 'steps', dtype: 'I64', shape: [2], data: Uint8Array.from({ length: 16 }, (_, i) => i) },
  ];
  const alike = draws('sigmas', 2400).map((x) => 0.05 * (1.5 + Math.tanh(x) / 2));
  const spread = alike.map((x, i) => (i === 5 ? 0 : x * (1 + (i % 60))));
  const sigmas = [
    floatTensor('tensor', [], [0.01]),
    floatTensor(
      'channel',
      [40],
      Float32Array.from({ length: 40 }, (_, i) => 0.03 * (1 + i)),
    ),
    floatTensor('weight', [60, 40], alike),
    floatTensor('spread', [40, 60], spread),
    floatTensor('low', [], [0.8]),
    floatTensor(
      'lower',
      [40, 50],
      draws('sigmas', 2000).map((x) => 0.6 + 0.1 * Math.tanh(x)),
    ),
    floatTensor('codes', [], [0.02]),
  ];
  return compressWeights(tensors, { method: 'posterior', sigmas: modelOfTensors(sigmas), key, local });
}

/** Rates so low that candidates of the proposal itself are searched. */
async function searched(size, options) {
  const means = draws('low rate', 1000).map((x) => size * x);
  const sigmas = means.map((_, i) => Math.sqrt(1 - size * size) * (0.9 + 0.01 * (i % 3)));
  const given = modelOfTensors([floatTensor('w', [20, 50], sigmas)]);
  const tensors = [floatTensor('w', [20, 50], means)];
  return (await compressWeights(tensors, { method: 'posterior', sigmas: given, key, local, ...options })).bytes;
}

function blocks(selection, lengths) {
  const sigmas = draws('block sigmas', 700).map((x) => 0.1 * Math.exp(-0.4 * Math.abs(x)));
  const means = draws('block means', 700).map((x, i) => 0.5 * x * (0.1 - sigmas[i]));
  const tensors = [
    { name: 'dense/kernel', shape: [20, 30] },
    { name: 'empty', shape: [0] },
    { name: 'dense/bias', shape: [100], scale: 0.1 },
  ];
  const beside = [floatTensor('scale', [2], [1, 2])];
  const coder = new WeightBlockCoder({ tensors, means, sigmas, blockBits: 6, selection, lengths, beside, key, local });
  for (let b = 0; b < coder.blocks; b++) coder.encodeBlock(b, means, sigmas);
  return coder.finish().bytes;
}

export const goldenWeights = [
  of('rounding', { budget: { bits: 9 }, methods: ['rounding'] }),
  of('rounding-low-rate', { budget: { bits: 4 }, methods: ['rounding'], smallTensors: 'half' }),
  of('universal', { budget: { bits: 9 }, methods: ['universal'], reconstruction: 'plain' }),
  of('universal-low-rate', { budget: { error: 0.4 }, methods: ['universal'], reconstruction: 'mean' }),
  of('lattice', { budget: { bits: 8 }, methods: ['lattice'] }),
  of('any-method-seed', { budget: { bits: 6 }, key: { seed: 'golden' } }),
  of('channel-steps', {
    budget: { tolerance: 1, measure: relativeToChannel },
    methods: ['rounding'],
    smallTensors: 'exact',
  }),
  {
    name: 'models',
    async make() {
      const tensors = [
        floatTensor('law', [30, 40], draws('law', 1200)),
        floatTensor('flat', [20000, 1], draws('flat', 20000, flat)),
        floatTensor(
          'channels',
          [8, 500],
          draws('channels', 4000).map((x, i) => x * 3 ** Math.floor(i / 500)),
        ),
        floatTensor(
          'drift',
          [100, 60],
          draws('drift', 6000, laplace).map((x, i) => x * 1.02 ** (i / 30)),
        ),
      ];
      return (await compressWeights(tensors, { key, budget: { bits: 4 }, methods: ['rounding'] })).bytes;
    },
  },
  {
    name: 'drifting-scale',
    async make() {
      const drifting = draws('drift', 6000, laplace).map((x, i) => x * 1.02 ** (i / 30));
      const tensors = [floatTensor('drift', [100, 60], drifting)];
      return (await compressWeights(tensors, { key, budget: { bits: 5 }, methods: ['lattice'] })).bytes;
    },
  },
  {
    name: 'dithered-table',
    async make() {
      const tensors = [floatTensor('flat', [30000, 1], draws('flat', 30000, flat), 'F16')];
      return (await compressWeights(tensors, { key, budget: { bits: 2 }, methods: ['universal'] })).bytes;
    },
  },
  {
    name: 'tensorflowjs',
    make: async () => (await compressModel(await tensorflowModel(), { key, budget: { bits: 5 } })).bytes,
  },
  { name: 'posterior', make: async () => (await posterior()).bytes },
  {
    name: 'posterior-curvature',
    async make() {
      const tensors = [floatTensor('w', [50, 60], draws('drift', 3000, laplace))];
      const curvature = modelOfTensors([
        floatTensor(
          'w',
          [50, 60],
          draws('curvature', 3000).map((x) => 1 + x * x),
        ),
      ]);
      const { bytes } = await compressWeights(tensors, {
        method: 'posterior',
        budget: { bits: 5 },
        curvature,
        key,
        local,
      });
      return bytes;
    },
  },
  { name: 'posterior-search', make: () => searched(0.5, {}) },
  { name: 'posterior-near', make: () => searched(0.25, { totalVariation: 0.05 }) },
  { name: 'posterior-blocks', make: async () => blocks('ordered-random', 'greedy') },
  { name: 'posterior-blocks-minimal', make: async () => blocks('minimal-random', 'equal') },
  { name: 'no-tensors', make: async () => (await compressWeights([], { key, budget: { bits: 5 } })).bytes },
];

/** What a reader without the file's key needs. */
export function optionsOf(name) {
  return name.endsWith('-seed') ? { seed: 'golden' } : {};
}
