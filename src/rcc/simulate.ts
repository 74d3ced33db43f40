/**
 * A proposal and a selection make a channel simulator: the encoder lets the selection choose among the proposal's
 * candidates and sends which (n) and where (k); the decoder rebuilds that candidate, without a search.
 */
import type { ChannelSimulator, IndexedMessage, Proposal, Selection, Simulated, Weights } from './types.ts';

/** @example const channel = simulate(prior([normal(0, 1)]), poissonFunctionalRepresentation); */
export function simulate<T, K, W extends Weights>(
  proposal: Proposal<T, K, W>,
  selection: Selection<NoInfer<W>>,
): ChannelSimulator<T, IndexedMessage<K>> {
  return {
    simulate(target, shared, local) {
      const restricted = proposal.restrict === undefined ? target : proposal.restrict(target, local);
      const candidates = proposal.candidates(restricted, shared);
      const { index, examined, logScore, totalVariation } = selection.select(candidates.weights, local);
      const { sample, point } = candidates.take(index);
      const simulated: Writable<Simulated<IndexedMessage<K>>> = { message: { index, point }, sample, examined };
      if (logScore !== undefined) simulated.logScore = logScore;
      if (totalVariation !== undefined) simulated.totalVariation = totalVariation;
      return simulated;
    },
    reconstruct({ index, point }, shared, out, offset) {
      proposal.reconstruct(index, point, shared, out, offset);
    },
  };
}

type Writable<T> = { -readonly [K in keyof T]: T[K] };
