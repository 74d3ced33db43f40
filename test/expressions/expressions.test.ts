import { isSamplewireError } from 'samplewire/core';
import { distribution } from 'samplewire/distributions';
import { parseDistribution, parseParameter, parseTarget } from 'samplewire/expressions';
import { describe, expect, it } from 'vitest';

const t = Float64Array.of(10, 12.5, -3);
const w = Float64Array.of(0, 1, 20);

describe('a target is a law per row', () => {
  it('reads the parameters of a factory from columns, and keeps constants as numbers', () => {
    const target = parseTarget('temp_max = truncatedNormal(t, 0.2 + 0.01*w, t-2, t+2)', ['t', 'w', 'unused']);
    expect(target.name).toBe('temp_max');
    expect(target.variables).toEqual(['t', 'w']);
    expect(target.law).toBe('truncatedNormal');
    expect(target.columns({ t, w }, 3)).toEqual({
      law: 'truncatedNormal',
      mu: t,
      sigma: Float64Array.of(0.2, 0.2 + 0.01, 0.2 + 0.01 * 20),
      lower: Float64Array.of(8, 10.5, -5),
      upper: Float64Array.of(12, 14.5, -1),
    });
    expect(parseTarget('normal(t, 1/4)', ['t']).columns({ t }, 3)).toEqual({ law: 'normal', mu: t, sigma: 0.25 });
  });

  it('needs no name', () => {
    expect(parseTarget('laplace(t, 0.5)', ['t']).name).toBeUndefined();
  });

  it.each([
    ['normal(t, 2)', ['mu', 'sigma']],
    ['truncatedNormal(t, 1, t - 1, t + 1)', ['mu', 'sigma', 'lower', 'upper']],
    ['uniform(t - 1, t + 1)', ['lower', 'upper']],
    ['laplace(t, 1)', ['mu', 'scale']],
    ['logistic(t, 1)', ['mu', 'scale']],
    ['studentT(4, t, 1)', ['nu', 'mu', 'sigma']],
    ['triangular(t - 1, t, t + 1)', ['lower', 'mode', 'upper']],
    ['generalizedNormal(t, 1, 4)', ['mu', 'scale', 'shape']],
  ])('%s has the parameter names of its factory', (text, names) => {
    const { law, ...parameters } = parseTarget(text, ['t']).columns({ t }, 3);
    expect(Object.keys(parameters)).toEqual(names);
    const first = Object.fromEntries(Object.entries(parameters).map(([k, v]) => [k, typeof v === 'number' ? v : v[0]]));
    expect(distribution({ law, ...first }).law).toBe(text.slice(0, text.indexOf('(')));
  });

  it('composite laws are distributions, one per row', () => {
    const target = parseTarget('mixture(0.3, normal(t, 1), w + 1, affine(laplace(0, 1), 2, t))', ['t', 'w']);
    const column = target.columns({ t, w }, 3);
    expect(target.law).toBe('mixture');
    if (column.law !== 'distributions') throw new Error('expected distributions');
    expect(column.distributions.map((law) => law.description())).toEqual(
      Array.from(t, (value, i) => ({
        law: 'mixture',
        weights: [0.3, w[i]! + 1],
        components: [
          { law: 'normal', mu: value, sigma: 1 },
          { law: 'affine', distribution: { law: 'laplace', mu: 0, scale: 1 }, scale: 2, shift: value },
        ],
      })),
    );
  });

  it('a composite law without columns is made once', () => {
    const column = parseTarget('truncated(laplace(0, 1), -2, 3)', ['t']).columns({}, 4);
    if (column.law !== 'distributions') throw new Error('expected distributions');
    expect(new Set(column.distributions).size).toBe(1);
    expect(column.distributions).toHaveLength(4);
  });

  it('reaches columns whose names are no identifiers, between backticks', () => {
    const data = { 'temp max': t, 'x-1': w, température: t, constructor: t, normal: w, __proto__: t };
    const value = (text: string): number => {
      const names = ['temp max', 'x-1', 'température', 'constructor', 'normal', 'mod', 'in'];
      const { values } = parseParameter(text, names);
      return (values({ ...data, mod: t, in: w }, 3) as Float64Array)[1]!;
    };
    expect(value('`temp max` + `x-1`')).toBe(13.5);
    expect(value('température * 2')).toBe(25);
    expect(value('constructor + normal + mod - in')).toBe(25);
    expect(parseTarget('`temp max` = normal(`temp max`, 1)', ['temp max']).name).toBe('temp max');
  });

  it('a column called __proto__ is a column like others', () => {
    const data = Object.fromEntries([['__proto__', t]]);
    expect(parseParameter('__proto__ + 1', ['__proto__']).values(data, 3)).toEqual(Float64Array.of(11, 13.5, -2));
    expect(() => parseParameter('__proto__', ['__proto__']).values({}, 3)).toThrow('"__proto__" expected a column');
    expect(() => parseParameter('toString', ['toString']).values({}, 3)).toThrow('"toString" expected a column');
  });
});

