import fc from 'fast-check';
import { isSamplewireError } from 'samplewire/core';
import { density, parseDistribution, parseParameter, parseTarget } from 'samplewire/expressions';
import { describe, expect, it } from 'vitest';

const HOSTILE: readonly string[] = [
  '',
  ' ',
  'constructor',
  'constructor()',
  'constructor.constructor("return process")()',
  '__proto__',
  '__proto__()',
  '__proto__.polluted = 1',
  'toString',
  'toString()',
  'hasOwnProperty(1)',
  'valueOf()',
  'prototype',
  'this',
  'globalThis',
  'process.exit(1)',
  'import("fs")',
  'import({})',
  'require("fs")',
  'createUnit("foo")',
  'evaluate("1")',
  'parse("1")',
  'simplify("x")',
  'derivative("x^2", "x")',
  'config({})',
  'typed("f", {})',
  'eval("1")',
  'Function("return 1")()',
  'f(x) = x^2',
  'f(x) = normal(x, 1)',
  'a = 1',
  'a = b = normal(0, 1)',
  'a = 1; normal(0, 1)',
  'normal(0, 1);',
  'normal(0, 1)\nnormal(0, 1)',
  'normal(0, 1) # comment',
  '[1, 2]',
  '[1, 2; 3, 4]',
  '{a: 1}',
  '{}',
  '"text"',
  "'text'",
  '"unclosed',
  '`unclosed',
  '``',
  '"a" + "b"',
  't.y',
  't["y"]',
  't[1]',
  't.constructor',
  'cos.constructor("alert(1)")()',
  '1:3',
  't:t',
  '3 cm',
  '3cm',
  '2 t',
  '(t)(t)',
  't(1)',
  't!',
  "t'",
  't %',
  '5 % 3',
  'not t',
  't and t',
  't xor t',
  't to inch',
  't in cm',
  't mod 2',
  't | t',
  't & t',
  '~t',
  't << 2',
  't .* t',
  't ./ t',
  't .^ t',
  't -> t',
  't => t',
  't == 1',
  '1 < t < 2',
  '1 < 2',
  't ? 1 : 2',
  't < 1 ? 2',
  '? 1 : 2',
  'true',
  'false',
  'null',
  'undefined',
  'NaN',
  'Infinity',
  'i',
  'e',
  'pi',
  '0x10',
  '0b1',
  '1e999',
  '1.2.3',
  '1..2',
  '1e',
  '10n',
  '1_000',
  '$t',
  '@t',
  '\\t',
  't + ',
  '+',
  '* t',
  't * * t',
  't ** 2',
  '(t',
  't)',
  ')(',
  '()',
  '(,)',
  'exp()',
  'exp(t, t)',
  'exp',
  'min()',
  'sinh(t)',
  'random()',
  'exp("t")',
  'normal',
  'normal()',
  'normal(0)',
  'normal(0, 1, 2)',
  'normal(0, 1) + 1',
  'normal(normal(0, 1), 1)',
  'exp(normal(0, 1))',
  'mixture()',
  'mixture(1)',
  'mixture(1, 2)',
  'mixture(normal(0, 1), 1)',
  'mixture(1, normal(0, 1), 2)',
  'truncated(1, 2, 3)',
  'affine(normal(0, 1), 2)',
  'product(normal(0, 1), normal(0, 1))',
  'density(x, 0, 1)',
  'density("x", 0)',
  'density("", 0, 1)',
  'density("y", 0, 1)',
  'density("x = 1", 0, 1)',
  'density("y = x", 0, 1)',
  'density("constructor", 0, 1)',
  'density("density(\'x\', 0, 1)", 0, 1)',
  'density("normal(x, 1)", 0, 1)',
  'density("x.y", 0, 1)',
  'density(`x`, 0, 1)',
  'density("x", 1, 0)',
  'density("x - 2", 0, 1)',
  'density("0", 0, 1)',
  'density("1/x", 0, 1)',
  'density("1/(x - 0.3)^2", 0, 1)',
  'density("log(x)", 0, 1)',
  'density("sqrt(x)", -1, 1)',
  'density("x^1e308", 2, 3)',
  'density("exp(exp(exp(x)))", 0, 100)',
  'density("sin(1/x) + 1", -1, 1)',
  'density("0/0", 0, 1)',
  '\u0000',
  't\u200b',
  '\u202enormal(0, 1)',
  '\ufeffnormal(0, 1)',
  'normal（0， 1）',
  'normal(0\u00a0, 1)',
  '２ + ２',
  't × t',
  '−t',
  '🙂',
  '\ud800',
  '√t',
  `${'('.repeat(65)}t${')'.repeat(65)}`,
  `${'('.repeat(5000)}t${')'.repeat(5000)}`,
  `${'exp('.repeat(2000)}t${')'.repeat(2000)}`,
  `${'-'.repeat(3000)}t`,
  `t${'^t'.repeat(1500)}`,
  `t${'+t'.repeat(1500)}`,
  'mixture(1, '.repeat(300),
  '1'.repeat(10_001),
  `${'t < 1 ? 1 : '.repeat(900)}1`,
  '9'.repeat(400),
];

