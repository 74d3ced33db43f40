/**
 * Weights of discrete laws, for which everything is known: p proposes symbols, q is the target, w = q/p. Candidate n is p's
 * quantile of one shared word. The certificate is the true supremum.
 */
import { exp, log, sharedRandomness, uniform32 } from '../../../core/index.ts';
import type { LevelledWeights } from '../../../rcc/index.ts';

export interface DiscretePair {
  readonly law: string;
  readonly p: readonly number[];
  readonly q: readonly number[];
}

/** Mild, peaked, with a symbol that is never the target, and equal. */
export const discretePairs: readonly DiscretePair[] = [
  {
    law: 'q = (5, 10, 15, 30, 40) %, p = (30, 25, 20, 15, 10) %',
    p: [0.3, 0.25, 0.2, 0.15, 0.1],
    q: [0.05, 0.1, 0.15, 0.3, 0.4],
  },
  { law: 'q = (10, 10, 80) %, p = (60, 35, 5) %', p: [0.6, 0.35, 0.05], q: [0.1, 0.1, 0.8] },
  { law: 'q = (0, 50, 50) %, p = (50, 25, 25) %', p: [0.5, 0.25, 0.25], q: [0, 0.5, 0.5] },
];

const shared = sharedRandomness('laws of selections');

export function symbolOf(pair: DiscretePair, block: number, candidate: number): number {
  return symbolOfWord(pair, shared.block(block).word(candidate, 0));
}

function symbolOfWord({ p }: DiscretePair, word: number): number {
  let rest = uniform32(word);
  const symbol = p.findIndex((mass) => {
    rest -= mass;
    return rest < 0;
  });
  return symbol < 0 ? p.length - 1 : symbol;
}

export function discreteWeights(pair: DiscretePair, block: number): LevelledWeights {
  const { p, q } = pair;
  const ratios = q.map((mass, i) => mass / p[i]!);
  const logs = ratios.map((ratio) => log(ratio));
  const candidates = shared.block(block);
  let words = new Uint32Array(0);
  const expectation = (f: (weight: number) => number): number =>
    p.reduce((sum, mass, i) => sum + mass * f(ratios[i]!), 0);
  return {
    logWeightBound: Math.max(...logs),
    normalised: true,
    shape: q,
    logWeights(first, out) {
      if (words.length !== out.length) words = new Uint32Array(out.length);
      candidates.candidates(first, out.length, 0, 1, words);
      for (let i = 0; i < out.length; i++) out[i] = logs[symbolOfWord(pair, words[i]!)]!;
    },
    massAbove: (logLevel) => expectation((weight) => Math.max(0, weight - exp(logLevel))),
    proposalAbove: (logLevel) => expectation((weight) => (weight >= exp(logLevel) ? 1 : 0)),
  };
}

/** The same weights with another bound, another scale, or other values. */
export function changedWeights(weights: LevelledWeights, change: Partial<LevelledWeights>): LevelledWeights {
  return { ...weights, ...change };
}
