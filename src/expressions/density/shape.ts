/**
 * Shape, certified from the cells' slopes and curvatures: a density whose cells rise, then are concave, then fall, has
 * one mode; one whose log is concave on every cell and across every border is log-concave.
 */
import type { Nats } from '../../core/index.ts';
import { type Cell, halfway } from './cells.ts';
import { point } from './interval.ts';
import type { Enclosure } from './jet.ts';

type LogDensity = (x: number) => Nats;

function rises(cell: Cell, logDensity: LogDensity): boolean {
  return cell.kind === 'smooth' ? cell.slope.low >= 0 || isEmpty(cell) : logDensity(cell.low) <= logDensity(cell.high);
}

function falls(cell: Cell, logDensity: LogDensity): boolean {
  return cell.kind === 'smooth' ? cell.slope.high <= 0 || isEmpty(cell) : logDensity(cell.low) >= logDensity(cell.high);
}

/** The density is 0 on the whole cell. */
function isEmpty(cell: Cell): boolean {
  return cell.value.high === Number.NEGATIVE_INFINITY;
}

/** The mode, if the cells prove that there is one; undefined where they do not. */
export function certifiedMode(cells: readonly Cell[], logDensity: LogDensity, enclose: Enclosure): number | undefined {
  let first = 0;
  while (first < cells.length && rises(cells[first]!, logDensity)) first++;
  let next = cells.length;
  while (next > first && falls(cells[next - 1]!, logDensity)) next--;
  const block = cells.slice(first, next);
  if (block.length === 0) return highest(cells, first, logDensity);
  return certifiedLogConcave(block, enclose)
    ? summit(block[0]!.low, block[block.length - 1]!.high, enclose)
    : undefined;
}

/** The zero of a falling slope, to the last digit that its enclosure can tell. */
function summit(low: number, high: number, enclose: Enclosure): number {
  for (;;) {
    const middle = halfway(low, high);
    const { slope } = enclose(point(middle), { certain: true });
    if (!(middle > low && middle < high) || (slope.low <= 0 && slope.high >= 0)) return middle;
    if (slope.low > 0) low = middle;
    else high = middle;
  }
}

/** Cells before `first` rise and those from there on fall: the border between them, or the middle of what is flat there. */
function highest(cells: readonly Cell[], first: number, logDensity: LogDensity): number {
  let begin = first;
  while (begin > 0 && falls(cells[begin - 1]!, logDensity)) begin--;
  if (begin < first) return halfway(cells[begin]!.low, cells[first - 1]!.high);
  return first < cells.length ? cells[first]!.low : cells[cells.length - 1]!.high;
}

/** Whether the log density is certified to be concave on neighbouring cells. */
export function certifiedLogConcave(cells: readonly Cell[], enclose: Enclosure): boolean {
  if (cells.some(({ kind, curvature }) => kind !== 'smooth' || !(curvature.high <= 0))) return false;
  return cells.every((cell, i) => i === 0 || bendsDown(cells[i - 1]!, cell, enclose));
}

/** Across a border: smooth there, or with a slope that drops. */
function bendsDown(left: Cell, right: Cell, enclose: Enclosure): boolean {
  const border = right.low;
  const reach = Math.max(Math.abs(border) * 4.5e-16, 1e-300);
  const [low, high] = [Math.max(left.low, border - reach), Math.min(right.high, border + reach)];
  const across = enclose({ low, high }, { certain: true });
  if (across.curvature.high <= 0) return true;
  const before = enclose({ low, high: border }, { certain: true }).slope;
  const after = enclose({ low: border, high }, { certain: true }).slope;
  return before.low >= after.high;
}
