/** Ids of payloads of samples. */

/** Weights in blocks over several tensors: the stream of all, and the numbers of this piece. */
export const BLOCKS_FIRST = 32;
/** A further piece of that stream. */
export const BLOCKS_CONTINUED = 33;
/** A piece of a tensor that stands alone: samples against a normal proposal. */
export const SAMPLES = 34;
