/**
 * How a lattice's points are numbered for coding: one of one or two cosets (shifted by half a step in every coordinate),
 * then one integer per coordinate; where the integers must have an even sum, the last one steps by two.
 */
import type { Lattice } from './lattice.ts';

export interface CosetForm {
  readonly cosets: 1 | 2;
  /** Distance of neighbouring values of each coordinate. */
  readonly steps: Float64Array;
  /** Whether the integers have an even sum. */
  readonly even: boolean;
}

const A2_SIDE = Math.sqrt(2 / Math.sqrt(3));

/** The form of Z^n, A2, D4 and E8. */
export function cosetForm({ name, dimensions }: Lattice): CosetForm {
  const steps = new Float64Array(dimensions).fill(1);
  if (name === 'E8') return { cosets: 2, steps, even: true };
  if (name === 'D4') return { cosets: 1, steps, even: true };
  if (name === 'A2') return { cosets: 2, steps: Float64Array.of(A2_SIDE, A2_SIDE * Math.sqrt(3)), even: false };
  return { cosets: 1, steps, even: false };
}
