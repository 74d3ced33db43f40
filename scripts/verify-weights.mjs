/**
 * npm run verify:weights [-- --all]: weights of packaged networks in fewer bytes at the same output error.
 *
 * Bounds are checked on the committed table (bench/results/weights.json), and on two small networks measured again, or on all
 * of them with --all; without the photographs that these run on (see bench/weights/photographs.mjs) a line says so. Beside it,
 * always measured: the three quantizers on synthetic weights, code length against entropy, what the container adds.
 */

import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { MODELS } from '../bench/weights/models.mjs';
import { isInstalled } from '../bench/weights/network.mjs';
import { missingPhotographs } from '../bench/weights/photographs.mjs';
import { counts, linesOf, METHODS, mean } from '../bench/weights/summary.mjs';
import { finish, Verdicts } from './verify/table.mjs';
import { checkCoding } from './verify/weight-coding.mjs';

const { values: options } = parseArgs({ options: { all: { type: 'boolean', default: false } } });
const committed = JSON.parse(readFileSync(new URL('../bench/results/weights.json', import.meta.url), 'utf8')).cases;
const program = fileURLToPath(new URL('../bench/weights/one.mjs', import.meta.url));

/** Shares of the bytes of affine codes at the same output error: at most, for one network, and on average. */
const OF_BROTLI = { each: 0.9, average: 0.72 };
const OF_ORDER_ZERO = { each: 1, average: 0.85 };

function checkNetworks(title, networks, hasAverage) {
  const table = new Verdicts(title);
  const lines = linesOf(networks).filter(({ network }) => counts(network));
  for (const { network, limit, ofBrotli, ofOrderZero, best, at } of lines) {
    const name = `${network.name}, e = ${limit}`;
    table.add(
      `${name}: ${best}, of affine per tensor + brotli 11`,
      ofBrotli,
      OF_BROTLI.each,
      ofBrotli <= OF_BROTLI.each,
    );
    table.add(`${name}: of affine + order-0 coder`, ofOrderZero, OF_ORDER_ZERO.each, ofOrderZero < OF_ORDER_ZERO.each);
    const isMet = METHODS.every((method) => at(method) === undefined || at(method).error <= limit);
    table.add(
      `${name}: output error of every method`,
      Math.max(...METHODS.map((m) => at(m)?.error ?? 0)),
      limit,
      isMet,
    );
  }
  if (hasAverage) {
    const networksCounted = new Set(lines.map(({ network }) => network.name)).size;
    table.add('networks that count', networksCounted, 5, networksCounted >= 5);
    const brotli = mean(lines.map(({ ofBrotli }) => ofBrotli));
    table.add('average, of affine per tensor + brotli 11', brotli, OF_BROTLI.average, brotli <= OF_BROTLI.average);
    const orderZero = mean(lines.map(({ ofOrderZero }) => ofOrderZero));
    table.add(
      'average, of affine + order-0 coder',
      orderZero,
      OF_ORDER_ZERO.average,
      orderZero <= OF_ORDER_ZERO.average,
    );
  }
  table.print();
  return table;
}

/** Measured now, each network in a process of its own. */
function measured(models) {
  const folder = mkdtempSync(join(tmpdir(), 'samplewire-weights-'));
  try {
    return models.map(({ name }, i) => {
      const file = join(folder, `${i}.json`);
      const args = [program, name, file, ...(options.all ? [] : ['rounding', 'lattice'])];
      const { status, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
      if (status !== 0 || !existsSync(file)) throw new Error(`${name}: ${stderr}`);
      return JSON.parse(readFileSync(file, 'utf8'));
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const tables = [checkNetworks('Networks at equal output error, shares of bytes: the committed table', committed, true)];
const models = MODELS.filter(({ isFast, file }) => (options.all || isFast) && isInstalled(file));
const missing = missingPhotographs();
if (missing === undefined) tables.push(checkNetworks('The same, measured now', measured(models), options.all));
else console.log(`\nNothing was measured again on networks: ${missing}`);
tables.push(await checkCoding());
finish(...tables);
