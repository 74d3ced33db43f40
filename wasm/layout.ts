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
/** Places in the batch of the candidates that are still in. */
export const SURVIVORS: usize = 4096;
/** Words out. */
export const WORDS: usize = 8192;

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
