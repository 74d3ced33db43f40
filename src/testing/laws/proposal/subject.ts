/** A proposal with one target, opened at one block: what the laws of proposals look at. */
import { localRandomness, type SharedBlock, sharedRandomness } from '../../../core/index.ts';
import type { Candidates, Proposal } from '../../../rcc/index.ts';

const shared = sharedRandomness('laws of proposals');
const local = localRandomness({ seed: 'laws of proposals, local' });

export interface OpenedBlock<T, K> {
  readonly target: T;
  /** The target, or the restriction of it that this block sends. */
  readonly restricted: T;
  readonly candidates: Candidates<K>;
  readonly block: SharedBlock;
}

export function openBlock<T, K>(proposal: Proposal<T, K>, target: T, number: number): OpenedBlock<T, K> {
  const block = shared.block(number);
  const restricted = proposal.restrict?.(target, local.block(number)) ?? target;
  return { target, restricted, candidates: proposal.candidates(restricted, block), block };
}

/** Log weights of the first candidates, none given up. */
export function firstLogWeights(
  { candidates }: { readonly candidates: Candidates<unknown> },
  count: number,
): Float64Array {
  const out = new Float64Array(count);
  candidates.weights.logWeights(0, out, Number.NEGATIVE_INFINITY);
  return out;
}
