/**
 * A histogram fitted to samples. Cells lie between quantiles of the samples, so that each holds about as many and a crowd
 * of samples gets narrow cells; their number is the square root of the number of samples, 1 to 256. Masses are counts:
 * integers, exact on the wire.
 */
import { checkInteger, invalidArgument } from '../../core/index.ts';
import { checkPlace } from '../parameters.ts';
import { PiecewiseConstant } from './piecewise-constant.ts';

export interface EmpiricalOptions {
  /** Number of cells, where the samples are distinct enough; by default the square root of their number, 1 to 256. */
  readonly cells?: number;
}

const MAXIMAL_CELLS = 4096;
/** Width of the only cell of samples that are all equal, relative to them, and at least absolutely. */
const NARROWEST = 1e-6;

/** @throws InvalidArgumentError where there are no samples, or one is not finite. */
export function empirical(samples: ArrayLike<number>, options: EmpiricalOptions = {}): PiecewiseConstant {
  if (samples.length === 0) throw invalidArgument('samples', 'at least one sample', samples);
  const sorted = Float64Array.from(samples).sort();
  for (const sample of sorted) checkPlace('samples', sample);
  const root = Math.floor(Math.sqrt(sorted.length));
  const cells = checkInteger('cells', options.cells ?? Math.min(256, Math.max(1, root)), 1, MAXIMAL_CELLS);
  const edges = [sorted[0]!];
  for (let i = 1; i < cells; i++) {
    const edge = sorted[Math.floor((i * sorted.length) / cells)]!;
    if (edge > edges.at(-1)!) edges.push(edge);
  }
  const largest = sorted[sorted.length - 1]!;
  if (largest > edges.at(-1)!) edges.push(largest);
  else edges.push(largest + Math.max(Math.abs(largest) * NARROWEST, NARROWEST));
  const masses = new Array<number>(edges.length - 1).fill(0);
  let cell = 0;
  for (const sample of sorted) {
    while (cell < masses.length - 1 && sample >= edges[cell + 1]!) cell++;
    masses[cell]!++;
  }
  return new PiecewiseConstant(edges, masses, 'empirical');
}
