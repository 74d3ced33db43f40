/**
 * The planner: what would every method cost for these targets, and which one is meant. Bits come from a pilot of each
 * method, time from its expected candidates and a table of costs; nothing depends on a clock, so the same targets give the
 * same plan.
 */
import { InvalidArgumentError, isSamplewireError, LimitExceededError } from '../../core/index.ts';
import type { Distribution } from '../../distributions/index.ts';
import type { Approximation, ChannelMethod, MarginalFit } from '../channel/method.ts';
import { channelMethods } from '../channel/methods.ts';
import type { ChannelColumn } from '../channel/parameters.ts';
import { TargetSlice } from '../channel/target-slice.ts';
import type { Targets } from '../channel/targets.ts';
import { type BlockWishes, blockDimension } from './block-dimension.ts';
import { type Prediction, pilot } from './pilot.ts';
import { PlannedTargets } from './planned-targets.ts';
import { BUDGET_OF, isParetoOptimal, type Preference, preferred } from './prefer.ts';

/** Bytes of a check value of a seed, the shorter form of a key. */
const CHECK_BYTES = 8;
/** Values on which methods are compared; what they need of all targets they say before. */
const SAMPLE_VALUES = 16_384;
const DEFAULT_APPROXIMATION: Approximation = { totalVariation: 0.01 };

/** One way to send the targets. */
export interface PlannedMethod extends Prediction {
  readonly method: string;
  /** Values per block. */
  readonly dimension: number;
  /** Whether no other way has fewer bits and less time. */
  readonly paretoOptimal: boolean;
}

/** A method that does not apply, and why. */
export interface RefusedMethod {
  readonly method: string;
  readonly reason: string;
}

export interface PlanTable {
  readonly prefer: Preference;
  /** Cheapest in bits first. */
  readonly methods: readonly PlannedMethod[];
  readonly refused: readonly RefusedMethod[];
  readonly chosen: PlannedMethod;
}

export interface PlanLimits {
  readonly bitsPerValue?: number;
  readonly nanosecondsPerValue?: number;
}

export interface PlanWishes extends BlockWishes {
  readonly prefer?: Preference;
  /** What the chosen method may cost; without it anything. */
  readonly limits?: PlanLimits;
  /** The methods to compare, by name; all that are exact without it. */
  readonly methods?: readonly string[];
  /** Values that will follow the same laws; those known, without it. */
  readonly values?: number;
}

export interface PlanRequest extends PlanWishes {
  readonly targets: Targets;
  /** Law of the samples of each column, known to both ends; a column without one has it fitted. */
  readonly proposals?: readonly (Distribution | undefined)[];
  /** Total variation per block at which unbounded targets are cut; without it nothing is cut. */
  readonly truncate?: number;
  /** What approximate methods may cost, where `methods` names them. */
  readonly approximation?: Approximation;
}

/**
 * What every method would cost for these targets, and the one that is meant.
 *
 * @throws LimitExceededError where no method applies, or none stays within the limits (naming the nearest)
 * @example planChannel({ targets: { rows: 3, columns: [{ law: 'normal', mu: Float64Array.of(1, 2, 3), sigma: 0.5 }] } }).chosen
 */
export function planChannel({ targets, proposals = [], truncate, approximation, ...wishes }: PlanRequest): PlanTable {
  const columns = targets.columns.map((_, i): ChannelColumn => {
    const proposal = proposals[i];
    return proposal === undefined ? { name: `x${i}` } : { name: `x${i}`, proposal };
  });
  const options = { columns, truncate, approximation: approximation ?? DEFAULT_APPROXIMATION, keyBytes: CHECK_BYTES };
  return planMethods(new PlannedTargets(new TargetSlice([targets]), options), wishes);
}

/** @throws LimitExceededError where no method applies, or none stays within the limits (naming the nearest) */
export function planMethods(planned: PlannedTargets, wishes: PlanWishes = {}): PlanTable {
  const { prefer = 'balanced', methods, limits = {}, block, values = planned.targets.length } = wishes;
  const budget = wishes.budget ?? BUDGET_OF[prefer];
  const samples = new Map<MarginalFit | undefined, PlannedTargets>();
  const sample = (method: ChannelMethod): PlannedTargets => {
    const known = samples.get(method.marginal) ?? planned.sampled(SAMPLE_VALUES, method);
    samples.set(method.marginal, known);
    return known;
  };
  const rows: Omit<PlannedMethod, 'paretoOptimal'>[] = [];
  const refused: RefusedMethod[] = [];
  for (const method of channelMethods) {
    if (methods === undefined ? method.approximate : !methods.includes(method.name)) continue;
    try {
      const reason = method.refusal?.(planned.blocks(method, 1));
      if (reason !== undefined) throw new InvalidArgumentError(reason);
      const some = sample(method);
      for (const dimension of dimensions(method, some, block === undefined ? { budget } : { block, budget })) {
        rows.push({ method: method.name, dimension, ...pilot(method, dimension, some, values) });
      }
    } catch (error) {
      // A method says of itself that it does not apply, or what it would need.
      if (!isSamplewireError(error)) throw error;
      refused.push({ method: method.name, reason: error.message });
    }
  }
  const table = rows
    .map((row) => ({ ...row, paretoOptimal: isParetoOptimal(row, rows) }))
    .sort((a, b) => a.bitsPerValue - b.bitsPerValue);
  return { prefer, methods: table, refused, chosen: choose(table, refused, prefer, limits) };
}

/** The sizes of blocks worth comparing: one value, and as many as the budget allows. */
function dimensions(method: ChannelMethod, planned: PlannedTargets, wishes: BlockWishes): readonly number[] {
  const largest = blockDimension(method, planned, wishes);
  return method.work === undefined || largest === 1 || wishes.block !== undefined ? [largest] : [1, largest];
}

function choose(
  table: readonly PlannedMethod[],
  refused: readonly RefusedMethod[],
  prefer: Preference,
  { bitsPerValue = Number.POSITIVE_INFINITY, nanosecondsPerValue = Number.POSITIVE_INFINITY }: PlanLimits,
): PlannedMethod {
  const within = table.filter(
    (row) => row.bitsPerValue <= bitsPerValue && row.nanosecondsPerValue <= nanosecondsPerValue,
  );
  const chosen = preferred(within, prefer);
  if (chosen !== undefined) return chosen;
  if (table.length === 0) {
    const reasons = refused.map(({ method, reason }) => `${method}: ${reason}`).join('; ');
    throw new LimitExceededError(`"targets" expected laws that one of the methods can send, got none (${reasons})`, 0);
  }
  const excess = (row: PlannedMethod): number =>
    Math.max(row.bitsPerValue / bitsPerValue, row.nanosecondsPerValue / nanosecondsPerValue);
  const nearest = table.reduce((best, row) => (excess(row) < excess(best) ? row : best));
  throw new LimitExceededError(
    `"limits" expected at least what the nearest method needs, ${nearest.method} in blocks of ${nearest.dimension}: ` +
      `${nearest.bitsPerValue.toPrecision(3)} bits and ${nearest.nanosecondsPerValue.toPrecision(2)} ns per value, ` +
      `got ${bitsPerValue} bits and ${nanosecondsPerValue} ns`,
    Math.min(bitsPerValue, nanosecondsPerValue),
  );
}
