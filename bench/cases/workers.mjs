/**
 * Two workers against one core, layered quantization and hybrid coding of whole arrays. The clock says how much sooner two
 * workers are done on this machine now, which says little where neighbours keep the cores busy. Processor time says what idle
 * cores would give: (time of one core) / (time of the main thread + half of the time of all other threads). Nothing that
 * the main thread does is taken to overlap with its workers, so this errs on the low side; Linux counts it in ticks of 10 ms.
 */
import { readFileSync } from 'node:fs';
import { localRandomness, standardNormal } from 'samplewire/core';
import { normal } from 'samplewire/distributions';
import { decode, encode } from 'samplewire/rcc';
import { workerPool } from 'samplewire/workers';

export const title = 'Two workers against one';

const COUNT = 524_288;
const SEED = 'bench';
const ROUNDS = 3;
const MILLISECONDS_PER_TICK = 10;

export async function report() {
  const random = localRandomness({ seed: 'centres' }).block(0);
  const mu = Float64Array.from({ length: COUNT }, () => 8 * standardNormal(random));
  const settings = (method, block) => ({
    method,
    ...(block === undefined ? {} : { block }),
    columns: [{ name: 'x', proposal: normal(0, Math.sqrt(65)) }],
    key: { seed: SEED },
    local: localRandomness({ seed: SEED }),
  });
  const targets = { rows: COUNT, columns: [{ law: 'normal', mu, sigma: 1 }] };
  const layered = await encode(targets, settings('layered'));
  const works = {
    'layered encode': (pool) => encode(targets, { ...settings('layered'), pool }),
    'layered decode': (pool) => decode(layered.bytes, { seed: SEED, pool }),
    'hybrid encode, d = 1': (pool) => encode(targets, { ...settings('hybrid', 1), pool }),
  };
  const pool = workerPool({ workers: 2 });
  const rows = [];
  for (const [name, work] of Object.entries(works)) {
    await work(pool);
    const rounds = [];
    for (let round = 0; round < ROUNDS; round++) rounds.push([await timed(work), await timed(work, pool)]);
    rows.push({
      name,
      milliseconds: [0, 1].map((i) => Math.round(median(rounds.map((times) => times[i].wall)))),
      clock: ratio(rounds, ([one, two]) => one.wall / two.wall),
      processor: ratio(rounds, ([one, two]) => one.cpu / (two.main + (two.cpu - two.main) / 2)),
    });
  }
  await pool.close();
  const lines = [
    '| case | one core, ms | two workers, ms | on the clock | in processor time |',
    '|---|---|---|---|---|',
    ...rows.map(
      ({ name, milliseconds: [one, two], clock, processor }) =>
        `| ${name} | ${one} | ${two} | ${clock} x | ${processor} x |`,
    ),
  ];
  return { cases: [{ values: COUNT, rows }], lines, draw: () => undefined, cores: 'two cores, shared with others' };
}

async function timed(work, pool) {
  const start = performance.now();
  const before = process.cpuUsage();
  const mainBefore = mainThread();
  await work(pool);
  const { user, system } = process.cpuUsage(before);
  return { wall: performance.now() - start, cpu: (user + system) / 1000, main: mainThread() - mainBefore };
}

/** Milliseconds of the processor that the main thread took so far. */
function mainThread() {
  const line = readFileSync(`/proc/self/task/${process.pid}/stat`, 'utf8');
  const fields = line.slice(line.lastIndexOf(')') + 2).split(' ');
  return MILLISECONDS_PER_TICK * (Number(fields[11]) + Number(fields[12]));
}

function ratio(rounds, of) {
  return Number(median(rounds.map(of)).toPrecision(3));
}

function median(values) {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
}
