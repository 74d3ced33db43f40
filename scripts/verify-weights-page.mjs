/**
 * npm run verify:page: networks compressed to .swr, loaded by a page in headless Chromium with tf.loadGraphModel(swr(url)),
 * say there what the originals say in Node. The inputs are crops of a photograph in @vladmandic/human (assets/samples.jpg: a
 * group of people, with the labels that its demo has drawn over them).
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { finish, Verdicts } from './verify/table.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const chromium = process.env.CHROMIUM ?? '/usr/bin/chromium';
const human = join(root, 'node_modules/@vladmandic/human');
const wasm = join(root, 'node_modules/@tensorflow/tfjs-backend-wasm/dist');

const missing = [chromium, join(human, 'assets/samples.jpg')].filter((path) => !existsSync(path));
if (missing.length > 0) {
  console.log(`skipped: ${missing.join(' and ')} not found (Debian package chromium, npm ci)`);
  process.exit(0);
}

/** Centres and sides, in pixels of the photograph, of heads. */
const HEADS = [
  [246, 530, 110],
  [330, 545, 110],
  [400, 480, 110],
  [440, 545, 110],
  [565, 500, 110],
  [570, 560, 110],
  [690, 455, 120],
  [700, 555, 110],
  [785, 480, 110],
  [780, 570, 110],
  [865, 520, 110],
  [985, 590, 120],
];
const MODELS = [
  {
    name: 'emotion',
    side: 64,
    channels: 1,
    value: (v) => v / 127.5 - 1,
    budget: ['--tolerance', '0.2%'],
    bound: 0.002,
  },
  { name: 'liveness', side: 32, channels: 3, value: (v) => v / 127.5 - 1, budget: ['--tolerance', '1%'], bound: 0.01 },
  { name: 'facemesh', side: 192, channels: 3, value: (v) => v / 255, budget: ['--tolerance', '0.5%'], bound: 0.005 },
];

const folder = mkdtempSync(join(tmpdir(), 'samplewire-page-'));
const require = createRequire(import.meta.url);
const sharp = require('sharp');
const tf = await import('@tensorflow/tfjs');
const { runModel, useFastBackend, inputsOfArrays } = await import('samplewire/compress-ml/tfjs');
const { decompressWeights, tensorValues } = await import('samplewire/compress-ml');

/** N x side x side x channels. */
async function crops({ side, channels, value }) {
  const parts = [];
  for (const [x, y, size] of HEADS) {
    const area = { left: x - size / 2, top: y - size / 2, width: size, height: size };
    const image = sharp(join(human, 'assets/samples.jpg')).extract(area).removeAlpha().toColourspace('srgb');
    const data = await image.resize(side, side).raw().toBuffer();
    for (let i = 0; i < data.length; i += 3) {
      if (channels === 1) parts.push(value(0.299 * data[i] + 0.587 * data[i + 1] + 0.114 * data[i + 2]));
      else parts.push(value(data[i]), value(data[i + 1]), value(data[i + 2]));
    }
  }
  return { name: 'crops', shape: [HEADS.length, side, side, channels], values: Float32Array.from(parts) };
}

function writeNpy(path, { shape, values }) {
  const text = `{'descr': '<f4', 'fortran_order': False, 'shape': (${shape.join(', ')}), }`.padEnd(117);
  const head = Buffer.concat([Buffer.from('\x93NUMPY\x01\x00\x76\x00', 'latin1'), Buffer.from(`${text}\n`)]);
  writeFileSync(path, Buffer.concat([head, Buffer.from(values.buffer)]));
}

