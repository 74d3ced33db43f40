/**
 * The conditional mean of a weight given its quantized value z (in steps), as a shift towards 0 that depends on |z|:
 *
 *     E[y | z] = sign(z) (|z| - d(|z|)),   d linear between 0, 1/2, 1, 2, 4, constant beyond, d(0) = 0
 *
 * For a Laplace law d is a constant from 1/2 on, for a normal law it grows; four bytes serve both, fitted by least squares
 * to the tensor itself. Without them z is what it is: unbiased where it was dithered.
 */
export const NODES: readonly number[] = [0, 0.5, 1, 2, 4];
/** Shifts are sent in units of 2^-8 steps, as signed bytes. */
export const UNITS = 256;
export const SHIFTS = 4;

/** d at 1/2, 1, 2, 4 in units of 2^-8. */
export type Shifts = Int8Array;

/** z to E[y | z], in place. */
export function reconstruct(z: Float64Array, shifts: Shifts): void {
  // Of each segment between two nodes: d where it starts, and its slope; widths are powers of two, so nothing is rounded.
  const starts = new Float64Array(SHIFTS);
  const slopes = new Float64Array(SHIFTS);
  for (let i = 0; i < SHIFTS; i++) {
    starts[i] = i === 0 ? 0 : shifts[i - 1]! / UNITS;
    slopes[i] = (shifts[i]! / UNITS - starts[i]!) / (NODES[i + 1]! - NODES[i]!);
  }
  const last = shifts[SHIFTS - 1]! / UNITS;
  for (let i = 0; i < z.length; i++) {
    const value = z[i]!;
    const size = Math.abs(value);
    let shift = last;
    if (size < 1) shift = size < 0.5 ? size * slopes[0]! : starts[1]! + (size - 0.5) * slopes[1]!;
    else if (size < 2) shift = starts[2]! + (size - 1) * slopes[2]!;
    else if (size < 4) shift = starts[3]! + (size - 2) * slopes[3]!;
    z[i] = value < 0 ? shift - size : size - shift;
  }
}
