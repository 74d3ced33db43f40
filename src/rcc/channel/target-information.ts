/** What targets carry under the laws that both ends know, and the check that those laws can produce them. */
import { type Bits, LN2, SupportError } from '../../core/index.ts';
import { type Distribution, klDivergence } from '../../distributions/index.ts';

/** A sum over thousands of values needs no more; to full accuracy a divergence by quadrature costs a thousand times as much. */
const RELATIVE_ERROR = 1e-6;

/** Values between two yields: some milliseconds, also where every divergence is a quadrature. */
const VALUES_PER_STEP = 64;

/** Sum of KL(target || marginal) over the values, in bits; value i is of column i mod columns. */
export function* informationSteps(
  targets: readonly Distribution[],
  marginals: readonly Distribution[],
): Generator<void, Bits> {
  let nats = 0;
  for (let i = 0; i < targets.length; i++) {
    nats += klDivergence(targets[i]!, marginals[i % marginals.length]!, { relative: RELATIVE_ERROR });
    if (i % VALUES_PER_STEP === VALUES_PER_STEP - 1) yield;
  }
  return nats / LN2;
}

/** Throws where a target has mass outside its column's marginal. `firstValue` and `names` say where. */
export function checkSupport(
  targets: readonly Distribution[],
  marginals: readonly Distribution[],
  firstValue: number,
  names: readonly { readonly name: string }[],
): void {
  const columns = marginals.length;
  for (let i = 0; i < targets.length; i++) {
    const target = targets[i]!.support;
    const marginal = marginals[i % columns]!.support;
    if (target.lower >= marginal.lower && target.upper <= marginal.upper) continue;
    const row = Math.floor((firstValue + i) / columns) + 1;
    throw new SupportError(
      `"target" row ${row}, column ${names[i % columns]!.name}: expected a support inside the proposal's ` +
        `[${marginal.lower}, ${marginal.upper}], got [${target.lower}, ${target.upper}]`,
    );
  }
}
