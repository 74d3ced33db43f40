import { describe, expect, test } from 'vitest';
import { namedProposals, namedTargets, targetColumn } from '../../src/cli/commands/targets.ts';

const columns = ['x', 'wind speed', 'wind_speed'];

describe('targets', () => {
  test('have a name, and read the columns that they mention', () => {
    const [one, two] = namedTargets(['x = normal(x, 0.1 * wind_speed)', 'gust = laplace(`wind speed`, 1)'], columns);
    expect([one!.name, one!.variables]).toEqual(['x', ['x', 'wind_speed']]);
    expect([two!.name, two!.variables]).toEqual(['gust', ['wind speed']]);
    const data = { x: Float64Array.of(1, 2), wind_speed: Float64Array.of(10, 20) };
    expect(one!.columns(data, 2)).toEqual({ law: 'normal', mu: Float64Array.of(1, 2), sigma: Float64Array.of(1, 2) });
  });

  test.each([
    'x = normal(x, ',
    'x = normal(x)',
    'x = gauss(x, 1)',
    'x = normal(y, 1)',
    'x = x',
    'x = normal(x, 1); 3',
    'x = normal(x, 1) = 2',
    'x = import({}, {})',
    'x = normal(x.constructor, 1)',
    'x = normal(x["constructor"], 1)',
    'x = normal(cos.constructor("return process")(), 1)',
    'x = normal(evaluate("x"), 1)',
    '= normal(x, 1)',
    'normal(x, 1)',
    '',
    `x = normal(${'('.repeat(5000)}x${')'.repeat(5000)}, 1)`,
    `x = normal(${'x+'.repeat(50_000)}x, 1)`,
  ])('%j is refused as a wrong command line', (text) => {
    expect(() => namedTargets([text], columns)).toThrow(
      expect.objectContaining({
        name: expect.stringMatching(/^(Usage|InvalidArgument|LimitExceeded)Error$/),
        message: expect.stringMatching(/^--target/),
      }),
    );
  });

  test('of one name twice are refused', () => {
    expect(() => namedTargets(['x = normal(x, 1)', 'x = laplace(x, 1)'], columns)).toThrow(
      'expected each name once, got x twice',
    );
  });
});

test('a row that makes no law is counted from the first row of the input', () => {
  const [target] = namedTargets(['x = normal(x, x)'], columns);
  const data = { x: Float64Array.of(1, 2, 0) };
  expect(() => targetColumn(target!, data, 3, 65_536)).toThrow(/"sigma".* in row 65539 of target "x"/);
});

describe('proposals', () => {
  test('belong to targets by name; of a single target the name may be left out', () => {
    const laws = namedProposals(['b = normal(16, 8)'], ['a', 'b']);
    expect(laws.map((law) => law?.description())).toEqual([undefined, { law: 'normal', mu: 16, sigma: 8 }]);
    expect(namedProposals(['uniform(0, 1)'], ['a'])[0]!.law).toBe('uniform');
    expect(namedProposals(['`wind speed` = uniform(0, 1)'], ['wind speed'])[0]!.law).toBe('uniform');
    expect(namedProposals([], ['a'])).toEqual([undefined]);
  });

  test.each([
    'x = normal(16',
    'y = normal(16, 8)',
    'x = normal(x, 8)',
    'x = normal(16, -8)',
    'normal(16, 8',
    'x = generalizedNormal(0, 1, 3)',
    '',
  ])('%j is refused as a wrong command line', (text) => {
    expect(() => namedProposals([text], ['x'])).toThrow(
      expect.objectContaining({ message: expect.stringMatching(/^--proposal/) }),
    );
  });

  test('of one name twice, or without a name among several, are refused', () => {
    expect(() => namedProposals(['x = normal(0, 1)', 'x = normal(0, 2)'], ['x'])).toThrow('each name once');
    expect(() => namedProposals(['normal(0, 1)'], ['x', 'y'])).toThrow(
      '--proposal expected the name of a target (x, y)',
    );
  });
});
