/**
 * Methods that search a tree: every value is a block of its own, its message a path. The payload is one range-coded
 * stream: the code of the depths, then the paths. Nothing but the columns' laws is fitted.
 *
 * Value i of the file is block i of the shared randomness.
 */
import { CorruptDataError, invalidArgument, isSamplewireError } from '../../core/index.ts';
import { RangeDecoder, RangeEncoder } from '../../entropy/index.ts';
import { aStarSearch } from '../branching/a-star.ts';
import { greedyPoissonSearch } from '../branching/greedy-poisson.ts';
import type { Path } from '../branching/tree.ts';
import { type Search, treeSearch } from '../branching/tree-search.ts';
import { treeTargets } from '../branching/tree-target.ts';
import { cheapestCode } from '../message/cheapest-code.ts';
import { empiricalCode } from '../message/empirical-code.ts';
import { type AnyIndexCode, codelengthBits } from '../message/index-code.ts';
import { pathCode } from '../message/path-code.ts';
import { zipfCode } from '../message/zipf-code.ts';
import { LEVEL_TABLE_VARIATION } from '../selection/level-table.ts';
import { MeteredEncoder } from './metered-encoder.ts';
import type { ChannelMethod, ChunkContext, ChunkInput, EncodedChunk, PlannedBlocks } from './method.ts';

/** Values between two yields: some milliseconds of work, tables of level functions included. */
const VALUES_PER_STEP = 16;

const depthCodes: readonly AnyIndexCode[] = [zipfCode, empiricalCode];

export const aStarMethod: ChannelMethod = branchingMethod('a-star-branching', 16, aStarSearch);

export const greedyPoissonMethod: ChannelMethod = {
  ...branchingMethod('greedy-poisson-branching', 17, greedyPoissonSearch),
  totalVariation: LEVEL_TABLE_VARIATION,
};

/** One tree search for every column. */
function branchingMethod(name: string, id: number, search: Search): ChannelMethod {
  function* encode(input: ChunkInput): Generator<number, EncodedChunk> {
    const { targets, marginals, firstBlock, shared, local } = input;
    if (input.dimension !== 1) throw invalidArgument('block', `1 value for ${name}`, input.dimension);
    const tried = depthCodes.filter((code) => input.indexCode === undefined || code.name === input.indexCode);
    if (tried.length === 0) {
      throw invalidArgument('indexCode', `one of ${depthCodes.map((code) => code.name).join(', ')}`, input.indexCode);
    }
    const simulators = marginals.map((marginal) => treeSearch(marginal, search));
    const samples = new Float64Array(targets.length);
    const paths: Path[] = [];
    let candidatesExamined = 0;
    for (let i = 0; i < targets.length; i++) {
      const simulator = simulators[i % simulators.length]!;
      const block = firstBlock + i;
      const { message, sample, examined } = simulator.simulate(targets[i]!, shared.block(block), local.block(block));
      paths.push(message);
      samples[i] = sample[0]!;
      candidatesExamined += examined;
      if (i % VALUES_PER_STEP === VALUES_PER_STEP - 1) yield i + 1;
    }

    const depthCode = cheapestCode(depthCodes, tried, input.parameterShare);
    const messageCode = pathCode(depthCode);
    const chosen = messageCode.fit(paths);
    const range = new RangeEncoder();
    messageCode.parameters.encode(chosen, range);
    const metered = new MeteredEncoder(range);
    const codecOf = messageCode.codec(chosen);
    paths.forEach((path, i) => {
      codecOf(shared.block(firstBlock + i)).encode(path, metered);
    });
    const depths = paths.map((path) => path.depth);
    const index = codelengthBits(depthCode.codec(chosen), depths);
    return { payload: range.finish(), samples, bits: { index, point: metered.bits - index }, candidatesExamined };
  }

  function decode(payload: Uint8Array, count: number, context: ChunkContext): Float64Array {
    const { marginals, firstBlock, shared } = context;
    if (context.dimension !== 1) {
      throw new CorruptDataError(`"block" expected 1 value for ${name}, got ${context.dimension}`, 0);
    }
    const simulators = marginals.map((marginal) => treeSearch(marginal, search));
    const range = new RangeDecoder(payload);
    const messageCode = pathCode(cheapestCode(depthCodes));
    const codecOf = messageCode.codec(messageCode.parameters.decode(range));
    const samples = new Float64Array(count);
    for (let i = 0; i < count; i++) {
      const block = shared.block(firstBlock + i);
      simulators[i % simulators.length]!.reconstruct(codecOf(block).decode(range), block, samples, i);
    }
    range.finish();
    return samples;
  }

  return { name, id, dimension: 1, marginal: 'normal', refusal, encode, decode };
}

/** What is wrong with the first target that no tree search can send. */
function refusal({ targets, marginals }: PlannedBlocks): string | undefined {
  const analyses = marginals().map(treeTargets);
  try {
    targets.forEach((target, i) => {
      analyses[i % analyses.length]!(target);
    });
    return undefined;
  } catch (error) {
    if (isSamplewireError(error)) return error.message;
    throw error;
  }
}
