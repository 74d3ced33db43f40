/**
 * npm run fuzz [-- --inputs N]: damaged files are refused with a coded error or decode to something, in bounded time and
 * memory. 10^5 mutations of each golden file (10^3 of weights, which are long): bits, bytes, cuts, insertions, splices of two files, and the same with every
 * checksum repaired, so that the decoders behind the checksums are reached. Then damaged tables and expressions. A row that
 * fails names its seed and the number of the input: the same on every run.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { getHeapStatistics } from 'node:v8';
import { crc32c, isSamplewireError, localRandomness } from 'samplewire/core';
import { parseDistribution, parseTarget } from 'samplewire/expressions';
import { ChannelDecoder, inspectChannel } from 'samplewire/rcc';
import { damagedTable, readTable, TABLES } from './fuzz/tables.mjs';
import { MODELS, openDamagedModel, weightFiles } from './fuzz/weights.mjs';
import { finish, Verdicts } from './verify/table.mjs';

const { values: options } = parseArgs({ options: { inputs: { type: 'string', default: '100000' } } });
const INPUTS = Number(options.inputs);
if (!(Number.isInteger(INPUTS) && INPUTS > 0))
  throw new Error(`--inputs expected a positive integer, got ${options.inputs}`);
const SLOWEST_MILLISECONDS = 2000;
const HEAP_MEGABYTES = 200;
const EXPRESSIONS = 20_000;
const TABLE_INPUTS = 10_000;
/** What damaged data may be called. */
const CODES = new Set([
  'CorruptData',
  'ImpossibleSymbol',
  'InvalidArgument',
  'InvalidData',
  'LimitExceeded',
  'Support',
  'TrailingData',
  'UnboundedDensityRatio',
  'UnexpectedEnd',
  'UnsupportedFormat',
  'WrongSeed',
]);
const folder = new URL('../test/vectors/swr/', import.meta.url);
const samples = readdirSync(folder)
  .filter((name) => name.endsWith('.swr'))
  .map((name) => {
    const { seed } = JSON.parse(readFileSync(new URL(name.replace(/swr$/, 'json'), folder), 'utf8'));
    return {
      name,
      bytes: new Uint8Array(readFileSync(new URL(name, folder))),
      options: seed === undefined ? {} : { seed },
      decode: decodeAll,
      inputs: INPUTS,
    };
  });
const files = [...samples, ...weightFiles(INPUTS)];

/** One mutation, drawn from the stream. */
function mutate(bytes, random, other) {
  const below = (n) => random.nextUint32() % Math.max(1, n);
  const copy = bytes.slice();
  switch (below(6)) {
    case 0:
      copy[below(copy.length)] ^= 1 << below(8);
      return copy;
    case 1:
      for (let i = below(4); i >= 0; i--) copy[below(copy.length)] = below(256);
      return copy;
    case 2:
      return copy.slice(0, below(copy.length));
    case 3: {
      const at = below(copy.length);
      return Uint8Array.from([
        ...copy.subarray(0, at),
        ...Array.from({ length: 1 + below(9) }, () => below(256)),
        ...copy.subarray(at),
      ]);
    }
    case 4:
      return Uint8Array.from([...copy.subarray(0, below(copy.length)), ...other.subarray(below(other.length))]);
    default: {
      const at = below(copy.length);
      copy.fill([0, 255, 128][below(3)], at, at + 1 + below(8));
      return copy;
    }
  }
}

/** The same bytes with the checksums of prologue and chunks made right, as far as the frames can be read. */
function repaired(bytes) {
  const copy = bytes.slice();
  const view = new DataView(copy.buffer);
  let at = 5;
  const varuint = () => {
    let [value, weight] = [0, 1];
    for (let i = 0; i < 8; i++) {
      const byte = copy[at++] ?? 0;
      value += (byte & 127) * weight;
      weight *= 128;
      if (byte < 128) break;
    }
    return value;
  };
  const header = varuint();
  at += header;
  if (at + 4 > copy.length) return copy;
  const prologue = crc32c(copy.subarray(0, at));
  view.setUint32(at, prologue, true);
  at += 4;
  while (at < copy.length) {
    const start = at++;
    for (let i = 0; i < 3; i++) varuint();
    const payload = varuint();
    at += payload;
    if (at + 4 > copy.length) break;
    view.setUint32(at, crc32c(copy.subarray(start, at), prologue), true);
    at += 4;
  }
  return copy;
}

function decodeAll(bytes, decoderOptions) {
  inspectChannel(bytes);
  const decoder = new ChannelDecoder(decoderOptions);
  decoder.push(bytes);
  decoder.finish();
}

/** The code of an error that damaged data may cause, undefined for any other. */
function knownCode(error) {
  return isSamplewireError(error) && CODES.has(error.code) ? error.code : undefined;
}

/** Objects and array buffers, garbage included. */
function heapBytes() {
  const { used_heap_size: used, external_memory: external } = getHeapStatistics();
  return used + external;
}

