/** Laws of the weights: certified, pure, and really the density ratio of the candidates that they stand beside. */
import fc from 'fast-check';
import { exp, log } from '../../../core/index.ts';
import type { Proposal } from '../../../rcc/index.ts';
import type { Tails } from '../../goodness-of-fit/probability-integral-transform.ts';
import { differsAt } from '../../instruments/same-bits.ts';
import { WatchedBlock } from '../../instruments/watched-block.ts';
import { weightsArePure } from '../../structure/batches.ts';
import { boundExcess } from '../../structure/bound.ts';
import { digits, grouped } from '../show.ts';
import { type Theorem, theorem } from '../theorem.ts';
import { firstLogWeights, openBlock } from './subject.ts';

const givenBlock = { noun: 'block', arbitrary: fc.nat(9999) };

export function boundIsNeverExceeded<T, K>(proposal: Proposal<T, K>): Theorem<T> {
  return theorem<T, number>({
    name: 'no weight is above the certified bound',
    usualCauses: [
      'the bound at the mode of the target alone',
      'a target that was truncated after its bound was taken',
      'a bound of one coordinate less than there are',
    ],
    given: givenBlock,
    finding(target, number) {
      const { weights } = openBlock(proposal, target, number).candidates;
      const excess = boundExcess(weights, 500);
      return excess <= 0
        ? undefined
        : `a log weight is ${digits(excess)} nats above the bound ${digits(weights.logWeightBound)}`;
    },
  });
}

export function weightsAreFunctions<T, K>(proposal: Proposal<T, K>): Theorem<T> {
  return theorem<T, number>({
    name: 'weights are pure functions of the candidate: no batch, order or repetition matters',
    share: 0.5,
    usualCauses: ['a generator that advances with each call', 'a buffer that keeps the words of the batch before'],
    given: givenBlock,
    finding(target, number) {
      const opened = openBlock(proposal, target, number);
      if (!weightsArePure(opened.candidates.weights, 100))
        return 'a candidate of the first 100 weighs otherwise when asked for alone';
      // A block of another make hides the words from tuned forms: the plain form must agree with them.
      const plain = proposal.candidates(opened.restricted, new WatchedBlock(opened.block));
      const at = differsAt(firstLogWeights(opened, 100), firstLogWeights({ candidates: plain }, 100));
      return at === undefined ? undefined : `the plain and the tuned form disagree on candidate ${at}`;
    },
  });
}

export function onlyHopelessOnesAreGivenUp<T, K>(proposal: Proposal<T, K>): Theorem<T> {
  return theorem<T, number>({
    name: 'only candidates below the cutoff are given up',
    usualCauses: [
      'a partial sum compared with the cutoff before all coordinates could still raise it',
      'a cutoff in another unit',
    ],
    given: givenBlock,
    finding(target, number) {
      const opened = openBlock(proposal, target, number);
      const plain = firstLogWeights(opened, 64);
      const finite = plain.filter((logWeight) => logWeight > Number.NEGATIVE_INFINITY).sort();
      if (finite.length === 0) return undefined;
      const cutoff = finite[finite.length >> 1]!;
      const pruned = new Float64Array(64);
      opened.candidates.weights.logWeights(0, pruned, cutoff);
      const at = pruned.findIndex(
        (logWeight, n) => !Object.is(logWeight, plain[n]) && !(logWeight <= plain[n]! && plain[n]! < cutoff),
      );
      if (at < 0) return undefined;
      return `candidate ${at} of log weight ${plain[at]} is given as ${pruned[at]} with the cutoff ${cutoff}`;
    },
  });
}

const BLOCKS = 64;
const CANDIDATES = 512;
const GRID = 15;

/**
 * Importance sampling: E_p[w] = 1 where weights are normalised, and E_p[w (1{F(x) <= t} - t)] = 0 for every coordinate and t,
 * whatever their common factor. Weights lie in [0, sup w], so Hoeffding's inequality (1963) holds for every n:
 *
 *     P(|S| >= s) <= 2 exp(-2 s^2 / sum (sup w)^2)
 */
export function weightedCandidatesFollow<T, K>(
  proposal: Proposal<T, K>,
  coordinates: (target: T) => readonly Tails[],
): Theorem<T> {
  return theorem({
    name: 'weighted candidates follow the target',
    usualCauses: [
      'weights and samples of different candidates (an index off by one)',
      'a density, a cell width or a Jacobian left out of the weight',
      'normalised claimed for weights that lack a factor',
    ],
    share: 0.1,
    finding(target, _, { significance }) {
      const sums = new Map<string, number>();
      const add = (name: string, value: number): void => void sums.set(name, (sums.get(name) ?? 0) + value);
      let squares = 0;
      for (let number = 0; number < BLOCKS; number++) {
        const opened = openBlock(proposal, target, number);
        const { weights, take } = opened.candidates;
        if (weights.logWeightBound === Number.POSITIVE_INFINITY) return undefined;
        const largest = exp(weights.logWeightBound);
        const tails = coordinates(opened.restricted);
        firstLogWeights(opened, CANDIDATES).forEach((logWeight, n) => {
          const weight = exp(logWeight);
          squares += largest * largest;
          if (weights.normalised) add('the mean weight less 1', weight - 1);
          if (weight === 0) return;
          const { sample } = take(n);
          tails.forEach((law, i) => {
            const u = law.cdf(sample[i]!);
            for (let j = 1; j <= GRID; j++) {
              const t = j / (GRID + 1);
              add(`the weighted cdf of coordinate ${i} at ${t} less ${t}`, weight * ((u <= t ? 1 : 0) - t));
            }
          });
        });
      }
      const allowed = Math.sqrt((squares * log((2 * sums.size) / significance)) / 2);
      for (const [name, sum] of sums) {
        if (Math.abs(sum) <= allowed) continue;
        const n = BLOCKS * CANDIDATES;
        return `${name} is ${digits(sum / n)}, at most ${digits(allowed / n)} expected (n = ${grouped(n)}, ${significance})`;
      }
      return undefined;
    },
  });
}
