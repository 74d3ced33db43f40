/**
 * npm run verify:posterior: samples of weights. Real bytes, side information included, against the sum of KL; the planner's
 * word at low rates; the law of the weights by the probability integral transform, with planted faults that must fail; and
 * two packaged networks. Sigmas and curvatures are stated with each row.
 */
import { existsSync, readFileSync } from 'node:fs';
import {
  compressModel,
  decompressWeights,
  floatTensor,
  memorySource,
  modelOfTensors,
  openTensorflowjs,
  tensorValues,
  WeightBlockCoder,
} from 'samplewire/compress-ml';
import { exp, LN2, localRandomness, normalCdf, standardNormal } from 'samplewire/core';
import { andersonDarling, kolmogorovSmirnov, SIGNIFICANCE } from 'samplewire/testing';
import { finish, Verdicts } from './verify/table.mjs';

const SEED = 'verify posterior';
/** Above the information, in bits per weight, and bytes of a tensor besides. */
const KNOWN_BOUND = 0.24;
const OWN_BOUND = 0.6;
const TENSOR_BYTES = 64;
const PREDICTION = 0.03;
const uniforms = [];
const perturbed = { wide: [], moved: [] };

const random = localRandomness({ seed: 'weights to verify' }).block(0);
const draws = (count, draw) => Float32Array.from({ length: count }, draw);
const normals = (count, scale = 1) => draws(count, () => scale * standardNormal(random));
/** Uniform in octaves, over a factor. */
const spread = (factor) => exp(LN2 * Math.log2(factor) * (random.nextUint32() / 2 ** 32));

async function sampled(model, options) {
  const laws = new Map();
  const local = localRandomness({ seed: 'sender of the verification' });
  const key = { seed: SEED };
  const onLaws = (of) => laws.set(of.name, of);
  const { bytes, report } = await compressModel(model, { method: 'posterior', key, local, onLaws, ...options });
  const { tensors } = decompressWeights(bytes, { seed: SEED });
  for (const { name, samples } of report.tensors) {
    if (samples !== undefined) transform(laws.get(name), tensorValues(tensors.find((tensor) => tensor.name === name)));
  }
  const sums = { sent: 0, information: 0, bytes: 0, predicted: 0, candidates: 0, tensors: 0, kept: 0 };
  for (const { samples, bytes: ofTensor } of report.tensors) {
    if (samples === undefined) {
      sums.kept += ofTensor;
      continue;
    }
    sums.tensors++;
    sums.sent += samples.sent;
    sums.information += samples.informationBits;
    sums.bytes += ofTensor;
    sums.predicted += samples.predictedBits ?? 0;
    sums.candidates = Math.max(sums.candidates, samples.candidatesPerBlock);
  }
  return { ...sums, file: bytes.length, report };
}

/** Uniform on [0, 1) where weights follow their laws; the same under laws that are a little wrong. */
function transform({ means, sigmas, kept }, values) {
  const isKept = new Set(kept);
  for (let i = 0; i < values.length; i++) {
    if (isKept.has(i)) continue;
    const e = (values[i] - means[i]) / sigmas[i];
    uniforms.push(normalCdf(e));
    perturbed.wide.push(normalCdf(e / 1.05));
    perturbed.moved.push(normalCdf(e - 0.03));
  }
}

const one = (values, shape, sigmas, sigmaShape) => [
  modelOfTensors([floatTensor('w', shape, values)]),
  { sigmas: modelOfTensors([floatTensor('w', sigmaShape, sigmas)]) },
];
const excess = ({ file, information, sent }) => (8 * file - information) / sent;

