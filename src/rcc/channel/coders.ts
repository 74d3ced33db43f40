/** The entropy coders of a file, by their ids in the container. */

/** Exact probabilities on one range coder. */
export const RANGE_CODER = 0;
/** Tables and interleaved rANS, for whole arrays. */
export const TABLED_ANS = 1;
/** Tables of all columns are kept at once, so there are not more with coder 1. */
export const MAXIMAL_ARRAY_COLUMNS = 64;
/** Values in a chunk, at most; from this many on whole arrays are coded by tables. */
export const MAXIMAL_CHUNK = 65_536;
