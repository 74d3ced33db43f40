/**
 * What targets carry under the law of their column where there is no closed form: every 64th value is computed and counts 64
 * times.
 */
import type { Nats } from '../../core/index.ts';
import { type Distribution, klDivergence } from '../../distributions/index.ts';

const COUNTED = 64;
const RELATIVE_ERROR = 1e-6;

/** Of values column, column + columns .. below `count`. */
export function sampledInformation(
  marginal: Distribution,
  count: number,
  column: number,
  columns: number,
  lawAt: (i: number) => Distribution,
): Nats {
  let nats = 0;
  let values = 0;
  let counted = 0;
  for (let i = column; i < count; i += columns, values++) {
    if (values % COUNTED !== 0) continue;
    nats += klDivergence(lawAt(i), marginal, { relative: RELATIVE_ERROR });
    counted++;
  }
  return counted === 0 ? 0 : (nats / counted) * values;
}
