/**
 * npm run verify:memory: a million values through `send` and `receive` in bounded memory. The largest resident set of each
 * command on 10^6 values is compared with that on 10^5: it may grow by less than 200 MB. Then 10^7 values of a typed array
 * through a stream, in less than 150 MB beyond the array. And weights: four tensors of 4 MB against one of them, and one of 16 MB:
 * memory may grow by four times what the largest tensor grows by, and the files. Linux only (reads /proc).
 */
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { floatTensor, serializeSafetensors } from 'samplewire/compress-ml';
import { localRandomness, standardNormal } from 'samplewire/core';
import { finish, Verdicts } from './verify/table.mjs';

const LIMIT_MEGABYTES = 200;
const ARRAY_MEGABYTES = 150;
/** Source and result of 16 MB of weights, and what a collector leaves lying. */
const FILE_MEGABYTES = 32;
const arrays = fileURLToPath(new URL('./verify/stream-array.mjs', import.meta.url));
const main = fileURLToPath(new URL('../dist/cli/main.js', import.meta.url));
const table = new Verdicts('Largest resident set, MB: 10^6 values against 10^5');
const folder = mkdtempSync(join(tmpdir(), 'samplewire-memory-'));

/** Runs the command and watches its high-water mark. */
function peakMegabytes(args) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [main, ...args, '--quiet'], { stdio: ['ignore', 'ignore', 'inherit'] });
    let peak = 0;
    const watch = setInterval(() => {
      try {
        const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
        peak = Math.max(peak, Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024);
      } catch {
        // The process has ended between two looks.
      }
    }, 20);
    child.on('error', reject);
    child.on('exit', (code) => {
      clearInterval(watch);
      if (code === 0) resolve(peak);
      else reject(new Error(`samplewire ${args[0]} ended with ${code}`));
    });
  });
}

function writeReadings(rows) {
  const random = localRandomness({ seed: `readings ${rows}` }).block(0);
  const path = join(folder, `${rows}.csv`);
  const lines = ['x'];
  for (let row = 0; row < rows; row++) lines.push(String(10 * standardNormal(random)));
  writeFileSync(path, `${lines.join('\n')}\n`);
  return path;
}

/** A safetensors file of normal weights; its path. */
function writeWeights(count, megabytes) {
  const random = localRandomness({ seed: 'weights' }).block(0);
  const block = Float32Array.from({ length: 65_536 }, () => standardNormal(random));
  const numbers = new Float32Array((megabytes * 2 ** 20) / 4);
  for (let at = 0; at < numbers.length; at += block.length) numbers.set(block, at);
  const tensors = Array.from({ length: count }, (_, i) => floatTensor(`t${i}`, [numbers.length / 64, 64], numbers));
  const path = join(folder, `${count}x${megabytes}.safetensors`);
  writeFileSync(path, serializeSafetensors(tensors));
  return path;
}

async function checkWeights() {
  const peaks = {};
  for (const [count, megabytes] of [
    [1, 4],
    [4, 4],
    [1, 16],
  ]) {
    const [input, file] = [writeWeights(count, megabytes), join(folder, `${count}x${megabytes}.swr`)];
    const output = join(folder, `${count}x${megabytes}.out.safetensors`);
    peaks[`${count}x${megabytes}`] = {
      compress: await peakMegabytes(['compress', input, '-o', file, '--bits', '4']),
      decompress: await peakMegabytes(['decompress', file, '-o', output]),
    };
  }
  for (const command of ['compress', 'decompress']) {
    const base = peaks['1x4'][command];
    for (const [models, name, bound] of [
      ['4x4', 'four tensors of 4 MB against one', 4 * 4],
      ['1x16', 'one of 16 MB against one of 4 MB', 4 * 12],
    ]) {
      const growth = peaks[models][command] - base;
      table.add(
        `${command}: ${name} (${base.toFixed(0)} MB)`,
        growth,
        bound + FILE_MEGABYTES,
        growth < bound + FILE_MEGABYTES,
      );
    }
  }
}

try {
  if (!existsSync('/proc/self/status')) {
    console.log('verify:memory needs /proc: skipped on this system');
  } else {
    const peaks = {};
    for (const rows of [100_000, 1_000_000]) {
      const [input, file, output] = [writeReadings(rows), join(folder, `${rows}.swr`), join(folder, `${rows}.out.csv`)];
      const target = ['--target', 'x = normal(x, 0.5)', '--proposal', 'x = normal(0, 10)', '--block', '4'];
      peaks[rows] = {
        send: await peakMegabytes(['send', input, '-o', file, ...target]),
        receive: await peakMegabytes(['receive', file, '-o', output]),
      };
    }
    for (const command of ['send', 'receive']) {
      const [small, large] = [peaks[100_000][command], peaks[1_000_000][command]];
      table.add(
        `${command}: ${small.toFixed(0)} MB on 10^5, ${large.toFixed(0)} MB on 10^6`,
        large - small,
        LIMIT_MEGABYTES,
        large - small < LIMIT_MEGABYTES,
      );
    }
    const beyond = Number(execFileSync(process.execPath, [arrays], { encoding: 'utf8' }));
    table.add(
      '10^7 float32 values through a stream, beyond the input',
      beyond,
      ARRAY_MEGABYTES,
      beyond < ARRAY_MEGABYTES,
    );
    await checkWeights();
    table.print();
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
finish(table);