describe('a row that is no law is named', () => {
  const message = (text: string, data: Record<string, Float64Array>): string => {
    try {
      parseTarget(text, Object.keys(data)).columns(data, 3);
    } catch (error) {
      expect(isSamplewireError(error) && error.code).toBe('InvalidArgument');
      return (error as Error).message;
    }
    throw new Error('expected an error');
  };

  it('not finite: the parameter, the row from 1, the target, the values', () => {
    const broken = Float64Array.of(1, Number.NaN, 2);
    expect(message('y = normal(v, 1)', { v: broken })).toBe(
      '"mu" expected a finite number, got NaN in row 2 of target "y" (v = NaN)',
    );
    expect(message('y = normal(1, 1/w)', { w })).toBe(
      '"sigma" expected a finite number, got Infinity in row 1 of target "y" (w = 0)',
    );
    expect(message('normal(0, sqrt(v))', { v: Float64Array.of(1, 1, -1) })).toMatch(/^"sigma" .* in row 3 \(v = -1\)$/);
    expect(message('y = normal(v > 0 ? 1 : 2, 1)', { v: broken })).toMatch(/row 2/);
    expect(message('mixture(1, normal(v, 1), 1, normal(0, 1))', { v: broken })).toMatch(/^"mu" .* in row 2/);
    expect(message('density("exp(-(x - v)^2)", -1, v)', { v: broken })).toMatch(/^"upper" .* in row 2/);
    expect(message('density("exp(-(x - v)^2)", -1, 1)', { v: broken })).toMatch(/row 2/);
  });

  it('refused by the law: the same', () => {
    expect(message('y = normal(0, 1 - w)', { w })).toMatch(/^"sigma" expected .*, got 0 in row 2 of target "y"$/);
    expect(message('y = uniform(t, 11)', { t })).toMatch(/^"upper" .* in row 2 of target "y"$/);
    expect(message('y = affine(normal(0, 1), w, 0)', { w })).toMatch(/scale.* in row 1 of target "y"$/);
    expect(message('density("x - w", 0, 1)', { w: Float64Array.of(-1, -1, 5) })).toMatch(/in row 3$/);
  });

  it('missing or short columns are named', () => {
    expect(() => parseTarget('normal(t, 1)', ['t']).columns({}, 3)).toThrow('"t" expected a column of that name');
    expect(() => parseTarget('normal(t, 1)', ['t']).columns({ t }, 4)).toThrow('"t" expected 4 rows, got 3');
    expect(() => parseTarget('normal(t, 1)', ['t']).columns({ t }, -1)).toThrow('"rows"');
  });

  it('no rows are no error', () => {
    expect(parseTarget('normal(0, 0 - 1)', []).columns({}, 0)).toEqual({ law: 'normal', mu: 0, sigma: -1 });
  });
});

describe('a proposal is a law with numbers', () => {
  it.each([
    ['temp_max = normal(16, 8)', { law: 'normal', mu: 16, sigma: 8 }],
    ['normal(16, 2^3)', { law: 'normal', mu: 16, sigma: 8 }],
    ['uniform(-1, +1)', { law: 'uniform', lower: -1, upper: 1 }],
    ['studentT(5, 0, 1e-3)', { law: 'studentT', nu: 5, mu: 0, sigma: 0.001 }],
    ['truncated(normal(0, 1), -1, 1)', { law: 'truncatedNormal', mu: 0, sigma: 1, lower: -1, upper: 1 }],
  ])('%s', (text, description) => {
    expect(parseDistribution(text).description()).toEqual(description);
  });

  it('has no columns, and its parameters are checked', () => {
    expect(() => parseDistribution('normal(t, 1)')).toThrow(
      '"expression" expected a number (there are no columns here), got "t" at character 8 of "normal(t, 1)"',
    );
    expect(() => parseDistribution('normal(0, -1)')).toThrow(/^"sigma" expected .*, got -1$/);
    expect(() => parseDistribution('normal(0, 1/0)')).toThrow('"sigma" expected a finite number, got Infinity');
  });
});

describe('numbers', () => {
  const value = (text: string): number => parseParameter(text, []).values({}, 1) as number;

  it.each([
    ['2 + 3 * 4', 14],
    ['-2^2', -4],
    ['2^3^2', 512],
    ['2^-1', 0.5],
    ['(1 + 2) / 4', 0.75],
    ['1 - - 1', 2],
    ['min(3, 1, 2) + max(1, 5)', 6],
    ['1 < 2 ? 10 : 20', 10],
    ['1 >= 2 ? 10 : 2 == 2 ? 30 : 40', 30],
    ['(-8)^3', -512],
    ['(-2)^-2', 0.25],
    ['0^0', 1],
    ['.5e1 + 1.', 6],
    ['9^0.5', 3],
    ['abs(-3) + sqrt(16)', 7],
  ])('%s = %d', (text, expected) => {
    expect(value(text)).toBe(expected);
  });

  it.each([
    ['exp(1)', Math.E],
    ['log(10)', Math.LN10],
    ['tanh(0.5)', Math.tanh(0.5)],
    ['sin(2) + cos(100)', Math.sin(2) + Math.cos(100)],
    ['erf(1)', 0.8427007929497149],
    ['2.5^3.3', 2.5 ** 3.3],
    ['(-2)^101', (-2) ** 101],
  ])('%s', (text, expected) => {
    expect(Math.abs(value(text) / expected - 1)).toBeLessThan(1e-13);
  });

  it('a root of a negative number is none, and is refused', () => {
    for (const text of ['(-8)^(1/3)', 'log(-1)', 'sqrt(-1)', '1/0', '0/0', '2^5000'])
      expect(() => value(text)).toThrow();
  });
});
