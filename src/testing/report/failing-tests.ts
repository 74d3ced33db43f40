/** Runs named tests at one significance and says which of them fail. */
import { checkProbability } from '../../core/index.ts';
import { SIGNIFICANCE, type TestResult } from '../goodness-of-fit/result.ts';

export interface NamedTest {
  readonly name: string;
  readonly run: () => TestResult | readonly TestResult[];
}

/** The failing results, each under its test's name; empty where all pass. A p-value that is not a number fails. */
export function failingTests(tests: readonly NamedTest[], significance: number = SIGNIFICANCE): TestResult[] {
  return tests.flatMap(({ name, run }) =>
    failures([run()].flat(), significance).map((result) => ({ ...result, name: `${name}: ${result.name}` })),
  );
}

/** The results with p-values at or under the significance, or that are not numbers. */
export function failures(results: readonly TestResult[], significance: number = SIGNIFICANCE): TestResult[] {
  checkProbability('significance', significance);
  return results.filter(({ pValue }) => !(pValue > significance));
}