const known = new Verdicts(
  `One sigma per tensor or channel, whole file: bits per weight above the sum of KL, bound ${KNOWN_BOUND} and ${TENSOR_BYTES} bytes`,
);
const COUNT = 262_144;
for (const bits of [2.1, 4, 8]) {
  const sigma = exp(-bits * LN2);
  const found = await sampled(...one(normals(COUNT), [512, 512], [sigma], []));
  const bound = KNOWN_BOUND + (8 * TENSOR_BYTES) / COUNT;
  known.add(`a tensor, sigma 2^-${bits} of its deviation`, excess(found), bound, excess(found) <= bound);
}
{
  const scales = draws(64, () => spread(16));
  const values = normals(COUNT).map((x, i) => x * scales[i % 64]);
  const found = await sampled(
    ...one(
      values,
      [4096, 64],
      scales.map((scale) => 0.1 * scale * spread(2)),
      [64],
    ),
  );
  const bound = KNOWN_BOUND + (8 * TENSOR_BYTES) / COUNT;
  known.add('64 channels of 4096, scales over a factor of 16', excess(found), bound, excess(found) <= bound);
}
known.print();

const own = new Verdicts(`A sigma per weight, blocks of four, whole file: bits per weight above the sum of KL`);
for (const factor of [1.01, 2, 4]) {
  const count = 65_536;
  const sigmas = draws(count, () => 0.05 * spread(factor));
  const found = await sampled(...one(normals(count), [256, 256], sigmas, [256, 256]));
  const name = `sigmas over a factor of ${factor}: ${found.candidates.toPrecision(3)} candidates of a block`;
  own.add(name, excess(found), OWN_BOUND, excess(found) <= OWN_BOUND);
}
own.print();

const low = new Verdicts('Low rates: bits per weight of the file against what the planner expected, within 3 %');
for (const [name, bits, factor] of [
  ['one sigma, 1.5 bits', 1.5, 1],
  ['one sigma, 0.5 bits', 0.5, 1],
  ['a sigma per weight over a factor of 2, 1 bit', 1, 2],
]) {
  const sigma = Math.sqrt(1 / (exp(2 * bits * LN2) - 1));
  const sigmas = factor === 1 ? [sigma] : draws(COUNT / 4, () => sigma * spread(factor));
  const shape = [256, 256];
  const found = await sampled(...one(normals(COUNT / 4), shape, sigmas, factor === 1 ? [] : shape));
  const { method } = found.report.tensors[0];
  const ratio = (8 * found.file) / found.predicted;
  low.add(
    `${name}: ${method}, ${((8 * found.file) / found.sent).toFixed(3)} bits`,
    ratio,
    '1 +- 0.03',
    Math.abs(ratio - 1) <= PREDICTION,
  );
}
low.print();

const real = new Verdicts(
  'Packaged networks: bits above the sum of KL, per weight that is sent, the pieces of these tensors',
);
const missing = [];
for (const [name, path] of [
  ['human/emotion', '@vladmandic/human/models/emotion.json'],
  ['esrgan-slim x2', '@upscalerjs/esrgan-slim/models/x2/model.json'],
]) {
  const model = await openNetwork(path);
  if (model === undefined) {
    missing.push(name);
    continue;
  }
  const size = Math.floor((0.5 * model.tensors.reduce((sum, tensor) => sum + tensor.byteLength, 0)) / 4);
  for (const [label, options, bound] of [
    ['4 bits, a sigma per tensor', { budget: { bits: 4 } }, KNOWN_BOUND],
    [`--size ${size}, a sigma per weight`, { budget: { size }, curvature: curvatureOf(model) }, OWN_BOUND],
  ]) {
    const found = await sampled(model, options);
    const { sent, tensors, information, bytes, candidates, file } = found;
    const above = (8 * bytes - information) / sent;
    const limit = bound + (8 * TENSOR_BYTES * tensors) / sent;
    const facts = `${file} bytes, ${(information / sent).toFixed(2)} bits of information, ${candidates.toPrecision(3)} candidates`;
    real.add(`${name}, ${label}: ${facts}`, above, limit, above <= limit);
    const most =
      'size' in options.budget
        ? options.budget.size
        : 0.5 * model.tensors.reduce((sum, { byteLength }) => sum + byteLength / 4, 0);
    real.add(`${name}, ${label}: bytes within the budget`, file, most, file <= most && file >= 0.99 * most);
  }
}
real.print();
if (missing.length > 0) console.log(`not installed, left out: ${missing.join(', ')}`);

