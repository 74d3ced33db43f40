import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import * as tf from '@tensorflow/tfjs';
import { compressWeights, decompressWeights, floatTensor, tensorValues } from 'samplewire/compress-ml';
import { type SwrOptions, swr } from 'samplewire/compress-ml/tfjs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { graphArtifacts, hasPackaged, layersModel, packagedArtifacts } from './models.ts';

let folder = '';
beforeAll(async () => {
  tf.enableProdMode();
  folder = await mkdtemp(join(tmpdir(), 'samplewire-tfjs-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** The file that saving these artifacts makes. */
async function saved(artifacts: tf.io.ModelArtifacts, options: SwrOptions): Promise<Uint8Array<ArrayBuffer>> {
  let file = new Uint8Array(0);
  await swr((bytes) => {
    file = bytes;
  }, options).save!(artifacts);
  return file;
}

/** Every weight as TensorFlow.js decodes it, beside what the plain decoder gives. */
async function expectPlainWeights(artifacts: tf.io.ModelArtifacts, file: Uint8Array): Promise<void> {
  const decoded = tf.io.decodeWeights(artifacts.weightData!, artifacts.weightSpecs!);
  const { tensors } = decompressWeights(file);
  expect(Object.keys(decoded)).toEqual(tensors.map(({ name }) => name));
  for (const tensor of tensors) {
    const { shape, dtype } = decoded[tensor.name]!;
    expect(shape).toEqual(tensor.shape);
    if (dtype === 'string') continue;
    const bits = (values: ArrayLike<number>): Uint32Array => new Uint32Array(Float32Array.from(values).buffer);
    expect(bits(await decoded[tensor.name]!.data())).toEqual(bits(tensorValues(tensor)!));
  }
  tf.dispose(decoded);
}

describe('loading gives what the plain decoder gives, bit for bit', () => {
  const artifacts = graphArtifacts();
  let file = new Uint8Array(0);
  beforeAll(async () => {
    file = await saved(artifacts, { bits: 12, methods: ['universal'] });
  });

  test('of a graph with float32, float16, affine, int32, bool and string weights', async () => {
    const loaded = await swr(file).load!();
    await expectPlainWeights(loaded, file);
    const { weightData: _, weightSpecs, ...rest } = loaded;
    const { weightData: _data, weightSpecs: specs, ...others } = artifacts;
    expect(rest).toEqual(others);
    expect(weightSpecs!.map(({ name, dtype, shape }) => [name, dtype, shape])).toEqual(
      specs!.map(({ name, dtype, shape }) => [name, dtype, shape]),
    );
    const model = await tf.loadGraphModel(swr(file));
    expect(await (model.weights.words![0]! as tf.Tensor<tf.Rank>).data<'string'>()).toEqual(['ab', '']);
    const original = await tf.loadGraphModel(tf.io.fromMemory(artifacts));
    const x = tf.ones([1, 40]);
    const outputs = [model, original].map((one) => (one.execute(x, 'y') as tf.Tensor).dataSync<'float32'>());
    const [a, b] = outputs;
    const distance = a!.reduce((sum, value, i) => sum + (value - b![i]!) ** 2, 0);
    expect(distance / b!.reduce((sum, value) => sum + value * value, 0)).toBeLessThan(1e-4);
  });

  test.skipIf(!hasPackaged)('of a packaged network', async () => {
    const liveness = await saved(packagedArtifacts('liveness'), { bits: 6 });
    await expectPlainWeights(await swr(liveness).load!(), liveness);
  });

  test('of a layers model, which predicts what its weights say', async () => {
    const model = layersModel(1);
    let bytes = new Uint8Array(0);
    const { modelArtifactsInfo } = await model.save(
      swr(
        (taken) => {
          bytes = taken;
        },
        { bits: 8 },
      ),
    );
    expect(modelArtifactsInfo.modelTopologyType).toBe('JSON');
    const loaded = await tf.loadLayersModel(swr(bytes));
    const values = await Promise.all(loaded.weights.map((weight) => weight.read().data()));
    const plain = decompressWeights(bytes).tensors;
    expect(loaded.weights.map(({ originalName }) => originalName)).toEqual(plain.map(({ name }) => name));
    values.forEach((value, i) => {
      expect(value).toEqual(tensorValues(plain[i]!));
    });
  });

  test.each<[string, (bytes: Uint8Array<ArrayBuffer>) => Parameters<typeof swr>[0] | Promise<string | URL>]>([
    ['an ArrayBuffer', (bytes) => bytes.buffer],
    ['a view of a larger buffer', (bytes) => new Uint8Array([...bytes, 1, 2]).subarray(0, bytes.length)],
    ['a File', (bytes) => new File([bytes], 'model.swr')],
    ['a Blob', (bytes) => new Blob([bytes])],
    [
      'a path',
      async (bytes) => {
        await writeFile(join(folder, 'model.swr'), bytes);
        return join(folder, 'model.swr');
      },
    ],
    ['a file: address', async () => pathToFileURL(join(folder, 'model.swr')).href],
    ['a URL', async () => pathToFileURL(join(folder, 'model.swr'))],
  ])('from %s', async (_, place) => {
    const fractions: number[] = [];
    const loaded = await swr(await place(file), { onProgress: (fraction) => fractions.push(fraction) }).load!();
    await expectPlainWeights(loaded, file);
    expect(fractions.at(-1)).toBe(1);
    expect(fractions).toEqual([...fractions].sort((a, b) => a - b));
  });

  test('from a server, in pieces, with and without a known length', async () => {
    const server = createServer(async (request, response) => {
      if (request.url === '/none.swr') {
        response.writeHead(404).end('no');
        return;
      }
      if (request.url === '/known.swr') response.setHeader('content-length', file.length);
      for (let at = 0; at < file.length; at += 1000) {
        response.write(file.subarray(at, at + 1000));
        if (at < 3000) await new Promise((resolve) => setTimeout(resolve, 5));
      }
      response.end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    try {
      for (const name of ['known', 'unknown']) {
        const fractions: number[] = [];
        const loaded = await swr(`${address}/${name}.swr`, { onProgress: (fraction) => fractions.push(fraction) })
          .load!();
        await expectPlainWeights(loaded, file);
        expect(fractions.at(-1)).toBe(1);
        expect(fractions.length > 1).toBe(name === 'known');
      }
      await expect(tf.loadGraphModel(swr(`${address}/none.swr`))).rejects.toThrow(
        /none\.swr: expected a file, got status 404/,
      );
      const aborted = new AbortController();
      const loading = swr(`${address}/known.swr`, { signal: aborted.signal, onProgress: () => aborted.abort() })
        .load!();
      await expect(loading).rejects.toMatchObject({ name: 'AbortError' });
    } finally {
      server.closeAllConnections();
      server.close();
    }
    await expect(swr(`${address}/known.swr`).load!()).rejects.toMatchObject({ code: 'Network' });
  });

  test('in a thread', async () => {
    const worker = new URL('../../../dist/compress-ml/tfjs/decoder-thread.js', import.meta.url);
    await expectPlainWeights(await swr(file, { worker }).load!(), file);
    const damaged = file.slice();
    damaged[damaged.length - 60]! ^= 1;
    await expect(swr(damaged, { worker }).load!()).rejects.toMatchObject({ code: 'CorruptData' });
    const other = await saved(artifacts, { bits: 12, methods: ['universal'], seed: 'ours' });
    await expect(swr(other, { worker }).load!()).rejects.toMatchObject({ code: 'WrongSeed' });
    await expectSeeded(other, { worker, seed: 'ours' });
  });

  async function expectSeeded(bytes: Uint8Array, options: SwrOptions): Promise<void> {
    expect((await swr(bytes, options).load!()).weightSpecs!.length).toBe(6);
  }
});

describe('saving', () => {
  test('to a path writes a file that is there whole or not at all', async () => {
    const place = await mkdtemp(join(folder, 'save-'));
    const path = join(place, 'model.swr');
    await writeFile(path, 'previous');
    const aborted = new AbortController();
    const save = swr(path, { bits: 6, signal: aborted.signal, onProgress: () => aborted.abort() }).save!(
      graphArtifacts(),
    );
    await expect(save).rejects.toMatchObject({ name: 'AbortError' });
    expect([await readdir(place), await readFile(path, 'utf8')]).toEqual([['model.swr'], 'previous']);
    let reported = 0;
    await layersModel(2).save(
      swr(path, {
        size: 2500,
        onReport: ({ bytes }) => {
          reported = bytes;
        },
      }),
    );
    expect(await readdir(place)).toEqual(['model.swr']);
    const bytes = await readFile(path);
    expect(bytes.length).toBe(reported);
    expect(bytes.length).toBeLessThanOrEqual(2500);
    expect((await tf.loadLayersModel(swr(path))).weights.length).toBe(4);
  });

  test('a graph model that was loaded from a file can be saved again', async () => {
    const first = await saved(graphArtifacts(), { bits: 12 });
    const model = await tf.loadGraphModel(swr(first));
    const path = join(folder, 'again.swr');
    await model.save(swr(path, { error: 0.05 }));
    expect((await swr(path).load!()).weightSpecs!.length).toBe(6);
  });

  test.each<[string, () => Promise<unknown>, RegExp]>([
    ['no budget', () => saved(graphArtifacts(), {}), /one of bits, size, error/],
    ['two budgets', () => saved(graphArtifacts(), { bits: 3, size: 1000 }), /one of bits, size, error/],
    ['a file as its place', () => swr(new Blob([]), { bits: 3 }).save!(graphArtifacts()), /a function to save to/],
    ['a binary topology', () => saved({ ...graphArtifacts(), modelTopology: new ArrayBuffer(3) }, { bits: 3 }), /JSON/],
    ['too few weights', () => saved({ ...graphArtifacts(), weightData: new ArrayBuffer(9) }, { bits: 3 }), /kernel/],
    [
      'optimizer state',
      async () => {
        const model = layersModel(3);
        model.compile({ optimizer: 'adam', loss: 'categoricalCrossentropy' });
        await model.fit(tf.ones([2, 6]), tf.ones([2, 3]), { epochs: 1, verbose: 0 });
        await model.save(
          swr(() => {}, { bits: 3 }),
          { includeOptimizer: true },
        );
      },
      /includeOptimizer/,
    ],
  ])('refuses %s', async (_, save, message) => {
    await expect(save()).rejects.toThrow(message);
  });
});

describe('what is wrong with a file is said with its name', () => {
  const load = async (name: string, bytes: Uint8Array | string, options: SwrOptions = {}): Promise<unknown> => {
    await writeFile(join(folder, name), bytes);
    return tf.loadGraphModel(swr(join(folder, name), options));
  };

  test('weights without a topology', async () => {
    const tensor = floatTensor('a', [10], new Float32Array(10));
    const { bytes } = await compressWeights([tensor], { budget: { bits: 99 } });
    await expect(load('plain.swr', bytes)).rejects.toThrow(/plain\.swr: .*without a topology/);
  });

  test('other bytes, half a file, a missing one, a folder', async () => {
    await expect(load('text.swr', 'not one of ours, but long enough')).rejects.toThrow(/text\.swr/);
    const whole = await saved(graphArtifacts(), { bits: 12 });
    await expect(load('half.swr', whole.subarray(0, whole.length / 2))).rejects.toThrow(/half\.swr/);
    await expect(tf.loadGraphModel(swr(join(folder, 'none.swr')))).rejects.toThrow(/none\.swr: no such file/);
    await expect(tf.loadGraphModel(swr(folder))).rejects.toThrow(/got a folder/);
  });

  test('a wrong seed, more bytes than are wanted, an aborted signal, nothing to load from', async () => {
    const whole = await saved(graphArtifacts(), { bits: 12, methods: ['universal'], seed: 'ours' });
    await expect(load('seed.swr', whole, { seed: 'theirs' })).rejects.toMatchObject({ code: 'WrongSeed' });
    await expect(load('big.swr', whole, { seed: 'ours', maximalBytes: 100 })).rejects.toMatchObject({
      code: 'LimitExceeded',
    });
    await expect(load('stop.swr', whole, { signal: AbortSignal.abort() })).rejects.toMatchObject({
      name: 'AbortError',
    });
    await expect(async () => swr(() => {}).load!()).rejects.toThrow(/to load from/);
  });
});
