/**
 * Loops over whole arrays of lattice points: src/core/arrays/bulk-arrays.ts has the plain forms and the equations. Value i
 * of a column lies `stride` places behind the one before; two values go in one vector, the last one of an odd number twice.
 */
import { BITS, CELLS, DITHER, FIRSTS, PLACES, POINTS, ROWS, SAMPLES, SYMBOLS } from './layout';

const GRID: f64 = 4294967296;
const GRID_STEP: f64 = 1 / GRID;

/** Centres to multiples of their width, in place. */
export function divide(start: i32, stride: i32, end: i32, width: f64): void {
  const divisor = f64x2.splat(width);
  for (let i = start; i < end; i += 2 * stride) {
    const j = i + stride < end ? i + stride : i;
    setPair(POINTS, i, j, f64x2.div(pair(POINTS, i, j), divisor));
  }
}

/** The sum of (unit centre - place)^2, as two sums, of the centres at even and at odd rows. */
export function squares(start: i32, stride: i32, end: i32, unit: f64, place: f64): f64 {
  const scale = f64x2.splat(unit);
  const shift = f64x2.splat(place);
  let sums = f64x2.splat(0);
  let i = start;
  for (; i + stride < end; i += 2 * stride) {
    const distance = f64x2.sub(f64x2.mul(pair(POINTS, i, i + stride), scale), shift);
    sums = f64x2.add(sums, f64x2.mul(distance, distance));
  }
  const rest = i < end ? load<f64>(POINTS + ((<usize>i) << 3)) * unit - place : 0;
  return f64x2.extract_lane(sums, 0) + rest * rest + f64x2.extract_lane(sums, 1);
}

/** Centres to points, in place, and their samples. The place of the first centre that is not below `limit`, or `end`. */
export function quantize(start: i32, stride: i32, end: i32, width: f64, limit: f64): i32 {
  const half = f64x2.splat(0.5);
  const grid = f64x2.splat(GRID);
  const step = f64x2.splat(GRID_STEP);
  for (let i = start; i < end; i += 2 * stride) {
    const j = i + stride < end ? i + stride : i;
    const centre = pair(POINTS, i, j);
    const word = dither(i, j);
    const below = f64x2.lt(f64x2.abs(centre), f64x2.splat(limit));
    if (!i64x2.all_true(below)) return i64x2.extract_lane(below, 0) === 0 ? i : j;
    const integer = f64x2.floor(centre);
    const fraction = f64x2.floor(f64x2.add(f64x2.mul(f64x2.sub(centre, integer), grid), half));
    const cells = f64x2.floor(f64x2.add(f64x2.mul(f64x2.sub(word, fraction), step), half));
    // Subtracted from 0 first: -0 becomes 0.
    const point = f64x2.add(integer, f64x2.sub(f64x2.splat(0), cells));
    setPair(POINTS, i, j, point);
    setPair(SAMPLES, i, j, sample(point, word, width));
  }
  return end;
}

/** Points to samples. */
export function samples(start: i32, stride: i32, end: i32, width: f64): void {
  for (let i = start; i < end; i += 2 * stride) {
    const j = i + stride < end ? i + stride : i;
    setPair(SAMPLES, i, j, sample(pair(POINTS, i, j), dither(i, j), width));
  }
}

/** The table row of every word. */
export function rows(start: i32, stride: i32, end: i32, row: i32, shift: i32): void {
  let i = start;
  if (stride === 1) {
    for (; i + 8 <= end; i += 8) {
      const low = bucketRows(i, row, shift);
      v128.store(ROWS + ((<usize>i) << 1), i16x8.narrow_i32x4_u(low, bucketRows(i + 4, row, shift)));
    }
  }
  for (; i < end; i += stride) {
    store<u16>(ROWS + ((<usize>i) << 1), row + ((load<u32>(DITHER + ((<usize>i) << 2)) >>> 1) >>> shift));
  }
}

/** Symbols of points by the cells at CELLS; PLACES, those with low bits. How many of those there are. */
export function symbols(start: i32, stride: i32, end: i32, kmin: f64, span: i32): i32 {
  const least = f64x2.splat(kmin);
  const beyond = i32x4.splat(span);
  let places = PLACES;
  for (let i = start; i < end; i += 2 * stride) {
    const j = i + stride < end ? i + stride : i;
    // Saturated: what lies to the left is a large number without sign.
    const at = i32x4.min_u(i32x4.trunc_sat_f64x2_s_zero(f64x2.sub(pair(POINTS, i, j), least)), beyond);
    places = setSymbol(i, i32x4.extract_lane(at, 0), places);
    if (j > i) places = setSymbol(j, i32x4.extract_lane(at, 1), places);
  }
  return <i32>(places - PLACES) >> 2;
}

function setSymbol(i: i32, at: i32, places: usize): usize {
  const cell = <i32>load<u16>(CELLS + ((<usize>at) << 1));
  store<u8>(SYMBOLS + i, cell);
  store<i32>(places, i);
  return places + (((255 - cell) >>> 31) << 2);
}

/** First points of symbols' runs; PLACES, those to which low bits are added. How many of those there are. */
export function firsts(start: i32, stride: i32, end: i32): i32 {
  let later = PLACES;
  for (let i = start; i < end; i += stride) {
    const symbol = <usize>load<u8>(SYMBOLS + i);
    store<f64>(POINTS + ((<usize>i) << 3), load<f64>(FIRSTS + (symbol << 3)));
    store<i32>(later, i);
    later += (-(<i32>load<u8>(BITS + symbol)) >>> 31) << 2;
  }
  return <i32>(later - PLACES) >> 2;
}

function bucketRows(i: i32, row: i32, shift: i32): v128 {
  const words = v128.load(DITHER + ((<usize>i) << 2));
  return i32x4.add(i32x4.shr_u(i32x4.shr_u(words, 1), shift), i32x4.splat(row));
}

function sample(point: v128, word: v128, width: f64): v128 {
  const dithered = f64x2.add(point, f64x2.mul(f64x2.add(word, f64x2.splat(0.5)), f64x2.splat(GRID_STEP)));
  return f64x2.add(f64x2.mul(f64x2.splat(width), dithered), f64x2.splat(0));
}

function dither(i: i32, j: i32): v128 {
  const first = v128.load32_zero(DITHER + ((<usize>i) << 2));
  return f64x2.convert_low_i32x4_u(v128.load_lane<u32>(DITHER + ((<usize>j) << 2), first, 1));
}

function pair(from: usize, i: i32, j: i32): v128 {
  return v128.load_lane<u64>(from + ((<usize>j) << 3), v128.load64_zero(from + ((<usize>i) << 3)), 1);
}

function setPair(to: usize, i: i32, j: i32, values: v128): void {
  v128.store_lane<u64>(to + ((<usize>i) << 3), values, 0);
  v128.store_lane<u64>(to + ((<usize>j) << 3), values, 1);
}
