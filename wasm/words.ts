/**
 * Shared words in bulk: the four words of each of `calls` counters that differ by one step, in order, at WORDS. Steps are
 * (1, 0) for one group of many candidates and (0, 2^21) for many groups of one candidate.
 */
import { WORDS } from './layout';
import { philoxEight } from './philox';

export function words(c0: i32, c1: i32, c2: i32, c3: i32, step0: i32, step1: i32, calls: i32): void {
  const lanes = i32x4(0, 1, 2, 3);
  let a0 = i32x4.add(i32x4.splat(c0), i32x4.mul(lanes, i32x4.splat(step0)));
  let a1 = i32x4.add(i32x4.splat(c1), i32x4.mul(lanes, i32x4.splat(step1)));
  const v2 = i32x4.splat(c2);
  const v3 = i32x4.splat(c3);
  const four0 = i32x4.splat(4 * step0);
  const four1 = i32x4.splat(4 * step1);
  const end = WORDS + ((<usize>calls) << 4);
  for (let at = WORDS; at < end; at += 128) {
    const b0 = i32x4.add(a0, four0);
    const b1 = i32x4.add(a1, four1);
    philoxEight(a0, a1, v2, v3, b0, b1, v2, v3, at);
    transpose(at);
    transpose(at + 64);
    a0 = i32x4.add(b0, four0);
    a1 = i32x4.add(b1, four1);
  }
}

/** From word by word to counter by counter. */
function transpose(at: usize): void {
  const w0 = v128.load(at);
  const w1 = v128.load(at, 16);
  const w2 = v128.load(at, 32);
  const w3 = v128.load(at, 48);
  const low01 = v128.shuffle<i32>(w0, w1, 0, 4, 1, 5);
  const low23 = v128.shuffle<i32>(w2, w3, 0, 4, 1, 5);
  const high01 = v128.shuffle<i32>(w0, w1, 2, 6, 3, 7);
  const high23 = v128.shuffle<i32>(w2, w3, 2, 6, 3, 7);
  v128.store(at, v128.shuffle<i64>(low01, low23, 0, 2));
  v128.store(at, v128.shuffle<i64>(low01, low23, 1, 3), 16);
  v128.store(at, v128.shuffle<i64>(high01, high23, 0, 2), 32);
  v128.store(at, v128.shuffle<i64>(high01, high23, 1, 3), 48);
}
