/**
 * npm run verify:memory: a million values through `send` and `receive` in bounded memory. The largest resident set of each
 * command on 10^6 values is compared with that on 10^5: it may grow by less than 200 MB. Then 10^7 values of a typed array
 * through a stream, in less than 150 MB beyond the array. Linux only (reads /proc).
 */
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { localRandomness, standardNormal } from 'samplewire/core';
import { finish, Verdicts } from './verify/table.mjs';

const LIMIT_MEGABYTES = 200;
const ARRAY_MEGABYTES = 150;
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
    table.print();
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
finish(table);
