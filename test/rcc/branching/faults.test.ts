/** Faults that were met in the field, planted into tree searches: each is found. */
import { LN2, localRandomness, type RandomSource, type SharedBlock, sharedRandomness } from 'samplewire/core';
import { normal } from 'samplewire/distributions';
import { describe, expect, test } from 'vitest';
import { aStarSearch } from '../../../src/rcc/branching/a-star.ts';
import { TreeWalk } from '../../../src/rcc/branching/tree.ts';
import type { Search } from '../../../src/rcc/branching/tree-search.ts';
import { treeTargets } from '../../../src/rcc/branching/tree-target.ts';
import {
  kolmogorovSmirnov,
  probabilityIntegralTransform,
  SIGNIFICANCE,
  scoreIsExponential,
} from '../../../src/testing/index.ts';

const p = normal(0, 1);
const q = normal(1, 0.5);
const target = treeTargets(p)(q);
const shared = sharedRandomness('faults');
const local = localRandomness({ seed: 'faults' });

/** The smallest p-values of the law of the samples and of the scores. */
function pValues(
  search: Search,
  blocks: number,
  sourceOf: (block: SharedBlock, i: number) => RandomSource = (_, i) => local.block(i),
  walkOf: (block: SharedBlock) => TreeWalk = (block) => new TreeWalk(block),
) {
  const samples = new Float64Array(blocks);
  const logScores = new Float64Array(blocks);
  for (let i = 0; i < blocks; i++) {
    const block = shared.block(i);
    const found = search(target, walkOf(block), sourceOf(block, i));
    samples[i] = found.sample;
    logScores[i] = found.logScore!;
  }
  const { uniforms } = probabilityIntegralTransform(samples, q);
  const scores = scoreIsExponential(logScores, uniforms);
  return { law: kolmogorovSmirnov(uniforms).pValue, score: Math.min(...scores.map(({ pValue }) => pValue)) };
}

/** Local draws taken from the words that make the nodes. */
function copied(block: SharedBlock): RandomSource {
  let word = 0;
  return {
    nextUint32: () => block.word(0, word++),
    fill(out) {
      for (let i = 0; i < out.length; i++) out[i] = block.word(0, word++);
    },
  };
}

/** A walk that takes every turn to the other side. */
class FlippedWalk extends TreeWalk {
  override descend(turn: number): void {
    super.descend(1 - turn);
  }
}

describe('a search', () => {
  test('without faults passes', () => {
    const { law, score } = pValues(aStarSearch, 3000);
    expect(law).toBeGreaterThan(SIGNIFICANCE);
    expect(score).toBeGreaterThan(SIGNIFICANCE);
  });

  test('whose arrivals are made of the uniforms of its nodes shows in the law of the score', () => {
    expect(pValues(aStarSearch, 3000, copied).score).toBeLessThan(SIGNIFICANCE);
  });

  test('whose supremum is half of the true one meets a weight above it', () => {
    const half: Search = (known, walk, source) =>
      aStarSearch({ ...known, logSupremum: known.logSupremum - LN2 }, walk, source);
    expect(() => pValues(half, 200)).toThrow(/"logWeight" expected a number up to the certified bound/);
  });

  test('whose arrivals are late shows in the law of the score', () => {
    const late = (source: RandomSource): RandomSource => ({
      nextUint32: () => 0.9 * source.nextUint32(),
      fill: (out) => source.fill(out),
    });
    expect(pValues(aStarSearch, 8000, (_, i) => late(local.block(i))).score).toBeLessThan(SIGNIFICANCE);
  });

  test('that turns away from the peak shows in the law of the samples', () => {
    const { law } = pValues(aStarSearch, 3000, undefined, (block) => new FlippedWalk(block));
    expect(law).toBeLessThan(SIGNIFICANCE);
  });
});