/** Runs every entry point; what is thrown must be an error of this library, on one line and not too long. */
function outcomes(text: string): string[] {
  const attempts: (() => unknown)[] = [
    () => parseTarget(text, ['t']).columns({ t: Float64Array.of(1, 2) }, 2),
    () => parseDistribution(text),
    () => parseParameter(text, ['t']).values({ t: Float64Array.of(1, 2) }, 2),
    () => density(text, -1, 1),
  ];
  return attempts.map((attempt) => {
    try {
      attempt();
      return 'accepted';
    } catch (error) {
      if (!isSamplewireError(error)) throw error;
      expect(error.message).toMatch(/^"[^\n\r]*$/u);
      expect(error.message.length).toBeLessThan(400);
      return error.code;
    }
  });
}

describe('no text escapes', () => {
  it.each(HOSTILE.map((text) => [text.length > 40 ? `${text.slice(0, 40)}... (${text.length})` : text, text]))(
    'as a law, %j is refused',
    (_, text) => {
      const [target, law] = outcomes(text);
      for (const outcome of [target, law]) expect(['InvalidArgument', 'LimitExceeded']).toContain(outcome);
    },
  );

  it('nothing of the host is reached or changed', () => {
    for (const text of HOSTILE) outcomes(text);
    expect(Object.keys(Object.prototype)).toEqual([]);
    expect('polluted' in {}).toBe(false);
  });

  it('names on the prototype of objects are neither columns nor functions', () => {
    for (const name of ['constructor', '__proto__', 'toString', 'hasOwnProperty', 'valueOf', 'isPrototypeOf']) {
      expect(() => parseParameter(name, ['t'])).toThrow('"expression" expected a column (t)');
      expect(() => parseParameter(`${name}(t)`, ['t'])).toThrow('"expression" expected a function (exp,');
      expect(() => parseDistribution(`${name}(1, 2)`)).toThrow('"expression" expected a law (normal,');
    }
  });

  it('limits hold: characters, words, parentheses, nodes, depth', () => {
    const limit = (text: string): string => outcomes(text)[2]!;
    expect(limit(`${'t + '.repeat(400)}t`)).toBe('accepted');
    expect(limit(`${'t + '.repeat(500)}t`)).toBe('LimitExceeded');
    expect(limit(`min(${'t, '.repeat(998)}t)`)).toBe('accepted');
    expect(limit(`min(${'t, '.repeat(999)}t)`)).toBe('LimitExceeded');
    expect(limit(`${'('.repeat(64)}t${')'.repeat(64)}`)).toBe('accepted');
    expect(limit(`${' '.repeat(9_999)}t`)).toBe('accepted');
    expect(limit(`${' '.repeat(10_000)}t`)).toBe('LimitExceeded');
  });
});

describe('messages say where and what was expected', () => {
  const message = (text: string): string => {
    try {
      parseTarget(text, ['temp_max', 'wind']);
    } catch (error) {
      return (error as Error).message;
    }
    return 'accepted';
  };
  it.each([
    [
      'y = normal(temp_min, 1)',
      '"expression" expected a column (temp_max, wind), got "temp_min" at character 12 of "y = normal(temp_min, 1)"',
    ],
    [
      'y = normal(wind 1)',
      '"expression" expected an operator or a comma, got "1" at character 17 of "y = normal(wind 1)"',
    ],
    [
      'y = normal(wind, 1',
      '"expression" expected a closing parenthesis or a comma, got the end at character 19 of "y = normal(wind, 1"',
    ],
    [
      'y = normal(wind)',
      '"expression" expected normal(mu, sigma), got "normal(wind" at character 5 of "y = normal(wind)"',
    ],
    [
      'y = normal(wind, 1) ^',
      '"expression" expected a number, a name or a parenthesis, got the end at character 22 of "y = normal(wind, 1) ^"',
    ],
    ['y = norml(wind, 1)', /^"expression" expected a law \(normal, .*, density\), got "norml" at character 5/],
    ['y = normal(wind[1], 1)', /expected numbers, names and .*, got "\[" at character 16/],
    ['y = normal(wind, sinh(wind))', /expected a function \(exp, .*\), got "sinh" at character 18/],
    ['y =', /expected an expression after =, got the end/],
    ['y = normal(wind > 1, 1)', /a comparison stands only in front of \? and :/],
    ['density("exp(-q^2)", 0, 1)', /expected a column \(temp_max, wind, x\), got "q" at character 6 of "exp\(-q\^2\)"/],
    [`y = normal(${'1 + '.repeat(30)}bad, 1)`, /got "bad" at character 132 of "\.\.\..*bad, 1\)"$/],
  ])('%s', (text, expected) => {
    const got = message(text);
    if (typeof expected === 'string') expect(got).toBe(expected);
    else expect(got).toMatch(expected);
  });
});

describe('any text gives a law or an error of this library', () => {
  const words = [
    ...[
      'normal',
      'uniform',
      'mixture',
      'truncated',
      'affine',
      'density',
      'exp',
      'log',
      'sqrt',
      'abs',
      'min',
      'sin',
      'erf',
    ],
    ...[
      't',
      'x',
      '`a b`',
      '__proto__',
      'constructor',
      '"x^2"',
      '"exp(-x)"',
      "'",
      '"',
      '`',
      '(',
      ')',
      '(',
      ')',
      ',',
      ',',
    ],
    ...[
      '+',
      '-',
      '*',
      '/',
      '^',
      '<',
      '>=',
      '==',
      '=',
      '!',
      '?',
      ':',
      '.',
      ';',
      '[',
      ']',
      '{',
      '0',
      '1',
      '2.5',
      '1e9',
      '-1',
    ],
  ];

  it('random words', () => {
    const text = fc.array(fc.constantFrom(...words), { maxLength: 24 }).map((parts) => parts.join(' '));
    fc.assert(
      fc.property(text, (sample) => {
        outcomes(sample);
      }),
      { seed: 1, numRuns: 4000 },
    );
  });

  it('random characters', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), (sample) => {
        outcomes(sample);
      }),
      { seed: 1, numRuns: 3000 },
    );
  });

  it('laws with a mutation', () => {
    const laws = [
      'y = truncatedNormal(t, 0.2 + 0.01*t, t-2, t+2)',
      'mixture(0.3, normal(t, 1), 0.7, truncated(laplace(0, 1), -2, 2))',
      'affine(density("exp(-abs(x)^1.5)", -2, 2), 2, t)',
    ];
    const mutation = fc.tuple(fc.constantFrom(...laws), fc.nat(60), fc.nat(3), fc.constantFrom(...words));
    fc.assert(
      fc.property(mutation, ([law, at, removed, word]) => {
        outcomes(law.slice(0, at) + word + law.slice(at + removed));
      }),
      { seed: 1, numRuns: 1500 },
    );
  });
});
