/**
 * The histogram of the probability integral transform with its acceptance band. Each of B counts is Binomial(n, 1/B) if
 * the law is right, so all of them lie within
 *
 *     n/B +- z sqrt(n/B (1 - 1/B)),    z = Phi^-1(1 - 0.01 / (2 B))
 *
 * in about 99 of 100 files (Bonferroni, 1936: the errors of B events add at most).
 */
import { normalQuantile } from '../../../core/index.ts';
import { type ColumnStatistics, FINE_BINS } from '../../report/statistics.ts';
import type { Chart } from '../plot.ts';

export interface TransformHistogram {
  readonly counts: readonly number[];
  readonly expected: number;
  readonly lower: number;
  readonly upper: number;
  readonly inside: number;
}

/** With fewer values a histogram says nothing. */
export const FEWEST_VALUES = 50;

/** As many bins as leave 40 values in each. */
export function transformHistogram({ values, transformCounts }: ColumnStatistics): TransformHistogram {
  const bins = [40, 30, 24, 20, 15, 10, 5].find((count) => values / count >= 40) ?? 5;
  const width = FINE_BINS / bins;
  const counts = Array.from({ length: bins }, (_, bin) => {
    return transformCounts.subarray(bin * width, (bin + 1) * width).reduce((sum, count) => sum + count, 0);
  });
  const expected = values / bins;
  const reach = normalQuantile(1 - 0.005 / bins) * Math.sqrt(expected * (1 - 1 / bins));
  const [lower, upper] = [Math.max(0, expected - reach), expected + reach];
  return { counts, expected, lower, upper, inside: counts.filter((count) => count >= lower && count <= upper).length };
}

export function transformChart(name: string, { counts, expected, lower, upper }: TransformHistogram): Chart {
  const bars = counts.map((count, bin) => ({
    start: bin / counts.length,
    end: (bin + 1) / counts.length,
    count,
    color: count >= lower && count <= upper ? 'var(--point)' : 'var(--alarm)',
  }));
  return {
    label: `probability integral transform of ${name}: ${counts.length} bars around ${expected.toFixed(0)}`,
    options: (plot) => ({
      height: 330,
      marginLeft: 52,
      marginBottom: 44,
      x: { label: 'position of the sample in its target (cdf)', labelOffset: 40, domain: [0, 1] },
      y: { label: 'values', domain: [0, Math.max(upper, ...counts) * 1.1], grid: false, ticks: 5 },
      marks: [
        plot.rectY([0], { x1: 0, x2: 1, y1: lower, y2: upper, fill: 'var(--band)' }),
        plot.rectY(bars, { x1: 'start', x2: 'end', y: 'count', fill: 'color', fillOpacity: 0.55, inset: 0.5 }),
        plot.ruleY([lower, upper], { stroke: 'var(--accept)', strokeWidth: 1.2 }),
        plot.ruleY([expected], { stroke: 'var(--ink)', strokeWidth: 1.2, strokeDasharray: '4 3' }),
        plot.ruleY([0]),
      ],
    }),
  };
}
