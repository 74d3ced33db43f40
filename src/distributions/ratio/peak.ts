/**
 * A proof that log q/p first rises and then falls. The line is cut into cells on which the enclosure of
 *
 *     (log q/p)' = score of q - score of p
 *
 * has one sign; a cell of both signs is halved until log q/p can vary on it by no more than 1e-13, which counts as level.
 * Kinks and jumps are borders of cells, and are looked at by the values on either side; tails, beyond all of them, by the
 * laws' steepness. The ratio has one peak where no rise follows a fall.
 */
import type { Nats } from '../../core/index.ts';
import type { Distribution } from '../distribution.ts';
import { Mixture } from '../laws/mixture.ts';
import { falls, type Side } from './steepness.ts';

/** What a cell that counts as level may vary by. */
const LEVEL: Nats = 1e-13;
/** A jump smaller than this is the rounding of two logarithms. */
const JUMP: Nats = 1e-9;
/** How far the place of a jump may be off, as a share of the largest coordinate. */
const PLACE = 4e-15;
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
  readonly rise: 1 | 0 | -1;
}

/** The mode of q/p on [lower, upper], inside both supports; undefined where none is certain. */
export function peak(q: Distribution, p: Distribution, lower: number, upper: number): number | undefined {
  const left = tail(q, p, -1, -lower);
  const right = tail(q, p, 1, upper);
  if (left === undefined || right === undefined) return undefined;
  const course = new Course();
  course.add(-left.rise, lower);
  if (!walk(q, p, -left.start, right.start, course)) return undefined;
  course.add(right.rise, right.start);
  return course.isBroken ? undefined : (course.mode ?? upper);
}

/** Where the sign of the slope stays the same for good: at the end of the support, if it has one. */
function tail(q: Distribution, p: Distribution, side: Side, end: number): Tail | undefined {
  if (Number.isFinite(end)) return { start: end, rise: 0 };
  const centre = side * q.quantile(0.5);
  const farthest = Math.max(...places(q, p).map((x) => side * x - centre));
  let reach = Math.max(4 * (q.quantileSurvival(0.25) - q.quantile(0.25)), 1.5 * farthest, 1e-300);
  for (let i = 0; i < DOUBLINGS && Number.isFinite(centre + reach); i++, reach *= 2) {
    if (fallsBeyond(q, p, side, centre + reach)) return { start: centre + reach, rise: -1 };
    if (fallsBeyond(p, q, side, centre + reach)) return { start: centre + reach, rise: 1 };
  }
  return undefined;
}

/** Whether q/p falls beyond t: a mixture q if every part does, a mixture p if q does to every part. */
function fallsBeyond(q: Distribution, p: Distribution, side: Side, t: number): boolean {
  if (q instanceof Mixture)
    return q.components.every((part) => endsBefore(part, side, t) || fallsBeyond(part, p, side, t));
  if (p instanceof Mixture)
    return p.components.every((part) => endsBefore(part, side, t) || fallsBeyond(q, part, side, t));
  return falls(q, p, side, t);
}

function endsBefore({ support }: Distribution, side: Side, t: number): boolean {
  return side > 0 ? support.upper <= t : -support.lower <= t;
}

/** Where the derivative may jump, and the modes, near which it changes its sign. */
function places(q: Distribution, p: Distribution): number[] {
  return [q, p].flatMap(({ kinks, mode }) => (mode === undefined ? kinks : [...kinks, mode]));
}

/** Takes the signs on [from, to] in order; false where they are not known. */
function walk(q: Distribution, p: Distribution, from: number, to: number, course: Course): boolean {
  const splits = places(q, p).filter((x) => x > from && x < to);
  const borders = [from, ...new Set(splits.sort((x, y) => x - y)), to];
  const margin = PLACE * Math.max(...borders.map(Math.abs)) + Number.MIN_VALUE;
  let count = 0;
  for (let i = 0; i + 1 < borders.length; i++) {
    if (i > 0) jump(q, p, borders[i]!, margin, course);
    // Invariant: the signs left of the last entry of `rest` are taken; the entries are ends of cells, the nearest last.
    let start = borders[i]! + margin;
    const rest = [borders[i + 1]! - margin];
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

function jump(q: Distribution, p: Distribution, x: number, margin: number, course: Course): void {
  const values = [x - margin, x, x + margin].map((point) => q.logDensity(point) - p.logDensity(point));
  course.add(stepSign(values[0]!, values[1]!), x - margin);
  course.add(stepSign(values[1]!, values[2]!), x);
}

function stepSign(from: Nats, to: Nats): number {
  if (from === to) return 0;
  const step = to - from;
  return Math.abs(step) <= JUMP * (1 + Math.min(Math.abs(from), Math.abs(to))) ? 0 : Math.sign(step);
}
