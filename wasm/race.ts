/**
 * A race of candidates against the clock, eight at a time: arrival times of a Poisson process as products of uniforms, and
 * the screening of the candidates that arrive. Candidate n can win only where its loss is below log(last / T_n), `last` the
 * time at which the race ends. Logarithms are enclosed by the bits of a double: with x = 2^e (1 + m), 0 <= m < 1,
 *
 *     e + m <= log2 x <= e + m + 0.0861,
 *
 * so that T has a lower bound, for the screening, and an upper one, for the end; the caller decides between them. A race pauses where one
 * of eight is still in, where it may have ended, and after `octets`.
 */
import { PRODUCTS, RACE, SCREENED } from './layout';
import { screenEight } from './screen';

const LN2: f64 = 0.6931471805599453;
/** max(log2(1 + m) - m), rounded up. */
const SAG: f64 = 0.0861;

/** e + m. */
function bits(x: f64): f64 {
  return <f64>reinterpret<i64>(x) * 2.220446049250313e-16 - 1023;
}

/**
 * From the candidate with this counter on, a multiple of eight, T of the last group's end being `start`: 512 x the eights done,
 * 256 where the race may have ended, and those of the last eight that are still in, as bits. Private words come from `words` on, or, where that is 0, from sfc32 with the state at RACE.
 */
export function race(
  c0: i32,
  c1: i32,
  c2: i32,
  c3: i32,
  octets: i32,
  dimensions: i32,
  lines: bool,
  slack: f32,
  start: f64,
  last: f64,
  words: usize,
): i32 {
  let a = load<i32>(RACE);
  let b = load<i32>(RACE, 4);
  let c = load<i32>(RACE, 8);
  let counter = load<i32>(RACE, 12);
  let product = load<f64>(RACE, 16);
  let low = start;
  let high = start;
  let at = PRODUCTS;
  const end = at + 64 * octets;
  let alive: i32 = 0;
  let ended = 0;
  for (; at < end && (alive | ended) === 0; c0 += 8) {
    const before = max(low - LN2 * (bits(product) + SAG), 1e-300);
    const allowed = <f32>(LN2 * (bits(last / before) + SAG)) + slack;
    for (const stop = at + 64; at < stop; at += 8) {
      let first: i32;
      let second: i32;
      if (words !== 0) {
        first = load<i32>(words);
        second = load<i32>(words, 4);
        words += 8;
      } else {
        first = a + b + counter;
        a = b ^ <i32>(<u32>b >> 9);
        b = c + (c << 3);
        c = rotl(c, 21) + first;
        second = a + b + counter + 1;
        a = b ^ <i32>(<u32>b >> 9);
        b = c + (c << 3);
        c = rotl(c, 21) + second;
        counter += 2;
      }
      product *= (<f64>(((<i64>(<u32>first)) << 20) | <i64>(<u32>second >> 12)) + 0.5) * 2.220446049250313e-16;
      store<f64>(at, product);
    }
    alive = screenEight(c0, c1, c2, c3, SCREENED, dimensions, lines, allowed);
    const passed = LN2 * bits(product);
    ended = i32(high - passed >= last);
    if (c0 & 8) {
      high -= passed;
      low -= passed + LN2 * SAG;
      product = 1;
    }
  }
  store<i32>(RACE, a);
  store<i32>(RACE, b, 4);
  store<i32>(RACE, c, 8);
  store<i32>(RACE, counter, 12);
  store<f64>(RACE, product, 16);
  return ((<i32>(at - PRODUCTS)) << 3) | (ended << 8) | alive;
}
