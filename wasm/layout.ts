/**
 * Where things lie in the module's one page of memory. src/core/wasm/kernels.ts holds the same numbers for the other side.
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
