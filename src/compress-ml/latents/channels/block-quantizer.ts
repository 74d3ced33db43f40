/** Channels of eight values at a time: block floor(i / 8) holds value i; what a last block lacks is filled up with zeros. */
import type { SharedRandomness } from '../../../core/index.ts';
import type { Distribution } from '../../../distributions/index.ts';
import type { Codec } from '../../../entropy/index.ts';
import type { ChannelSimulator, IndexedMessage, Proposal } from '../../../rcc/index.ts';
import type { NoiseQuantizer } from './noise-channel.ts';

export const DIMENSIONS = 8;

/** How one block of given laws is sent; targets are made from centres. */
export interface BlockChannel<T> {
  readonly simulator: ChannelSimulator<T, IndexedMessage<Float64Array>>;
  readonly proposal: Pick<Proposal<T, Float64Array>, 'pointCodec'>;
  readonly index: Codec<number>;
  target(centres: Float64Array): T;
}

export function blockQuantizer<T>(
  laws: readonly Distribution[],
  shared: SharedRandomness,
  open: (laws: readonly Distribution[]) => BlockChannel<T>,
): NoiseQuantizer {
  // Blocks of the same laws come again and again: one channel for each channel that a block may start with.
  const kept = new Map<number, BlockChannel<T>>();
  const channelOf = (place: number): BlockChannel<T> => {
    const start = place % laws.length;
    const known = kept.get(start);
    if (known !== undefined) return known;
    const made = open(Array.from({ length: DIMENSIONS }, (_, i) => laws[(start + i) % laws.length]!));
    kept.set(start, made);
    return made;
  };
  return {
    encode(v, first, random, encoder) {
      const z = new Float64Array(v.length);
      for (let at = 0; at < v.length; at += DIMENSIONS) {
        const { simulator, proposal, index, target } = channelOf(first + at);
        const centres = new Float64Array(DIMENSIONS);
        centres.set(v.subarray(at, at + DIMENSIONS));
        const block = shared.block((first + at) / DIMENSIONS);
        const { message, sample } = simulator.simulate(target(centres), block, random);
        index.encode(message.index, encoder);
        proposal.pointCodec(message.index, block).encode(message.point, encoder);
        z.set(sample.subarray(0, v.length - at), at);
      }
      return z;
    },
    decode(count, first, decoder) {
      const z = new Float64Array(count);
      const sample = new Float64Array(DIMENSIONS);
      for (let at = 0; at < count; at += DIMENSIONS) {
        const { simulator, proposal, index } = channelOf(first + at);
        const block = shared.block((first + at) / DIMENSIONS);
        const number = index.decode(decoder);
        const point = proposal.pointCodec(number, block).decode(decoder);
        simulator.reconstruct({ index: number, point }, block, sample, 0);
        z.set(sample.subarray(0, count - at), at);
      }
      return z;
    },
  };
}