async function original(name, array) {
  const path = join(human, 'models', `${name}.json`);
  const { weightsManifest, ...rest } = JSON.parse(readFileSync(path, 'utf8'));
  const data = readFileSync(join(human, 'models', weightsManifest[0].paths[0]));
  const artifacts = { ...rest, weightSpecs: weightsManifest[0].weights, weightData: new Uint8Array(data).buffer };
  const model = await tf.loadGraphModel({ load: () => Promise.resolve(artifacts) });
  const outputs = [];
  for (const input of inputsOfArrays(model, new Map([['', array]]))) {
    outputs.push((await runModel(model, input)).map(({ name: output, values }) => [output, Array.from(values)]));
  }
  return outputs;
}

/** Of all weights, as float32 in the order of the file. */
function weightsHash(file) {
  const hash = createHash('sha256');
  for (const tensor of decompressWeights(file).tensors) {
    const values = Float32Array.from(tensorValues(tensor));
    hash.update(new Uint8Array(values.buffer));
  }
  return hash.digest('hex');
}

const page = `
import * as tf from '@tensorflow/tfjs';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import { swr } from 'samplewire/compress-ml/tfjs';
async function hashOf(artifacts) {
  const weights = tf.io.decodeWeights(artifacts.weightData, artifacts.weightSpecs);
  const parts = [];
  for (const { name } of artifacts.weightSpecs) parts.push(new Uint8Array(Float32Array.from(await weights[name].data()).buffer));
  const digest = await crypto.subtle.digest('SHA-256', await new Blob(parts).arrayBuffer());
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
window.run = async (name, shape) => {
  setWasmPaths('/wasm/');
  await tf.setBackend('wasm');
  const fractions = [];
  const started = performance.now();
  const model = await tf.loadGraphModel(swr(name + '.swr', { onProgress: (fraction) => fractions.push(fraction) }));
  const milliseconds = performance.now() - started;
  const values = new Float32Array(await (await fetch(name + '.inputs')).arrayBuffer());
  const size = values.length / shape[0];
  const outputs = [];
  for (let i = 0; i < shape[0]; i++) {
    const x = tf.tensor(values.slice(i * size, (i + 1) * size), [1, ...shape.slice(1)]);
    const found = model.execute(x, model.outputNodes);
    const list = Array.isArray(found) ? found : [found];
    outputs.push(await Promise.all(list.map(async (tensor, j) => [model.outputNodes[j], Array.from(await tensor.data())])));
  }
  const here = await hashOf(await swr(name + '.swr').load());
  const inThread = await hashOf(await swr(new URL(name + '.swr', location.href), { worker: true }).load());
  return { outputs, milliseconds, fractions, here, inThread, backend: tf.getBackend() };
};
window.ready = true;
`;

async function bundle() {
  const { build } = await import('esbuild');
  const common = {
    bundle: true,
    format: 'esm',
    platform: 'browser',
    minify: true,
    absWorkingDir: root,
    outdir: folder,
    logLevel: 'error',
  };
  await build({ ...common, stdin: { contents: page, resolveDir: root, sourcefile: 'page.js' }, entryNames: 'page' });
  await build({ ...common, entryPoints: ['dist/compress-ml/tfjs/decoder-thread.js'], entryNames: 'decoder-thread' });
}

const TYPES = { '.js': 'text/javascript', '.html': 'text/html', '.wasm': 'application/wasm' };
const server = createServer((request, response) => {
  const name = basename(request.url);
  const path = join(request.url.startsWith('/wasm/') ? wasm : folder, name);
  if (name === '' || !existsSync(path)) return response.writeHead(404).end();
  const type = TYPES[name.slice(name.lastIndexOf('.'))] ?? 'application/octet-stream';
  return response
    .writeHead(200, { 'content-type': type, 'content-length': statSync(path).size })
    .end(readFileSync(path));
});

const argmax = (values) => values.indexOf(Math.max(...values));
const share = (a, b) => {
  let [distance, power] = [0, 0];
  a.forEach((value, i) => {
    distance += (value - b[i]) ** 2;
    power += b[i] ** 2;
  });
  return distance / power;
};

