/** Tables that a verification prints: what was measured, what it must stay within, and the verdict. */
export interface VerdictRow {
  readonly case: string;
  readonly measured: number | string;
  readonly bound: number | string;
  readonly passed: boolean;
}

/** Columns case, measured, bound, verdict; text to the left, numbers to the right; no trailing spaces. */
export function verdictTable(rows: readonly VerdictRow[]): string {
  const head = ['case', 'measured', 'bound', 'verdict'];
  const body = rows.map((row) => [row.case, show(row.measured), show(row.bound), row.passed ? 'ok' : 'FAILED']);
  const widths = head.map((title, column) => Math.max(title.length, ...body.map((cells) => cells[column]!.length)));
  const rule = widths.map((width) => '-'.repeat(width));
  const line = (cells: readonly string[]): string =>
    cells.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!))).join('  ');
  return [head, rule, ...body].map((cells) => line(cells).trimEnd()).join('\n');
}

/** A few digits; very small and very large numbers in powers of ten. */
function show(value: number | string): string {
  if (typeof value === 'string' || Number.isInteger(value)) return String(value);
  const size = Math.abs(value);
  return size < 1e-3 || size >= 1e6 ? value.toExponential(2) : value.toPrecision(5);
}
