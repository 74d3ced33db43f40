/**
 * npm run bench:costs: what the planner says that a value costs against what it costs, both relative to hybrid coding in
 * its largest blocks: the check of the planner's cost table. CPU time of whole encodes, the least of three.
 */
import { writeFileSync } from 'node:fs';
import { localRandomness, standardNormal } from 'samplewire/core';
import { normal } from 'samplewire/distributions';
import { ChannelEncoder, planChannel } from 'samplewire/rcc';

const ROUNDS = 3;
/** What one encode may cost, by the planner. */
const NANOSECONDS = 300_000_000;
const METHODS = [
  'layered',
  'gaussian-channel',
  'hybrid',
  'hybrid-cdf',
  'poisson-functional-representation',
  'rejection',
  'a-star-branching',
  'greedy-poisson-branching',
];
const local = localRandomness({ seed: 'costs' });

function targetsOf(tau, rows) {
  const random = localRandomness({ seed: `costs ${tau}` }).block(0);
  const mu = Float64Array.from({ length: rows }, () => tau * standardNormal(random));
  return { rows, columns: [{ law: 'normal', mu, sigma: 1 }] };
}

function nanosecondsPerValue(settings, targets) {
  let least = Number.POSITIVE_INFINITY;
  for (let round = 0; round < ROUNDS; round++) {
    const started = process.cpuUsage();
    const encoder = new ChannelEncoder({ ...settings, key: { seed: 'costs' }, local });
    encoder.push(targets);
    encoder.finish();
    const { user, system } = process.cpuUsage(started);
    least = Math.min(least, (1000 * (user + system)) / targets.rows);
  }
  return least;
}

const lines = ['| signal deviation | method | block | planned | measured | ratio |', '|---|---|---|---|---|---|'];
let outside = 0;
for (const tau of [0.5, 3, 30]) {
  const proposal = normal(0, Math.sqrt(tau * tau + 1));
  const { methods } = planChannel({ targets: targetsOf(tau, 8000), proposals: [proposal], methods: METHODS });
  const measured = methods.map(({ method, dimension, nanosecondsPerValue: planned }) => {
    const rows = Math.max(200, Math.min(40_000, Math.floor(NANOSECONDS / planned)));
    const settings = { method, block: dimension, columns: [{ name: 'x', proposal }] };
    return nanosecondsPerValue(settings, targetsOf(tau, rows));
  });
  const yardstick = methods.reduce((best, { method, dimension }, i) => {
    return method === 'hybrid' && (best < 0 || dimension > methods[best].dimension) ? i : best;
  }, -1);
  methods.forEach(({ method, dimension, nanosecondsPerValue: planned }, i) => {
    const [says, is] = [planned / methods[yardstick].nanosecondsPerValue, measured[i] / measured[yardstick]];
    if (!(says / is <= 2 && is / says <= 2)) outside++;
    lines.push(
      `| ${tau} | ${method} | ${dimension} | ${says.toFixed(2)} | ${is.toFixed(2)} | ${(says / is).toFixed(2)} |`,
    );
  });
}
const verdict = `${outside} of ${lines.length - 2} relative costs outside a factor of 2`;
console.log(`${lines.join('\n')}\n\n${verdict}`);
writeFileSync(
  new URL('./results/costs.md', import.meta.url),
  `Cost of a value relative to hybrid coding in its largest blocks, as planned and as measured\n\n${lines.join('\n')}\n\n${verdict}\n`,
);
process.exitCode = outside === 0 ? 0 : 1;
