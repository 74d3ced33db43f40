/**
 * How many values a block holds. A block shares the overhead of its index, but its expected candidates are a product over
 * its values: the block is the largest of 1 to 8 values whose mean work stays within the budget. A candidate of
 * hybrid coding is one unit of work; one of the prior costs as many as its laws say.
 */
import { invalidArgument, LimitExceededError } from '../../core/index.ts';
import type { ChannelMethod } from '../channel/method.ts';
import { methodCost, type Nanoseconds } from './cost-table.ts';
import type { PlannedTargets } from './planned-targets.ts';

const MAXIMAL_DIMENSION = 8;
/** A unit of work: a candidate and value of hybrid coding where it is slow. */
const WORK_UNIT: Nanoseconds = 25;
/** Mean expected work of a block, unless the caller says otherwise. */
const DEFAULT_BUDGET = 4096;
/** Blocks of more mean work than this, about a second each, are refused rather than begun. */
const MAXIMAL_WORK = 4_194_304;

export interface BlockWishes {
  /** Values per block, as the caller wants them. */
  readonly block?: number;
  /** Mean work of a block, in candidates of hybrid coding. */
  readonly budget?: number;
}

/** Mean candidates of the blocks of one dimension. */
export function meanCandidates(method: ChannelMethod, planned: PlannedTargets, dimension: number): number {
  return method.work?.(planned.blocks(method, dimension)) ?? 1;
}

/** @throws LimitExceededError where even the smallest block is hopeless, and what the method says where it does not apply */
export function blockDimension(
  method: ChannelMethod,
  planned: PlannedTargets,
  { block, budget = DEFAULT_BUDGET }: BlockWishes,
): number {
  if (method.dimension !== undefined) {
    if (block === undefined || block === method.dimension) return method.dimension;
    throw invalidArgument('block', `${method.dimension}, the one size of blocks of ${method.name}`, block);
  }
  if (method.work === undefined) return block ?? 1;
  const unit = relativeCost(method, planned);
  const least = meanCandidates(method, planned, block ?? 1);
  if (least * unit > MAXIMAL_WORK) {
    throw new LimitExceededError(
      `"block" expected at most ${Math.floor(MAXIMAL_WORK / unit)} candidates on average, got about ` +
        `${least.toPrecision(2)} for ${method.name} in blocks of ${block ?? 1}`,
      MAXIMAL_WORK,
    );
  }
  let dimension = block ?? 1;
  if (block !== undefined) return dimension;
  while (dimension < MAXIMAL_DIMENSION && meanCandidates(method, planned, dimension + 1) * unit <= budget) dimension++;
  return dimension;
}

/** A candidate's cost in units of work; never below one. */
function relativeCost(method: ChannelMethod, planned: PlannedTargets): number {
  const [target] = planned.targets;
  if (target === undefined || method.marginal === undefined) return 1;
  const costs = planned.marginals(method).map((marginal) => methodCost(method.name, target, marginal).perCandidate);
  return Math.max(1, ...costs.map((cost) => cost / WORK_UNIT));
}
