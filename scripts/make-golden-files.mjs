/**
 * node scripts/make-golden-files.mjs [NAME...]: writes test/vectors/swr and test/vectors/weights, files that pin the format:
 * their bytes and what is in them. Names choose among them. Run it only when a major version changes the format; the tests then say which files changed.
 */

import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { decompressWeights } from 'samplewire/compress-ml';
import { goldenCases } from './golden-cases.mjs';
import { goldenWeights, optionsOf } from './golden-weights.mjs';

const folder = new URL('../test/vectors/swr/', import.meta.url);
mkdirSync(folder, { recursive: true });
const wanted = process.argv.slice(2);
const isWanted = ({ name }) => wanted.length === 0 || wanted.includes(name);
for (const { name, make, seed } of goldenCases.filter(isWanted)) {
  const { bytes, samples, report } = await make();
  writeFileSync(new URL(`${name}.swr`, folder), bytes);
  const hex = Array.from(samples, (sample) => {
    const view = new DataView(new ArrayBuffer(8));
    view.setFloat64(0, sample);
    return Array.from(new Uint8Array(view.buffer), (byte) => byte.toString(16).padStart(2, '0')).join('');
  });
  const description = { seed, method: report.method, dimension: report.dimension, samples: hex };
  writeFileSync(new URL(`${name}.json`, folder), `${JSON.stringify(description, null, 1)}\n`);
  console.log(`${name.padEnd(28)} ${String(bytes.length).padStart(6)} bytes  ${samples.length} samples`);
}

const weights = new URL('../test/vectors/weights/', import.meta.url);
mkdirSync(weights, { recursive: true });
for (const { name, make } of goldenWeights.filter(isWanted)) {
  const bytes = await make();
  const { document, tensors } = decompressWeights(bytes, optionsOf(name));
  const whole = createHash('sha256');
  for (const { data } of tensors) whole.update(data);
  const described = tensors.map(({ data, ...info }) => ({
    ...info,
    sha256: createHash('sha256').update(data).digest('hex'),
  }));
  writeFileSync(new URL(`${name}.swr`, weights), bytes);
  writeFileSync(
    new URL(`${name}.json`, weights),
    `${JSON.stringify({ document, sha256: whole.digest('hex'), tensors: described }, null, 1)}\n`,
  );
  console.log(`${name.padEnd(28)} ${String(bytes.length).padStart(6)} bytes  ${tensors.length} tensors`);
}
