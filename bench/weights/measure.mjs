/**
 * One packaged network: bytes of what there is today and of ours at the same output error, on the same real inputs.
 *
 * Both sides count every float tensor, as float32 in the source, with scales and headers, and neither counts topology,
 * manifest or integers. The error is met on the inputs that calibrate; beside it stands that on other inputs, which nothing has seen.
 */
import { createHash } from 'node:crypto';
import { compressModel, decompressWeights, floatTensor } from 'samplewire/compress-ml';
import { brotli } from './affine.mjs';
import { affineCurve, withoutLoss } from './baselines.mjs';
import { inputsOf } from './models.mjs';
import { modelFiles, Network, numbersOf, openModel, outputError, readTensors } from './network.mjs';
import { taskOf } from './tasks.mjs';

export const ERRORS = [0.1, 0.03];
const BITS = [4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16];
const KEY = { stored: new Uint8Array(32).fill(7) };
/** Sensitivities need no more runs than these. */
const PROBED = 3;

/**
 * What each part of ours gives, the most important first. `even`: equal relative steps instead of steps by measured sensitivity.
 */
export const VARIANTS = [
  { name: 'lattice', methods: ['lattice'] },
  { name: 'rounding', methods: ['rounding'] },
  { name: 'allocated', methods: ['rounding'], reconstruction: 'plain' },
  { name: 'even', methods: ['rounding'], reconstruction: 'plain', even: true },
  { name: 'universal', methods: ['universal'] },
];

/** `variants`: their names; `keep` is given what is known after each of them. */
export async function measureModel(model, keep, variants = VARIANTS.map(({ name }) => name)) {
  const network = await Network.load(model.file, model.outputs);
  const { calibration, judged } = await inputsOf(model);
  const source = await openModel(model.file);
  const tensors = (await readTensors(source)).map((tensor) => {
    const isFloat = tensor.dtype === 'F32' || tensor.dtype === 'F16' || tensor.affine !== undefined;
    return isFloat ? floatTensor(tensor.name, tensor.shape, numbersOf(tensor)) : tensor;
  });
  const floats = tensors.map(({ dtype }) => dtype === 'F32');
  const weights = tensors.reduce((sum, { data }, i) => sum + (floats[i] ? data.length / 4 : 0), 0);
  network.use(new Map());
  const run = (inputs) => inputs.map((input) => network.run(input));
  const [before, beforeJudged] = [run(calibration), run(judged)];
  const on = (inputs, reference) => (changes) => {
    network.use(changes);
    return outputError(reference, run(inputs));
  };
  const errorOf = on(calibration, before);
  const probedError = on(calibration.slice(0, PROBED), before.slice(0, PROBED));
  const judgedError = on(judged, beforeJudged);

  const { json, shards } = modelFiles(model.file);
  const nodes = JSON.parse(json.toString('utf8')).modelTopology.node ?? [];
  const depthwise = new Set(nodes.filter(({ op }) => op.includes('Depthwise')).map(({ input }) => input[1]));
  const affine = {
    tensor: affineCurve(tensors, depthwise, 'tensor', errorOf, BITS, ERRORS),
    channel: affineCurve(tensors, depthwise, 'channel', errorOf, BITS, ERRORS),
  };

  const known = new Map();
  const measure = async (changed, purpose) => {
    const hash = createHash('sha1').update(purpose);
    for (const [name, { data }] of changed) hash.update(name).update(data);
    const key = hash.digest('hex');
    if (!known.has(key)) {
      const changes = new Map([...changed].map(([name, tensor]) => [name, numbersOf(tensor)]));
      known.set(key, purpose === 'sensitivity' ? probedError(changes) : errorOf(changes));
    }
    return known.get(key);
  };
  const lazy = tensors.map((tensor) => ({ ...tensor, byteLength: tensor.data.length, read: async () => tensor }));
  const even = new Map(tensors.filter((_, i) => floats[i]).map((tensor) => [tensor.name, perWeight(tensor)]));
  const ours = {};
  const task = await taskOf(model, judged, beforeJudged);
  const found = {
    name: model.name,
    kind: model.kind,
    file: model.file,
    weights,
    inputs: [calibration.length, judged.length],
    withoutLoss: withoutLoss(tensors),
    package: {
      bytes: json.length + shards.reduce((sum, { length }) => sum + length, 0),
      brotli: brotli(json) + brotli(Buffer.concat(shards)),
    },
    affine,
    ours,
    ...(task === undefined ? {} : { task: task.name }),
  };
  for (const { name, methods, reconstruction, even: isEven } of VARIANTS.filter(({ name }) =>
    variants.includes(name),
  )) {
    ours[name] = [];
    for (const tolerance of ERRORS) {
      const { bytes, report } = await compressModel(
        { document: source.document, tensors: lazy, warnings: [] },
        {
          budget: { tolerance, measure },
          methods,
          key: KEY,
          ...(reconstruction === undefined ? {} : { reconstruction }),
          ...(isEven ? { sensitivities: even } : {}),
        },
      );
      const decoded = decompressWeights(bytes).tensors;
      const changes = new Map(decoded.filter((_, i) => floats[i]).map((tensor) => [tensor.name, numbersOf(tensor)]));
      const error = judgedError(changes);
      ours[name].push({
        tolerance,
        error: report.outputError,
        errorOnOthers: error,
        bytes: report.tensors.reduce((sum, tensor, i) => sum + (floats[i] ? tensor.bytes : 0), 0),
        file: bytes.length,
        tensors: tensors.length,
        ...(task === undefined ? {} : { task: task.measure(judged.map((input) => network.run(input))) }),
      });
    }
    keep(found);
  }
  return found;
}

/** The sensitivity with which all weights count the same: number of elements over mean square. */
function perWeight(tensor) {
  const numbers = numbersOf(tensor);
  let sum = 0;
  for (const value of numbers) sum += value * value;
  return (numbers.length * numbers.length) / Math.max(sum, Number.MIN_VALUE);
}
