/** A message (n, k): the index by its index code, then the point by the proposal's own code, which knows n by then. */
import type { IndexedMessage, MessageCode, Proposal } from '../types.ts';
import type { IndexCode } from './index-code.ts';

export function indexedMessageCode<T, K, P>(
  proposal: Proposal<T, K>,
  indexCode: IndexCode<P>,
): MessageCode<IndexedMessage<K>, P> {
  return {
    fit: (messages) => indexCode.fit(messages.map((message) => message.index)),
    parameters: indexCode.parameters,
    codec(parameters) {
      const indexCodec = indexCode.codec(parameters);
      return (shared) => ({
        encode({ index, point }, encoder) {
          indexCodec.encode(index, encoder);
          proposal.pointCodec(index, shared).encode(point, encoder);
        },
        decode(decoder) {
          const index = indexCodec.decode(decoder);
          return { index, point: proposal.pointCodec(index, shared).decode(decoder) };
        },
      });
    },
  };
}
