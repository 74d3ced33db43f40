/**
 * A child of verify-memory: 10^7 float32 values as one push of an encoder stream, bytes counted and dropped. Prints by how
 * many megabytes the largest resident set passed that of the input alone.
 */
import { localRandomness, standardNormal } from 'samplewire/core';
import { normal } from 'samplewire/distributions';
import { encoderStream } from 'samplewire/rcc';

const VALUES = 10_000_000;
const random = localRandomness({ seed: 'stream' }).block(0);
const centre = new Float32Array(VALUES);
for (let i = 0; i < VALUES; i++) centre[i] = 8 * standardNormal(random);
const before = process.resourceUsage().maxRSS;

const stream = encoderStream({
  method: 'universal',
  columns: [{ name: 'x', proposal: normal(0, 8) }],
  key: { seed: 'stream' },
  local: localRandomness({ seed: 'stream' }),
});
const writer = stream.writable.getWriter();
const written = writer
  .write({ rows: VALUES, columns: [{ law: 'uniform', centre, width: 1 }] })
  .then(() => writer.close());
let bytes = 0;
for await (const piece of stream.readable) bytes += piece.length;
await written;
if (bytes < VALUES / 2) throw new Error(`${bytes} bytes for ${VALUES} values`);
console.log((process.resourceUsage().maxRSS - before) / 1024);
