import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { enclosure, type Jet } from '../../src/expressions/density/jet.ts';
import { logarithm } from '../../src/expressions/density/logarithm.ts';
import type { Unary } from '../../src/expressions/terms/arithmetic.ts';
import { compileFunction } from '../../src/expressions/terms/compile.ts';
import { binary, conditional, constant, type Term, unary, variable } from '../../src/expressions/terms/term.ts';
import { cos, sin } from '../../src/expressions/terms/trigonometry.ts';

const x = variable('x');
const UNARY: readonly Unary[] = ['negate', 'exp', 'log', 'sqrt', 'abs', 'sin', 'cos', 'tanh', 'erf'];
const EXPONENTS = [-3, -2, -1, -0.5, 0, 0.5, 1, 1.5, 2, 2.7, 3, 4, 5, 66, 101];

/** Random terms in x, of any depth up to four. */
const { term } = fc.letrec<{ term: Term }>((tie) => ({
  term: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.oneof(
      fc.constant(x),
      fc.oneof(fc.integer({ min: -3, max: 3 }), fc.double({ min: -4, max: 4, noNaN: true })).map(constant),
    ),
    fc.tuple(fc.constantFrom(...UNARY), tie('term')).map(([operation, operand]) => unary(operation, operand)),
    fc
      .tuple(fc.constantFrom('add', 'subtract', 'multiply', 'divide', 'minimum', 'maximum'), tie('term'), tie('term'))
      .map(([operation, left, right]) => binary(operation, left, right)),
    fc.tuple(fc.constantFrom(...EXPONENTS), tie('term')).map(([c, base]) => binary('power', base, constant(c))),
    fc.tuple(tie('term'), tie('term')).map(([u, v]) => binary('power', unary('exp', u), v)),
    fc.tuple(tie('term'), tie('term')).map(([u, v]) => binary('logSumExp', u, v)),
    fc
      .tuple(fc.constantFrom('<', '<=', '>', '>=', '==', '!='), tie('term'), tie('term'), tie('term'), tie('term'))
      .map(([relation, left, right, yes, no]) => conditional({ relation, left, right }, yes, no)),
  ),
}));

/** Multiples of a power of two, so that corners are met and sums are exact. */
function grid(low: number, high: number): fc.Arbitrary<number> {
  return fc.integer({ min: low * 1024, max: high * 1024 }).map((n) => n / 1024);
}
const ends = fc.tuple(grid(-5, 5), grid(0, 3));

function enclosed(of: Term, low: number, high: number): { jet: Jet; certain: boolean } {
  const doubt = { certain: true };
  const jet = enclosure(of)({ low, high }, doubt);
  return { jet, certain: doubt.certain };
}

function inside(low: number, high: number): number[] {
  return [0, 0.113, 0.31, 0.5, 0.77, 1].map((share) => Math.min(high, Math.max(low, low + (high - low) * share)));
}

