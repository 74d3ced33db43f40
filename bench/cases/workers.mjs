/**
 * Two workers against one core: whole files by both, the same bytes. On a busy machine the clock measures the neighbours, so
 * processor time is taken as well, of every thread by itself (Linux: nanoseconds on a core, /proc/self/task/ID/schedstat).
 * The column says what two idle cores would give if nothing of the main thread's work overlapped with its workers':
 *
 *     (one core: all threads of the process) / (two workers: main thread + half of all other threads)
 *
 * Other threads are the workers, the collector's and the compiler's. Times of a core that two hardware threads share grow when
 * both are busy; idle machines show that in the column of the clock. One minute.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { localRandomness, standardNormal } from 'samplewire/core';
import { normal } from 'samplewire/distributions';
import { decode, encode } from 'samplewire/rcc';
import { workerPool } from 'samplewire/workers';

export const title = 'Two workers against one';

const COUNT = 524_288;
const SEED = 'bench';
const ROUNDS = 5;
/** Searches take ten times as long. */
const FEWER = 131_072;

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
  const fewer = { rows: FEWER, columns: [{ law: 'normal', mu: mu.subarray(0, FEWER), sigma: 1 }] };
  const layered = await encode(targets, settings('layered'));
  const exact = (method) => ({ ...settings(method), coder: 'range' });
  const ranged = await encode(targets, exact('layered'));
  const works = {
    'layered encode, tables': (pool) => encode(targets, { ...settings('layered'), pool }),
    'layered decode, tables': (pool) => decode(layered.bytes, { seed: SEED, pool }),
    'layered encode, exact probabilities': (pool) => encode(targets, { ...exact('layered'), pool }),
    'layered decode, exact probabilities': (pool) => decode(ranged.bytes, { seed: SEED, pool }),
    'hybrid encode, d = 1': (pool) => encode(fewer, { ...settings('hybrid', 1), pool }),
  };
  const pool = workerPool({ workers: 2 });
  const rows = [];
  for (const [name, work] of Object.entries(works)) {
    await work(pool);
    await work();
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
  const before = threadMilliseconds();
  await work(pool);
  const wall = performance.now() - start;
  const after = threadMilliseconds();
  const spent = (id) => (after.get(id) ?? 0) - (before.get(id) ?? 0);
  const cpu = [...after.keys()].reduce((sum, id) => sum + spent(id), 0);
  return { wall, cpu, main: spent(String(process.pid)) };
}

/** Milliseconds of the processor that each thread took so far. */
function threadMilliseconds() {
  const tasks = '/proc/self/task/';
  return new Map(
    readdirSync(tasks).map((id) => [id, Number(readFileSync(`${tasks}${id}/schedstat`, 'utf8').split(' ')[0]) / 1e6]),
  );
}

function ratio(rounds, of) {
  return Number(median(rounds.map(of)).toPrecision(3));
}

function median(values) {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
}
