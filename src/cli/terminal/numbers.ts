/** Numbers for people. */

/** 18914 as 18,914. */
export function grouped(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+(?!\d))/g, ',');
}

/** `1 row`, `2 rows`. */
export function counted(value: number, noun: string): string {
  return `${grouped(value)} ${noun}${value === 1 ? '' : 's'}`;
}

/** Three significant digits, without an exponent where a person would not write one. */
export function short(value: number): string {
  if (value === 0) return '0';
  const size = Math.abs(value);
  if (size >= 1000 && size < 1e15) return grouped(Math.floor(value + 0.5));
  if (size >= 0.001 && size < 1000) return String(Number(value.toPrecision(3)));
  return value.toExponential(2).replace(/\.?0+e/, 'e');
}

/** Bits per value, two decimals. */
export function bitsPerValue(bits: number, values: number): string {
  return values === 0 ? '0.00' : (bits / values).toFixed(2);
}
