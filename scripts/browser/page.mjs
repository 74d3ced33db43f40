/** The page of verify:browser-workers: `globalThis.finished` is what it found. */
import { decode, encode } from 'samplewire/rcc';
import { workerPool } from 'samplewire/workers';
import { browserCases, browserTargets, SEED, settingsOf } from './cases.mjs';

async function sha256(bytes) {
  const digest = await crypto.subtle.digest('SHA-256', bytes);
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

async function refusals(pool) {
  const [targets, change] = browserTargets()['layered, tables'];
  const { bytes } = await encode(targets, { ...settingsOf(change), pool });
  const codeOf = (promise) =>
    promise.then(
      () => 'no error',
      (error) => (error instanceof DOMException ? error.name : error.code),
    );
  const abort = new AbortController();
  const aborted = encode(targets, {
    ...settingsOf(change),
    pool,
    signal: abort.signal,
    onProgress: () => abort.abort(),
  });
  const damaged = bytes.slice();
  damaged[bytes.length >> 1] ^= 1;
  return {
    'aborted at the first progress': [await codeOf(aborted), 'AbortError'],
    'a wrong seed': [await codeOf(decode(bytes, { seed: 'another', pool })), 'WrongSeed'],
    'a damaged file': [await codeOf(decode(damaged, { seed: SEED, pool })), 'CorruptData'],
  };
}

try {
  const pool = workerPool({ workers: 2, script: new URL('./worker.js', import.meta.url) });
  const finished = {
    alone: await browserCases(undefined, sha256),
    pooled: await browserCases(pool, sha256),
    refusals: await refusals(pool),
  };
  await pool.close();
  globalThis.finished = finished;
} catch (error) {
  globalThis.finished = { error: `${error?.stack ?? error}` };
}
