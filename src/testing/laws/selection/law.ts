/** Laws of what a selection sends: the target's law, exactly or as near as stated. */
import { localRandomness, log } from '../../../core/index.ts';
import type { LevelledWeights, Selection } from '../../../rcc/index.ts';
import { chiSquareCounts } from '../../goodness-of-fit/chi-square.ts';
import { isNegligible } from '../negligible.ts';
import { digits, grouped, resultFinding } from '../show.ts';
import { type Theorem, theorem } from '../theorem.ts';
import { changedWeights, type DiscretePair, discreteWeights, symbolOf } from './discrete.ts';

type TestedSelection = Selection<LevelledWeights>;
const BLOCKS = 20_000;

export function sampleFollowsTheTarget(selection: TestedSelection): Theorem<DiscretePair> {
  return theorem({
    name: 'law of the sample',
    usualCauses: [
      'a stop one candidate early',
      'arrival times that share the stream of the candidates',
      'a bound below the supremum',
      'a total variation that is stated too small',
    ],
    finding(pair, _, { significance }) {
      const local = localRandomness({ seed: 'law of the sample' });
      const counts = pair.q.map(() => 0);
      let totalVariation = 0;
      for (let block = 0; block < BLOCKS; block++) {
        const selected = selection.select(discreteWeights(pair, block), local.block(block));
        counts[symbolOf(pair, block, selected.index)]!++;
        totalVariation = Math.max(totalVariation, selected.totalVariation ?? 0);
      }
      if (isNegligible(totalVariation, BLOCKS)) {
        const result = chiSquareCounts(
          counts,
          pair.q.map((mass) => mass * BLOCKS),
        );
        return resultFinding(result, BLOCKS, significance);
      }
      const distance = counts.reduce((sum, count, i) => sum + Math.abs(count / BLOCKS - pair.q[i]!), 0) / 2;
      const allowed = totalVariation + slack(pair.q, significance);
      if (distance <= allowed) return undefined;
      return `total variation ${digits(distance)} > ${digits(allowed)}, stated ${digits(totalVariation)} (n = ${grouped(BLOCKS)})`;
    },
  });
}

/** McDiarmid, 1989: an empirical total variation is above its mean by t with probability exp(-2 n t^2) at most. */
function slack(q: readonly number[], significance: number): number {
  const mean = q.reduce((sum, mass) => sum + Math.sqrt(mass / BLOCKS), 0) / 2;
  return mean + Math.sqrt(-log(significance) / (2 * BLOCKS));
}

/** Whether a pair's first candidates, in an order of chance, are chosen by their weights; K = 1 has no choice. */
export function choiceIsByWeight(selection: TestedSelection, candidates: number): Theorem<DiscretePair> {
  return theorem({
    name: 'one of K candidates is chosen with probability proportional to its weight',
    usualCauses: [
      'spacings of ordered random coding that are not scaled by K / (K - n)',
      'fewer than K candidates looked at',
    ],
    finding(pair, _, { significance }) {
      const local = localRandomness({ seed: 'choice by weight' });
      const counts = new Float64Array(candidates);
      const expected = new Float64Array(candidates);
      const sum = (candidates * (candidates + 1)) / 2;
      for (let k = 0; k < candidates; k++) expected[k] = (BLOCKS * (k + 1)) / sum;
      const order = Array.from({ length: candidates }, (_, k) => k);
      const places = localRandomness({ seed: 'order of candidates' }).block(0);
      for (let block = 0; block < BLOCKS; block++) {
        shuffle(order, () => places.nextUint32());
        const weights = changedWeights(discreteWeights(pair, block), {
          logWeightBound: log(candidates),
          normalised: false,
          logWeights(first, out) {
            for (let i = 0; i < out.length; i++) out[i] = log((order[first + i] ?? 0) + 1);
          },
        });
        counts[order[selection.select(weights, local.block(block)).index]!]!++;
      }
      return resultFinding(chiSquareCounts(counts, expected), BLOCKS, significance);
    },
  });
}

/** Fisher and Yates, 1938. */
function shuffle(order: number[], word: () => number): void {
  for (let i = order.length - 1; i > 0; i--) {
    const j = word() % (i + 1);
    [order[i], order[j]] = [order[j]!, order[i]!];
  }
}
