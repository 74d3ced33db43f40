/** Coders and codecs: cells, bytes, tables of frequencies, and the errors of invalid input. */
import { uniform32 } from 'samplewire/core';
import { distribution } from 'samplewire/distributions';
import {
  AnsDecoder,
  AnsEncoder,
  AnsStack,
  adaptiveCodec,
  CodelengthMeter,
  eliasGamma,
  quantizedDensity,
  quantizeFrequencies,
  RangeDecoder,
  RangeEncoder,
  zipfIndexCodec,
} from 'samplewire/entropy';
import { bytesOf, hexOf, wordOf } from './compare.mjs';

/** Information is given to six places. */
const INFORMATION = 1e-6;

export function checkCoder(data, section) {
  if (data.rangeCoder !== undefined) rangeCoder(data.rangeCoder, section('rangeCoder'));
  if (data.ans !== undefined) ans(data.ans, section('ans'));
  if (data.frequencies !== undefined) {
    const here = section('frequencies');
    for (const { name, weights, precision, frequencies } of data.frequencies) {
      here.equal(name, Array.from(quantizeFrequencies(weights.map(Number), precision)), frequencies);
    }
  }
  if (data.invalid !== undefined) {
    const here = section('invalid');
    for (const { coder, lanes, bytesHex, operations, error, why } of data.invalid) {
      const open = () =>
        coder === 'ans' ? new AnsDecoder(bytesOf(bytesHex), lanes ?? 1) : new RangeDecoder(bytesOf(bytesHex));
      here.equal(
        why ?? `${coder} ${bytesHex}`,
        codeOf(() => read(open(), operations)),
        error,
      );
    }
  }
  if (data.codecs !== undefined) codecs(data.codecs, section);
}

function rangeCoder(list, here) {
  for (const { name, operations, informationBits, bytesHex } of list) {
    const [encoder, meter] = [new RangeEncoder(), new CodelengthMeter()];
    for (const target of [encoder, meter]) for (const cell of operations) target.encode(...cell);
    here.equal(name, hexOf(encoder.finish()), bytesHex);
    if (informationBits !== undefined)
      here.real(`information of ${name}`, meter.bits, informationBits, INFORMATION, INFORMATION);
    here.equal(
      `${name}, decoded`,
      codeOf(() => read(new RangeDecoder(bytesOf(bytesHex)), operations)),
      'none',
    );
  }
}

function ans(list, here) {
  for (const { name, lanes, operations, bytesHex } of list) {
    const stack = new AnsStack(lanes);
    for (let i = operations.length - 1; i >= 0; i--) stack.push(...operations[i], i % lanes);
    here.equal(name, hexOf(stack.toBytes()), bytesHex);
    const encoder = new AnsEncoder(lanes);
    for (const cell of operations) encoder.encode(...cell);
    here.equal(`${name}, as a queue`, hexOf(encoder.finish()), bytesHex);
    here.equal(
      `${name}, decoded`,
      codeOf(() => read(new AnsDecoder(bytesOf(bytesHex), lanes), operations)),
      'none',
    );
  }
}

/** Takes the cells off a decoder; anything but points inside them is an error. */
function read(decoder, operations) {
  for (const [cumulative, frequency, precision] of operations) {
    const q = decoder.peek(precision);
    if (!(q >= cumulative && q < cumulative + frequency)) throw new Error(`${q} outside ${cumulative} + ${frequency}`);
    decoder.consume(cumulative, frequency, precision);
  }
  decoder.finish();
}

function codeOf(run) {
  try {
    run();
    return 'none';
  } catch (error) {
    return error.code ?? String(error);
  }
}

function codecs(list, section) {
  const sections = new Map();
  for (const vector of list) {
    const title = `codecs: ${vector.codec}`;
    if (!sections.has(title)) sections.set(title, section(title));
    const here = sections.get(title);
    const name = `${vector.codec} ${JSON.stringify(vector.parameters ?? vector.L ?? vector.symbols ?? '')}`;
    try {
      codec(vector, here, name);
    } catch (error) {
      here.fail(name, error);
    }
  }
}

function codec(vector, here, name) {
  const values = vector.values.map(Number);
  const [cells, encoder] = [new Cells(), new RangeEncoder()];
  for (const target of [cells, encoder]) {
    const codecOf = codecsOf(vector, here, name);
    values.forEach((value, i) => {
      codecOf(i).encode(value, target);
    });
  }
  if (vector.operations !== undefined) {
    here.equal(`cells of ${name}`, cells.list.length, vector.operations.length);
    vector.operations.forEach((cell, i) => {
      here.equal(`cell ${i} of ${name}`, cells.list[i], cell);
    });
  }
  here.equal(`bytes of ${name}`, hexOf(encoder.finish()), vector.bytesHex);
  const decoder = new RangeDecoder(bytesOf(vector.bytesHex));
  const codecOf = codecsOf(vector, here, name);
  values.forEach((value, i) => {
    here.equal(`value ${i} of ${name}`, codecOf(i).decode(decoder), value);
  });
  here.equal(
    `end of ${name}`,
    codeOf(() => decoder.finish()),
    'none',
  );
}

/** The codec of value i: all the same, but for a density, which has the dither of each value. */
function codecsOf(vector, here, name) {
  switch (vector.codec) {
    case 'zipfIndex': {
      const limit = 2 ** ((vector.maximalBucket ?? 52) + 1) - 1;
      const codec = zipfIndexCodec(vector.L, { limit });
      return () => codec;
    }
    case 'eliasGamma':
      return () => eliasGamma;
    case 'adaptive': {
      const codec = adaptiveCodec(vector.symbols, vector.increment);
      return () => codec;
    }
    case 'quantizedDensity': {
      const prior = distribution({ law: vector.law, ...vector.parameters });
      const density = quantizedDensity(prior, Number(vector.step));
      const { kmin, bits, cells } = density.range;
      here.equal(`range of ${name}`, [kmin, bits, cells], [vector.kmin, vector.h, vector.C]);
      return (i) => density.codec(uniform32(wordOf(vector.ditherWords[i])));
    }
    default:
      throw new Error(`no codec "${vector.codec}"`);
  }
}

/** An encoder that keeps the cells. */
export class Cells {
  list = [];
  encode(cumulative, frequency, precision) {
    this.list.push([cumulative, frequency, precision]);
  }
}
