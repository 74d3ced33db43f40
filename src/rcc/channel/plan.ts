/**
 * Method and block dimension of a file, from its settings and its first values. A block shares the overhead of its index,
 * but its expected candidates are a product over its values: the block is the largest of 1 to 8 values whose mean work
 * stays within the budget.
 */
import { invalidArgument, LimitExceededError } from '../../core/index.ts';
import type { Distribution } from '../../distributions/index.ts';
import { marginalsOf } from './fit-marginals.ts';
import { hybridMethod } from './hybrid-method.ts';
import type { ChannelMethod } from './method.ts';
import { methodNamed } from './methods.ts';
import { approximationOf, type ChannelSettings } from './settings.ts';
import { checkSupport } from './target-information.ts';
import { truncateTargets } from './truncation.ts';
import { commonUniformWidths, universalMethod } from './universal-method.ts';

export interface ChannelPlan {
  readonly method: ChannelMethod;
  readonly dimension: number;
}

const MAXIMAL_DIMENSION = 8;
/** Mean expected candidates of a block, unless the caller says otherwise. */
const DEFAULT_BUDGET = 4096;
/** Blocks of more mean work than this, about a second each, are refused rather than begun. */
const MAXIMAL_WORK = 4_194_304;

/** @throws LimitExceededError where the search would be hopeless, UnboundedDensityRatioError where it has no end. */
export function planFile(settings: ChannelSettings, targets: readonly Distribution[]): ChannelPlan {
  const { columns, block, budget = DEFAULT_BUDGET, truncate } = settings;
  const method = chooseMethod(settings.method ?? 'auto', targets, columns.length);
  if (method.dimension !== undefined) {
    if (block !== undefined && block !== method.dimension) {
      throw invalidArgument('block', `${method.dimension}, the one block of ${method.name}`, block);
    }
    return { method, dimension: method.dimension };
  }
  if (method.work === undefined) return { method, dimension: block ?? 1 };

  let fitted: Distribution[] | undefined;
  const marginals = (): Distribution[] => {
    if (fitted === undefined) {
      fitted = marginalsOf(columns, targets, method.marginal);
      checkSupport(targets, fitted, 0, columns);
    }
    return fitted;
  };
  const approximation = approximationOf(settings);
  const work = (dimension: number): number => {
    const cut = truncate === undefined ? targets : truncateTargets(targets, truncate, dimension);
    return method.work!({ targets: cut, columns: columns.length, dimension, approximation, marginals });
  };
  let dimension = block ?? 1;
  const least = work(dimension);
  if (least > MAXIMAL_WORK) {
    throw new LimitExceededError(
      `"block" expected at most ${MAXIMAL_WORK} candidates on average, got about ${least.toPrecision(2)} for ${method.name} ` +
        `in blocks of ${dimension}`,
      MAXIMAL_WORK,
    );
  }
  if (block !== undefined) return { method, dimension };
  while (dimension < MAXIMAL_DIMENSION && work(dimension + 1) <= budget) dimension++;
  return { method, dimension };
}

function chooseMethod(name: string, targets: readonly Distribution[], columns: number): ChannelMethod {
  if (name !== 'auto') return methodNamed(name);
  return commonUniformWidths(targets, columns) === undefined ? hybridMethod : universalMethod;
}
