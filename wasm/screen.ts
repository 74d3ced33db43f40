/**
 * Screening: which of a run of candidates can still be selected. Each coordinate has a lower bound on what a candidate
 * loses there, in its offset d = (w - cf) | 0 from the centre of the cell,
 *
 *     bound(d) = (q2 d + q1) d + q0 + max(0, a d + b, e d + f),
 *
 * and candidates whose bounds add up to more than `allowed` are out. Single precision: the caller's `allowed` has room for
 * its rounding. Words of the first four coordinates stay at SCREENED for whoever scores the survivors in full; later ones are
 * drawn only where one of eight candidates is still in: no loss is negative, so who is out after four stays out.
 */
import { BOUNDS, COORDINATE_BYTES, COORDINATES, LATER, SCREENED, SURVIVORS } from './layout';
import { philoxEight } from './philox';

const GROUP: i32 = 1 << 21;

/** Candidates first .. first + count - 1, by the counter of the first; their places go to SURVIVORS. How many there are. */
export function screen(
  c0: i32,
  c1: i32,
  c2: i32,
  c3: i32,
  count: i32,
  dimensions: i32,
  lines: bool,
  allowed: f32,
): i32 {
  let survivors = SURVIVORS;
  let out = SCREENED;
  for (let place = 0; place < count; place += 8, out += 128) {
    let alive = screenEight(c0 + place, c1, c2, c3, out, dimensions, lines, allowed);
    for (; alive !== 0; alive &= alive - 1, survivors += 4) store<i32>(survivors, place + ctz(alive));
  }
  return <i32>(survivors - SURVIVORS) >> 2;
}

/** Eight candidates, their words at `out`, their bounds at BOUNDS: which of them are still in, as bits. */
export function screenEight(
  c0: i32,
  c1: i32,
  c2: i32,
  c3: i32,
  out: usize,
  dimensions: i32,
  lines: bool,
  allowed: f32,
): i32 {
  const limit = f32x4.splat(allowed);
  const v2 = i32x4.splat(c2);
  const v3 = i32x4.splat(c3);
  const end = COORDINATES + COORDINATE_BYTES * dimensions;
  const n = i32x4.add(i32x4.splat(c0), i32x4(0, 1, 2, 3));
  const next = i32x4.add(n, i32x4.splat(4));
  let v1 = i32x4.splat(c1);
  let words = out;
  let a = f32x4.splat(0);
  let b = f32x4.splat(0);
  let alive: i32 = 0;
  for (let at = COORDINATES; ; v1 = i32x4.add(v1, i32x4.splat(GROUP)), words = LATER) {
    philoxEight(n, v1, v2, v3, next, v1, v2, v3, words);
    const stop = min(end, at + 4 * COORDINATE_BYTES);
    for (; at < stop; at += COORDINATE_BYTES, words += 16) {
      const fraction = v128.load32_splat(at);
      const linear = v128.load32_splat(at, 4);
      const quadratic = v128.load32_splat(at, 8);
      const constant = v128.load32_splat(at, 28);
      const c = f32x4.convert_i32x4_s(i32x4.sub(v128.load(words), fraction));
      const d = f32x4.convert_i32x4_s(i32x4.sub(v128.load(words, 64), fraction));
      a = f32x4.add(a, f32x4.add(f32x4.mul(f32x4.add(f32x4.mul(quadratic, c), linear), c), constant));
      b = f32x4.add(b, f32x4.add(f32x4.mul(f32x4.add(f32x4.mul(quadratic, d), linear), d), constant));
      if (lines) {
        a = f32x4.add(a, higherLine(c, at));
        b = f32x4.add(b, higherLine(d, at));
      }
    }
    alive = i32x4.bitmask(f32x4.le(a, limit)) | (i32x4.bitmask(f32x4.le(b, limit)) << 4);
    if (alive === 0 || at >= end) break;
  }
  v128.store(BOUNDS, a);
  v128.store(BOUNDS, b, 16);
  return alive;
}

/** max(0, left d + leftConstant, right d + rightConstant). */
function higherLine(d: v128, at: usize): v128 {
  const left = f32x4.add(f32x4.mul(v128.load32_splat(at, 12), d), v128.load32_splat(at, 16));
  const right = f32x4.add(f32x4.mul(v128.load32_splat(at, 20), d), v128.load32_splat(at, 24));
  return f32x4.max(f32x4.max(left, right), f32x4.splat(0));
}
