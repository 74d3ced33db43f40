/**
 * Steps and scales lie on a logarithmic grid, so that two bytes name one and every decoder finds the same double:
 *
 *     step(j) = 2^((j - 32768) / 256),    by products of 2^(1/2), 2^(1/4), ..., 2^(1/256), each a square root of the one before
 */
import { log2, powerOfTwo } from '../../core/index.ts';

export const STEPS_PER_OCTAVE = 256;
const UNIT_STEP = 32_768;
export const LARGEST_STEP = 65_535;
/** Scales of laws in units of a step: eight to an octave. */
const SCALES_PER_OCTAVE = 8;
const UNIT_SCALE = 64;
export const LARGEST_SCALE = 255;

const roots: Float64Array = new Float64Array(STEPS_PER_OCTAVE).fill(1);
for (let bit = STEPS_PER_OCTAVE / 2, root = Math.sqrt(2); bit > 0; bit >>= 1, root = Math.sqrt(root)) {
  for (let i = 0; i < STEPS_PER_OCTAVE; i++) if (i & bit) roots[i]! *= root;
}

/** The step with this number, 0 .. 65535. */
export function stepOf(number: number): number {
  const octave = Math.floor(number / STEPS_PER_OCTAVE);
  return roots[number - STEPS_PER_OCTAVE * octave]! * powerOfTwo(octave - UNIT_STEP / STEPS_PER_OCTAVE);
}

/** How much larger the step is whose number is larger by this, less than an octave. */
export function stretchOf(difference: number): number {
  return roots[difference]!;
}

/** The number of the step nearest to `size` > 0 on the grid. */
export function stepNumber(size: number): number {
  const number = Math.floor(UNIT_STEP + STEPS_PER_OCTAVE * log2(size) + 0.5);
  return Math.max(0, Math.min(LARGEST_STEP, number));
}

/** The scale with this code, 0 .. 255: 2^(code / 8 - 8) steps. */
export function scaleOf(code: number): number {
  return stepOf(UNIT_STEP + (STEPS_PER_OCTAVE / SCALES_PER_OCTAVE) * (code - UNIT_SCALE));
}

export function scaleCode(scale: number): number {
  const code = scale > 0 ? Math.floor(UNIT_SCALE + SCALES_PER_OCTAVE * log2(scale) + 0.5) : 0;
  return Math.max(0, Math.min(LARGEST_SCALE, code));
}
