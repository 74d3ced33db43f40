/** Several cores give the bytes and samples of one; what goes wrong in a worker is the caller's error. */
import { localRandomness, standardNormal } from 'samplewire/core';
import { normal, uniform } from 'samplewire/distributions';
import { type ChannelSettings, decode, decoderStream, encode, encoderStream, type Targets } from 'samplewire/rcc';
import { type WorkerPool, workerPool } from 'samplewire/workers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const COUNT = 200_000;
const random = localRandomness({ seed: 'worker tests' }).block(0);
const mu = Float64Array.from({ length: COUNT }, () => 8 * standardNormal(random));
const key = { seed: 'worker tests' };
const local = localRandomness({ seed: 'worker tests' });
const columns = [{ name: 'x', proposal: normal(0, 8) }];

/** Three chunks, for searches. */
const FEWER = 140_000;
const few: Targets = { rows: FEWER, columns: [{ law: 'normal', mu: mu.subarray(0, FEWER), sigma: 2 }] };
/** Two chunks. */
const FEWEST = 70_000;
const fewest: Targets = { rows: FEWEST, columns: [{ law: 'normal', mu: mu.subarray(0, FEWEST), sigma: 2 }] };
const normals: Targets = { rows: COUNT, columns: [{ law: 'normal', mu, sigma: 1 }] };
const uniforms: Targets = { rows: COUNT, columns: [{ law: 'uniform', centre: mu, width: 0.5 }] };
const ofBothScales: Targets = {
  rows: FEWEST / 2,
  columns: [
    { law: 'normal', mu: mu.subarray(0, FEWEST / 2), sigma: 1 },
    {
      law: 'distributions',
      distributions: Array.from(mu.subarray(COUNT - FEWEST / 2), (place) => uniform(place - 0.5, place + 0.5)),
    },
  ],
};

let pool: WorkerPool;

beforeAll(() => {
  // Threads run the built module: Node loads no TypeScript.
  pool = workerPool({ workers: 2, script: new URL('../../dist/workers/worker.js', import.meta.url) });
});

afterAll(() => pool.close());

describe('two workers give the bytes, samples and report of one core, 70,000 to 200,000 values', () => {
  const cases: Record<string, [Targets, Partial<ChannelSettings>]> = {
    hybrid: [few, { method: 'hybrid', block: 1 }],
    'hybrid, blocks of 2, truncated': [fewest, { method: 'hybrid', block: 2, truncate: 0.01 }],
    'universal, range coder': [uniforms, { method: 'universal', coder: 'range' }],
    'universal, tables and rANS': [uniforms, { method: 'universal', coder: 'ans' }],
    'layered, tables': [normals, { method: 'layered' }],
    'layered, fitted laws': [normals, { method: 'layered', columns: [{ name: 'x' }] }],
    'gaussian-channel': [few, { method: 'gaussian-channel' }],
    'two columns, one of laws': [ofBothScales, { method: 'hybrid', block: 1, columns: [{ name: 'x' }, { name: 'y' }] }],
    'a planned method': [fewest, { prefer: 'speed' }],
  };
  test.each(Object.entries(cases))('%s', async (_, [targets, change]) => {
    const settings = { columns, key, local, ...change };
    const alone = await encode(targets, settings);
    const shared = await encode(targets, { ...settings, pool });
    expect(Buffer.compare(shared.bytes, alone.bytes)).toBe(0);
    expect(Buffer.compare(new Uint8Array(shared.samples.buffer), new Uint8Array(alone.samples.buffer))).toBe(0);
    expect(shared.report).toEqual(alone.report);
    const decoded = await decode(shared.bytes, { ...key, pool });
    expect(decoded.columns).toEqual(settings.columns.map(({ name }) => name));
    expect(Buffer.compare(new Uint8Array(decoded.samples.buffer), new Uint8Array(alone.samples.buffer))).toBe(0);
  });
});

const settings: ChannelSettings = { columns, key, local, method: 'layered' };