const verdicts = new Verdicts(
  'networks in a page: tf.loadGraphModel(swr(url)) in Chromium beside the originals in Node',
);
let browser;
try {
  await useFastBackend();
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    join(folder, 'index.html'),
    '<!doctype html><meta charset="utf-8"><script type="module" src="page.js"></script>',
  );
  await bundle();
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { chromium: driver } = await import('playwright-core');
  browser = await driver.launch({
    executablePath: chromium,
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  });
  const tab = await browser.newPage();
  const complaints = [];
  tab.on('pageerror', (error) => complaints.push(error.message));
  await tab.goto(`http://127.0.0.1:${server.address().port}/index.html`);
  await tab.waitForFunction('window.ready === true', undefined, { timeout: 60_000 }).catch((error) => {
    throw new Error(complaints.join('; ') || error.message);
  });
  for (const model of MODELS) {
    const { name, budget, bound } = model;
    const array = await crops(model);
    writeNpy(join(folder, `${name}.npy`), array);
    writeFileSync(join(folder, `${name}.inputs`), new Uint8Array(array.values.buffer));
    const source = join(human, 'models', `${name}.json`);
    const file = join(folder, `${name}.swr`);
    const calibrate = budget[0] === '--tolerance' ? ['--calibrate', join(folder, `${name}.npy`)] : [];
    execFileSync(process.execPath, [
      join(root, 'dist/cli/main.js'),
      'compress',
      source,
      '-o',
      file,
      ...budget,
      ...calibrate,
      '-q',
    ]);
    const expected = await original(name, array);
    const got = await tab.evaluate(([model, shape]) => window.run(model, shape), [name, array.shape]);
    const bytes = statSync(file).size;
    const weights = statSync(join(human, 'models', `${name}.bin`)).size;
    verdicts.add(
      `${name} ${budget.join(' ')}: bytes of ${weights}, loaded in ${got.milliseconds.toFixed(0)} ms`,
      bytes,
      weights / 2,
      bytes < weights / 2,
    );
    const hash = weightsHash(readFileSync(file));
    verdicts.add(
      `${name}: weights bit for bit as in Node, in the page and in a thread`,
      Number(got.here === hash) + Number(got.inThread === hash),
      2,
      got.here === hash && got.inThread === hash,
    );
    verdicts.add(`${name}: progress ends at 1`, got.fractions.at(-1), 1, got.fractions.at(-1) === 1);
    const ratios = expected.flatMap((outputs, i) =>
      outputs.map(([, values], j) => share(got.outputs[i][j][1], values)),
    );
    const error = Math.sqrt(ratios.reduce((sum, ratio) => sum + ratio, 0) / ratios.length);
    // Kernels of WebAssembly sum in another order where their vectors are wider: a hundredth of the bound is left for that.
    verdicts.add(`${name}: outputs changed by (${got.backend})`, error, bound, error <= 1.01 * bound);
    if (name === 'facemesh') {
      const mesh = expected.map((outputs, i) => {
        const index = outputs.findIndex(([output]) => output === 'output_mesh');
        const [a, b] = [got.outputs[i][index][1], outputs[index][1]];
        let sum = 0;
        for (let at = 0; at < b.length; at += 3) sum += Math.hypot(a[at] - b[at], a[at + 1] - b[at + 1]);
        return sum / (b.length / 3);
      });
      const pixels = mesh.reduce((sum, value) => sum + value, 0) / mesh.length;
      verdicts.add(`${name}: 468 landmarks, mean distance in pixels of 192`, pixels, 1, pixels < 1);
    } else {
      const same = expected.filter((outputs, i) => argmax(outputs[0][1]) === argmax(got.outputs[i][0][1])).length;
      verdicts.add(`${name}: same label, of ${expected.length} crops`, same, expected.length, same === expected.length);
    }
  }
} finally {
  await browser?.close();
  server.close();
  rmSync(folder, { recursive: true, force: true });
}
verdicts.print();
finish(verdicts);
