/** A proposal with a selection and the index code that suits it: what the pages of single algorithms have in common. */
import type { IndexCode } from '../message/index-code.ts';
import { indexedMessageCode } from '../message/indexed-message-code.ts';
import { simulate } from '../simulate.ts';
import type { CodedSimulator, IndexedMessage, Proposal, Selection, Weights } from '../types.ts';

export function codedSimulator<T, K, W extends Weights, P>(
  proposal: Proposal<T, K, W>,
  selection: Selection<NoInfer<W>>,
  indexCode: IndexCode<P>,
): CodedSimulator<T, IndexedMessage<K>, P> {
  return { ...simulate(proposal, selection), messageCode: indexedMessageCode(proposal, indexCode) };
}
