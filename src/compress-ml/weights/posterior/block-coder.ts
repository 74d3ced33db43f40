/**
 * Minimal random code learning: the weights of a network, each with a distribution N(m, v), sent in blocks of B bits of
 * information, a sample of each block by the number of a candidate that both ends can draw. The coder keeps what is fixed
 * already, so that a trainer may go on training the weights of blocks that are still to come, between one block and the
 * next; a file is made at the end.
 *
 *     N = 2^(B + t) candidates from the proposal N(0, s^2);  of them n with probability w_n / (w_1 + ... + w_N),  w = q / p
 *
 * What is sent follows q nearly: see `epsilonOf`. Work: N weights' products for each weight. With `poisson-functional-representation` the law is exact, for the work of sup w candidates.
 *
 * M. Havasi, R. Peharz and J. M. Hernandez-Lobato, "Minimal random code learning", ICLR 2019; ordered random coding: L. Theis
 * and N. Yosri, "Algorithms for the communication of samples", ICML 2022.
 */
import {
  type Bits,
  checkInteger,
  checkPositive,
  concatenate,
  exp,
  InvalidArgumentError,
  invalidArgument,
  LimitExceededError,
  type LocalRandomness,
  localRandomness,
  powerOfTwo,
} from '../../../core/index.ts';
import {
  freshKey,
  minimalRandom,
  type OpenedKey,
  openKey,
  orderedRandom,
  poissonFunctionalRepresentation,
  type Selection,
} from '../../../rcc/index.ts';
import { elementCount } from '../../tensors/tensor.ts';
import { stepNumber, stepOf } from '../steps.ts';
import { blockFile } from './block-file.ts';
import type { BlockCoderOptions, BlockReport } from './block-options.ts';
import { blockOrder, equalEnds, greedyEnds, MAXIMAL_BLOCK_WEIGHTS } from './block-order.ts';
import {
  BLOCK_SELECTIONS,
  type BlockGroup,
  type BlockSelection,
  blockStreams,
  MAXIMAL_CANDIDATE_BITS,
} from './block-payload.ts';
import { BlockWeights, blockCandidate } from './block-weights.ts';
import { checkLaw, checkLaws, checkLength } from './check-laws.ts';
import { epsilonOf } from './epsilon.ts';
import { bestScale, normalInformationBits } from './normal-information.ts';

/** Beyond it, a search without a number of candidates is refused before it starts. */
const MAXIMAL_EXPECTED = 67_108_864;
interface CodedBlock {
  readonly index: number;
  readonly bits: Bits;
  readonly examined: number;
  readonly epsilon: number;
  readonly totalVariation: number;
}

/**
 * @example
 * const coder = new WeightBlockCoder({ tensors: [{ name: 'w', shape: [64, 10] }], means, sigmas, blockBits: 12 });
 * for (let b = 0; b < coder.blocks; b++) {
 *   coder.encodeBlock(b, means, sigmas);       // then: train what is left, coder.values where coder.isCoded
 * }
 * const { bytes } = coder.finish();            // decompressWeights(bytes) gives coder.values
 */
export class WeightBlockCoder {
  readonly #options: BlockCoderOptions;
  readonly #key: OpenedKey;
  readonly #local: LocalRandomness;
  readonly #groups: readonly BlockGroup[];
  /** Proposal's deviation of each weight. */
  readonly #scales: Float64Array;
  readonly #order: Uint32Array;
  readonly #ends: Uint32Array;
  readonly #selection: BlockSelection;
  readonly #candidateBits: number;
  readonly #coded: (CodedBlock | undefined)[];
  readonly #values: Float32Array;
  readonly #isCoded: Uint8Array;

  /** @throws InvalidArgumentError, LimitExceededError beyond 2,097,152 weights or 2^26 candidates */
  constructor(options: BlockCoderOptions) {
    const {
      tensors,
      means,
      sigmas,
      blockBits,
      extraBits = 3,
      lengths = 'equal',
      selection = 'ordered-random',
    } = options;
    const sizes = tensors.map(elementCount);
    const count = sizes.reduce((sum, size) => sum + size, 0);
    checkInteger('weights', count, 1, MAXIMAL_BLOCK_WEIGHTS);
    checkPositive('blockBits', blockBits);
    if (!BLOCK_SELECTIONS.includes(selection)) {
      throw invalidArgument('selection', `one of ${BLOCK_SELECTIONS.join(', ')}`, selection);
    }
    checkLaws(means, sigmas, count);
    this.#options = options;
    this.#key = openKey(options.key ?? freshKey());
    this.#local = options.local ?? localRandomness();
    this.#selection = selection;
    this.#candidateBits =
      selection === 'poisson-functional-representation' ? 0 : Math.ceil(blockBits + extraBits - 1e-9);
    checkInteger('blockBits + extraBits', this.#candidateBits, 0, MAXIMAL_CANDIDATE_BITS);
    this.#scales = new Float64Array(count);
    let at = 0;
    this.#groups = tensors.map(({ scale }, i) => {
      const end = at + sizes[i]!;
      const wanted = scale ?? bestScale(slice(means, at, end), slice(sigmas, at, end));
      const number = stepNumber(sizes[i] === 0 ? 1 : checkPositive('scale', wanted));
      this.#scales.fill(stepOf(number), at, end);
      at = end;
      return { weights: sizes[i]!, scale: number };
    });
    this.#order = blockOrder(blockStreams(this.#key.shared).order, count);
    const bits = Float64Array.from(this.#order, (i) => normalInformationBits(means[i]!, sigmas[i]!, this.#scales[i]!));
    const blocks = options.blocks ?? Math.ceil(bits.reduce((sum, bit) => sum + bit, 0) / blockBits);
    this.#ends =
      lengths === 'greedy'
        ? greedyEnds(bits, blockBits)
        : equalEnds(count, checkInteger('blocks', Math.max(1, Math.min(blocks, count)), 1, count));
    this.#coded = new Array<CodedBlock | undefined>(this.#ends.length).fill(undefined);
    this.#values = new Float32Array(count).fill(Number.NaN);
    this.#isCoded = new Uint8Array(count);
  }

