/**
 * What a plan is made from: the targets that are known so far and the laws of their columns. A method may want its own
 * kind of fitted law, so laws are fitted when a method first asks for its kind.
 */
import type { Distribution } from '../../distributions/index.ts';
import { marginalsOf } from '../channel/fit-marginals.ts';
import type { Approximation, ChannelMethod, MarginalFit, PlannedBlocks } from '../channel/method.ts';
import type { ChannelColumn } from '../channel/parameters.ts';
import { checkSupport } from '../channel/target-information.ts';
import type { TargetSlice } from '../channel/target-slice.ts';
import { truncateTargets } from '../channel/truncation.ts';

export interface PlannedTargetsOptions {
  readonly columns: readonly ChannelColumn[];
  /** Total variation per block at which unbounded targets are cut; undefined: nothing is cut. */
  readonly truncate: number | undefined;
  readonly approximation: Approximation;
  /** Bytes of the key, or of its check value, in the header. */
  readonly keyBytes: number;
}

export class PlannedTargets {
  readonly columns: readonly ChannelColumn[];
  readonly approximation: Approximation;
  readonly keyBytes: number;
  readonly #slice: TargetSlice;
  readonly #truncate: number | undefined;
  readonly #fitted: Map<MarginalFit, Distribution[]> = new Map();

  constructor(slice: TargetSlice, { columns, truncate, approximation, keyBytes }: PlannedTargetsOptions) {
    this.#slice = slice;
    this.columns = columns;
    this.approximation = approximation;
    this.keyBytes = keyBytes;
    this.#truncate = truncate;
  }

  /** Made when they are first asked for: a method by name may need none. */
  get targets(): readonly Distribution[] {
    return this.#slice.laws();
  }

  /** The laws of the columns as a method would have them. @throws SupportError where a target reaches beyond its column's */
  marginals({ marginal = 'likely' }: ChannelMethod): readonly Distribution[] {
    const known = this.#fitted.get(marginal);
    if (known !== undefined) return known;
    const fitted = marginalsOf(this.columns, this.targets, marginal);
    checkSupport(this.targets, fitted, 0, this.columns);
    this.#fitted.set(marginal, fitted);
    return fitted;
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
