/**
 * npm run verify:search: 10^6 blocks by the tuned search, with a sender's own generator and with a seeded one, against the
 * plain form: the same index, point, sample and number of candidates.
 */
import { parseArgs } from 'node:util';
import { localRandomness, normalQuantile, sharedRandomness, standardNormal } from 'samplewire/core';
import { laplace, logistic, normal, truncatedNormal } from 'samplewire/distributions';
import { hybridCoding } from 'samplewire/rcc';
import { plainHybridCoding } from 'samplewire/testing';
import { finish, Verdicts } from './verify/table.mjs';

const { values } = parseArgs({ options: { blocks: { type: 'string', default: '1000000' } } });
const total = Number(values.blocks);
/** Share of all blocks, by the cost of a block. */
const SHARES = { 1: 0.72, 2: 0.2, 3: 0.06, 4: 0.02 };
const shared = sharedRandomness('search');
const generators = { seeded: localRandomness({ seed: 'search' }), 'of its own': localRandomness() };

/** Half the width of what holds all but 1e-4 of a block's mass. */
const reach = (d) => normalQuantile(1 - (1 - (1 - 1e-4) ** (1 / d)) / 2);
const LAWS = {
  'normal, cut at 1e-4': (mu, d) => truncatedNormal(mu, 1, mu - reach(d), mu + reach(d)),
  Laplace: (mu) => laplace(mu, 0.8),
  logistic: (mu) => logistic(mu, 0.6),
};

function disagreements(d, blocks, lawOf, local) {
  const widths = Array(d).fill(2 * reach(d) * (1 + 1e-8));
  const options = { widths, marginals: widths.map(() => normal(0, 40)) };
  const [plain, tuned] = [plainHybridCoding(options), hybridCoding(options)];
  const random = local.block(2 ** 40);
  let count = 0;
  for (let b = 0; b < blocks; b++) {
    const target = widths.map(() => lawOf(40 * standardNormal(random), d));
    const [expected, got] = [plain, tuned].map((form) => form.simulate(target, shared.block(b), local.block(b)));
    const isSame =
      got.message.index === expected.message.index &&
      got.examined === expected.examined &&
      got.message.point.every((k, i) => Object.is(k, expected.message.point[i])) &&
      got.sample.every((z, i) => Object.is(z, expected.sample[i]));
    if (!isSame) count++;
  }
  return count;
}

const verdicts = new Verdicts('tuned searches that differ from the plain form');
const parts = Object.keys(generators).length * Object.keys(LAWS).length;
for (const [generator, local] of Object.entries(generators)) {
  for (const [name, lawOf] of Object.entries(LAWS)) {
    for (const [d, share] of Object.entries(SHARES)) {
      const blocks = Math.ceil((total * share) / parts);
      const differing = disagreements(Number(d), blocks, lawOf, local);
      verdicts.add(`${name}, d = ${d}, ${blocks} blocks, generator ${generator}`, differing, 0, differing === 0);
    }
  }
}
verdicts.print();
finish(verdicts);
