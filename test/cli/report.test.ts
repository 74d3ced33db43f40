import { localRandomness } from 'samplewire/core';
import { type Distribution, laplace, normal, uniform } from 'samplewire/distributions';
import { describe, expect, test } from 'vitest';
import { transformHistogram } from '../../src/cli/page/charts/transform-chart.ts';
import { escaped } from '../../src/cli/page/html.ts';
import { reportPage } from '../../src/cli/page/report-page.ts';
import { lawText } from '../../src/cli/report/describe.ts';
import type { SendReport } from '../../src/cli/report/send-report.ts';
import { type ColumnStatistics, TargetStatistics } from '../../src/cli/report/statistics.ts';
import { bitsPerValue, counted, grouped, short } from '../../src/cli/terminal/numbers.ts';

/** Statistics of samples that follow their targets, or are shifted by `error`. */
function statistics(rows: number, error = 0): ColumnStatistics[] {
  const random = localRandomness({ seed: 'report' }).block(0);
  const gathered = new TargetStatistics(['a', 'b']);
  const targets: Distribution[] = [];
  const samples: number[] = [];
  for (let row = 0; row < rows; row++) {
    for (const target of [normal(row % 17, 0.5), laplace(-row % 5, 1 + (row % 3))]) {
      targets.push(target);
      samples.push(target.sample(random) + error);
    }
  }
  // Targets and samples come in pieces that are cut at different places.
  gathered.expect(targets.slice(0, 800), [undefined, undefined]);
  gathered.expect(targets.slice(800), [undefined, undefined]);
  for (let start = 0; start < samples.length; start += 333)
    gathered.receive(Float64Array.from(samples.slice(start, start + 333)));
  return gathered.columns();
}

const report: SendReport = {
  samplewire: '0.1.0',
  command: "samplewire send '<script>alert(1)</script>.csv' -o x.swr",
  input: '<script>alert(1)</script>.csv',
  output: 'x.swr',
  rows: 5000,
  rowsLeftOut: 2,
  targets: ['a = normal(a, 0.5)', 'b = laplace(b, 1)'],
  methodRequested: 'auto',
  keyStored: true,
  method: 'hybrid',
  values: 10_000,
  blocks: 2500,
  dimension: 4,
  bytes: 5000,
  bits: { index: 12_000, point: 26_000, framing: 2000 },
  informationBits: 33_000,
  publishedBoundBits: 30_000,
  candidatesExamined: 100_000,
  totalVariationBound: 0,
  fileTotalVariationBound: 0,
  columns: [
    { name: 'a', proposal: normal(8, 5).description() },
    { name: 'b', proposal: uniform(-20, 20).description() },
  ],
};

describe('the histogram of the probability integral transform', () => {
  test('is inside its band where samples follow their targets, and outside where they do not', () => {
    for (const column of statistics(5000)) {
      const { counts, inside, expected } = transformHistogram(column);
      expect(counts.reduce((sum, count) => sum + count, 0)).toBe(5000);
      expect(counts).toHaveLength(40);
      expect(expected).toBe(125);
      expect(inside).toBe(40);
    }
    expect(transformHistogram(statistics(5000, 0.1)[0]!).inside).toBeLessThan(38);
  });
});

test('points are few, evenly spaced and true', () => {
  for (const { points, values } of statistics(5000)) {
    expect(values).toBe(5000);
    expect(points.length).toBeGreaterThan(500);
    expect(points.length).toBeLessThanOrEqual(1200);
    const step = points[1]!.row - points[0]!.row;
    points.forEach(({ row, original, lower, upper }, i) => {
      expect(row).toBe(i * step);
      expect(lower).toBeLessThan(original);
      expect(upper).toBeGreaterThan(original);
    });
  }
});

describe('the page', () => {
  test('says the four numbers, shows every column and escapes what came from outside', async () => {
    const page = await reportPage(report, statistics(5000));
    expect(page).toContain(
      '<b>10,000 values</b> went out in <b>5,000 bytes</b>: <b>4.00 bits</b> each, of which <b>3.30</b>',
    );
    expect(page.match(/<svg/g)).toHaveLength(8);
    expect(page).not.toContain('<script');
    expect(page).toContain(escaped(report.command));
    expect(page).not.toMatch(/NaN|undefined|Infinity|\.\d{3,}"/);
  });

  test('of a handful of values has no histogram', async () => {
    const page = await reportPage({ ...report, rows: 3, values: 6 }, statistics(3));
    expect(page.match(/<svg/g)).toHaveLength(6);
  });

  test('states a truncation', async () => {
    const page = await reportPage(
      { ...report, totalVariationBound: 1e-4, fileTotalVariationBound: 0.221 },
      statistics(100),
    );
    expect(page).toContain('within <b>0.221</b> of its targets (total variation)');
  });
});

describe('for people', () => {
  test.each([
    [0, '0'],
    [1234567, '1,234,567'],
    [0.00001234, '1.23e-5'],
    [1e-4, '1e-4'],
    [16, '16'],
    [0.25, '0.25'],
    [-3.14159, '-3.14'],
    [2.5e20, '2.5e+20'],
  ])('%d is %s', (value, text) => {
    expect(short(value)).toBe(text);
  });

  test('counts have their nouns', () => {
    expect([counted(1, 'row'), counted(1461, 'row'), grouped(999), bitsPerValue(10, 3), bitsPerValue(1, 0)]).toEqual([
      '1 row',
      '1,461 rows',
      '999',
      '3.33',
      '0.00',
    ]);
  });

  test('laws read as they are written', () => {
    expect(lawText(normal(16, 8).description())).toBe('normal(16, 8)');
  });
});
