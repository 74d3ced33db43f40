/**
 * Hybrid coding at one setting, Gaussian targets of deviation 1 cut at 1e-4 of a block: the score of a candidate late in a
 * search (at most one nat below the largest weight counts), and whole searches, message and sample. Plain is the definition,
 * candidate by candidate, one logarithm per arrival.
 */
import { localRandomness, normalQuantile, sharedRandomness, standardNormal } from 'samplewire/core';
import { normal, truncatedNormal } from 'samplewire/distributions';
import { dithered, hybridCoding } from 'samplewire/rcc';
import { plainDithered, plainHybridCoding } from '../../dist/testing/index.js';
import { cProgram } from '../reference.mjs';

export const title = 'Hybrid coding: scores and searches';

const CUT = 1e-4;
const CANDIDATES = 262_144;
const ALLOWED = 1;
const SEARCHES = { 1: 20_000, 2: 10_000, 4: 1_000 };

const shared = sharedRandomness('bench');

export function cases() {
  return [...[1, 2, 4, 8].map(scoring), ...Object.keys(SEARCHES).map((d) => searching(Number(d)))];
}

/** Half the width of a target's support, and cells that fit it. */
function cells(dimensions) {
  const reach = normalQuantile(1 - (1 - (1 - CUT) ** (1 / dimensions)) / 2);
  const widths = Array(dimensions).fill(2 * reach * (1 + 1e-8));
  return { reach, widths, marginals: widths.map((_, i) => normal(0, i % 2 === 0 ? 40 : 20)) };
}

function scoring(dimensions) {
  const { reach, ...options } = cells(dimensions);
  const target = options.widths.map(() => truncatedNormal(0, 1, -reach, reach));
  const batch = new Float64Array(64);
  const score = (proposal) => () => {
    const { weights } = proposal.candidates(target, shared.block(0));
    const cutoff = weights.logWeightBound - ALLOWED;
    for (let first = 0; first < CANDIDATES; first += batch.length) weights.logWeights(first, batch, cutoff);
  };
  return {
    name: `score, ${dimensions} coordinate${dimensions === 1 ? '' : 's'}`,
    unit: 'candidate',
    operations: CANDIDATES,
    forms: {
      samplewire: score(dithered(options)),
      plain: score(plainDithered(options)),
      c: cProgram('scoring', [CANDIDATES, dimensions, options.widths[0], ALLOWED]),
    },
    limits: dimensions === 4 ? { plain: 10, c: 5 } : {},
  };
}

function searching(dimensions) {
  const { reach, ...options } = cells(dimensions);
  const searches = SEARCHES[dimensions];
  const random = localRandomness({ seed: 'bench' }).block(dimensions);
  const local = localRandomness();
  const targets = Array.from({ length: searches }, () =>
    options.marginals.map(({ sigma }) => {
      const mu = sigma * standardNormal(random);
      return truncatedNormal(mu, 1, mu - reach, mu + reach);
    }),
  );
  const search = (coding) => () => {
    for (let b = 0; b < searches; b++) coding.simulate(targets[b], shared.block(b), local.block(b));
  };
  return {
    name: `search, blocks of ${dimensions}`,
    unit: 'block',
    operations: searches,
    forms: { samplewire: search(hybridCoding(options)), plain: search(plainHybridCoding(options)) },
    limits: { 1: { plain: 3 }, 2: {}, 4: { plain: 20 } }[dimensions],
  };
}