describe('a pool', () => {
  test('leaves the arrays of the caller as they are, and serves an empty file, a stored key and fresh randomness', async () => {
    const empty = await encode({ rows: 0, columns: [{ law: 'normal', mu: 0, sigma: 1 }] }, { ...settings, pool });
    expect((await decode(empty.bytes, { ...key, pool })).samples).toHaveLength(0);
    const fresh = {
      ...settings,
      method: 'hybrid',
      key: { stored: new Uint8Array(32).fill(7) },
      local: localRandomness(),
    };
    const sent = await encode(fewest, { ...fresh, pool });
    expect(Buffer.compare(sent.bytes, (await encode(fewest, fresh)).bytes)).toBe(0);
    expect((await decode(sent.bytes, { pool })).samples).toEqual(sent.samples);
    expect(mu).toHaveLength(COUNT);
  });

  test('serves streams: pieces of any size in, the bytes of one core out, and chunks in order', async () => {
    const { bytes, samples } = await encode(normals, settings);
    const encoder = encoderStream({ ...settings, pool });
    const decoder = decoderStream({ ...key, pool });
    const writer = encoder.writable.getWriter();
    const written = (async () => {
      for (let first = 0, rows = 1; first < COUNT; first += rows, rows = 3 * rows + 10_000) {
        const piece = mu.slice(first, first + rows);
        await writer.write({ rows: piece.length, columns: [{ law: 'normal', mu: piece, sigma: 1 }] });
      }
      await writer.close();
    })();
    const [forReader, forDecoder] = encoder.readable.tee();
    const received = new Float64Array(COUNT);
    const decoded = (async () => {
      let next = 0;
      for await (const chunk of forDecoder.pipeThrough(decoder)) {
        expect(chunk.firstValue).toBe(next);
        received.set(chunk.samples, next);
        next += chunk.samples.length;
      }
    })();
    const pieces: Uint8Array[] = [];
    for await (const piece of forReader) pieces.push(piece);
    await Promise.all([written, decoded]);
    expect(Buffer.compare(Buffer.concat(pieces), bytes)).toBe(0);
    expect(Buffer.compare(new Uint8Array(received.buffer), new Uint8Array(samples.buffer))).toBe(0);
  });

  test('reports progress in order, up to all values', async () => {
    const progress: number[] = [];
    const { bytes } = await encode(normals, { ...settings, pool, onProgress: (values) => progress.push(values) });
    expect(progress).toEqual([65_536, 131_072, 196_608, COUNT]);
    await decode(bytes, { ...key, pool, onProgress: (values) => progress.push(values) });
    expect(progress.slice(4)).toEqual(progress.slice(0, 4));
  });

  test('aborted, rejects with the reason of the signal and serves the next call', async () => {
    const reason = new Error('enough');
    const controller = new AbortController();
    const onProgress = () => controller.abort(reason);
    await expect(encode(normals, { ...settings, pool, signal: controller.signal, onProgress })).rejects.toBe(reason);
    await expect(encode(normals, { ...settings, pool, signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    const { bytes, samples } = await encode(normals, { ...settings, pool });
    const early = new AbortController();
    const decoding = decode(bytes, { ...key, pool, signal: early.signal });
    early.abort(reason);
    await expect(decoding).rejects.toBe(reason);
    expect((await decode(bytes, { ...key, pool })).samples).toEqual(samples);
  });

  test('passes on the errors of its workers: class, code, message, place', async () => {
    const beyond = { ...settings, method: 'hybrid', columns: [{ name: 'x', proposal: uniform(-60, 60) }] };
    const alone = await rejection(encode(normals, beyond));
    expect(alone).toMatchObject({ code: 'Support' });
    expect(await rejection(encode(normals, { ...beyond, pool }))).toEqual(alone);

    const far = mu.slice();
    far[150_000] = Number.NaN;
    const bad: Targets = { rows: COUNT, columns: [{ law: 'normal', mu: far, sigma: 1 }] };
    const refused = await rejection(encode(bad, settings));
    expect(refused).toMatchObject({ code: 'InvalidArgument' });
    expect(await rejection(encode(bad, { ...settings, pool }))).toEqual(refused);

    const { bytes } = await encode(normals, settings);
    const ofAnother = await rejection(decode(bytes, { seed: 'another', pool }));
    expect(ofAnother).toMatchObject({ code: 'WrongSeed' });
    bytes[bytes.length - 1000]! ^= 1;
    const damaged = await rejection(decode(bytes, key));
    expect(await rejection(decode(bytes, { ...key, pool }))).toEqual(damaged);
  });

  test('refuses randomness of the caller that cannot cross, and numbers of workers out of range', async () => {
    const own = { block: (index: number) => local.block(index) };
    expect(await rejection(encode(normals, { ...settings, local: own, pool }))).toMatchObject({
      code: 'InvalidArgument',
    });
    for (const workers of [0, 1.5, 65]) expect(() => workerPool({ workers })).toThrow('"workers"');
  });

  test('closed, rejects what comes after', async () => {
    const closed = workerPool({ workers: 1, script: new URL('../../dist/workers/worker.js', import.meta.url) });
    await closed.close();
    await expect(encode(normals, { ...settings, pool: closed })).rejects.toThrow('"pool" expected an open pool');
  });
});

function rejection(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => undefined,
    (error: unknown) => error,
  );
}
