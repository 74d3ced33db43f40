/** A* coding against its whole tree; and faults that were met in the field, planted into it: each is found. */
import {
  exponential,
  LN2,
  localRandomness,
  log,
  type RandomSource,
  type SharedBlock,
  sharedRandomness,
} from 'samplewire/core';
import { normal } from 'samplewire/distributions';
import { describe, expect, test } from 'vitest';
import { aStarSearch } from '../../../src/rcc/branching/a-star.ts';
import { TreeWalk } from '../../../src/rcc/branching/tree.ts';
import type { Search } from '../../../src/rcc/branching/tree-search.ts';
import { logWeightAt, treeTargets } from '../../../src/rcc/branching/tree-target.ts';
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

/** All nodes that come before the end of the race; off the path to the peak arrivals are drawn from `others`. */
function wholeTree(block: SharedBlock, local: RandomSource, others: RandomSource) {
  let best = { logScore: Infinity, sample: 0, turns: [] as number[] };
  const waiting = [{ turns: [] as number[], time: exponential(local), isOnPath: true }];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    const { turns, time, isOnPath } = node;
    // Late arrivals cannot win; on the path they are drawn all the same, in its order.
    if (log(time) - target.logSupremum > 3) continue;
    const walk = new TreeWalk(block);
    for (const turn of turns) walk.descend(turn);
    const [sample, share, width] = [walk.point(p), walk.share, walk.width];
    const logScore = log(time) - logWeightAt(target, sample);
    if (logScore < best.logScore) best = { logScore, sample, turns };
    const towards = sample < target.mode ? 1 : 0;
    for (const turn of [0, 1]) {
      const staysOnPath = isOnPath && turn === towards;
      const part = width * (turn === 0 ? share : 1 - share);
      const arrival = time + exponential(staysOnPath ? local : others) / part;
      waiting.push({ turns: [...turns, turn], time: arrival, isOnPath: staysOnPath });
    }
  }
  return best;
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

  test('has the same winner with any larger bound', () => {
    for (let i = 0; i < 2000; i++) {
      const block = shared.block(i);
      const stopped = aStarSearch(target, new TreeWalk(block), local.block(i));
      const loose = { ...target, logSupremum: target.logSupremum + 4 };
      const longer = aStarSearch(loose, new TreeWalk(block), local.block(i));
      expect(longer).toEqual({ ...stopped, examined: longer.examined });
      expect(longer.examined).toBeGreaterThanOrEqual(stopped.examined);
    }
  });

  test('misses no winner off its path: the whole tree, searched with the same arrivals, has the same', () => {
    for (let i = 0; i < 500; i++) {
      const block = shared.block(i);
      const { depth, sample } = aStarSearch(target, new TreeWalk(block), local.block(i));
      const winner = wholeTree(block, local.block(i), local.block(10_000 + i));
      expect({ depth: winner.turns.length, sample: winner.sample }).toEqual({ depth, sample });
    }
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
