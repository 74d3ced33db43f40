/** How long the encoder searched, on the scale of what it may spend on a block. */
import type { SendReport } from '../../report/send-report.ts';
import { short } from '../../terminal/numbers.ts';
import type { Chart } from '../plot.ts';

/** Expected candidates that the choice of a block's size allows. */
const BUDGET = 4096;

export function searchChart({ candidatesExamined, blocks }: SendReport): Chart {
  const mean = Math.max(1, candidatesExamined / blocks);
  return {
    label: `${short(mean)} candidates per block on average`,
    options: (plot) => ({
      height: 124,
      marginLeft: 8,
      marginRight: 8,
      marginTop: 34,
      marginBottom: 40,
      x: {
        type: 'log',
        label: 'candidates per block',
        labelOffset: 38,
        domain: [1, Math.max(BUDGET, mean) * 1.1],
        ticks: 4,
        tickFormat: ',d',
      },
      y: { axis: null, domain: [0, 1] },
      marks: [
        plot.rectX([mean], { x1: 1, x2: (x: number) => x, y1: 0, y2: 1, fill: 'var(--index)', inset: 0.5, r: 2 }),
        plot.text([mean], {
          x: (x: number) => x,
          y: 0.5,
          text: (x: number) => short(x),
          textAnchor: mean > 64 ? 'end' : 'start',
          dx: mean > 64 ? -8 : 8,
          fill: mean > 64 ? 'var(--on-color)' : 'var(--ink)',
          fontWeight: 600,
        }),
        plot.ruleX([BUDGET], { stroke: 'var(--ink)', strokeWidth: 2, insetTop: -6 }),
        plot.text([BUDGET], {
          x: (x: number) => x,
          text: () => 'budget 4,096',
          frameAnchor: 'top',
          textAnchor: 'end',
          dy: -20,
          dx: 4,
          fill: 'var(--ink)',
          fontWeight: 600,
        }),
      ],
    }),
  };
}
