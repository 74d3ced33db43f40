/**
 * node scripts/make-golden-files.mjs: writes test/vectors/swr, files that pin the format: their bytes and the samples in
 * them. Run it only when a major version changes the format; the tests then say which files changed.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { goldenCases } from './golden-cases.mjs';

const folder = new URL('../test/vectors/swr/', import.meta.url);
mkdirSync(folder, { recursive: true });
for (const { name, make, seed } of goldenCases) {
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
