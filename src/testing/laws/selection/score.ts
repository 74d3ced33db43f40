/**
 * Laws of a search with a score (Poisson functional representation and its kin). They see what samples do not: a bound that
 * is 10 % too small, arrivals that are not independent of the candidates.
 */
import { exp, localRandomness } from '../../../core/index.ts';
import type { LevelledWeights, Selection } from '../../../rcc/index.ts';
import { examinedIsGeometric } from '../../goodness-of-fit/geometric-counts.ts';
import type { TestResult } from '../../goodness-of-fit/result.ts';
import { runOn } from '../../structure/run-on.ts';
import { scoreIsExponential } from '../../structure/score-law.ts';
import { resultsFinding } from '../show.ts';
import { type Theorem, theorem } from '../theorem.ts';
import { type DiscretePair, discreteWeights, symbolOf } from './discrete.ts';

type TestedSelection = Selection<LevelledWeights>;
const BLOCKS = 10_000;
const RUN_ONS = 2000;

export function scoreHasItsLaw(selection: TestedSelection): Theorem<DiscretePair> {
  return theorem({
    name: 'a score is Exponential(1) and independent of the sample',
    usualCauses: [
      'arrival times that share the stream of the candidates',
      'gaps of another rate than 1',
      'a wrong power of the weight',
    ],
    finding(pair, _, { significance }) {
      const local = localRandomness({ seed: 'score' });
      const ties = localRandomness({ seed: 'score, ties' }).block(0);
      const logScores = new Float64Array(BLOCKS);
      const uniforms = new Float64Array(BLOCKS);
      for (let block = 0; block < BLOCKS; block++) {
        const { index, logScore } = selection.select(discreteWeights(pair, block), local.block(block));
        if (logScore === undefined) return undefined;
        logScores[block] = logScore;
        const symbol = symbolOf(pair, block, index);
        const below = pair.q.slice(0, symbol).reduce((sum, mass) => sum + mass, 0);
        // A symbol becomes a uniform of its own interval.
        uniforms[block] = Math.min(1, below + pair.q[symbol]! * ((ties.nextUint32() + 0.5) / 4_294_967_296));
      }
      return resultsFinding(scoreIsExponential(logScores, uniforms), BLOCKS, significance);
    },
  });
}

export function workIsGeometric(selection: TestedSelection): Theorem<DiscretePair> {
  return theorem({
    name: 'candidates examined by a search with a score are geometric with success probability 1 / sup w',
    usualCauses: ['a stop one candidate early or late', 'a bound that is not the one certified'],
    finding(pair, _, { significance }) {
      const local = localRandomness({ seed: 'work' });
      const examined = new Float64Array(BLOCKS);
      for (let block = 0; block < BLOCKS; block++) {
        const selected = selection.select(discreteWeights(pair, block), local.block(block));
        if (selected.logScore === undefined) return undefined;
        examined[block] = selected.examined;
      }
      const result: TestResult = examinedIsGeometric(examined, discreteWeights(pair, 0).logWeightBound);
      return resultsFinding([result], BLOCKS, significance);
    },
  });
}

/** Rejection and its kin have the bound in their law; here it only says when to stop. */
export function winnerStaysWhenRunOn(selection: TestedSelection): Theorem<DiscretePair> {
  return theorem({
    name: 'a search with a score that runs on has the same winner',
    usualCauses: ['a stop one candidate early', 'a stop rule with a bound below the supremum'],
    finding(pair) {
      const local = localRandomness({ seed: 'run on' });
      for (let block = 0; block < RUN_ONS; block++) {
        const weights = discreteWeights(pair, block);
        if (selection.select(weights, local.block(block)).logScore === undefined) return undefined;
        const plain: Selection = { select: (variant, source) => selection.select({ ...weights, ...variant }, source) };
        const { stopped, longer, stays } = runOn(weights, plain, () => local.block(block));
        if (!stays) {
          const score = (selected: { logScore?: number }): string => exp(selected.logScore!).toPrecision(4);
          return `block ${block}: candidate ${stopped.index} (score ${score(stopped)}), ${longer.index} (${score(longer)}) further on`;
        }
      }
      return undefined;
    },
  });
}
