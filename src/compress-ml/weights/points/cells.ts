/**
 * Points of any size over an alphabet of 65 symbols: cells of 2^h points, numbered -31 .. 31, and one symbol for all that
 * lies beyond them on each side. Inside a cell all points are equally likely, beyond the cells Elias gamma goes on:
 *
 *     symbol = floor(k / 2^h) + 32, clamped to 0 .. 64;   then h bits,   or gamma(distance in cells) and h bits
 *
 * h follows the scale, so that a cell is at most half of it: what equal likelihood costs is below 0.01 bit.
 */
import { CorruptDataError, powerOfTwo } from '../../../core/index.ts';
import { type EntropyDecoder, type EntropyEncoder, eliasGamma } from '../../../entropy/index.ts';

/** Cells on each side of the middle one. */
const SIDE = 31;
export const SYMBOLS = 65;
const MIDDLE = SIDE + 1;
const PIECE_BITS = 16;
/** Beyond it k + u is not exact enough to stay the same number. */
export const MAXIMAL_POINT = 1_125_899_906_842_624;
const MAXIMAL_CELL_BITS = 46;

/** The bits h of a cell, for points of this mean size or scale: floor(log2 scale) - 1, at least 0. */
export function cellBits(scale: number): number {
  let bits = 0;
  while (bits < MAXIMAL_CELL_BITS && scale >= 4 * powerOfTwo(bits)) bits++;
  return bits;
}

export function symbolOf(point: number, bits: number): number {
  const cell = bits === 0 ? point : Math.floor(point / powerOfTwo(bits));
  return cell < -SIDE ? 0 : cell > SIDE ? SYMBOLS - 1 : cell + MIDDLE;
}

/** The lower end of a symbol's cell in points, and of the one behind it; infinite at the ends. */
export function cellStart(symbol: number, bits: number): number {
  if (symbol === 0) return Number.NEGATIVE_INFINITY;
  return symbol >= SYMBOLS ? Number.POSITIVE_INFINITY : (symbol - MIDDLE) * powerOfTwo(bits);
}

/** What follows the symbol. */
export function encodeInside(point: number, symbol: number, bits: number, encoder: EntropyEncoder): void {
  const width = powerOfTwo(bits);
  const cell = Math.floor(point / width);
  if (symbol === 0) eliasGamma.encode(-MIDDLE - cell, encoder);
  else if (symbol === SYMBOLS - 1) eliasGamma.encode(cell - MIDDLE, encoder);
  let rest = point - cell * width;
  for (let left = bits; left > 0; ) {
    const piece = left % PIECE_BITS || PIECE_BITS;
    left -= piece;
    const high = Math.floor(rest / powerOfTwo(left));
    encoder.encode(high, 1, piece);
    rest -= high * powerOfTwo(left);
  }
}

/** @throws CorruptDataError */
export function decodeInside(symbol: number, bits: number, decoder: EntropyDecoder): number {
  let cell = symbol - MIDDLE;
  if (symbol === 0) cell = -MIDDLE - eliasGamma.decode(decoder);
  else if (symbol === SYMBOLS - 1) cell = MIDDLE + eliasGamma.decode(decoder);
  let rest = 0;
  for (let left = bits; left > 0; ) {
    const piece = left % PIECE_BITS || PIECE_BITS;
    left -= piece;
    const high = decoder.peek(piece);
    decoder.consume(high, 1, piece);
    rest += high * powerOfTwo(left);
  }
  const point = cell * powerOfTwo(bits) + rest;
  if (Math.abs(point) < MAXIMAL_POINT) return point;
  throw new CorruptDataError('"point" expected less than 2^50 steps from 0', 0);
}

/** Bits that follow the symbol. */
export function insideBits(point: number, symbol: number, bits: number): number {
  if (symbol !== 0 && symbol !== SYMBOLS - 1) return bits;
  let distance = Math.abs(Math.floor(point / powerOfTwo(bits))) - SIDE;
  let gamma = 1;
  for (; distance > 1; distance = Math.floor(distance / 2)) gamma += 2;
  return gamma + bits;
}
