/**
 * Words to numbers, symmetric about 1/2, never 0 or 1, exact (and so is 1 - u):
 *
 *     uniform32(w) = (w + 1/2) 2^-32,    uniform52(w0, w1) = (n + 1/2) 2^-52,  n the 52 high bits of the pair
 */
export function uniform32(word: number): number {
  return (word + 0.5) * 2.3283064365386963e-10;
}

export function uniform52(high: number, low: number): number {
  return (high * 1048576 + (low >>> 12) + 0.5) * 2.220446049250313e-16;
}

/** An integer 0 .. n - 1, n <= 2^20, by multiplication: bias below n 2^-32, and never a rejection loop. */
export function uniformInteger(word: number, n: number): number {
  return Math.floor(word * n * 2.3283064365386963e-10);
}
