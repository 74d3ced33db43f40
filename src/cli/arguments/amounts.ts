/** Amounts as people write them: `1.5MB`, `240kB`, `0.5%`. */
import { UsageError } from './usage-error.ts';

const UNITS: Readonly<Record<string, number>> = {
  '': 1,
  b: 1,
  kb: 1000,
  mb: 1_000_000,
  gb: 1_000_000_000,
  kib: 1024,
  mib: 1_048_576,
  gib: 1_073_741_824,
};

/** Bytes. @throws UsageError */
export function bytesOption(option: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const [, digits, unit] = /^(\d+(?:\.\d+)?)\s*([a-z]*)$/i.exec(text.trim()) ?? [];
  const factor = unit === undefined ? undefined : UNITS[unit.toLowerCase()];
  const bytes = Number(digits) * (factor ?? Number.NaN);
  if (bytes >= 1) return Math.floor(bytes);
  throw new UsageError(`${option} expected bytes, as in 300000, 240kB or 1.5MB, got "${text}"`);
}

/** A positive number, or a percentage. @throws UsageError */
export function ratioOption(option: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const percent = text.trim().endsWith('%');
  const number = percent ? text.trim().slice(0, -1) : text.trim();
  const value = number === '' ? Number.NaN : Number(number) / (percent ? 100 : 1);
  if (value > 0 && value < Number.POSITIVE_INFINITY) return value;
  throw new UsageError(`${option} expected a positive number or a percentage, as in 0.005 or 0.5%, got "${text}"`);
}
