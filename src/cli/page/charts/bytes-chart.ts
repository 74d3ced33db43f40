/** Bytes against error: the sizes that were not chosen as a line, the one that was as a dot. */
import type { CompressReport } from '../../report/weights-summary.ts';
import { percent } from '../../report/weights-summary.ts';
import { short } from '../../terminal/numbers.ts';
import type { Chart } from '../plot.ts';

export function bytesChart({ bytes, relativeError, curve = [] }: CompressReport): Chart {
  const chosen = { bytes: bytes / 1000, error: 100 * relativeError };
  const line = curve
    .filter((entry) => entry.relativeError > 0)
    .map((entry) => ({ bytes: entry.bytes / 1000, error: 100 * entry.relativeError }));
  return {
    label: `${short(bytes / 1000)} kB at an error of ${percent(relativeError)}`,
    options: (plot) => ({
      height: 260,
      marginLeft: 56,
      marginRight: 16,
      marginBottom: 42,
      grid: true,
      x: { label: 'kB', type: 'log', ticks: 5, tickFormat: ',~g' },
      y: { label: 'error, %', type: 'log', ticks: 5, tickFormat: '~g' },
      marks: [
        plot.lineY(line, { x: 'bytes', y: 'error', stroke: 'var(--point)', strokeWidth: 2 }),
        plot.dot(line, { x: 'bytes', y: 'error', fill: 'var(--point)', r: 3 }),
        ...(relativeError > 0
          ? [plot.dot([chosen], { x: 'bytes', y: 'error', fill: 'var(--index)', stroke: 'var(--card)', r: 7 })]
          : []),
      ],
    }),
  };
}
