/** Coders, tables and codecs, to the byte. */
import { isSamplewireError, uniform32 } from 'samplewire/core';
import { distribution } from 'samplewire/distributions';
import {
  AnsStack,
  adaptiveCodec,
  eliasGamma,
  quantizedDensity,
  quantizeFrequencies,
  RangeDecoder,
  RangeEncoder,
  zipfIndexCodec,
} from 'samplewire/entropy';

const hex = (bytes) => Buffer.from(bytes).toString('hex');
const unhex = (text) => new Uint8Array(Buffer.from(text, 'hex'));

export function checkCoder(golden, sections) {
  for (const { name, operations, bytesHex } of golden.rangeCoder ?? []) {
    const encoder = new RangeEncoder();
    for (const operation of operations) encoder.encode(...operation);
    sections.equal('range coder', hex(encoder.finish()), bytesHex, name);
    sections.equal('range coder', rangeDecodes(unhex(bytesHex), operations), true, `${name}, decoding`);
  }
  for (const { name, lanes, operations, bytesHex } of golden.ans ?? []) {
    const stack = new AnsStack(lanes);
    for (let i = operations.length - 1; i >= 0; i--) stack.push(...operations[i], i % lanes);
    sections.equal('rANS', hex(stack.toBytes()), bytesHex, name);
    sections.equal('rANS', ansDecodes(unhex(bytesHex), lanes, operations), true, `${name}, decoding`);
  }
  for (const { name, weights, precision, frequencies } of golden.frequencies ?? []) {
    sections.equal('frequencies', Array.from(quantizeFrequencies(weights, precision)), frequencies, name);
  }
  for (const { coder, lanes, bytesHex, operations, error } of golden.invalid ?? []) {
    const bytes = unhex(bytesHex);
    sections.equal(
      'invalid input',
      codeOf(() => (coder === 'range' ? rangeDecodes(bytes, operations) : ansDecodes(bytes, lanes, operations))),
      error,
      `${coder} ${bytesHex}`,
    );
  }
  for (const vector of golden.codecs ?? []) checkCodec(vector, sections);
}

function rangeDecodes(bytes, operations) {
  const decoder = new RangeDecoder(bytes);
  const inside = operations.every(([cumulative, frequency, precision]) => {
    const q = decoder.peek(precision);
    decoder.consume(cumulative, frequency, precision);
    return q >= cumulative && q < cumulative + frequency;
  });
  decoder.finish();
  return inside;
}

function ansDecodes(bytes, lanes, operations) {
  const stack = AnsStack.open(bytes, lanes);
  const inside = operations.every(([cumulative, frequency, precision], i) => {
    const q = stack.peek(precision, i % lanes);
    stack.pop(cumulative, frequency, precision, i % lanes);
    return q >= cumulative && q < cumulative + frequency;
  });
  stack.finish();
  return inside;
}

function codeOf(run) {
  try {
    run();
  } catch (error) {
    return isSamplewireError(error) ? error.code : String(error);
  }
  return 'no error';
}

function checkCodec(vector, sections) {
  const { codec, operations, bytesHex } = vector;
  const values = vector.values.map(Number);
  const name = `${codec} ${vector.law ?? vector.L ?? vector.increment ?? ''}`;
  const cells = [];
  const recorder = { encode: (...cell) => cells.push(cell) };
  const encoder = new RangeEncoder();
  const [recording, writing, reading] = [
    codecsOf(vector, sections),
    codecsOf(vector, sections),
    codecsOf(vector, sections),
  ];
  values.forEach((value, i) => {
    recording[i % recording.length].encode(value, recorder);
    writing[i % writing.length].encode(value, encoder);
  });
  if (operations !== undefined) sections.equal(codec, cells, operations, `${name}, cells`);
  sections.equal(codec, hex(encoder.finish()), bytesHex, `${name}, bytes`);
  const decoder = new RangeDecoder(unhex(bytesHex));
  sections.equal(
    codec,
    values.map((_, i) => reading[i % reading.length].decode(decoder)),
    values,
    `${name}, values`,
  );
}

/** One codec, or one per value where each value has a dither of its own. */
function codecsOf(vector, sections) {
  if (vector.codec === 'zipfIndex') return [zipfIndexCodec(vector.L)];
  if (vector.codec === 'eliasGamma') return [eliasGamma];
  if (vector.codec === 'adaptive') return [adaptiveCodec(vector.symbols, vector.increment)];
  const density = quantizedDensity(distribution({ law: vector.law, ...vector.parameters }), Number(vector.step));
  const { kmin, bits, cells } = density.range;
  sections.equal('quantizedDensity', [kmin, bits, cells], [vector.kmin, vector.h, vector.C], 'range');
  return vector.ditherWords.map((word) => density.codec(uniform32(Number.parseInt(word, 16))));
}
