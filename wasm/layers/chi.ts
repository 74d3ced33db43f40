/**
 * Chi variates with three degrees of freedom, two at a time: of words w_0 .. w_3 each,
 *
 *     sqrt(n^2 - 2 log u),    n = the normal quantile of uniform52(w_0, w_1),    u = uniform52(w_2, w_3)
 *
 * The plain form is src/core/random/scale-law.ts; every operation is its, in its order. First all values by the quantile's
 * central part, which serves 85 % of them, and a list of the others; then those, by its tail. A module of its own: who
 * draws no layers does not load it.
 */

/** Places in the memory, as in src/core/wasm/layer-kernels.ts: coefficients, words, variates, the list. */
const A: usize = 0;
const B: usize = 64;
const C: usize = 128;
const D: usize = 192;
const SERIES: usize = 256;
const WORDS: usize = 1024;
const OUT: usize = 33792;
const PLACES: usize = 50176;

const LN2_HIGH: f64 = 0.6931471803691238;
const LN2_LOW: f64 = 1.9082149292705877e-10;

/** `count` variates, even, at most 2048. How many pairs the first part of the tail does not serve: the caller draws all again. */
export function chi(count: i32): i32 {
  let later = PLACES;
  for (let i = 0; i < count; i += 2) {
    const q = f64x2.sub(uniforms(i, i + 1, 0), f64x2.splat(0.5));
    const r = f64x2.sub(f64x2.splat(0.180625), f64x2.mul(q, q));
    const normal = f64x2.div(f64x2.mul(q, horner(A, r)), horner(B, r));
    v128.store(OUT + ((<usize>i) << 3), variates(normal, uniforms(i, i + 1, 8)));
    const inTail = f64x2.gt(f64x2.abs(q), f64x2.splat(0.425));
    store<u16>(later, i);
    later += <usize>i64x2.extract_lane(inTail, 0) & 2;
    store<u16>(later, i + 1);
    later += <usize>i64x2.extract_lane(inTail, 1) & 2;
  }
  return tails(later);
}

/** The listed variates again; the last one of an odd number twice. */
function tails(end: usize): i32 {
  let unserved = 0;
  for (let place = PLACES; place < end; place += 4) {
    const i = <i32>load<u16>(place);
    const j = place + 2 < end ? <i32>load<u16>(place + 2) : i;
    const p = uniforms(i, j, 0);
    const r = f64x2.sqrt(f64x2.neg(log(f64x2.min(p, f64x2.sub(f64x2.splat(1), p)))));
    unserved += i32(v128.any_true(f64x2.gt(r, f64x2.splat(5))));
    const x = f64x2.sub(r, f64x2.splat(1.6));
    const values = variates(f64x2.div(horner(C, x), horner(D, x)), uniforms(i, j, 8));
    v128.store_lane<u64>(OUT + ((<usize>i) << 3), values, 0);
    v128.store_lane<u64>(OUT + ((<usize>j) << 3), values, 1);
  }
  return unserved;
}

function variates(normal: v128, u: v128): v128 {
  const squares = f64x2.mul(normal, normal);
  return f64x2.sqrt(f64x2.sub(squares, f64x2.mul(f64x2.splat(2), log(u))));
}

/** uniform52 of the two words at byte `offset` of values i and j. */
function uniforms(i: i32, j: i32, offset: usize): v128 {
  const at = v128.load64_zero(WORDS + ((<usize>i) << 4) + offset);
  const words = v128.load_lane<u64>(WORDS + ((<usize>j) << 4) + offset, at, 1);
  const high = f64x2.convert_low_i32x4_u(v128.shuffle<i32>(words, words, 0, 2, 0, 2));
  const low = f64x2.convert_low_i32x4_u(i32x4.shr_u(v128.shuffle<i32>(words, words, 1, 3, 1, 3), 12));
  const sum = f64x2.add(f64x2.add(f64x2.mul(high, f64x2.splat(1048576)), low), f64x2.splat(0.5));
  return f64x2.mul(sum, f64x2.splat(1.0 / 4503599627370496.0));
}

/** Natural logarithm of normal numbers above 0: src/core/math/log.ts. */
function log(x: v128): v128 {
  // An exponent below 2^52 behind the bits of 2^52 is that number plus 2^52.
  const exponents = v128.or(i64x2.shr_u(x, 52), i64x2.splat(0x4330000000000000));
  const mantissa = v128.or(v128.and(x, i64x2.splat(0x000fffffffffffff)), i64x2.splat(0x3ff0000000000000));
  const large = f64x2.gt(mantissa, f64x2.splat(1.4142135623730951));
  const m = v128.bitselect(f64x2.mul(mantissa, f64x2.splat(0.5)), mantissa, large);
  const k = f64x2.add(f64x2.sub(exponents, f64x2.splat(4503599627370496.0 + 1023.0)), v128.and(large, f64x2.splat(1)));
  const f = f64x2.sub(m, f64x2.splat(1));
  const s = f64x2.div(f, f64x2.add(f64x2.splat(2), f));
  const h = f64x2.mul(f64x2.mul(f64x2.splat(0.5), f), f);
  const z = f64x2.mul(s, s);
  let series = v128.load64_splat(SERIES, 88);
  series = next(series, z, SERIES + 80);
  series = next(series, z, SERIES + 72);
  series = next(series, z, SERIES + 64);
  series = next(series, z, SERIES + 56);
  series = next(series, z, SERIES + 48);
  series = next(series, z, SERIES + 40);
  series = next(series, z, SERIES + 32);
  series = next(series, z, SERIES + 24);
  series = next(series, z, SERIES + 16);
  series = next(series, z, SERIES + 8);
  series = next(series, z, SERIES);
  const t = f64x2.mul(s, f64x2.add(h, f64x2.mul(series, z)));
  const low = f64x2.add(t, f64x2.mul(k, f64x2.splat(LN2_LOW)));
  return f64x2.sub(f64x2.mul(k, f64x2.splat(LN2_HIGH)), f64x2.sub(f64x2.sub(h, low), f));
}

/** Degree 7, lowest coefficient first. */
function horner(at: usize, x: v128): v128 {
  let y = v128.load64_splat(at, 56);
  y = next(y, x, at + 48);
  y = next(y, x, at + 40);
  y = next(y, x, at + 32);
  y = next(y, x, at + 24);
  y = next(y, x, at + 16);
  y = next(y, x, at + 8);
  return next(y, x, at);
}

function next(y: v128, x: v128, at: usize): v128 {
  return f64x2.add(f64x2.mul(y, x), v128.load64_splat(at));
}
