/**
 * Where a polynomial of degree at most 3 may change its sign: between the turning points it is monotone, so halving finds
 * every such place. The turning points are returned too, for roots that only touch.
 */

const HALVINGS = 200;

/** Coefficients from the constant on. Sorted; all real roots are among them, up to rounding. */
export function signChanges(coefficients: readonly number[]): number[] {
  let degree = coefficients.length - 1;
  while (degree > 0 && coefficients[degree] === 0) degree--;
  if (degree === 0) return [];
  if (degree === 1) return [-coefficients[0]! / coefficients[1]!];
  const value = (x: number): number => {
    let sum = 0;
    for (let i = degree; i >= 0; i--) sum = sum * x + coefficients[i]!;
    return sum;
  };
  const turns = signChanges(Array.from({ length: degree }, (_, i) => (i + 1) * coefficients[i + 1]!));
  // Cauchy: no root is beyond
  let reach = 0;
  for (let i = 0; i < degree; i++) reach = Math.max(reach, Math.abs(coefficients[i]! / coefficients[degree]!));
  const borders = [-1 - reach, ...turns, 1 + reach];
  const places = [...turns];
  for (let i = 0; i + 1 < borders.length; i++) {
    const place = crossing(value, borders[i]!, borders[i + 1]!);
    if (place !== undefined) places.push(place);
  }
  return places.sort((x, y) => x - y);
}

function crossing(value: (x: number) => number, from: number, to: number): number | undefined {
  const start = value(from);
  if (start === 0) return from;
  if (start > 0 === value(to) > 0) return undefined;
  // Invariant: the sign at low is that at `from`, the sign at high the other.
  let [low, high] = [from, to];
  for (let i = 0; i < HALVINGS; i++) {
    const middle = low / 2 + high / 2;
    if (!(middle > low && middle < high)) break;
    if (value(middle) > 0 === start > 0) low = middle;
    else high = middle;
  }
  return low;
}
