/**
 * Weights that were sent in blocks, as they stand in a file: one stream for all of them, in the first piece that is of them;
 * the other pieces say only where in the stream's weights they begin. So blocks may mix the weights of all tensors.
 *
 *     weights, groups: varuints | of each group weights: varuint, scale: u16 | selection u8 | candidates u8 (log2) |
 *     eps u16 | total variation u16 | blocks: varuint | lengths u8 | range coder: lengths, index code, indices
 */
import {
  type ByteReader,
  type ByteWriter,
  CorruptDataError,
  LimitExceededError,
  powerOfTwo,
  type SharedRandomness,
  UnsupportedFormatError,
} from '../../../core/index.ts';
import { adaptiveCodec, RangeDecoder, RangeEncoder } from '../../../entropy/index.ts';
import { cheapestCode, type IndexCode, truncatedZipfCode, uniformCode, zipfCode } from '../../../rcc/index.ts';
import { stepOf } from '../steps.ts';
import { blockOrder, equalEnds, MAXIMAL_BLOCK_WEIGHTS } from './block-order.ts';
import { blockCandidate } from './block-weights.ts';
import { BLOCKS_FIRST } from './ids.ts';

/** How a block's candidate is chosen. The position is the id in files. */
export const BLOCK_SELECTIONS = ['minimal-random', 'ordered-random', 'poisson-functional-representation'] as const;
export type BlockSelection = (typeof BLOCK_SELECTIONS)[number];

/** Candidates of a block: at most 2^this. */
export const MAXIMAL_CANDIDATE_BITS = 26;
const EQUAL = 0;
const CODED = 1;
const SHARES = 65_535;
/** More weights in a block are not told apart by lengths of their own. */
const MAXIMAL_SPREAD = 1023;

/** Weights in a row that have one proposal. */
export interface BlockGroup {
  readonly weights: number;
  /** Of the proposal's deviation, on the grid of steps. */
  readonly scale: number;
}

export interface BlockStatement {
  readonly groups: readonly BlockGroup[];
  readonly selection: BlockSelection;
  /** log2 of the number of candidates of a block; 0 where there is no limit. */
  readonly candidateBits: number;
  /** Bound on the relative error of expectations (Chatterjee and Diaconis), the mean over blocks; 1: none. */
  readonly epsilon: number;
  /** Bound on the total variation of a block, the largest of all; 1: none. */
  readonly totalVariation: number;
}

export interface CodedBlocks extends BlockStatement {
  /** Where blocks end, in places of the order. */
  readonly ends: Uint32Array;
  readonly indices: readonly number[];
}

/** The randomness of blocks: of their order and, by block, of their candidates. */
export function blockStreams(shared: SharedRandomness): { order: SharedRandomness; candidates: SharedRandomness } {
  const stream = shared.derive('weights').derive('blocks');
  return { order: stream, candidates: stream.derive('candidates') };
}

export function writeBlocks(writer: ByteWriter, coded: CodedBlocks): void {
  const { groups, selection, candidateBits, epsilon, totalVariation, ends, indices } = coded;
  const count = ends[ends.length - 1]!;
  writer.varuint(count);
  writer.varuint(groups.length);
  for (const { weights, scale } of groups) {
    writer.varuint(weights);
    writer.u16(scale);
  }
  writer.u8(BLOCK_SELECTIONS.indexOf(selection));
  writer.u8(candidateBits);
  writer.u16(shareOf(epsilon));
  writer.u16(shareOf(totalVariation));
  writer.varuint(ends.length);
  const equal = equalEnds(count, ends.length);
  const isEqual = equal.every((end, b) => end === ends[b]);
  writer.u8(isEqual ? EQUAL : CODED);
  const encoder = new RangeEncoder();
  if (!isEqual) {
    const lengths = Array.from(ends, (end, b) => end - (b === 0 ? 0 : ends[b - 1]!));
    const least = lengths.reduce((smallest, length) => Math.min(smallest, length));
    const spread = lengths.reduce((largest, length) => Math.max(largest, length)) - least;
    if (spread > MAXIMAL_SPREAD) {
      throw new LimitExceededError(`"blocks" expected lengths at most ${MAXIMAL_SPREAD} apart, got ${spread}`, spread);
    }
    writer.varuint(least);
    writer.varuint(spread);
    const codec = adaptiveCodec(spread + 1);
    for (const length of lengths) codec.encode(length - least, encoder);
  }
  const code = indexCode(selection, candidateBits);
  const parameters = code.fit(indices);
  code.parameters.encode(parameters, encoder);
  const codec = code.codec(parameters);
  for (const index of indices) codec.encode(index, encoder);
  writer.bytes(encoder.finish());
}

