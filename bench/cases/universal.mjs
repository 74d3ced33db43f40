/**
 * Universal quantization of float32 values, whole files: cells of width 1, centres normal of deviation 8, five bits a value.
 * The plain form goes value by value with exact probabilities on the range coder. The parts are what no program that writes
 * these bytes does without: a dither word and a symbol of interleaved rANS per value.
 */
import { localRandomness, sharedRandomness, standardNormal } from 'samplewire/core';
import { normal } from 'samplewire/distributions';
import { BucketedPoints, decodeInterleaved, encodeInterleaved, SymbolTables } from 'samplewire/entropy';
import { ChannelDecoder, ChannelEncoder } from 'samplewire/rcc';
import { readContainer } from '../../dist/container/index.js';
import { hashOf, inputFile } from '../inputs.mjs';
import { keyWords } from '../key-words.mjs';
import { cProgram } from '../reference.mjs';

export const title = 'Universal quantization: float32 values to bytes and back';

const CHUNK = 65_536;
const COUNT = 10_000_000;
/** The plain form is slow: a share of the values. */
const SHARE = 2 * CHUNK;
const LAW = normal(0, 8);
const SEED = 'bench';

export function cases() {
  const random = localRandomness({ seed: 'values' }).block(0);
  const values = Float32Array.from({ length: COUNT }, () => 8 * standardNormal(random));
  const tables = new BucketedPoints(LAW, 1);
  const file = inputFile('values', values);
  const description = inputFile(
    'points',
    Int32Array.from([tables.bucketBits, tables.runs.length, tables.kmin, tables.span]),
    Int32Array.from(tables.runs.flatMap(({ first, bits }) => [first, bits])),
    ...tables.frequencies.map((frequencies) => Uint16Array.from(frequencies)),
  );

  const encode = (count, coder) => {
    const encoder = new ChannelEncoder({
      method: 'universal',
      columns: [{ name: 'x', proposal: LAW }],
      coder,
      key: { seed: SEED },
      local: localRandomness({ seed: 'bench' }),
    });
    const pieces = [];
    let samples = 0;
    for (let first = 0; first < count; first += CHUNK) {
      const centre = values.subarray(first, Math.min(first + CHUNK, count));
      pieces.push(...encoder.push({ rows: centre.length, columns: [{ law: 'uniform', centre, width: 1 }] }));
      samples += encoder.takeSamples().length;
    }
    pieces.push(...encoder.finish());
    samples += encoder.takeSamples().length;
    if (samples !== count) throw new Error(`${samples} samples`);
    return Buffer.concat(pieces);
  };
  const decode = (bytes, take) => {
    const decoder = new ChannelDecoder({ seed: SEED });
    for (let first = 0; first < bytes.length; first += CHUNK) {
      for (const { samples } of decoder.push(bytes.subarray(first, first + CHUNK))) take?.(samples);
    }
    decoder.finish();
  };

  const bytes = encode(COUNT, 'ans');
  const plainBytes = encode(SHARE, 'range');
  const payloads = readContainer(bytes).chunks.map(({ payload }) => payload);
  const samples = [];
  decode(bytes, (some) => samples.push(new Uint8Array(some.buffer, some.byteOffset, some.byteLength)));

  const symbolTables = new SymbolTables(tables.frequencies);
  const words = new Uint32Array(CHUNK);
  const shared = sharedRandomness(SEED);
  shared.block(0).fill(0, 0, words);
  const rows = words.map((word) => Math.floor((word / 2 ** 32) * 2 ** tables.bucketBits));
  const bucketOf = Uint16Array.from(rows);
  const models = tables.frequencies.map((_, row) => symbolTables.model(row));
  const symbols = Uint8Array.from(words, (word, i) => models[bucketOf[i]].symbolAt(((word * 40503) >>> 0) >>> 20));
  const stream = encodeInterleaved(symbolTables, symbols, bucketOf);
  const decoded = new Uint8Array(CHUNK);
  const parts = (code) => () => {
    for (let block = 0; block * CHUNK < COUNT; block++) {
      shared.block(block).fill(0, 0, words);
      code();
    }
  };
  const each = { unit: 'value', operations: COUNT, limits: { c: 4, parts: 2.5 } };
  const c = (mode, proof) => cProgram('universal', [mode, description, file, ...keyWords(SEED)], proof);
  return [
    {
      ...each,
      name: 'universal encode',
      forms: {
        samplewire: () => encode(COUNT, 'ans'),
        plain: { run: () => encode(SHARE, 'range'), operations: SHARE },
        c: c('encode', () => hashOf(...payloads)),
        parts: parts(() => encodeInterleaved(symbolTables, symbols, bucketOf)),
      },
    },
    {
      ...each,
      name: 'universal decode',
      forms: {
        samplewire: () => decode(bytes),
        plain: { run: () => decode(plainBytes), operations: SHARE },
        c: c('decode', () => hashOf(...samples)),
        parts: parts(() => decodeInterleaved(symbolTables, stream, bucketOf, decoded)),
      },
    },
  ];
}
