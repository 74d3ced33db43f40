/**
 * Method and block dimension of a file, from its settings and the targets known when its header is written. A named method
 * is taken at its word; otherwise the planner compares those that may be best.
 */
import { invalidArgument } from '../../core/index.ts';
import { blockDimension } from '../planner/block-dimension.ts';
import { type PlanTable, type PlanWishes, planMethods } from '../planner/plan-channel.ts';
import { PlannedTargets } from '../planner/planned-targets.ts';
import { MAXIMAL_CHUNK, RANGE_CODER, TABLED_ANS } from './coders.ts';
import { likelyMarginals } from './fit-marginals.ts';
import type { ChannelMethod } from './method.ts';
import { methodNamed } from './methods.ts';
import { approximationOf, type ChannelSettings } from './settings.ts';
import type { TargetSlice } from './target-slice.ts';

export interface ChannelPlan {
  readonly method: ChannelMethod;
  readonly dimension: number;
  /** The coder's id in the container. */
  readonly coder: number;
  /** What was compared, where the method was chosen here. */
  readonly table?: PlanTable;
}

/** What is known of the rest of a file. */
export interface KnownTargets {
  /** The targets, at most as many as the first chunk can have. */
  readonly slice: TargetSlice;
  /** Whether these are all. */
  readonly complete: boolean;
  /** Whether every column has one scale for all its rows by the way it was given. */
  readonly commonScales: boolean;
}

/** The methods of which one is the best for any targets, by size, speed or both; the others exist to be compared. */
const CONTENDERS = [
  'universal',
  'layered',
  'gaussian-channel',
  'hybrid',
  'poisson-functional-representation',
  'a-star-branching',
];
const CHECK_BYTES = 8;
/** Values of a file whose end is not known: enough that its header does not count. */
const MANY_VALUES = 1_048_576;

/** Those that cut targets where a truncation is asked for. */
const CUTTING = ['universal', 'hybrid'];

/** @throws LimitExceededError where the search would be hopeless, UnboundedDensityRatioError where it has no end. */
export function planFile(settings: ChannelSettings, known: KnownTargets): ChannelPlan {
  const { columns, block, budget, truncate, method: name = 'auto', prefer, limits } = settings;
  const planned = new PlannedTargets(known.slice, {
    columns,
    truncate,
    approximation: approximationOf(settings),
    keyBytes: 'stored' in settings.key ? settings.key.stored.length : CHECK_BYTES,
  });
  const wishes = { ...(block === undefined ? {} : { block }), ...(budget === undefined ? {} : { budget }) };
  if (name !== 'auto') {
    const method = methodNamed(name);
    return {
      method,
      dimension: blockDimension(method, planned, wishes),
      coder: chooseCoder(settings, method, known),
    };
  }
  if (known.slice.rows === 0) return { method: methodNamed('universal'), dimension: block ?? 1, coder: RANGE_CODER };
  // A target that reaches beyond its proposal is no matter of the method.
  planned.marginals(methodNamed('hybrid'));
  const table = planMethods(planned, {
    ...wishes,
    ...(prefer === undefined ? {} : { prefer }),
    ...(limits === undefined ? {} : { limits }),
    ...(known.complete ? {} : { values: MANY_VALUES }),
    methods: contenders(settings, known),
  } satisfies PlanWishes);
  const method = methodNamed(table.chosen.method);
  return { method, dimension: table.chosen.dimension, coder: chooseCoder(settings, method, known), table };
}

/** Whole arrays are coded by tables where the method has them, the first chunk is full, and next to nothing is lost by it. */
function chooseCoder({ coder, columns }: ChannelSettings, method: ChannelMethod, { slice }: KnownTargets): number {
  const { arrays } = method;
  if (coder === 'range' || (coder === undefined && arrays === undefined)) return RANGE_CODER;
  if (arrays === undefined) throw invalidArgument('coder', `the range coder for the method ${method.name}`, coder);
  if (coder === 'ans') return TABLED_ANS;
  const isFull = slice.rows * columns.length >= MAXIMAL_CHUNK;
  return isFull && arrays.pays(slice, likelyMarginals(columns, slice)) ? TABLED_ANS : RANGE_CODER;
}

function contenders({ truncate, indexCode }: ChannelSettings, known: KnownTargets): string[] {
  if (indexCode !== undefined) return ['hybrid'];
  const names = truncate === undefined ? CONTENDERS : CUTTING;
  // A later chunk may bring another scale, and the method is decided here.
  const mayChange = !known.complete && !known.commonScales;
  return names.filter((name) => !(mayChange && methodNamed(name).commonScale));
}