/** `most`: weights that there can be. @throws SamplewireError */
export function readBlocks(reader: ByteReader, most: number): CodedBlocks {
  const count = reader.varuint();
  const limit = Math.min(most, MAXIMAL_BLOCK_WEIGHTS);
  if (count < 1 || count > limit) {
    throw new LimitExceededError(`"weights" expected 1 to ${limit} in blocks, got ${count}`, limit);
  }
  const groups = readGroups(reader, count);
  const statement = readStatement(reader);
  const blocks = reader.varuint();
  if (blocks < 1 || blocks > count) {
    throw new CorruptDataError(`"blocks" expected 1 to ${count}, got ${blocks}`, reader.offset);
  }
  const form = reader.u8();
  if (form > CODED) throw new UnsupportedFormatError(`"lengths" expected one of this version's forms, got ${form}`);
  const least = form === CODED ? reader.varuint() : 0;
  const spread = form === CODED ? reader.varuint() : 0;
  if (spread > MAXIMAL_SPREAD) throw new CorruptDataError('"lengths" expected to be closer together', reader.offset);
  const at = reader.offset;
  const decoder = new RangeDecoder(reader.bytes(reader.remaining));
  const ends = form === CODED ? readEnds(decoder, blocks, least, spread, count, at) : equalEnds(count, blocks);
  const code = indexCode(statement.selection, statement.candidateBits);
  const codec = code.codec(code.parameters.decode(decoder));
  const indices: number[] = [];
  for (let b = 0; b < blocks; b++) indices.push(codec.decode(decoder));
  decoder.finish();
  return { ...statement, groups, ends, indices };
}

/** All weights of the blocks, group after group. */
export function blockValues({ groups, ends, indices }: CodedBlocks, shared: SharedRandomness): Float64Array {
  const count = ends[ends.length - 1]!;
  const streams = blockStreams(shared);
  const order = blockOrder(streams.order, count);
  const values = new Float64Array(count);
  let start = 0;
  ends.forEach((end, b) => {
    const candidate = new Float64Array(end - start);
    blockCandidate(streams.candidates.block(b), indices[b]!, candidate);
    for (let j = 0; j < candidate.length; j++) values[order[start + j]!] = candidate[j]!;
    start = end;
  });
  let at = 0;
  for (const { weights, scale } of groups) {
    const deviation = stepOf(scale);
    for (const end = at + weights; at < end; at++) values[at] = values[at]! * deviation + 0;
  }
  return values;
}

function readGroups(reader: ByteReader, count: number): BlockGroup[] {
  const size = reader.varuint();
  const groups: BlockGroup[] = [];
  let sum = 0;
  for (let i = 0; i < size; i++) {
    const weights = reader.varuint();
    groups.push({ weights, scale: reader.u16() });
    sum += weights;
    if (weights > count || sum > count) break;
  }
  if (sum !== count || groups.length !== size) {
    throw new CorruptDataError(`"groups" expected ${count} weights in ${size}`, reader.offset);
  }
  return groups;
}

function readStatement(reader: ByteReader): Omit<BlockStatement, 'groups'> {
  const id = reader.u8();
  const selection = BLOCK_SELECTIONS[id];
  if (selection === undefined) {
    throw new UnsupportedFormatError(`"selection" expected one of this version's, got id ${id}`);
  }
  const candidateBits = reader.u8();
  if (candidateBits > MAXIMAL_CANDIDATE_BITS) {
    throw new LimitExceededError(
      `"candidates" expected at most 2^${MAXIMAL_CANDIDATE_BITS}, got 2^${candidateBits}`,
      MAXIMAL_CANDIDATE_BITS,
    );
  }
  const epsilon = reader.u16() / SHARES;
  return { selection, candidateBits, epsilon, totalVariation: reader.u16() / SHARES };
}

function readEnds(
  decoder: RangeDecoder,
  blocks: number,
  least: number,
  spread: number,
  count: number,
  byteOffset: number,
): Uint32Array {
  const codec = adaptiveCodec(spread + 1);
  const ends = new Uint32Array(blocks);
  let end = 0;
  for (let b = 0; b < blocks; b++) {
    const length = least + codec.decode(decoder);
    end += length;
    if (length < 1 || end > count) throw new CorruptDataError(`"lengths" expected ${count} weights in all`, byteOffset);
    ends[b] = end;
  }
  if (end !== count) throw new CorruptDataError(`"lengths" expected ${count} weights, got ${end}`, byteOffset);
  return ends;
}

function indexCode(selection: BlockSelection, candidateBits: number): IndexCode<unknown> {
  if (selection === 'poisson-functional-representation') return cheapestCode([zipfCode]);
  const candidates = powerOfTwo(candidateBits);
  return cheapestCode([uniformCode(candidates), truncatedZipfCode(candidates)]);
}

function shareOf(part: number): number {
  return Math.min(SHARES, Math.ceil(SHARES * Math.min(1, Math.max(0, part))));
}

/** What a piece of blocks says of itself, for people. `id` was read. @throws SamplewireError */
export function inspectBlocks(id: number, reader: ByteReader): string {
  if (id !== BLOCKS_FIRST) return 'blocks, with those before';
  const { selection, candidateBits, epsilon, ends } = readBlocks(reader, MAXIMAL_BLOCK_WEIGHTS);
  const candidates = candidateBits === 0 ? '' : ` of 2^${candidateBits}, eps ${epsilon.toFixed(2)}`;
  return `${ends.length} blocks, ${selection}${candidates}`;
}
