/**
 * A proof that log q/p first rises and then falls. The line is cut into cells on which the enclosure of
 *
 *     (log q/p)' = score of q - score of p
 *
 * has one sign; a cell of both signs is halved until log q/p can vary on it by no more than 1e-13, which counts as level.
 * Kinks and jumps are borders of cells and are looked at by their values; tails by the laws' steepness. The ratio has one
 * peak where no rise follows a fall.
 */
import type { Nats } from '../../core/index.ts';
import type { Distribution } from '../distribution.ts';
import { after, before } from './branch-and-bound.ts';
import { falls, type Side } from './steepness.ts';

/** What a cell that counts as level may vary by. */
const LEVEL: Nats = 1e-13;
/** A jump smaller than this is the rounding of two logarithms. */
const JUMP: Nats = 1e-9;
const MAXIMAL_CELLS = 4000;
const DOUBLINGS = 40;

/** Keeps the first fall, and whether a rise came after it. */
class Course {
  /** Where the first fall starts. */
  mode: number | undefined = undefined;
  isBroken = false;

  add(rise: number, start: number): void {
    if (rise < 0) this.mode ??= start;
    else if (rise > 0 && this.mode !== undefined) this.isBroken = true;
  }
}

interface Tail {
  /** Distance along the side where it starts. */
  readonly start: number;
  /** The sign of the slope of log q/p, outwards. */
  readonly rise: 1 | -1;
}

/** The mode of q/p on [lower, upper], inside both supports; undefined where none is certain. */
export function peak(q: Distribution, p: Distribution, lower: number, upper: number): number | undefined {
  const left = Number.isFinite(lower) ? undefined : tail(q, p, -1);
  const right = Number.isFinite(upper) ? undefined : tail(q, p, 1);
  if ((left === undefined && !Number.isFinite(lower)) || (right === undefined && !Number.isFinite(upper))) {
    return undefined;
  }
  const from = left === undefined ? lower : -left.start;
  const to = right === undefined ? upper : right.start;
  const course = new Course();
  if (left !== undefined) course.add(-left.rise, lower);
  if (!walk(q, p, from, to, course)) return undefined;
  if (right !== undefined) course.add(right.rise, to);
  return course.isBroken ? undefined : (course.mode ?? upper);
}

/** Where the sign of the slope stays the same for good. */
function tail(q: Distribution, p: Distribution, side: Side): Tail | undefined {
  const centre = side * q.quantile(0.5);
  let reach = 4 * Math.max(q.quantileSurvival(0.25) - q.quantile(0.25), 1e-300);
  for (let i = 0; i < DOUBLINGS && Number.isFinite(centre + reach); i++, reach *= 2) {
    if (falls(q, p, side, centre + reach)) return { start: centre + reach, rise: -1 };
    if (falls(p, q, side, centre + reach)) return { start: centre + reach, rise: 1 };
  }
  return undefined;
}

/** Takes the signs on [from, to] in order; false where they are not known. */
function walk(q: Distribution, p: Distribution, from: number, to: number, course: Course): boolean {
  const splits = [...q.kinks, ...p.kinks, q.mode ?? from, p.mode ?? from].filter((x) => x > from && x < to);
  const borders = [from, ...new Set(splits.sort((x, y) => x - y)), to];
  let count = 0;
  for (let i = 0; i + 1 < borders.length; i++) {
    if (i > 0) jump(q, p, borders[i]!, course);
    // Invariant: the signs left of the last entry of `rest` are taken; the entries are ends of cells, the nearest last.
    let start = after(borders[i]!);
    const rest = [before(borders[i + 1]!)];
    while (rest.length > 0 && !course.isBroken) {
      if (++count > MAXIMAL_CELLS) return false;
      const end = rest.at(-1)!;
      const rise = start < end ? signOn(q, p, start, end) : 0;
      if (rise === undefined) {
        const middle = start + (end - start) / 2;
        if (!(middle > start && middle < end)) return false;
        rest.push(middle);
        continue;
      }
      course.add(rise, start);
      start = end;
      rest.pop();
    }
  }
  return true;
}

/** The sign of the slope on [a, b], 0 where log q/p is level; undefined where there may be both. */
function signOn(q: Distribution, p: Distribution, a: number, b: number): number | undefined {
  const [qLow, qHigh] = q.scoreRange(a, b);
  const [pLow, pHigh] = p.scoreRange(a, b);
  const [low, high] = [qLow - pHigh, qHigh - pLow];
  if (low >= 0) return high > 0 ? 1 : 0;
  if (high <= 0) return -1;
  return (b - a) * Math.max(-low, high) <= LEVEL ? 0 : undefined;
}

function jump(q: Distribution, p: Distribution, x: number, course: Course): void {
  const [left, right] = [before(x), after(x)];
  const values = [left, x, right].map((point) => q.logDensity(point) - p.logDensity(point));
  course.add(stepSign(values[0]!, values[1]!), left);
  course.add(stepSign(values[1]!, values[2]!), x);
}

function stepSign(from: Nats, to: Nats): number {
  if (from === to) return 0;
  const step = to - from;
  return Math.abs(step) <= JUMP * (1 + Math.min(Math.abs(from), Math.abs(to))) ? 0 : Math.sign(step);
}
