/**
 * rANS over intervals that are computed and not looked up: symbol i has a cell [start, start + frequency) of 2^20, any one it
 * likes, and goes to lane i mod 4 of a stack. While a lane waits for its division, or for the search of a cell, the other
 * three compute. States are integers below 2^48 in doubles, so that a frequency may be as fine as 2^-20:
 *
 *     push: x = floor(x / f) 2^20 + (x mod f) + c          pop: q = x mod 2^20,  x = f floor(x / 2^20) + q - c
 *
 * with a word of 24 bits leaving before x would pass 2^48 and entering where it falls below 2^24: never more than one. The
 * quotient of integers below 2^53, rounded down, is exact. Words are of three bytes, little-endian; behind them stand the
 * states of lanes 3 to 0, low word first.
 *
 * J. Duda, "Asymmetric numeral systems", arXiv 1311.2540, 2013; F. Giesen, "Interleaved entropy coders", arXiv 1402.3392, 2014.
 */
import { CorruptDataError, UnexpectedEndError } from '../../core/index.ts';

export const INTERVAL_TOTAL = 1_048_576;
export const INTERVAL_WORD = 16_777_216;
export const INTERVAL_LANES = 4;
/** A state may be pushed as it is below frequency times this. */
const ROOM = 268_435_456;
const WORD_BYTES = 3;
const STATE_BYTES: number = 2 * WORD_BYTES * INTERVAL_LANES;

/** Bytes that `encodeIntervals` may need for so many symbols. */
export function intervalBytes(symbols: number): number {
  return WORD_BYTES * symbols + STATE_BYTES;
}

/** The bytes of the first `count` intervals. `room` is for `intervalBytes(count)` bytes and holds the result. */
export function encodeIntervals(
  starts: Int32Array,
  frequencies: Int32Array,
  count: number,
  room: Uint8Array,
): Uint8Array {
  const states = new Float64Array(INTERVAL_LANES).fill(INTERVAL_WORD);
  let length = 0;
  // Invariant: every state is in [2^24, 2^48); symbols behind the i-th are on the stack.
  for (let i = count - 1; i >= 0; i--) {
    const lane = i & (INTERVAL_LANES - 1);
    const frequency = frequencies[i]!;
    let state = states[lane]!;
    if (state >= frequency * ROOM) {
      const high = Math.floor(state * (1 / INTERVAL_WORD));
      length = putWord(state - high * INTERVAL_WORD, room, length);
      state = high;
    }
    const quotient = Math.floor(state / frequency);
    states[lane] = quotient * INTERVAL_TOTAL + (state - quotient * frequency) + starts[i]!;
  }
  for (let lane = INTERVAL_LANES - 1; lane >= 0; lane--) {
    const high = Math.floor(states[lane]! / INTERVAL_WORD);
    length = putWord(states[lane]! - high * INTERVAL_WORD, room, length);
    length = putWord(high, room, length);
  }
  return room.subarray(0, length);
}

/** The lanes of these bytes, and how many bytes are left before them. @throws UnexpectedEndError, CorruptDataError */
export function openIntervals(bytes: Uint8Array): { readonly states: Float64Array; readonly left: number } {
  if (bytes.length % WORD_BYTES !== 0 || bytes.length < STATE_BYTES) {
    throw new UnexpectedEndError(
      `"bytes" expected a multiple of ${WORD_BYTES}, at least ${STATE_BYTES}, got ${bytes.length}`,
    );
  }
  const states = new Float64Array(INTERVAL_LANES);
  let left = bytes.length;
  for (let lane = 0; lane < INTERVAL_LANES; lane++) {
    const high = wordAt(bytes, left - WORD_BYTES);
    if (high === 0) throw new CorruptDataError('"bytes" expected a state of at least 2^24', left - WORD_BYTES);
    states[lane] = high * INTERVAL_WORD + wordAt(bytes, left - 2 * WORD_BYTES);
    left -= 2 * WORD_BYTES;
  }
  return { states, left };
}

/** Checks that nothing is left. @throws CorruptDataError (TrailingData) */
export function finishIntervals(states: Float64Array, left: number): void {
  if (left > 0 || states.some((state) => state !== INTERVAL_WORD)) {
    throw new CorruptDataError('"bytes" expected the end of the stream', left, 'TrailingData');
  }
}

export function wordAt(bytes: Uint8Array, at: number): number {
  return bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16);
}

function putWord(word: number, bytes: Uint8Array, at: number): number {
  bytes[at] = word | 0;
  bytes[at + 1] = (word | 0) >>> 8;
  bytes[at + 2] = (word | 0) >>> 16;
  return at + WORD_BYTES;
}
