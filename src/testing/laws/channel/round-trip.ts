/** Laws that hold bit for bit: the round trip, determinism, and a decoder that takes one step. */
import fc from 'fast-check';
import { differsAt, sameValue } from '../../instruments/same-bits.ts';
import { WatchedBlock } from '../../instruments/watched-block.ts';
import { grouped, show } from '../show.ts';
import { type Theorem, theorem } from '../theorem.ts';
import { type ChannelSubject, shared, simulateBlock } from './subject.ts';

const givenBlock = { noun: 'block', arbitrary: fc.nat(9999) };

export function receiverHasTheSample<T, M>(subject: ChannelSubject<T, M>): Theorem<T> {
  return theorem<T, number>({
    name: 'round trip: the receiver has the sample, bit for bit',
    usualCauses: [
      'a generator that the decoder advances by another amount than the encoder',
      'an index off by one',
      'float32 in the decoder',
      'a point rounded the other way at the border of a cell',
    ],
    given: givenBlock,
    finding(target, block) {
      const { message, sample } = simulateBlock(subject, target, block);
      const out = new Float64Array(sample.length + 2).fill(7);
      subject.receiver.reconstruct(message, shared.block(block), out, 1);
      const at = differsAt(out.subarray(1, -1), sample);
      if (at !== undefined) {
        return `coordinate ${at} of the message ${show(message)} is received as ${out[at + 1]}, sent was ${sample[at]}`;
      }
      return out[0] === 7 && out.at(-1) === 7 ? undefined : 'the receiver writes outside of its sample';
    },
  });
}

export function simulationIsDeterministic<T, M>(subject: ChannelSubject<T, M>): Theorem<T> {
  return theorem<T, number>({
    name: 'determinism: the same randomness gives the same message, whatever was sent before',
    usualCauses: ['a generator of its own (Math.random)', 'a buffer or cache kept from the block before'],
    given: givenBlock,
    finding(target, block) {
      const once = simulateBlock(subject, target, block);
      const sent = { message: structuredClone(once.message), sample: once.sample.slice() };
      simulateBlock(subject, target, block + 1);
      const again = simulateBlock(subject, target, block);
      if (differsAt(again.sample, sent.sample) !== undefined)
        return `the sample ${show(sent.sample)}, then ${show(again.sample)}`;
      return sameValue(again.message, sent.message) ? undefined : `${show(sent.message)}, then ${show(again.message)}`;
    },
  });
}

/** A message far on, where replaying would show. */
const FAR = 100_000;
/** A decoder without an index (a path, a lattice point) reads a few words a coordinate and a bit. */
const WORDS_PER_COORDINATE = 4096;

export function decoderTakesOneStep<T, M>(subject: ChannelSubject<T, M>): Theorem<T> {
  return theorem<T, number>({
    name: 'the receiver works in O(1), however long the search was',
    usualCauses: ['candidates that are replayed from the first one', 'a sequential generator behind an address'],
    share: 0.2,
    given: givenBlock,
    finding(target, block) {
      const { message, sample } = simulateBlock(subject, target, block);
      const wordsFor = (some: M): number => {
        const watched = new WatchedBlock(shared.block(block));
        subject.receiver.reconstruct(some, watched, new Float64Array(sample.length), 0);
        return watched.words;
      };
      const words = wordsFor(message);
      if (words > WORDS_PER_COORDINATE * sample.length) return `${grouped(words)} words are read for ${show(message)}`;
      if (!isIndexed(message)) return undefined;
      const far = wordsFor({ ...message, index: FAR });
      return far <= words ? undefined : `index ${FAR} reads ${grouped(far)} words, index ${message.index} ${words}`;
    },
  });
}

function isIndexed(message: unknown): message is { index: number } {
  return typeof message === 'object' && message !== null && 'index' in message && typeof message.index === 'number';
}
