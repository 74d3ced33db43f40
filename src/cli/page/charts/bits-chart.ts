/** Where the bits of a value went, as one stacked bar; what they could not have been fewer than, as a mark. */

import type { SendReport } from '../../report/send-report.ts';
import { bitsPerValue } from '../../terminal/numbers.ts';
import type { Chart } from '../plot.ts';

export interface BitsPart {
  readonly name: string;
  readonly meaning: string;
  readonly color: string;
  readonly bits: number;
}

/** The parts in the order in which they are stacked; they sum to 8 x bytes. */
export function bitsParts({ bits }: SendReport): BitsPart[] {
  return [
    { name: 'point', meaning: 'where the cell around the target lies', color: 'var(--point)', bits: bits.point },
    { name: 'index', meaning: 'which candidate inside the cell', color: 'var(--index)', bits: bits.index },
    { name: 'framing', meaning: 'header, laws, checksums', color: 'var(--framing)', bits: bits.framing },
  ];
}

export function bitsChart(report: SendReport): Chart {
  const { values, bytes, informationBits, lowerBoundBits } = report;
  const total = (8 * bytes) / values;
  const information = informationBits / values;
  const bounds = lowerBoundBits === undefined ? [] : [lowerBoundBits / values];
  const marks = [
    ...[information].map((x) => ({
      x,
      text: `information ${x.toFixed(2)}`,
      side: x > total / 2 ? 'end' : 'start',
      dy: -20,
    })),
    ...bounds.map((x) => ({ x, text: `lower bound ${x.toFixed(2)}`, side: x > total / 2 ? 'end' : 'start', dy: -36 })),
  ];
  let end = 0;
  const bars = bitsParts(report).map((part) => {
    const start = end;
    end += part.bits / values;
    return { ...part, start, end, label: (end - start) / total > 0.09 ? bitsPerValue(part.bits, values) : '' };
  });
  return {
    label: `${total.toFixed(2)} bits per value against ${information.toFixed(2)} bits of information`,
    options: (plot) => ({
      height: 124 + 16 * bounds.length,
      marginLeft: 8,
      marginRight: 8,
      marginTop: 34 + 16 * bounds.length,
      marginBottom: 40,
      x: { label: 'bits per value', labelOffset: 38, domain: [0, Math.max(total, information) * 1.02], ticks: 6 },
      y: { axis: null, domain: [0, 1] },
      marks: [
        plot.rectX(bars, { x1: 'start', x2: 'end', y1: 0, y2: 1, fill: 'color', inset: 0.5, r: 2 }),
        plot.text(bars, {
          x: 'start',
          y: 0.5,
          text: 'label',
          textAnchor: 'start',
          dx: 8,
          fill: 'var(--on-color)',
          fontWeight: 600,
        }),
        ...marks.flatMap(({ x, text, side, dy }) => [
          plot.ruleX([x], { stroke: 'var(--ink)', strokeWidth: 2, insetTop: dy + 14 }),
          plot.text([x], {
            x: (value: number) => value,
            text: () => text,
            frameAnchor: 'top',
            textAnchor: side,
            dy,
            dx: side === 'end' ? 6 : -6,
            fill: 'var(--ink)',
            fontWeight: 600,
          }),
        ]),
      ],
    }),
  };
}
