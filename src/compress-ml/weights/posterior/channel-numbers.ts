/**
 * Numbers of the grid of steps, one for a tensor or one for each channel: of proposals' deviations, deviations of noise, cell
 * widths. A channel's number is base + 16 code + fine, code a signed byte; `fine` is 0 wherever the sender was free to
 * choose the number.
 */
import { CorruptDataError } from '../../../core/index.ts';
import { adaptiveCodec, type EntropyDecoder, type EntropyEncoder } from '../../../entropy/index.ts';
import { decodeCodes, encodeCodes } from '../pieces/models.ts';
import type { Channels } from '../points/point-model.ts';
import { LARGEST_STEP, stepNumber, stepOf } from '../steps.ts';

const COARSE = 16;

/** A number of the grid for all channels, or one for each. */
export interface GridNumbers {
  readonly base: number;
  readonly numbers: Uint16Array | undefined;
}

/** Numbers of channels, near `sizes` on the grid; `coarse`: to sixteenths of an octave. */
export function channelNumbers(sizes: Float64Array, coarse: boolean): { base: number; numbers: Uint16Array } {
  const numbers = Uint16Array.from(sizes, stepNumber);
  const base = middleOf(numbers);
  if (!coarse) return { base, numbers: numbers.map((number) => clamped(base, number - base)) };
  return { base, numbers: numbers.map((number) => clamped(base, COARSE * Math.floor((number - base) / COARSE + 0.5))) };
}

export function encodeNumbers(base: number, numbers: Uint16Array, encoder: EntropyEncoder): void {
  const codes = Uint8Array.from(numbers, (number) => Math.floor((number - base) / COARSE) & 255);
  encodeCodes(codes, encoder);
  const fine = adaptiveCodec(COARSE);
  for (const number of numbers) fine.encode(number - base - COARSE * Math.floor((number - base) / COARSE), encoder);
}

/** @throws CorruptDataError */
export function decodeNumbers(base: number, count: number, decoder: EntropyDecoder): Uint16Array {
  const codes = decodeCodes(count, decoder);
  const fine = adaptiveCodec(COARSE);
  return Uint16Array.from(codes, (code) => {
    const number = base + COARSE * (code < 128 ? code : code - 256) + fine.decode(decoder);
    if (number < 0 || number > LARGEST_STEP) throw new CorruptDataError('"channels" expected steps of the grid', 0);
    return number;
  });
}

/** A value for each channel from numbers of the grid. */
export function valuesOf({ base, numbers }: GridNumbers, { channels }: Channels): Float64Array {
  return numbers === undefined ? new Float64Array(channels).fill(stepOf(base)) : stepsOf(numbers);
}

export function stepsOf(numbers: Uint16Array): Float64Array {
  return Float64Array.from(numbers, stepOf);
}

/** Half-way between the ends, so that codes reach both. */
function middleOf(numbers: Uint16Array): number {
  const low = numbers.reduce((least, number) => Math.min(least, number), LARGEST_STEP);
  const high = numbers.reduce((most, number) => Math.max(most, number), 0);
  return Math.floor((low + high) / 2);
}

/** What a code can say: half of 4,096 to each side. */
function clamped(base: number, difference: number): number {
  const most = 127 * COARSE;
  return Math.max(0, Math.min(LARGEST_STEP, base + Math.max(-most, Math.min(most, difference))));
}
