/** Laws that samples do not show: what is selected depends on the weights and the local stream, and on nothing else. */
import fc from 'fast-check';
import { isSamplewireError, localRandomness } from '../../../core/index.ts';
import type { LevelledWeights, Selection } from '../../../rcc/index.ts';
import { sameValue } from '../../instruments/same-bits.ts';
import { inBatches, unpruned } from '../../structure/batches.ts';
import { digits, show } from '../show.ts';
import { type Theorem, theorem } from '../theorem.ts';
import { changedWeights, type DiscretePair, discreteWeights, symbolOf } from './discrete.ts';

type TestedSelection = Selection<LevelledWeights>;
const local = localRandomness({ seed: 'structure of selections' });
const givenBlock = { noun: 'block', arbitrary: fc.nat(9999) };
const SIZES = [1, 7, 64, 4096];

export function selectionIsDeterministic(selection: TestedSelection): Theorem<DiscretePair> {
  return theorem<DiscretePair, number>({
    name: 'the same weights and local words select the same candidate',
    usualCauses: ['a generator of its own (Math.random)', 'a state kept from one block to the next'],
    given: givenBlock,
    finding(pair, block) {
      const once = selection.select(discreteWeights(pair, block), local.block(block));
      selection.select(discreteWeights(pair, block + 1), local.block(block + 1));
      const again = selection.select(discreteWeights(pair, block), local.block(block));
      if (!sameValue(once, again)) return `${show(once)}, then ${show(again)}`;
      const { index, examined } = once;
      if (Number.isSafeInteger(index) && index >= 0 && index < examined) return undefined;
      return `index ${index} of ${examined} candidates examined`;
    },
  });
}

export function batchesDoNotMatter(selection: TestedSelection): Theorem<DiscretePair> {
  return theorem<DiscretePair, number>({
    name: 'no index depends on the size of a batch, nor on pruning',
    usualCauses: ['local words drawn per batch', 'a cutoff that gives up candidates which could still win'],
    given: givenBlock,
    finding(pair, block) {
      const weights = discreteWeights(pair, block);
      const select = (variant: LevelledWeights): number => selection.select(variant, local.block(block)).index;
      const expected = select(weights);
      for (const size of SIZES) {
        for (const [form, variant] of [['pruned', pruned(weights)] as const, ['plain', unpruned(weights)] as const]) {
          const { logWeights } = inBatches(variant, size);
          const index = select(changedWeights(weights, { logWeights }));
          if (index !== expected) return `index ${index} in ${form} batches of ${size}, ${expected} without`;
        }
      }
      return undefined;
    },
  });
}

/** Gives up all that it is allowed to. */
function pruned(weights: LevelledWeights): LevelledWeights {
  return changedWeights(weights, {
    logWeights(first, out, cutoff) {
      weights.logWeights(first, out, cutoff);
      for (let i = 0; i < out.length; i++) if (out[i]! < cutoff) out[i] = Number.NEGATIVE_INFINITY;
    },
  });
}

export function impossibleOnesAreNotSent(selection: TestedSelection): Theorem<DiscretePair> {
  return theorem<DiscretePair, number>({
    name: 'no candidate of weight 0 is sent',
    usualCauses: ['a best index that starts at 0 and is never replaced', 'minus infinity minus minus infinity'],
    given: givenBlock,
    finding(pair, block) {
      const { index, totalVariation = 0 } = selection.select(discreteWeights(pair, block), local.block(block));
      if (totalVariation > 0.001 || pair.q[symbolOf(pair, block, index)]! > 0) return undefined;
      return `candidate ${index} has weight 0`;
    },
  });
}

const FACTOR = 3.25;

export function commonFactorDoesNotMatter(selection: TestedSelection): Theorem<DiscretePair> {
  return theorem<DiscretePair, number>({
    name: 'weights with an unknown common factor select the same candidate, or are refused',
    usualCauses: ['a levelled selection over unnormalised weights', 'a score compared with a constant'],
    given: givenBlock,
    finding(pair, block) {
      const weights = discreteWeights(pair, block);
      const scaled = changedWeights(weights, {
        normalised: false,
        logWeightBound: weights.logWeightBound + FACTOR,
        logWeights(first, out, cutoff) {
          weights.logWeights(first, out, cutoff - FACTOR);
          for (let i = 0; i < out.length; i++) out[i]! += FACTOR;
        },
      });
      const expected = selection.select(weights, local.block(block)).index;
      let index: number;
      try {
        ({ index } = selection.select(scaled, local.block(block)));
      } catch (caught) {
        if (isSamplewireError(caught)) return undefined;
        throw caught;
      }
      return index === expected ? undefined : `index ${index} with the factor e^${FACTOR}, ${expected} without`;
    },
  });
}

export function brokenCertificatesAreRefused(selection: TestedSelection): Theorem<DiscretePair> {
  return theorem<DiscretePair, number>({
    name: 'a weight above its bound, or none at all, is refused',
    usualCauses: ['a search that trusts its certificate: its law would be wrong without a sign of it'],
    given: givenBlock,
    finding(pair, block) {
      for (const [what, value] of [['above the bound', 1] as const, ['that is not a number', Number.NaN] as const]) {
        const broken = changedWeights(discreteWeights(pair, block), {
          logWeightBound: 0.5,
          logWeights: (_, out) => void out.fill(value),
        });
        try {
          const { index } = selection.select(broken, local.block(block));
          return `with a log weight ${what}, candidate ${digits(index)} is sent`;
        } catch (caught) {
          if (!isSamplewireError(caught)) throw caught;
        }
      }
      return undefined;
    },
  });
}
