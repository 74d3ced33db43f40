/**
 * Sorted values in groups of neighbours, so that fitting costs the same for thousands and for millions of values. The
 * outermost values stay alone: what is far out decides on its own.
 */

export interface Group {
  readonly count: number;
  readonly mean: number;
  /** Of the values inside the group. */
  readonly variance: number;
}

const MAXIMAL_GROUPS = 1024;
/** Values at either end that stay alone. */
const ALONE = 64;

export function grouped(sorted: Float64Array): Group[] {
  const inner = sorted.length - 2 * ALONE;
  const size = Math.max(1, Math.ceil(inner / (MAXIMAL_GROUPS - 2 * ALONE)));
  const groups: Group[] = [];
  for (let from = 0; from < sorted.length; ) {
    const isOuter = from < ALONE || from >= sorted.length - ALONE;
    const to = isOuter ? from + 1 : Math.min(from + size, sorted.length - ALONE);
    groups.push(groupOf(sorted, from, to));
    from = to;
  }
  return groups;
}

function groupOf(sorted: Float64Array, from: number, to: number): Group {
  const count = to - from;
  const first = sorted[from]!;
  let shift = 0;
  for (let i = from; i < to; i++) shift += (sorted[i]! - first) / count;
  const mean = first + shift;
  let variance = 0;
  for (let i = from; i < to; i++) variance += ((sorted[i]! - mean) * (sorted[i]! - mean)) / count;
  return { count, mean, variance };
}
