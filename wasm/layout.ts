/**
 * Where things lie in the module's memory. src/core/wasm holds the same numbers for the other side.
 */

/** Round keys of philox, two vectors for each of ten rounds. */
export const KEYS: usize = 0;
/** Words of one group of four that serve coordinates from the fifth on: two times four counters. */
export const LATER: usize = 384;
/** Bounds of the excesses, 32 bytes a coordinate. */
export const COORDINATES: usize = 512;
export const COORDINATE_BYTES: usize = 32;
/** Bounds of eight candidates, in single precision. */
export const BOUNDS: usize = 2560;
/** Of a race: four words of the generator's state, then the product of the open group. */
export const RACE: usize = 2624;
/** Of a race, in the place of survivors: products of the uniforms of each group up to an arrival, 64 bytes for eight arrivals. */
export const PRODUCTS: usize = 4096;
/** Places in the batch of the candidates that are still in. */
export const SURVIVORS: usize = 4096;
/** Words out. */
export const WORDS: usize = 8192;
/** Words of screened candidates: not where words of others go, which are asked for in between. */
export const SCREENED: usize = 40960;

/** Whole arrays of at most 65,536 values, from the second page on: points, samples, dither words, places of a few values. */
export const POINTS: usize = 65536;
export const SAMPLES: usize = 589824;
export const DITHER: usize = 1114112;
export const PLACES: usize = 1376256;
/** Rows of tables (u16) and symbols (u8) of the values. */
export const ROWS: usize = 1638400;
export const SYMBOLS: usize = 1769472;
/** Symbol + 256 x low bits of at most 65,536 points (u16), and what holds beyond them. */
export const CELLS: usize = 1835008;
/** First point (f64) and low bits (u8) of each symbol. */
export const FIRSTS: usize = 1966080;
export const BITS: usize = 1968128;
