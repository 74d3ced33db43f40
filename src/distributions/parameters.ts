/**
 * Parameters of laws. Scales lie between 2^-900 and 2^900 and places below 2^900 in magnitude, so that no quantile is
 * infinite and nothing that a decoder computes is subnormal.
 */
import { invalidArgument } from '../core/index.ts';

const LARGEST = 8.452712498170644e270;
const SMALLEST = 1.1830521861667747e-271;

/** A width, standard deviation or other scale. */
export function checkScale(name: string, value: number): number {
  if (!(value >= SMALLEST && value <= LARGEST)) throw invalidArgument(name, 'a scale from 2^-900 to 2^900', value);
  return value;
}

/** A point of the line. */
export function checkPlace(name: string, value: number): number {
  if (!(Math.abs(value) <= LARGEST)) throw invalidArgument(name, 'a number of magnitude at most 2^900', value);
  return value;
}

/** The end of an interval, possibly infinite. */
export function checkEnd(name: string, value: number): number {
  if (!Number.isFinite(value) && !Number.isNaN(value)) return value;
  return checkPlace(name, value);
}

/** `upper` where lower < upper. */
export function checkAbove(name: string, upper: number, lower: number): number {
  if (!(upper > lower)) throw invalidArgument(name, `a number above lower = ${lower}`, upper);
  return upper;
}
