/** Files of several chunks, written and read, the same in Node and on a page; with a pool or without. */
import { localRandomness, standardNormal } from 'samplewire/core';
import { normal } from 'samplewire/distributions';
import { decode, encode } from 'samplewire/rcc';

const COUNT = 150_000;
export const SEED = 'browser workers';

export function browserTargets() {
  const random = localRandomness({ seed: SEED }).block(0);
  const mu = Float64Array.from({ length: COUNT }, () => 8 * standardNormal(random));
  const normals = (rows, sigma) => ({ rows, columns: [{ law: 'normal', mu: mu.subarray(0, rows), sigma }] });
  return {
    'layered, tables': [normals(COUNT, 1), { method: 'layered' }],
    'layered, exact probabilities': [normals(COUNT, 1), { method: 'layered', coder: 'range' }],
    'universal, tables': [
      { rows: COUNT, columns: [{ law: 'uniform', centre: mu, width: 0.5 }] },
      { method: 'universal' },
    ],
    'hybrid, d = 1': [normals(70_000, 2), { method: 'hybrid', block: 1 }],
  };
}

export function settingsOf(change) {
  const columns = [{ name: 'x', proposal: normal(0, 8) }];
  return { columns, key: { seed: SEED }, local: localRandomness({ seed: SEED }), ...change };
}

/** Hashes of bytes and received samples of each case; throws where a receiver holds other samples than its sender. */
export async function browserCases(pool, sha256) {
  const hashes = {};
  for (const [name, [targets, change]] of Object.entries(browserTargets())) {
    const { bytes, samples } = await encode(targets, { ...settingsOf(change), pool });
    const decoded = await decode(bytes, { seed: SEED, pool });
    const sent = await sha256(new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength));
    const received = await sha256(new Uint8Array(decoded.samples.buffer));
    if (sent !== received) throw new Error(`${name}: other samples received than sent`);
    hashes[name] = { bytes: await sha256(bytes), samples: received };
  }
  return hashes;
}
