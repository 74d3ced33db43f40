/** Every selection over a discrete pair of laws: the exact ones follow the target, the others come as close as they say. */
import { exp, localRandomness, log, sharedRandomness, uniform32 } from 'samplewire/core';
import {
  aStar,
  greedyPoisson,
  greedyRejection,
  type LevelledWeights,
  minimalRandom,
  orderedRandom,
  poissonFunctionalRepresentation,
  rejection,
  type Selection,
} from 'samplewire/rcc';
import { describe, expect, test } from 'vitest';
import { chiSquareCounts, SIGNIFICANCE } from '../../../src/testing/index.ts';

const p = [0.3, 0.25, 0.2, 0.15, 0.1];
const q = [0.05, 0.1, 0.15, 0.3, 0.4];
const BLOCKS = 12_000;
const shared = sharedRandomness('selections');
const local = localRandomness({ seed: 'selections' });
const largest = Math.max(...q.map((mass, i) => mass / p[i]!));

/** The symbol of candidate n: p's quantile of one shared word. */
function symbolOf(block: number, candidate: number): number {
  let rest = uniform32(shared.block(block).word(candidate, 0));
  return p.findIndex((mass) => {
    rest -= mass;
    return rest < 0;
  });
}

function weightsOf(block: number): LevelledWeights {
  const expectation = (f: (weight: number) => number): number =>
    p.reduce((sum, mass, i) => sum + mass * f(q[i]! / mass), 0);
  return {
    logWeightBound: log(largest) + 1e-12,
    normalised: true,
    shape: q,
    logWeights(first, out) {
      for (let i = 0; i < out.length; i++) {
        const symbol = symbolOf(block, first + i);
        out[i] = log(q[symbol]! / p[symbol]!);
      }
    },
    massAbove: (logLevel) => expectation((weight) => Math.max(0, weight - exp(logLevel))),
    proposalAbove: (logLevel) => expectation((weight) => (weight >= exp(logLevel) ? 1 : 0)),
  };
}

function run(selection: Selection<LevelledWeights>, name: string) {
  const counts = q.map(() => 0);
  const indices: number[] = [];
  let examined = 0;
  let totalVariation = 0;
  const own = localRandomness({ seed: `selections ${name}` });
  for (let block = 0; block < BLOCKS; block++) {
    const selected = selection.select(weightsOf(block), own.block(block));
    counts[symbolOf(block, selected.index)]!++;
    indices.push(selected.index);
    examined += selected.examined;
    totalVariation = selected.totalVariation ?? 0;
  }
  return { counts, indices, examined: examined / BLOCKS, totalVariation };
}

const expected = q.map((mass) => mass * BLOCKS);

describe('exact selections', () => {
  test.each([
    ['rejection', rejection],
    ['greedy rejection', greedyRejection],
    ['greedy Poisson rejection sampling', greedyPoisson],
    ['Poisson functional representation', poissonFunctionalRepresentation],
  ] as [string, Selection<LevelledWeights>][])(
    '%s: the sample follows the target, and the work is the largest weight',
    (name, selection) => {
      const { counts, examined, totalVariation } = run(selection, name);
      expect(chiSquareCounts(counts, expected).pValue).toBeGreaterThan(SIGNIFICANCE);
      expect(totalVariation).toBe(selection === greedyPoisson ? 1e-9 : 0);
      expect(examined).toBeGreaterThan(largest - 0.15);
      expect(examined).toBeLessThan(largest + 1.15);
    },
  );

  test('A* coding with a global bound is the Poisson functional representation', () => {
    expect(aStar).toBe(poissonFunctionalRepresentation);
  });

  test('rejection: the index is geometric, whatever the target', () => {
    const { indices } = run(rejection, 'geometric');
    const cells = 40;
    const counts = Array.from({ length: cells }, () => 0);
    for (const index of indices) counts[Math.min(index, cells - 1)]!++;
    const law = counts.map(
      (_, n) => (n < cells - 1 ? (1 / largest) * (1 - 1 / largest) ** n : (1 - 1 / largest) ** n) * BLOCKS,
    );
    expect(chiSquareCounts(counts, law).pValue).toBeGreaterThan(SIGNIFICANCE);
  });
});

describe('selections with a fixed number of candidates', () => {
  const distance = (counts: number[]): number =>
    counts.reduce((sum, count, i) => sum + Math.abs(count / BLOCKS - q[i]!), 0) / 2;

  test.each([
    ['minimal random', minimalRandom],
    ['ordered random', orderedRandom],
  ] as const)(
    '%s coding is within the total variation that it states, and far from exact with few candidates',
    (name, make) => {
      for (const candidates of [2, 8, 64]) {
        const { counts, totalVariation } = run(make(candidates), `${name} ${candidates}`);
        expect(distance(counts)).toBeLessThan(totalVariation + 0.02);
        expect(totalVariation).toBeCloseTo((largest - 1) / (largest + candidates - 1), 9);
        if (candidates === 2) expect(chiSquareCounts(counts, expected).pValue).toBeLessThan(SIGNIFICANCE);
      }
    },
  );

  test('ordered random coding leans to small indices and, with many candidates, is the Poisson functional representation', () => {
    const mean = (indices: number[]): number => indices.reduce((sum, index) => sum + log(index + 1), 0) / BLOCKS;
    const ordered = run(orderedRandom(4096), 'ordered many');
    const exact = run(poissonFunctionalRepresentation, 'exact');
    expect(mean(ordered.indices)).toBeCloseTo(mean(exact.indices), 1);
    expect(mean(run(minimalRandom(64), 'minimal').indices)).toBeGreaterThan(2 * mean(exact.indices));
    expect(ordered.examined).toBeLessThan(2 * largest);
  });

  test('a levelled selection refuses unnormalised weights, a number of candidates must be one', () => {
    const weights = { ...weightsOf(0), normalised: false };
    for (const { select } of [greedyRejection, greedyPoisson]) {
      expect(() => select(weights, local.block(0))).toThrow(/normalised.*Poisson functional representation/);
    }
    expect(() => minimalRandom(0)).toThrow(/"candidates"/);
    expect(() => orderedRandom(1.5)).toThrow(/"candidates"/);
  });
});