  /** Number of blocks. */
  get blocks(): number {
    return this.#ends.length;
  }

  /** Number of candidates of a block; 0 where there is no limit. */
  get candidates(): number {
    return this.#candidateBits === 0 ? 0 : powerOfTwo(this.#candidateBits);
  }

  /** What the receiver will hold, by number of the weight: float32, not a number where a block is still to come. */
  get values(): Float32Array {
    return this.#values;
  }

  /** 1 where a weight is fixed. */
  get isCoded(): Uint8Array {
    return this.#isCoded;
  }

  /** Deviation of the proposal of each weight. */
  get scales(): Float64Array {
    return this.#scales;
  }

  /** Numbers of the weights of a block. */
  members(block: number): Uint32Array {
    const end = this.#ends[checkInteger('block', block, 0, this.blocks - 1)]!;
    return this.#order.slice(block === 0 ? 0 : this.#ends[block - 1]!, end);
  }

  /** KL of the weights of a block, in bits. */
  blockInformationBits(block: number, means: ArrayLike<number>, sigmas: ArrayLike<number>): Bits {
    let bits = 0;
    for (const i of this.members(block)) bits += normalInformationBits(means[i]!, sigmas[i]!, this.#scales[i]!);
    return bits;
  }

  /**
   * Sends a block; `means` and `sigmas` are of all weights, of which those of the block are read. Blocks may come in any
   * order, each once. Returns the sample, float32, in the order of `members(block)`.
   *
   * @throws InvalidArgumentError, LimitExceededError where an exact search would not end
   */
  encodeBlock(block: number, means: ArrayLike<number>, sigmas: ArrayLike<number>): Float32Array {
    const members = this.members(block);
    if (this.#coded[block] !== undefined) throw invalidArgument('block', 'one that is not coded yet', block);
    checkLength(means, sigmas, this.#values.length);
    const units = { means: new Float64Array(members.length), sigmas: new Float64Array(members.length) };
    members.forEach((i, j) => {
      checkLaw(means[i]!, sigmas[i]!, i);
      units.means[j] = means[i]! / this.#scales[i]!;
      units.sigmas[j] = sigmas[i]! / this.#scales[i]!;
    });
    const shared = blockStreams(this.#key.shared).candidates.block(block);
    const random = this.#local.block(block);
    const weights = new BlockWeights(units.means, units.sigmas, shared);
    const bits = this.blockInformationBits(block, means, sigmas);
    const { index, examined, totalVariation } = this.#selectionFor(weights).select(weights, random);
    this.#coded[block] = {
      index,
      bits,
      examined,
      epsilon: this.#candidateBits === 0 ? 0 : epsilonOf(units.means, units.sigmas, this.#candidateBits - bits, random),
      totalVariation: totalVariation ?? 0,
    };
    const sample = new Float64Array(members.length);
    blockCandidate(shared, index, sample);
    return Float32Array.from(members, (i, j) => {
      this.#isCoded[i] = 1;
      this.#values[i] = sample[j]! * this.#scales[i]! + 0;
      return this.#values[i]!;
    });
  }

  /** The file. @throws InvalidArgumentError where a block is missing */
  finish(): { readonly bytes: Uint8Array; readonly report: BlockReport } {
    const coded = this.#coded.map((block, i) => {
      if (block === undefined) throw new InvalidArgumentError(`"blocks" expected all to be coded, got none for ${i}`);
      return block;
    });
    const epsilon = coded.reduce((sum, block) => sum + block.epsilon, 0) / coded.length;
    const totalVariation = coded.reduce((largest, block) => Math.max(largest, block.totalVariation), 0);
    const indices = coded.map(({ index }) => index);
    const groups = this.#groups.filter(({ weights }) => weights > 0);
    const bounds = { candidateBits: this.#candidateBits, epsilon, totalVariation };
    const blocks = { groups, selection: this.#selection, ...bounds, ends: this.#ends, indices };
    const { tensors, beside = [], document = { format: 'tensors', text: '' } } = this.#options;
    const { parts, bytes, blockBytes } = blockFile(tensors, blocks, beside, document, this.#key.statement);
    const report: BlockReport = {
      bytes,
      blocks: coded.length,
      weights: this.#values.length,
      informationBits: coded.reduce((sum, { bits }) => sum + bits, 0),
      blockBytes,
      candidatesExamined: coded.reduce((sum, { examined }) => sum + examined, 0),
      epsilon,
      totalVariation,
    };
    return { bytes: concatenate(parts), report };
  }

  #selectionFor(weights: BlockWeights): Selection {
    if (this.#selection === 'minimal-random') return minimalRandom(this.candidates);
    if (this.#selection === 'ordered-random') return orderedRandom(this.candidates);
    const expected = exp(Math.min(weights.logWeightBound, 700));
    if (expected <= MAXIMAL_EXPECTED) return poissonFunctionalRepresentation;
    throw new LimitExceededError(
      `"block" expected at most ${MAXIMAL_EXPECTED} candidates of an exact search, got ${expected.toPrecision(3)}; ` +
        'ordered-random and minimal-random have a fixed number, and smaller blocks need fewer',
      MAXIMAL_EXPECTED,
    );
  }
}

function slice(values: ArrayLike<number>, start: number, end: number): Float64Array {
  return Float64Array.from({ length: end - start }, (_, i) => values[start + i]!);
}
