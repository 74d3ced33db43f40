/** Counterexamples and numbers as a report shows them: laws by their parameters, numbers with few digits. */
import fc from 'fast-check';
import type { TestResult } from '../goodness-of-fit/result.ts';

const LONGEST = 200;

/** normal(3.5, 0.25), [normal(0, 1), laplace(0, 1)], a codec's name; whatever else as fast-check writes it. */
export function show(value: unknown): string {
  const text = shown(value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 3)}...` : text;
}

function shown(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(shown).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return typeof value === 'function' ? nameOf(value) : text(value);
  if ('description' in value && typeof value.description === 'function') return lawText(value.description() as object);
  if ('factors' in value && Array.isArray(value.factors)) return boxText(value as Box);
  if ('name' in value && typeof value.name === 'string') return value.name;
  if ('law' in value && typeof value.law === 'string') return value.law;
  return fc.stringify(value);
}

const text = (value: unknown): string => (typeof value === 'number' ? String(value) : fc.stringify(value));
const nameOf = (value: { name?: string }): string => value.name || 'a function';

function lawText(description: object): string {
  const { law, ...parameters } = description as { law?: string };
  const values = Object.values(parameters).map((value) =>
    typeof value === 'object' && value !== null && 'law' in value ? lawText(value) : shownParameter(value),
  );
  return `${law ?? 'law'}(${values.join(', ')})`;
}

function shownParameter(value: unknown): string {
  if (!Array.isArray(value)) return text(value);
  return `[${value.map((item) => (typeof item === 'object' && item !== null ? lawText(item) : text(item))).join(', ')}]`;
}

interface Box {
  readonly factors: readonly unknown[];
  readonly lower?: ArrayLike<number>;
  readonly upper?: ArrayLike<number>;
}

function boxText({ factors, lower, upper }: Box): string {
  const ends = factors.map((factor, i) =>
    lower === undefined || upper === undefined ? shown(factor) : `${shown(factor)} on [${lower[i]}, ${upper[i]}]`,
  );
  return ends.join(' x ');
}

/** Kolmogorov-Smirnov 0.0213 > 0.0094 (n = 100,000, 1e-9); undefined where the test passes. */
export function resultFinding(result: TestResult, n: number, significance: number): string | undefined {
  if (result.pValue > significance) return undefined;
  const critical = result.critical(significance);
  const size = Math.abs(result.statistic);
  return `${result.name} ${digits(size)} > ${digits(critical)} (n = ${grouped(n)}, ${significance})`;
}

/** The finding of the least probable of several tests. */
export function resultsFinding(results: readonly TestResult[], n: number, significance: number): string | undefined {
  let least: TestResult | undefined;
  for (const result of results) {
    if (Number.isNaN(result.pValue)) return `${result.name} is not a number (n = ${grouped(n)})`;
    if (least === undefined || result.pValue < least.pValue) least = result;
  }
  return least === undefined ? undefined : resultFinding(least, n, significance);
}

/** Three digits; integers whole. */
export function digits(value: number): string {
  return Number.isInteger(value) && Math.abs(value) < 1e15 ? String(value) : String(Number(value.toPrecision(3)));
}

/** 100,000 */
export function grouped(value: number): string {
  return String(value).replace(/\B(?=(?:\d{3})+$)/g, ',');
}
