/**
 * The two 16-bit floating-point types. binary16 has 5 bits of exponent and 10 of fraction, bfloat16 is the upper half of
 * a binary32. Both decode exactly; numbers are encoded by rounding to nearest, ties to even:
 *
 *     value = (-1)^s (1 + f 2^-10) 2^(e - 15),   e = 0: (-1)^s f 2^-24,   e = 31: infinite or not a number
 *
 * IEEE 754-2019, 3.6; bfloat16 as used by safetensors.
 */
import { powerOfTwo } from '../../core/index.ts';

const float32: Float32Array = new Float32Array(1);
const bits32: Uint32Array = new Uint32Array(float32.buffer);
const INFINITE_HALF = 0x7c00;

export function halfToNumber(half: number): number {
  const sign = half & 0x8000 ? -1 : 1;
  const exponent = (half >> 10) & 31;
  const fraction = half & 1023;
  if (exponent === 31) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  return exponent === 0 ? sign * fraction * powerOfTwo(-24) : sign * (1024 + fraction) * powerOfTwo(exponent - 25);
}

export function numberToHalf(value: number): number {
  if (Number.isNaN(value)) return 0x7e00;
  const sign = value < 0 || Object.is(value, -0) ? 0x8000 : 0;
  const size = Math.abs(value);
  if (size >= 65_520) return sign | INFINITE_HALF;
  // The exponent of the unit in the last place, at least that of subnormal numbers.
  let exponent = -24;
  while (size >= 2048 * powerOfTwo(exponent)) exponent++;
  const significand = roundToEven(size * powerOfTwo(-exponent));
  // A significand of 2048 carries into the exponent by itself.
  return sign | (significand < 1024 ? significand : (exponent + 24) * 1024 + significand);
}

export function brainToNumber(brain: number): number {
  bits32[0] = brain << 16;
  return float32[0]!;
}

export function numberToBrain(value: number): number {
  if (Number.isNaN(value)) return 0x7fc0;
  // Rounding twice is rounding once: a tie of the 16-bit type after binary32 was one before, or is made odd here.
  float32[0] = value;
  let word = bits32[0]!;
  if (Number.isFinite(float32[0]!) && float32[0] !== value && (word & 0xffff) === 0x8000) {
    word += Math.abs(float32[0]!) < Math.abs(value) ? 1 : -1;
  }
  const even = (word >>> 16) & 1;
  return (word + 0x7fff + even) >>> 16;
}

function roundToEven(x: number): number {
  const lower = Math.floor(x);
  const rest = x - lower;
  if (rest !== 0.5) return rest < 0.5 ? lower : lower + 1;
  return lower + (lower % 2);
}
