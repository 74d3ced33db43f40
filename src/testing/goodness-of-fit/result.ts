/** What every test returns: its name, its statistic, and how probable a value at least as extreme is for exact samples. */
export interface TestResult {
  readonly name: string;
  readonly statistic: number;
  /** Under exactness; small is bad. */
  readonly pValue: number;
}

/** The significance at which the project's own fixed-seed tests fail: chance never does it. */
export const SIGNIFICANCE = 1e-9;