const blocks = new Verdicts(
  'Blocks over tensors (minimal random code learning): bytes of the pieces against information',
);
for (const [blockBits, selection] of [
  [10, 'minimal-random'],
  [10, 'ordered-random'],
  [14, 'ordered-random'],
]) {
  const count = 4000;
  const sigmas = draws(count, () => 0.02 * spread(8));
  const means = sigmas.map((sigma) => Math.sqrt(Math.max(0, 0.0256 - sigma * sigma)) * 0.5 * standardNormal(random));
  const coder = new WeightBlockCoder({
    tensors: [{ name: 'w', shape: [count], scale: 0.16 }],
    means,
    sigmas,
    blockBits,
    selection,
    key: { seed: SEED },
    local: localRandomness({ seed: 'sender of blocks' }),
  });
  const started = performance.now();
  for (let b = 0; b < coder.blocks; b++) coder.encodeBlock(b, means, sigmas);
  const nanoseconds = ((performance.now() - started) * 1e6) / (coder.candidates * count);
  const { bytes, report } = coder.finish();
  const values = tensorValues(decompressWeights(bytes, { seed: SEED }).tensors[0]);
  const isSame = values.every((value, i) => value === coder.values[i]);
  // N = 2^(B + t) candidates: t bits of a block above its information, less than a bit of them given back by Zipf's law.
  const bound =
    (report.informationBits + report.blocks * (blockBits + 3 - report.informationBits / report.blocks + 0.5)) / 8 + 24;
  const facts = `${report.blocks} blocks, ${report.informationBits.toFixed(0)} bits, eps ${report.epsilon.toFixed(2)}`;
  blocks.add(
    `B = ${blockBits}, ${selection}: ${facts}, ${nanoseconds.toFixed(1)} ns`,
    report.blockBytes,
    bound,
    isSame && report.blockBytes <= bound,
  );
}
blocks.print();

const law = new Verdicts(`The law of ${uniforms.length} weights: p-values, at ${SIGNIFICANCE}`);
for (const test of [kolmogorovSmirnov, andersonDarling]) {
  const { name, pValue } = test(uniforms);
  law.add(name, pValue, SIGNIFICANCE, pValue >= SIGNIFICANCE);
  const wide = test(perturbed.wide).pValue;
  law.add(`${name}, planted: sigmas 5 % too large`, wide, `below ${SIGNIFICANCE}`, wide < SIGNIFICANCE);
  const moved = test(perturbed.moved).pValue;
  law.add(`${name}, planted: means off by 0.03 sigma`, moved, `below ${SIGNIFICANCE}`, moved < SIGNIFICANCE);
}
law.print();
finish(known, own, low, real, blocks, law);

async function openNetwork(path) {
  const url = new URL(`../node_modules/${path}`, import.meta.url);
  if (!existsSync(url)) return undefined;
  return openTensorflowjs(memorySource(readFileSync(url)), async (shard) =>
    memorySource(readFileSync(new URL(shard, url))),
  );
}

/** Synthetic: 1 / mean square of the tensor, times a factor of 1/2 to 2 that is drawn for every weight. */
function curvatureOf(model) {
  return {
    ...model,
    tensors: model.tensors.map((tensor) => ({
      ...tensor,
      async read() {
        const read = await tensor.read();
        const values = tensorValues(read);
        if (values === undefined || tensor.dtype !== 'F32') return read;
        const own = localRandomness({ seed: `curvature of ${tensor.name}` }).block(0);
        const square = values.reduce((sum, x) => sum + x * x, 0) / Math.max(1, values.length);
        const factor = () => exp(LN2 * ((2 * own.nextUint32()) / 2 ** 32 - 1));
        const h = Float32Array.from(values, () => factor() / Math.max(square, 1e-30));
        return floatTensor(tensor.name, tensor.shape, h);
      },
    })),
  };
}
