/** Laws of the candidates: the decoder rebuilds each from its number and its point, in one step, and they differ. */
import fc from 'fast-check';
import { RangeDecoder, RangeEncoder } from '../../../entropy/index.ts';
import type { Proposal } from '../../../rcc/index.ts';
import { differsAt, sameValue } from '../../instruments/same-bits.ts';
import { WatchedBlock } from '../../instruments/watched-block.ts';
import { grouped, show } from '../show.ts';
import { type Theorem, theorem } from '../theorem.ts';
import { openBlock } from './subject.ts';

/** Small numbers, and any below 2^53. */
const givenCandidate = {
  noun: 'block and candidate',
  arbitrary: fc.tuple(fc.nat(9999), fc.oneof(fc.nat(200), fc.maxSafeNat())),
};

export function decoderRebuilds<T, K>(proposal: Proposal<T, K>, receiver: Proposal<T, K>): Theorem<T> {
  return theorem<T, [number, number]>({
    name: 'the decoder rebuilds what the encoder takes, bit for bit',
    usualCauses: [
      'a generator that the decoder advances by another amount than the encoder',
      'a point rounded the other way at the border of a cell',
      'float32 in the decoder',
      'the same sum in another order',
    ],
    given: givenCandidate,
    finding(target, [number, index]) {
      const { candidates, block } = openBlock(proposal, target, number);
      const { sample, point } = candidates.take(index);
      // Neighbours are not touched: the sample is written at an offset.
      const out = new Float64Array(sample.length + 2).fill(7);
      receiver.reconstruct(index, point, block, out, 1);
      const at = differsAt(out.subarray(1, -1), sample);
      if (at !== undefined) return `coordinate ${at} is rebuilt as ${out[at + 1]}, taken was ${sample[at]}`;
      return out[0] === 7 && out.at(-1) === 7 ? undefined : 'the decoder writes outside of its sample';
    },
  });
}

export function decoderTakesOneStep<T, K>(proposal: Proposal<T, K>): Theorem<T> {
  return theorem<T, [number, number]>({
    name: 'the decoder reads the randomness of its own candidate alone: O(1)',
    usualCauses: ['candidates that are replayed from the first one', 'a sequential generator behind an address'],
    given: givenCandidate,
    finding(target, [number, index]) {
      const opened = openBlock(proposal, target, number);
      const wordsFor = (candidate: number): WatchedBlock => {
        const watched = new WatchedBlock(opened.block);
        const { sample, point } = opened.candidates.take(candidate);
        proposal.reconstruct(candidate, point, watched, new Float64Array(sample.length), 0);
        return watched;
      };
      const [first, other] = [wordsFor(0), wordsFor(index)];
      const strangers = [...other.candidatesRead].filter((candidate) => candidate !== index);
      if (strangers.length > 0)
        return `it reads ${grouped(strangers.length)} other candidates, the first ${strangers[0]}`;
      return other.words === first.words ? undefined : `it reads ${other.words} words, for candidate 0 ${first.words}`;
    },
  });
}

export function pointsAreReadBack<T, K>(proposal: Proposal<T, K>, receiver: Proposal<T, K>): Theorem<T> {
  return theorem<T, [number, number]>({
    name: 'the point is read back, given the dither of its candidate',
    usualCauses: ['the dither of another candidate in the code of the point', 'a model that depends on the target'],
    given: givenCandidate,
    finding(target, [number, index]) {
      const { candidates, block } = openBlock(proposal, target, number);
      const { point } = candidates.take(index);
      const encoder = new RangeEncoder();
      proposal.pointCodec(index, block).encode(point, encoder);
      const decoder = new RangeDecoder(encoder.finish());
      const read = receiver.pointCodec(index, block).decode(decoder);
      decoder.finish();
      return sameValue(read, point) ? undefined : `${show(read)} is read, ${show(point)} was written`;
    },
  });
}

const CANDIDATES = 2000;
/** 2000 of 2^32 values: a hundred coincidences never happen, 2^8 values give a thousand. */
const COINCIDENCES = 100;

export function candidatesDiffer<T, K>(proposal: Proposal<T, K>): Theorem<T> {
  return theorem<T, number>({
    name: 'candidates differ, in one block and between blocks',
    usualCauses: ['a dither of few bits', 'an address that leaves the candidate or the block out'],
    share: 0.1,
    given: { noun: 'block', arbitrary: fc.nat(9999) },
    finding(target, number) {
      const seen = new Set<number>();
      for (const block of [number, number + 1]) {
        const { candidates } = openBlock(proposal, target, block);
        for (let i = 0; i < CANDIDATES / 2; i++) seen.add(candidates.take(i).sample[0]!);
      }
      if (seen.size >= CANDIDATES - COINCIDENCES) return undefined;
      return `${grouped(CANDIDATES)} candidates have ${grouped(seen.size)} values`;
    },
  });
}
