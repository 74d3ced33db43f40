/** What arrived against what was measured: the sample beside the middle 90 % of its target. */
import type { ColumnStatistics, Point } from '../../report/statistics.ts';
import type { Chart } from '../plot.ts';

const BAND = { stroke: 'var(--band)', strokeWidth: 2.5 } as const;
const DOTS = { r: 1.6, fill: 'var(--point)', fillOpacity: 0.75 } as const;

/** Received over original: on the diagonal if nothing was added. */
export function valuesChart({ name, points }: ColumnStatistics): Chart {
  return {
    label: `received against original values of ${name}`,
    options: (plot) => ({
      height: 290,
      marginLeft: 52,
      marginTop: 28,
      marginBottom: 44,
      x: { label: 'original', labelOffset: 40, nice: true },
      y: { label: 'received', nice: true, grid: true },
      marks: [
        plot.ruleX(points, { x: 'original', y1: 'lower', y2: 'upper', ...BAND }),
        plot.dot(points, { x: 'original', y: 'received', ...DOTS }),
      ],
    }),
  };
}

/** The same, with the original subtracted: the law that the receiver sees. */
export function differencesChart({ name, points }: ColumnStatistics): Chart {
  const difference = (key: 'received' | 'lower' | 'upper') => (point: Point) => point[key] - point.original;
  return {
    label: `received minus original values of ${name}`,
    options: (plot) => ({
      height: 165,
      marginLeft: 52,
      marginTop: 28,
      marginBottom: 44,
      x: { label: 'original', labelOffset: 40, nice: true },
      y: { label: 'received − original', nice: true, grid: true, ticks: 4 },
      marks: [
        plot.ruleX(points, { x: 'original', y1: difference('lower'), y2: difference('upper'), ...BAND }),
        plot.ruleY([0], { stroke: 'var(--muted)' }),
        plot.dot(points, { x: 'original', y: difference('received'), ...DOTS }),
      ],
    }),
  };
}
