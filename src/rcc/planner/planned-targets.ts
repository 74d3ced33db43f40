/**
 * What a plan is made from: the targets that are known so far and the laws of their columns. A method may want its own
 * kind of fitted law, so laws are fitted when a method first asks for its kind.
 */
import { type Bits, LN2 } from '../../core/index.ts';
import { type Distribution, klDivergence } from '../../distributions/index.ts';
import { marginalsOf } from '../channel/fit-marginals.ts';
import type { Approximation, ChannelMethod, MarginalFit, PlannedBlocks } from '../channel/method.ts';
import type { ChannelColumn } from '../channel/parameters.ts';
import { checkSupport } from '../channel/target-information.ts';
import { TargetSlice } from '../channel/target-slice.ts';
import { truncateTargets } from '../channel/truncation.ts';

export interface PlannedTargetsOptions {
  readonly columns: readonly ChannelColumn[];
  /** Total variation per block at which unbounded targets are cut; undefined: nothing is cut. */
  readonly truncate: number | undefined;
  readonly approximation: Approximation;
  /** Bytes of the key, or of its check value, in the header. */
  readonly keyBytes: number;
}

/** Targets over which the information is averaged. */
const INFORMATION_VALUES = 1024;
const RELATIVE_ERROR = 1e-6;

export class PlannedTargets {
  readonly columns: readonly ChannelColumn[];
  readonly approximation: Approximation;
  readonly keyBytes: number;
  readonly #slice: TargetSlice;
  readonly #truncate: number | undefined;
  readonly #fitted: Map<MarginalFit, Distribution[]>;
  readonly #options: PlannedTargetsOptions;
  readonly #information: Map<readonly Distribution[], Bits> = new Map();

  constructor(
    slice: TargetSlice,
    options: PlannedTargetsOptions,
    fitted: Map<MarginalFit, Distribution[]> = new Map<MarginalFit, Distribution[]>(),
  ) {
    this.#slice = slice;
    this.columns = options.columns;
    this.approximation = options.approximation;
    this.keyBytes = options.keyBytes;
    this.#truncate = options.truncate;
    this.#options = options;
    this.#fitted = fitted;
  }

  /** About `wanted` of the targets in stretches of whole rows, with the laws of all. `method` says which laws. */
  sampled(wanted: number, method: ChannelMethod): PlannedTargets {
    this.marginals(method);
    const chosen = stretches(this.targets, this.columns.length, wanted);
    const rows = chosen.length / this.columns.length;
    const columns = this.columns.map((_, column) => ({
      law: 'distributions' as const,
      distributions: chosen.filter((_, i) => i % this.columns.length === column),
    }));
    return new PlannedTargets(new TargetSlice([{ rows, columns }]), this.#options, this.#fitted);
  }

  /** Made when they are first asked for: a method by name may need none. */
  get targets(): readonly Distribution[] {
    return this.#slice.laws();
  }

  /** The laws of the columns as a method would have them. @throws SupportError where a target reaches beyond its column's */
  marginals({ marginal = 'likely' }: ChannelMethod): readonly Distribution[] {
    const known = this.#fitted.get(marginal);
    if (known !== undefined) return known;
    const fitted = marginalsOf(this.columns, this.targets, marginal, this.#fitted.get('likely'));
    checkSupport(this.targets, fitted, 0, this.columns);
    this.#fitted.set(marginal, fitted);
    return fitted;
  }

  /** Mean KL to the laws that a method would have, in bits per value; a quadrature per target where laws are mixtures. */
  meanInformationBits(method: ChannelMethod, dimension: number): Bits {
    const marginals = this.marginals(method);
    const known = this.#information.get(marginals);
    if (known !== undefined && this.#truncate === undefined) return known;
    const targets = this.cut(dimension, stretches(this.targets, marginals.length, INFORMATION_VALUES));
    const nats = targets.reduce((sum, target, i) => {
      return sum + klDivergence(target, marginals[i % marginals.length]!, { relative: RELATIVE_ERROR });
    }, 0);
    const bits = nats / LN2 / targets.length;
    this.#information.set(marginals, bits);
    return bits;
  }

  /** The targets as blocks of one dimension would send them. */
  cut(dimension: number, targets: readonly Distribution[] = this.targets): readonly Distribution[] {
    return this.#truncate === undefined ? targets : truncateTargets(targets, this.#truncate, dimension);
  }

  /** All of them in blocks, as a method asks for them. */
  blocks(method: ChannelMethod, dimension: number): PlannedBlocks {
    return {
      targets: this.cut(dimension),
      columns: this.columns.length,
      dimension,
      approximation: this.approximation,
      marginals: () => this.marginals(method),
    };
  }
}

/** About `wanted` values in stretches of whole rows, spread over the targets. */
export function stretches(targets: readonly Distribution[], columns: number, wanted: number): Distribution[] {
  const rows = Math.floor(targets.length / columns);
  const rowsWanted = Math.min(rows, Math.ceil(wanted / columns));
  const length = Math.min(rowsWanted, 16);
  const count = Math.ceil(rowsWanted / length);
  const chosen: Distribution[] = [];
  for (let i = 0; i < count; i++) {
    const first = Math.floor(((rows - length) * (i + 0.5)) / count);
    chosen.push(...targets.slice(first * columns, (first + length) * columns));
  }
  return chosen;
}
