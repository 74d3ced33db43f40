/**
 * npm run fuzz [-- --inputs N]: damaged files are refused with a coded error or decode to something, in bounded time and
 * memory. 10^5 mutations of each golden file: bits, bytes, cuts, insertions, splices of two files, and the same with every
 * checksum repaired, so that the decoders behind the checksums are reached. Then damaged expressions.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { crc32c, isSamplewireError, localRandomness } from 'samplewire/core';
import { parseDistribution, parseTarget } from 'samplewire/expressions';
import { ChannelDecoder, inspectChannel } from 'samplewire/rcc';
import { finish, Verdicts } from './verify/table.mjs';

const { values: options } = parseArgs({ options: { inputs: { type: 'string', default: '100000' } } });
const INPUTS = Number(options.inputs);
const SLOWEST_MILLISECONDS = 2000;
const HEAP_MEGABYTES = 200;
const folder = new URL('../test/vectors/swr/', import.meta.url);
const files = readdirSync(folder)
  .filter((name) => name.endsWith('.swr'))
  .map((name) => {
    const { seed } = JSON.parse(readFileSync(new URL(name.replace(/swr$/, 'json'), folder), 'utf8'));
    return {
      name,
      bytes: new Uint8Array(readFileSync(new URL(name, folder))),
      options: seed === undefined ? {} : { seed },
    };
  });

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

/** What an input does: a value, a code, or something that must not happen. */
function outcome(bytes, decoderOptions) {
  try {
    inspectChannel(bytes);
    const decoder = new ChannelDecoder(decoderOptions);
    decoder.push(bytes);
    decoder.finish();
    return 'decoded';
  } catch (error) {
    if (isSamplewireError(error) && typeof error.code === 'string') return error.code;
    return `${error?.constructor?.name}: ${error?.message}`;
  }
}

const table = new Verdicts(`${INPUTS} damaged inputs a file, half of them with repaired checksums`);
const heapBefore = process.memoryUsage().heapUsed;
for (const { name, bytes, options: decoderOptions } of files) {
  const counts = new Map();
  const random = localRandomness({ seed: `fuzz ${name}` }).block(0);
  let worst = '';
  let slowest = 0;
  for (let i = 0; i < INPUTS; i++) {
    const other = files[random.nextUint32() % files.length].bytes;
    const damaged = mutate(bytes, random, other);
    const input = i % 2 === 0 ? damaged : repaired(damaged);
    const started = performance.now();
    const result = outcome(input, decoderOptions);
    const took = performance.now() - started;
    if (took > slowest) slowest = took;
    if (took > SLOWEST_MILLISECONDS) worst ||= `${took.toFixed(0)} ms at input ${i}`;
    if (result.includes(': ')) worst ||= `${result} at input ${i}`;
    counts.set(result, (counts.get(result) ?? 0) + 1);
  }
  const seen = [...counts]
    .sort((a, b) => b[1] - a[1])
    .map(([code, count]) => `${code} ${count}`)
    .slice(0, 5)
    .join(', ');
  table.add(`${name}, slowest ${slowest.toFixed(0)} ms`, worst || seen, 'coded errors', worst === '');
}

{
  const random = localRandomness({ seed: 'fuzz expressions' }).block(0);
  const alphabet = 'x(),+-*/^ .0123456789eE?:<>=`"\'normaluifghtbsc[]{};_$\\\n\u00e9\u{1f600}';
  const letters = [...alphabet];
  const base = [
    'x = normal(x, 0.2 + 0.01*w)',
    'truncatedNormal(x, 1, x-2, x+2)',
    'mixture(1, normal(0,1), 2, laplace(x, 3))',
    'uniform(0, exp(x))',
  ];
  let worst = '';
  const inputs = Math.min(INPUTS, 20_000);
  for (let i = 0; i < inputs; i++) {
    let text = base[random.nextUint32() % base.length];
    for (let edits = random.nextUint32() % 6; edits >= 0; edits--) {
      const at = random.nextUint32() % (text.length + 1);
      text =
        text.slice(0, at) + letters[random.nextUint32() % letters.length] + text.slice(at + (random.nextUint32() % 3));
    }
    try {
      if (i % 2 === 0) parseTarget(text, ['x', 'w']);
      else parseDistribution(text);
    } catch (error) {
      if (!isSamplewireError(error))
        worst ||= `${error?.constructor?.name}: ${error?.message} for ${JSON.stringify(text)}`;
    }
  }
  table.add(`expressions, ${inputs} texts`, worst || 'parsed or refused', 'coded errors', worst === '');
}
globalThis.gc?.();
const grown = (process.memoryUsage().heapUsed - heapBefore) / 2 ** 20;
table.add('heap growth, MB', grown, HEAP_MEGABYTES, grown < HEAP_MEGABYTES);
table.print();
finish(table);
