/** How laws are run: with which random choices, how many, how strictly, and by whom. */
import { checkInteger, checkProbability } from '../../core/index.ts';
import { SIGNIFICANCE } from '../goodness-of-fit/result.ts';

/** Registers one test: `test` or `it` of any runner. */
export type RegisterTest = (name: string, run: () => void) => unknown;

export interface LawOptions {
  /**
   * Given, every law becomes a test of its own, to be run by its runner; without it all laws are checked at once, and a
   * `LawViolationError` names the broken ones.
   */
  readonly test?: RegisterTest;
  /** Seed of all random choices; 1 where not given. */
  readonly seed?: number;
  /** Random choices per law; 100 where not given, and laws that cost more take a part of them. */
  readonly runs?: number;
  /** The p-value under which a statistical law is broken; 1e-9 where not given, so that chance never breaks one. */
  readonly significance?: number;
}

export interface LawSettings {
  readonly test: RegisterTest | undefined;
  readonly seed: number;
  readonly runs: number;
  readonly significance: number;
}

const DEFAULT_RUNS = 100;

export function lawSettings(options: LawOptions): LawSettings {
  const { test, seed = 1, runs = DEFAULT_RUNS, significance = SIGNIFICANCE } = options;
  checkInteger('seed', seed, -2_147_483_648, 2_147_483_647);
  checkInteger('runs', runs, 1);
  checkProbability('significance', significance);
  return { test, seed, runs, significance };
}
