/** The tree: nodes at their addresses, intervals that add up, tails that keep their digits, limits that hold. */
import fc from 'fast-check';
import { type SharedBlock, sharedRandomness, uniform52 } from 'samplewire/core';
import { laplace, logistic, normal, uniform } from 'samplewire/distributions';
import { describe, expect, test } from 'vitest';
import { MAXIMAL_DEPTH, TreeWalk } from '../../../src/rcc/branching/tree.ts';

const shared = sharedRandomness('tree');
const turnsOf = fc.array(fc.integer({ min: 0, max: 1 }), { maxLength: 90 });

/** V by the words of the format: the last 52 turns as an integer, words 2d and 2d + 1. */
function shareAt(block: SharedBlock, turns: readonly number[]): number {
  const candidate = Number(BigInt(`0b0${turns.slice(-52).join('')}`));
  return uniform52(block.word(candidate, 2 * turns.length), block.word(candidate, 2 * turns.length + 1));
}

/** A block whose words are all 0: every node is cut next to its lower end. */
const zeros: SharedBlock = {
  word: () => 0,
  fill: (_candidate, _firstWord, out) => void out.fill(0),
  candidates: (_first, _count, _firstWord, _words, out) => void out.fill(0),
};

describe('a walk', () => {
  test('finds at every node the uniform of its address', () => {
    fc.assert(
      fc.property(turnsOf, fc.nat(), (turns, block) => {
        const walk = new TreeWalk(shared.block(block));
        turns.forEach((turn, depth) => {
          expect(walk.depth).toBe(depth);
          expect(walk.share).toBe(shareAt(shared.block(block), turns.slice(0, depth)));
          walk.descend(turn);
        });
        expect(walk.share).toBe(shareAt(shared.block(block), turns));
      }),
      { seed: 1, numRuns: 60 },
    );
  });

  test('cuts the interval by products of shares, and points lie in it', () => {
    fc.assert(
      fc.property(turnsOf, (turns) => {
        const walk = new TreeWalk(shared.block(0));
        let [lower, upper, width] = [0, 1, 1];
        for (const turn of turns.slice(0, 30)) {
          const share = walk.share;
          const u = lower + (upper - lower) * share;
          expect(walk.point(uniform(0, 1))).toBeCloseTo(u, 12);
          walk.descend(turn);
          if (turn === 0) [upper, width] = [u, width * share];
          else [lower, width] = [u, width * (1 - share)];
          expect(walk.width).toBe(width);
          expect(walk.width).toBeCloseTo(upper - lower, 12);
        }
      }),
      { seed: 1, numRuns: 60 },
    );
  });

  test('keeps the path, and starts again at the root of another block', () => {
    const walk = new TreeWalk(shared.block(1));
    for (const turn of [1, 0, 1, 1]) walk.descend(turn);
    expect(walk.pathTo(3)).toEqual({ depth: 3, turns: Uint8Array.of(1, 0, 1) });
    walk.restart(shared.block(2));
    expect(walk.depth).toBe(0);
    expect(walk.width).toBe(1);
    expect(walk.share).toBe(shareAt(shared.block(2), []));
    expect(walk.pathTo(0)).toEqual({ depth: 0, turns: new Uint8Array() });
  });

  test('is symmetric: both tails keep their digits, down to a mass of e^-600', () => {
    const block = shared.block(3);
    for (const law of [normal(0, 1), laplace(0, 1), logistic(0, 1)]) {
      const [left, right] = [new TreeWalk(block), new TreeWalk(block)];
      // A node of the left tail by its mass below; the right tail by the mass above, in the same digits.
      let [below, above] = [1, 1];
      while (left.width > 1e-260) {
        below *= left.share;
        left.descend(0);
      }
      while (right.width > 1e-260) {
        above *= 1 - right.share;
        right.descend(1);
      }
      expect(left.point(law)).toBe(law.quantile(below * left.share));
      expect(right.point(law)).toBe(law.quantileSurvival(above * (1 - right.share)));
      expect(left.point(law)).toBeLessThan(law.quantile(1e-250));
      expect(right.point(law)).toBeGreaterThan(law.quantileSurvival(1e-250));
    }
  });

  test('ends at the depth limit and before intervals underflow', () => {
    const walk = new TreeWalk(zeros);
    for (let depth = 0; depth < MAXIMAL_DEPTH; depth++) walk.descend(1);
    expect(() => walk.descend(1)).toThrow(/at most 1000 turns/);
    walk.restart(zeros);
    const narrow = (): void => {
      for (let depth = 0; depth < 20; depth++) walk.descend(0);
    };
    expect(narrow).toThrow(/2\^-1000/);
    expect(Number.isFinite(walk.point(normal(0, 1)))).toBe(true);
  });
});
