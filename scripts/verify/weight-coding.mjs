/** Quantizers on synthetic weights, code length against entropy, and what a file of weights holds beside payloads. */
import { compressModel, compressWeights, decompressWeights, floatTensor, tensorValues } from 'samplewire/compress-ml';
import { exponential, localRandomness, standardNormal } from 'samplewire/core';
import { openModel } from '../../bench/weights/network.mjs';
import { readContainer } from '../../dist/container/index.js';
import { Verdicts } from './table.mjs';

const COUNT = 262_144;
const KEY = { stored: new Uint8Array(32).fill(7) };
const CONTAINER_BYTES = 24;
const NETWORKS = [
  '@vladmandic/human/models/liveness.json',
  '@vladmandic/human/models/emotion.json',
  '@vladmandic/human/models/iris.json',
];

const LAWS = {
  normal: standardNormal,
  Laplace: (random) => (random.nextUint32() % 2 === 0 ? 1 : -1) * exponential(random),
};

export async function checkCoding() {
  const table = new Verdicts('Weights: quantizers, code length, container');
  for (const [name, draw] of Object.entries(LAWS)) {
    const random = localRandomness({ seed: `verify weights ${name}` }).block(0);
    const tensor = floatTensor(
      'w',
      [COUNT],
      Float32Array.from({ length: COUNT }, () => draw(random)),
    );
    // Bits per weight and error of conditional means; nothing but the tensor's payload counts.
    const sent = async (method, budget, reconstruction = 'mean') => {
      const { bytes, report } = await compressWeights([tensor], {
        budget,
        methods: [method],
        reconstruction,
        key: KEY,
      });
      const [{ bytes: payload }] = report.tensors;
      return { bits: (8 * payload) / COUNT, error: report.relativeError, file: bytes };
    };
    /** Bits of a method at this error: between two errors bits are linear in the logarithm. */
    const bitsAt = async (method, error, reconstruction) => {
      const [a, b] = [
        await sent(method, { error: 1.01 * error }, reconstruction),
        await sent(method, { error: 0.99 * error }, reconstruction),
      ];
      const t = Math.log(a.error / error) / Math.log(a.error / b.error);
      return a.bits + t * (b.bits - a.bits);
    };
    for (const [bits, bound] of [
      [5, 0.02],
      [1, 0.15],
    ]) {
      const round = await sent('rounding', { bits });
      const difference = (await bitsAt('universal', round.error)) - round.bits;
      table.add(
        `${name}: universal - rounding at ${bits} bits, equal squared error, bits`,
        difference,
        bound,
        difference <= bound,
      );
    }
    for (const bits of [4, 6]) {
      const universal = await sent('universal', { bits }, 'plain');
      const saved = universal.bits - (await bitsAt('lattice', universal.error, 'plain'));
      table.add(`${name}: universal - lattice at ${bits} bits, bits`, saved, '>= 0.08', saved >= 0.08);
    }
    for (const bits of [2, 4]) {
      const { file, bits: real } = await sent('rounding', { bits }, 'plain');
      const entropy = empiricalEntropy(tensorValues(decompressWeights(file).tensors[0]));
      const excess = real / entropy - 1;
      table.add(`${name}: code length above empirical entropy, rounding at ${bits} bits`, excess, 0.01, excess <= 0.01);
    }
  }
  for (const path of NETWORKS) await checkContainer(path, table);
  table.print();
  return table;
}

/** Bits per symbol by how often each value occurs. */
function empiricalEntropy(values) {
  const counts = new Map();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits += count * Math.log2(values.length / count);
  return bits / values.length;
}

/** Everything but deflated contents and coded elements: prologue, header, frames, checksums, end, and headers of pieces. */
async function checkContainer(path, table) {
  const model = await openModel(path);
  const { bytes } = await compressModel(model, { budget: { bits: 4 }, key: KEY });
  const chunks = readContainer(bytes).chunks;
  const payloads = chunks.reduce((sum, { payload }) => sum + payload.length, 0);
  const headers = chunks.filter(({ count }) => count === 1).reduce((sum, { payload }) => sum + headerBytes(payload), 0);
  const perTensor = (bytes.length - payloads + headers) / model.tensors.length;
  const name = path.split('/').pop();
  table.add(
    `${name}: container and headers of pieces, bytes per tensor`,
    perTensor,
    CONTAINER_BYTES,
    perTensor <= CONTAINER_BYTES,
  );
}

/** What stands in a payload before its elements (docs/format.md, 10.2). */
function headerBytes(payload) {
  if (payload[0] < 16 || payload[0] > 18) return 1;
  const flags = payload[4];
  let at = 5;
  for (let numbers = flags & 16 ? 2 : 0; numbers > 0; at++) if (payload[at] < 128) numbers--;
  return at + (flags & 32 ? 4 : 0) + ((flags & 15) === 1 ? 2 : 1);
}
