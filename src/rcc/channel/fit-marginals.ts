/**
 * The law of a column's samples where none was given: a mixture of normals fitted to one stratified draw of each target.
 * The draws are quantiles at the fractional parts of multiples of the golden ratio, so the fit needs no randomness. A
 * search over the prior needs more than a likely law: no target may have heavier tails, or the ratio has one maximum.
 */
import { type Distribution, fitNormalMixture, mixture, normal, studentT } from '../../distributions/index.ts';
import { logRatioBound } from '../proposal/ratio-bound.ts';
import type { MarginalFit } from './method.ts';
import type { ChannelColumn } from './parameters.ts';
import type { TargetSlice } from './target-slice.ts';

const GOLDEN = 0.6180339887498949;
/** Enough draws to fit a few components; a chunk's other targets follow the same law. */
const MAXIMAL_DRAWS = 8192;

/** Share of the heavy tail that covers targets with heavier tails than the likeliest mixture. */
const HEAVY_SHARE = 1 / 64;
/** Variance of a single normal law over that of the widest target, at least. */
const WIDER = 1.0625;
/** Deviations of a reaching normal law from its mean to the farthest target, at most: weights up to e^8. */
const REACH = 4;

/** The same as `marginalsOf` with the likeliest mixtures, from a slice: only the targets that are drawn from are made. */
export function likelyMarginals(columns: readonly ChannelColumn[], slice: TargetSlice): Distribution[] {
  return columns.map(
    ({ proposal }, column) =>
      proposal ?? fitNormalMixture(stratifiedDraws(slice.rows, (row) => slice.law(row, column))),
  );
}

/** One law per column: the given one, or one fitted to the chunk's targets of that column. `likely`: its likeliest laws, where they are known. */
export function marginalsOf(
  columns: readonly ChannelColumn[],
  targets: readonly Distribution[],
  fit: MarginalFit = 'likely',
  likely?: readonly Distribution[],
): Distribution[] {
  return columns.map(({ proposal }, column) => {
    if (proposal !== undefined) return proposal;
    const ofColumn = targets.filter((_, i) => i % columns.length === column);
    if (fit === 'covering' && likely !== undefined) return covering(ofColumn, likely[column]!);
    return FITS[fit](
      ofColumn,
      stratifiedDraws(ofColumn.length, (row) => ofColumn[row]!),
    );
  });
}

const FITS: Record<MarginalFit, (targets: readonly Distribution[], draws: Float64Array) => Distribution> = {
  likely: (_, draws) => fitNormalMixture(draws),

  covering: (targets, draws) => covering(targets, fitNormalMixture(draws)),

  normal(targets, draws) {
    const { mean, variance } = fitNormalMixture(draws, { maximumComponents: 1 });
    return normal(mean!, Math.fround(Math.sqrt(Math.max(variance!, WIDER * widestVariance(targets)))));
  },

  reaching(targets, draws) {
    const { mean, variance } = fitNormalMixture(draws, { maximumComponents: 1 });
    const farthest = draws.reduce((far, draw) => Math.max(far, Math.abs(draw - mean!)), 0) / REACH;
    const needed = Math.max(variance!, WIDER * widestVariance(targets), farthest * farthest);
    return normal(mean!, Math.fround(Math.sqrt(needed)));
  },
};

/** The likeliest law, with a share of a heavier tail where a target needs one. */
function covering(targets: readonly Distribution[], likely: Distribution): Distribution {
  if (heaviest(targets).every((target) => logRatioBound(target, likely) < Number.POSITIVE_INFINITY)) return likely;
  const { mean, variance } = likely;
  const heavy = studentT(2, Math.fround(mean!), Math.fround(Math.sqrt(variance!)));
  return mixture([1 - HEAVY_SHARE, HEAVY_SHARE], [likely, heavy]);
}

/** Families in which the widest law has the heaviest tails. */
const LOCATION_SCALE = new Set(['normal', 'laplace', 'logistic']);

/** The targets that may have heavier tails than all others. */
function heaviest(targets: readonly Distribution[]): Distribution[] {
  const widest = new Map<string, Distribution>();
  const others: Distribution[] = [];
  for (const target of targets) {
    if (!LOCATION_SCALE.has(target.law)) others.push(target);
    else if (target.variance! > (widest.get(target.law)?.variance ?? 0)) widest.set(target.law, target);
  }
  return [...widest.values(), ...others];
}

function widestVariance(targets: readonly Distribution[]): number {
  return targets.reduce((wide, target) => Math.max(wide, target.variance ?? 0), 0);
}

function stratifiedDraws(rows: number, target: (row: number) => Distribution): Float64Array {
  const stride = Math.max(1, Math.ceil(rows / MAXIMAL_DRAWS));
  const draws = new Float64Array(Math.ceil(rows / stride));
  for (let i = 0; i < draws.length; i++) {
    const turns = (i + 1) * GOLDEN;
    draws[i] = target(i * stride).quantile(turns - Math.floor(turns));
  }
  return draws;
}
