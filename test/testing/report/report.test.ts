import { describe, expect, it } from 'vitest';
import { failingTests, failures, kolmogorovSmirnov, normalScore, verdictTable } from '../../../src/testing/index.ts';
import { uniformSamples } from '../support.ts';

describe('a table of verdicts', () => {
  it('has four columns, text to the left and numbers to the right', () => {
    const rows = [
      { case: 'law of hybrid coding', measured: 0.123456, bound: '> 1e-9', passed: true },
      { case: 'run-on', measured: 3, bound: 0, passed: false },
      { case: 'tail', measured: 1.23456e-12, bound: 1e-9, passed: true },
    ];
    expect(verdictTable(rows).split('\n')).toEqual([
      'case                  measured    bound  verdict',
      '--------------------  --------  -------  -------',
      'law of hybrid coding   0.12346   > 1e-9       ok',
      'run-on                       3        0   FAILED',
      'tail                  1.23e-12  1.00e-9       ok',
    ]);
  });

  it('of no rows is its head', () => {
    expect(verdictTable([])).toBe('case  measured  bound  verdict\n----  --------  -----  -------');
  });
});

describe('a list of tests', () => {
  it('gives the failures, each under the name of its test', () => {
    const u = uniformSamples('failures', 1000);
    const failed = failingTests([
      { name: 'uniform', run: () => kolmogorovSmirnov(u) },
      { name: 'squared', run: () => [kolmogorovSmirnov(u.map((x) => x * x)), normalScore('mean', 1)] },
    ]);
    expect(failed.map(({ name }) => name)).toEqual(['squared: Kolmogorov-Smirnov']);
  });

  it('fails a p-value that is not a number', () => {
    expect(failures([normalScore('mean', Number.NaN)])).toHaveLength(1);
    expect(failures([normalScore('mean', 2)], 0.05)).toHaveLength(1);
    expect(failures([normalScore('mean', 2)], 0.04)).toHaveLength(0);
  });
});
