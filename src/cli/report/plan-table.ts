/** What the planner compared, as a table for people: a line per way to send, the chosen one marked. */
import type { PlannedMethod, PlanTable } from '../../rcc/index.ts';
import { short } from '../terminal/numbers.ts';

const HEAD = ['bits', 'time', 'values a block', 'method'];

export function planTable({ methods, chosen, refused }: PlanTable): string[] {
  const rows = methods.map((row) => [
    row.bitsPerValue.toFixed(2),
    timeText(row.nanosecondsPerValue),
    String(row.dimension),
    `${row.method}${noteOf(row, chosen)}`,
  ]);
  const widths = HEAD.map((head, i) => Math.max(head.length, ...rows.map((row) => row[i]!.length)));
  const line = (cells: readonly string[]): string =>
    cells.map((cell, i) => (i === cells.length - 1 ? cell : cell.padStart(widths[i]!))).join('   ');
  const others = refused.length === 0 ? [] : [`does not apply: ${refused.map(({ method }) => method).join(', ')}`];
  return [line(HEAD), ...rows.map(line), ...others];
}

function noteOf(row: PlannedMethod, chosen: PlannedMethod): string {
  if (row.method === chosen.method && row.dimension === chosen.dimension) return '   <- chosen';
  return row.paretoOptimal ? '' : '   (another is smaller and faster)';
}

function timeText(nanoseconds: number): string {
  return nanoseconds >= 1e6 ? `${short(nanoseconds / 1e6)} ms` : `${short(nanoseconds / 1000)} us`;
}
