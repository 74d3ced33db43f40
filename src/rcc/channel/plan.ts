/**
 * Method and block dimension of a file, from its settings and the targets known when its header is written. A named method
 * is taken at its word; otherwise the planner compares those that may be best.
 */
import type { Distribution } from '../../distributions/index.ts';
import { blockDimension } from '../planner/block-dimension.ts';
import { type PlanTable, type PlanWishes, planMethods } from '../planner/plan-channel.ts';
import { PlannedTargets } from '../planner/planned-targets.ts';
import type { ChannelMethod } from './method.ts';
import { methodNamed } from './methods.ts';
import { approximationOf, type ChannelSettings } from './settings.ts';

export interface ChannelPlan {
  readonly method: ChannelMethod;
  readonly dimension: number;
  /** What was compared, where the method was chosen here. */
  readonly table?: PlanTable;
}

/** What is known of the rest of a file. */
export interface KnownTargets {
  readonly targets: readonly Distribution[];
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

/** Those that cut targets where a truncation is asked for. */
const CUTTING = ['universal', 'hybrid'];

/** @throws LimitExceededError where the search would be hopeless, UnboundedDensityRatioError where it has no end. */
export function planFile(settings: ChannelSettings, known: KnownTargets): ChannelPlan {
  const { columns, block, budget, truncate, method: name = 'auto', prefer, limits } = settings;
  const planned = new PlannedTargets(known.targets, {
    columns,
    truncate,
    approximation: approximationOf(settings),
    keyBytes: 'stored' in settings.key ? settings.key.stored.length : CHECK_BYTES,
  });
  const wishes = { ...(block === undefined ? {} : { block }), ...(budget === undefined ? {} : { budget }) };
  if (name !== 'auto') {
    const method = methodNamed(name);
    return { method, dimension: blockDimension(method, planned, wishes) };
  }
  if (known.targets.length === 0) return { method: methodNamed('universal'), dimension: block ?? 1 };
  const table = planMethods(planned, {
    ...wishes,
    ...(prefer === undefined ? {} : { prefer }),
    ...(limits === undefined ? {} : { limits }),
    ...(known.complete ? {} : { values: Number.POSITIVE_INFINITY }),
    methods: contenders(settings, known),
  } satisfies PlanWishes);
  const { method, dimension } = table.chosen;
  return { method: methodNamed(method), dimension, table };
}

function contenders({ truncate, indexCode, columns }: ChannelSettings, known: KnownTargets): string[] {
  if (indexCode !== undefined) return ['hybrid'];
  const names = truncate === undefined ? CONTENDERS : CUTTING;
  // A later chunk may bring another scale, and the method is decided here.
  const mayChange = !known.complete && !known.commonScales && columns.length > 0;
  return names.filter((name) => !(mayChange && methodNamed(name)?.commonScale));
}
