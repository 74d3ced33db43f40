/**
 * What a sample costs at least. Feed a decoder random bits in the place of a message, and let p be the law of what comes
 * out; then every exact scheme for this decoder pays for a sample of q, on average over shared randomness,
 *
 *     E bits >= D_KL(q || p).
 *
 * For random bits give a message M the probability 2^-l(M), l(M) its length given the randomness S; the divergence of the
 * joint laws of (M, S) is E l(M) - H(M | S), and that of the samples is not larger. So it holds for every single target and
 * whatever the selection (first, greedy, race, tree). A search over a prior has that prior for p; cells in z space have it
 * smoothed by one cell. A decoder that was fitted to the targets of a file has at best their mixture for p, which makes
 * the mean over the file the mutual information.
 *
 * Sharper, for less: causal rejection samplers pay D_CS, schemes that send one sample at a time I_F on average.
 */
import { type Bits, LN2 } from '../../core/index.ts';
import { type Distribution, klDivergence } from '../../distributions/index.ts';
import { factorsOf } from '../target.ts';

/** Beside the bits of a sample no more is seen. */
const RELATIVE = 1e-6;

interface Known {
  readonly proposal: Distribution;
  readonly bits: Bits;
}

const kept = new WeakMap<Distribution, Known>();

/**
 * D_KL(target || proposal), of one law or independent ones; kept with the target, so that asking again costs nothing.
 * Infinity where no message leads to the target.
 */
export function lowerBoundBits(
  target: Distribution | readonly Distribution[],
  proposal: Distribution | readonly Distribution[],
): Bits {
  const proposals = factorsOf(proposal);
  return factorsOf(target).reduce((sum, factor, i) => sum + factorBits(factor, proposals[i]!), 0);
}

function factorBits(target: Distribution, proposal: Distribution): Bits {
  const known = kept.get(target);
  if (known?.proposal === proposal) return known.bits;
  const bits = klDivergence(target, proposal, { relative: RELATIVE }) / LN2;
  kept.set(target, { proposal, bits });
  return bits;
}
