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
  const { values, bytes, informationBits, publishedBoundBits } = report;
  const total = (8 * bytes) / values;
  const information = informationBits / values;
  const published = publishedBoundBits / values;
  const marks = [
    { x: information, text: `information, the lower bound ${information.toFixed(2)}`, dy: -20 },
    { x: published, text: `published bound ${published.toFixed(2)}`, dy: -36 },
  ].map((mark) => ({ ...mark, side: mark.x > Math.max(total, published) / 2 ? 'end' : 'start' }));
  let end = 0;
  const bars = bitsParts(report).map((part) => {
    const start = end;
    end += part.bits / values;
    return { ...part, start, end, label: (end - start) / total > 0.09 ? bitsPerValue(part.bits, values) : '' };
  });
  return {
    label: `${total.toFixed(2)} bits per value against ${information.toFixed(2)} bits of information`,
    options: (plot) => ({
      height: 140,
      marginLeft: 8,
      marginRight: 8,
      marginTop: 50,
      marginBottom: 40,
      x: {
        label: 'bits per value',
        labelOffset: 38,
        domain: [0, Math.max(total, information, published) * 1.02],
        ticks: 6,
      },
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
