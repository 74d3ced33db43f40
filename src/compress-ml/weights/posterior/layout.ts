/**
 * The order in which the weights of a piece are sent: channel by channel, so that a block of consecutive weights has one
 * proposal and one scale of noise nearly always. Weights that are kept exactly are left out of it.
 */
import { type Channels, ChannelWalk } from '../points/point-model.ts';

export interface Layout {
  /** Elements of the piece, channel by channel, in each channel rising. */
  readonly elements: Uint32Array;
  /** The channel of each of these. */
  readonly channels: Uint32Array;
}

/** `first`: the element of the tensor that is the piece's first. `kept`: elements of the piece that are not sent, rising. */
export function layoutOf(count: number, first: number, channels: Channels, kept: Uint32Array): Layout {
  const channelOf = new Uint32Array(count);
  const starts = new Uint32Array(channels.channels + 1);
  const isKept = new Uint8Array(count);
  for (const element of kept) isKept[element] = 1;
  const walk = new ChannelWalk(channels, first);
  for (let i = 0; i < count; i++) {
    channelOf[i] = walk.channel;
    if (isKept[i] === 0) starts[walk.channel + 1]!++;
    walk.next();
  }
  for (let c = 0; c < channels.channels; c++) starts[c + 1]! += starts[c]!;
  const elements = new Uint32Array(count - kept.length);
  for (let i = 0; i < count; i++) if (isKept[i] === 0) elements[starts[channelOf[i]!]!++] = i;
  return { elements, channels: Uint32Array.from(elements, (element) => channelOf[element]!) };
}

/** Of the elements in this order. */
export function inOrder(values: Float64Array, { elements }: Layout): Float64Array {
  return Float64Array.from(elements, (element) => values[element]!);
}
