/** What a sender decides, and the checks of it. */
import {
  checkInteger,
  checkPositive,
  checkProbability,
  invalidArgument,
  type LocalRandomness,
} from '../../core/index.ts';
import type { PlanLimits } from '../planner/plan-channel.ts';
import { type Preference, preferences } from '../planner/prefer.ts';
import { MAXIMAL_FIXED } from './fixed-candidates.ts';
import type { ChannelKey } from './key.ts';
import type { Approximation } from './method.ts';
import { methodNames } from './methods.ts';
import { type ChannelColumn, checkColumns, MAXIMAL_BLOCK } from './parameters.ts';

const DEFAULT_VARIATION = 0.01;

export interface ChannelSettings {
  /** A method's name; `auto` (the default): what the planner prefers for the first chunk. */
  readonly method?: string;
  /** What `auto` goes by: bits, time, or both (the default: the fastest within 5 % of the fewest bits). */
  readonly prefer?: Preference;
  /** What a value may cost with `auto`. */
  readonly limits?: PlanLimits;
  readonly columns: readonly ChannelColumn[];
  /** Values per block; without it the largest of 1 to 8 whose mean expected candidates stay within `budget`. */
  readonly block?: number;
  /** Mean expected work of a block in candidates of hybrid coding: 4,096 by default, more or less as `prefer` says. */
  readonly budget?: number;
  /** Total variation per block at which unbounded targets are cut; without it nothing is cut (the local split). */
  readonly truncate?: number;
  /**
   * What an approximate method (ordered-random, minimal-random) may cost in total variation per block, 0.01 by default; their
   * candidates follow from it.
   */
  readonly totalVariation?: number;
  /** Candidates per block of an approximate method, instead of `totalVariation`; the file then carries no certificate. */
  readonly candidates?: number;
  /** The index code by name; without it the cheapest is chosen for each chunk. */
  readonly indexCode?: string;
  /**
   * `range`: exact probabilities; `ans`: tables and interleaved rANS, several times faster, for universal and layered
   * quantization. Without it `ans` from 65,536 values on, where it costs less than 0.3 % more bits.
   */
  readonly coder?: 'range' | 'ans';
  readonly key: ChannelKey;
  readonly local: LocalRandomness;
}

const coders: readonly string[] = ['range', 'ans'];

export function checkSettings(settings: ChannelSettings): void {
  const { method = 'auto', prefer, block, budget, truncate, columns, totalVariation, candidates, coder } = settings;
  const names = ['auto', ...methodNames];
  if (!names.includes(method)) throw invalidArgument('method', `one of ${names.join(', ')}`, method);
  if (prefer !== undefined && !preferences.includes(prefer)) {
    throw invalidArgument('prefer', `one of ${preferences.join(', ')}`, prefer);
  }
  checkColumns(columns);
  if (coder !== undefined && !coders.includes(coder)) throw invalidArgument('coder', coders.join(' or '), coder);
  if (block !== undefined) checkInteger('block', block, 1, MAXIMAL_BLOCK);
  if (budget !== undefined) checkPositive('budget', budget);
  if (truncate !== undefined) checkProbability('truncate', truncate);
  if (totalVariation !== undefined) checkProbability('totalVariation', totalVariation);
  if (candidates !== undefined) checkInteger('candidates', candidates, 1, MAXIMAL_FIXED);
}

/** How near an approximate method comes under these settings. */
export function approximationOf({ candidates, totalVariation = DEFAULT_VARIATION }: ChannelSettings): Approximation {
  return candidates === undefined ? { totalVariation } : { candidates };
}