/** Counts what became of the inputs of one seed, and keeps the first that must not happen. */
class Outcomes {
  #counts = new Map();
  #seed;
  #heap = heapBytes();
  slowest = 0;
  worst = '';

  constructor(seed) {
    this.#seed = seed;
  }

  /** `run` may return a promise; `shown` is what a message says of the input. */
  async add(number, run, shown = '') {
    const started = performance.now();
    let result = 'decoded';
    try {
      const promise = run();
      if (promise instanceof Promise) await promise;
    } catch (error) {
      const code = knownCode(error);
      if (code === undefined) this.#fail(`${error?.constructor?.name}: ${error?.message}`, number, shown);
      result = code ?? 'failed';
    }
    const took = performance.now() - started;
    if (took > this.slowest) this.slowest = took;
    if (took > SLOWEST_MILLISECONDS) this.#fail(`${took.toFixed(0)} ms`, number, shown);
    const grown = (heapBytes() - this.#heap) / 2 ** 20;
    if (grown > HEAP_MEGABYTES) this.#fail(`${grown.toFixed(0)} MB of heap`, number, shown);
    this.#counts.set(result, (this.#counts.get(result) ?? 0) + 1);
  }

  #fail(what, number, shown) {
    this.worst ||= `${what} at input ${number} of the seed "${this.#seed}"${shown}`;
  }

  addTo(table, name) {
    const seen = [...this.#counts].sort((a, b) => b[1] - a[1]).map(([code, count]) => `${code} ${count}`);
    const title = `${name}, slowest ${this.slowest.toFixed(0)} ms`;
    table.add(title, this.worst || seen.slice(0, 5).join(', '), 'coded errors', this.worst === '');
  }
}

const table = new Verdicts(`${INPUTS} damaged inputs a file, half of them with repaired checksums`);
const heapBefore = heapBytes();
for (const { name, bytes, options: decoderOptions, decode, inputs } of files) {
  const seed = `fuzz ${name}`;
  const outcomes = new Outcomes(seed);
  const random = localRandomness({ seed }).block(0);
  for (let i = 0; i < inputs; i++) {
    const other = files[random.nextUint32() % files.length].bytes;
    const damaged = mutate(bytes, random, other);
    const input = i % 2 === 0 ? damaged : repaired(damaged);
    await outcomes.add(i, () => decode(input, decoderOptions));
  }
  outcomes.addTo(table, name);
}

for (const { name, open, bases } of TABLES) {
  const seed = `fuzz tables ${name}`;
  const outcomes = new Outcomes(seed);
  const random = localRandomness({ seed }).block(0);
  const inputs = Math.min(INPUTS, TABLE_INPUTS);
  for (let i = 0; i < inputs; i++) {
    const input = damagedTable(bases[random.nextUint32() % bases.length], random);
    await outcomes.add(i, () => readTable(open, input));
  }
  outcomes.addTo(table, `${inputs} tables, ${name}`);
}

for (const { name, open, bytes } of MODELS) {
  const seed = `fuzz models ${name}`;
  const outcomes = new Outcomes(seed);
  const random = localRandomness({ seed }).block(0);
  const inputs = Math.min(INPUTS, TABLE_INPUTS);
  for (let i = 0; i < inputs; i++) {
    const input = mutate(bytes, random, bytes);
    await outcomes.add(i, () => openDamagedModel(open, input));
  }
  outcomes.addTo(table, `${inputs} models, ${name}`);
}

{
  const seed = 'fuzz expressions';
  const outcomes = new Outcomes(seed);
  const random = localRandomness({ seed }).block(0);
  const alphabet = 'x(),+-*/^ .0123456789eE?:<>=`"\'normaluifghtbsc[]{};_$\\\n\u00e9\u{1f600}';
  const letters = [...alphabet];
  const base = [
    'x = normal(x, 0.2 + 0.01*w)',
    'truncatedNormal(x, 1, x-2, x+2)',
    'mixture(1, normal(0,1), 2, laplace(x, 3))',
    'uniform(0, exp(x))',
  ];
  const inputs = Math.min(INPUTS, EXPRESSIONS);
  for (let i = 0; i < inputs; i++) {
    let text = base[random.nextUint32() % base.length];
    for (let edits = random.nextUint32() % 6; edits >= 0; edits--) {
      const at = random.nextUint32() % (text.length + 1);
      text =
        text.slice(0, at) + letters[random.nextUint32() % letters.length] + text.slice(at + (random.nextUint32() % 3));
    }
    const parse = () => (i % 2 === 0 ? parseTarget(text, ['x', 'w']) : parseDistribution(text));
    await outcomes.add(i, () => void parse(), `: ${JSON.stringify(text)}`);
  }
  outcomes.addTo(table, `${inputs} expressions`);
}
globalThis.gc?.();
const grown = (heapBytes() - heapBefore) / 2 ** 20;
table.add('heap growth, MB', grown, HEAP_MEGABYTES, grown < HEAP_MEGABYTES);
table.print();
finish(table);