describe('enclosures hold', () => {
  it('the value of a term lies in its enclosure, wherever it is a number', () => {
    fc.assert(
      fc.property(term, ends, (of, [low, width]) => {
        const { value } = enclosed(of, low, low + width).jet;
        const ys = inside(low, low + width).map(compileFunction(of, 'x'));
        return ys.every((y) => Number.isNaN(y) || (value.low <= y && y <= value.high));
      }),
      { seed: 1, numRuns: 10_000 },
    );
  });

  it('difference quotients lie in the slope and the curvature', () => {
    fc.assert(
      fc.property(term, ends, (of, [low, width]) => {
        const { jet, certain } = enclosed(of, low, low + width);
        if (!certain || !Number.isFinite(jet.value.high - jet.value.low)) return true;
        const value = compileFunction(of, 'x');
        const points = inside(low, low + width);
        return points.slice(1).every((to, i) => {
          const half = (to - points[i]!) / 2;
          const [a, b, c] = [value(points[i]!), value(points[i]! + half), value(to)];
          // Values carry rounding errors, magnified by what cancels inside: wide steps and moderate values only.
          const scale = Math.max(Math.abs(a), Math.abs(b), Math.abs(c));
          if (half < 1e-3 || scale > 1e3) return true;
          const slack = (1e-9 * (1 + scale)) / half;
          const slope = (c - a) / (2 * half);
          const bend = (a + c - 2 * b) / (half * half);
          return (
            jet.slope.low - slack <= slope &&
            slope <= jet.slope.high + slack &&
            jet.curvature.low - slack / half <= bend &&
            bend <= jet.curvature.high + slack / half
          );
        });
      }),
      { seed: 2, numRuns: 10_000 },
    );
  });

  it('a certain and finite enclosure means that the term is a number on the whole interval', () => {
    fc.assert(
      fc.property(term, ends, (of, [low, width]) => {
        const { jet, certain } = enclosed(of, low, low + width);
        if (!certain || !Number.isFinite(jet.value.high - jet.value.low)) return true;
        return inside(low, low + width).every((at) => !Number.isNaN(compileFunction(of, 'x')(at)));
      }),
      { seed: 3, numRuns: 6_000 },
    );
  });

  it('a wider interval has a wider enclosure', () => {
    fc.assert(
      fc.property(term, ends, (of, [low, width]) => {
        const wide = enclosed(of, low, low + width).jet.value;
        const narrow = enclosed(of, low, low + width / 2).jet.value;
        const scale = Math.max(Math.abs(narrow.low), Math.abs(narrow.high));
        return scale > 1e100 || (wide.low <= narrow.low + 1e-12 * scale && wide.high >= narrow.high - 1e-12 * scale);
      }),
      { seed: 4, numRuns: 3_000 },
    );
  });
});

describe('the logarithm of a term', () => {
  it('encloses the log of what the term is enclosed by', () => {
    fc.assert(
      fc.property(term, grid(-5, 5), (of, at) => {
        const value = enclosed(of, at, at);
        const log = enclosed(logarithm(of), at, at);
        if (!value.certain || !log.certain || !(value.jet.value.low > 0)) return true;
        const { low, high } = log.jet.value;
        return low <= Math.log(value.jet.value.high) + 1e-12 && high >= Math.log(value.jet.value.low) - 1e-12;
      }),
      { seed: 5, numRuns: 5_000 },
    );
  });

  it('does not underflow: exp(-x^2), products and sums of such', () => {
    const square = unary('negate', binary('power', x, constant(2)));
    const bump = unary('exp', square);
    const at = (of: Term): number => compileFunction(logarithm(of), 'x')(100);
    expect(at(bump)).toBe(-10_000);
    expect(at(binary('multiply', constant(2), bump))).toBeCloseTo(-10_000 + Math.LN2, 9);
    expect(at(binary('add', bump, bump))).toBeCloseTo(-10_000 + Math.LN2, 9);
    expect(at(binary('power', bump, constant(3)))).toBe(-30_000);
    expect(at(binary('divide', bump, unary('exp', x)))).toBe(-10_100);
  });
});

describe('sine and cosine', () => {
  it('are those of the platform to rounding', () => {
    fc.assert(
      fc.property(fc.double({ min: -1e6, max: 1e6, noNaN: true }), (angle) => {
        expect(Math.abs(sin(angle) - Math.sin(angle))).toBeLessThanOrEqual(2.3e-16);
        expect(Math.abs(cos(angle) - Math.cos(angle))).toBeLessThanOrEqual(2.3e-16);
      }),
      { seed: 6, numRuns: 20_000 },
    );
  });

  it('keep their digits next to a zero, and their signs', () => {
    expect(sin(Math.PI)).toBeCloseTo(1.2246467991473532e-16, 31);
    expect(cos(Math.PI / 2)).toBeCloseTo(6.123233995736766e-17, 31);
    expect(sin(1e-300)).toBe(1e-300);
    for (const none of [Number.NaN, Number.POSITIVE_INFINITY]) expect(sin(none) + cos(none)).toBeNaN();
  });
});
