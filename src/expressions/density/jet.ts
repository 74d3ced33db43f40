/**
 * Automatic differentiation over intervals: for x in an interval, enclosures of a term's value and of its first two
 * derivatives (slope, curvature), by the chain rule from those of its parts.
 *
 *     (g o u)' = g'(u) u',    (g o u)'' = g''(u) u'^2 + g'(u) u''
 *
 * L. B. Rall, "Automatic Differentiation: Techniques and Applications", 1981.
 */
import { logisticCdf } from '../../core/index.ts';
import { type Binary, logSumExp } from '../terms/arithmetic.ts';
import type { Comparison, Term } from '../terms/term.ts';
import { type Derivatives, type Doubt, powerDerivatives, unaryDerivatives } from './elementary.ts';
import {
  difference,
  hull,
  type Interval,
  intersection,
  isPoint,
  negative,
  ONE,
  point,
  product,
  quotient,
  square,
  sum,
  WHOLE,
  widened,
  ZERO,
} from './interval.ts';

export interface Jet {
  readonly value: Interval;
  readonly slope: Interval;
  readonly curvature: Interval;
}

/** The enclosures of a term over an interval of its one variable. */
export type Enclosure = (x: Interval, doubt: Doubt) => Jet;

const TWO: Interval = { low: 2, high: 2 };

export function enclosure(term: Term): Enclosure {
  switch (term.kind) {
    case 'constant':
      return constantEnclosure(term.value);
    case 'variable':
      return (x) => ({ value: x, slope: ONE, curvature: ZERO });
    case 'unary': {
      const operand = enclosure(term.operand);
      const derivatives = unaryDerivatives[term.operation];
      return (x, doubt) => {
        const u = operand(x, doubt);
        const jet = chain(derivatives(u.value, doubt), u);
        if (term.operation === 'exp') checkOverflow(jet, u, u, doubt);
        return jet;
      };
    }
    case 'binary': {
      if (term.operation === 'power') return powerEnclosure(term.left, term.right);
      const left = enclosure(term.left);
      const right = enclosure(term.right);
      const combine = combinations[term.operation];
      return (x, doubt) => {
        const u = left(x, doubt);
        const v = right(x, doubt);
        const jet = combine(u, v, doubt);
        checkOverflow(jet, u, v, doubt);
        return jet;
      };
    }
    case 'conditional':
      return conditionalEnclosure(term.test, enclosure(term.whenTrue), enclosure(term.whenFalse));
  }
}

/** No number, or infinite: not certain. The log of 0 is: the density is 0 there. */
function constantEnclosure(constant: number): Enclosure {
  const jet: Jet = { value: Number.isNaN(constant) ? WHOLE : point(constant), slope: ZERO, curvature: ZERO };
  if (constant < Number.POSITIVE_INFINITY) return () => jet;
  return (_, doubt) => {
    doubt.certain = false;
    return jet;
  };
}

/** Numbers that overflow may make NaN further up, which no enclosure tells. */
function checkOverflow({ value }: Jet, u: Jet, v: Jet, doubt: Doubt): void {
  if (!isBounded(value) && isBounded(u.value) && isBounded(v.value)) doubt.certain = false;
}

function isBounded({ low, high }: Interval): boolean {
  return Number.isFinite(low) && Number.isFinite(high);
}

function chain({ value, first, second }: Derivatives, u: Jet): Jet {
  return {
    value,
    slope: product(first, u.slope),
    curvature: sum(product(second, square(u.slope)), product(first, u.curvature)),
  };
}

function powerEnclosure(base: Term, exponent: Term): Enclosure {
  const u = enclosure(base);
  if (exponent.kind === 'constant') {
    const c = exponent.value;
    return (x, doubt) => {
      const inner = u(x, doubt);
      const jet = chain(powerDerivatives(inner.value, c, doubt), inner);
      checkOverflow(jet, inner, inner, doubt);
      return jet;
    };
  }
  const v = enclosure(exponent);
  return (x, doubt) => {
    const inner = u(x, doubt);
    const outer = v(x, doubt);
    const product = multiply(outer, chain(unaryDerivatives.log(inner.value, doubt), inner));
    const jet = chain(unaryDerivatives.exp(product.value, doubt), product);
    checkOverflow(jet, inner, outer, doubt);
    return jet;
  };
}

function multiply(u: Jet, v: Jet): Jet {
  return {
    value: product(u.value, v.value),
    slope: sum(product(u.slope, v.value), product(u.value, v.slope)),
    curvature: sum(
      sum(product(u.curvature, v.value), product(u.value, v.curvature)),
      product(TWO, product(u.slope, v.slope)),
    ),
  };
}

function divide(u: Jet, v: Jet, doubt: Doubt): Jet {
  if (!isPoint(v.value) || v.value.low === 0) return multiply(u, chain(powerDerivatives(v.value, -1, doubt), v));
  const by = v.value;
  return { value: quotient(u.value, by), slope: quotient(u.slope, by), curvature: quotient(u.curvature, by) };
}

function minimum(u: Jet, v: Jet): Jet {
  if (u.value.high <= v.value.low) return u;
  if (v.value.high <= u.value.low) return v;
  const value = { low: Math.min(u.value.low, v.value.low), high: Math.min(u.value.high, v.value.high) };
  return { value, slope: hull(u.slope, v.slope), curvature: WHOLE };
}

function negated(u: Jet): Jet {
  return { value: negative(u.value), slope: negative(u.slope), curvature: negative(u.curvature) };
}

function add(u: Jet, v: Jet): Jet {
  return { value: sum(u.value, v.value), slope: sum(u.slope, v.slope), curvature: sum(u.curvature, v.curvature) };
}

/** log(e^u + e^v): slope v' + s (u' - v'), between u' and v'; curvature s u'' + (1 - s) v'' + s (1 - s) (u' - v')^2, s logistic in u - v. */
function logSum(u: Jet, v: Jet): Jet {
  if (u.value.high === Number.NEGATIVE_INFINITY) return v;
  if (v.value.high === Number.NEGATIVE_INFINITY) return u;
  const value = widened(
    logSumExp(u.value.low, v.value.low),
    logSumExp(u.value.high, v.value.high),
    Number.NEGATIVE_INFINITY,
    Number.POSITIVE_INFINITY,
  );
  const apart = difference(u.value, v.value);
  const share = widened(logisticCdf(apart.low), logisticCdf(apart.high), 0, 1);
  const other = widened(logisticCdf(-apart.high), logisticCdf(-apart.low), 0, 1);
  const slopes = difference(u.slope, v.slope);
  return {
    value,
    slope: intersection(sum(v.slope, product(share, slopes)), hull(u.slope, v.slope)),
    curvature: sum(
      sum(product(share, u.curvature), product(other, v.curvature)),
      product(product(share, other), square(slopes)),
    ),
  };
}

const combinations: Readonly<Record<Exclude<Binary, 'power'>, (u: Jet, v: Jet, doubt: Doubt) => Jet>> = {
  add,
  subtract: (u, v) => add(u, negated(v)),
  multiply,
  divide,
  minimum,
  maximum: (u, v) => negated(minimum(negated(u), negated(v))),
  logSumExp: logSum,
};

/** One branch where the comparison is decided on the whole interval; both, and doubt, where it is not. */
function conditionalEnclosure(test: Comparison, whenTrue: Enclosure, whenFalse: Enclosure): Enclosure {
  const left = enclosure(test.left);
  const right = enclosure(test.right);
  return (x, doubt) => {
    const verdict = decide(test.relation, left(x, doubt).value, right(x, doubt).value);
    if (verdict !== undefined) return verdict ? whenTrue(x, doubt) : whenFalse(x, doubt);
    const value = hull(whenTrue(x, doubt).value, whenFalse(x, doubt).value);
    doubt.certain = false;
    return { value, slope: WHOLE, curvature: WHOLE };
  };
}

/** Whether a relation holds for all numbers of two intervals (true), for none (false), or neither is known. */
function decide(relation: Comparison['relation'], a: Interval, b: Interval): boolean | undefined {
  switch (relation) {
    case '<':
      return a.high < b.low ? true : a.low >= b.high ? false : undefined;
    case '<=':
      return a.high <= b.low ? true : a.low > b.high ? false : undefined;
    case '>':
      return decide('<', b, a);
    case '>=':
      return decide('<=', b, a);
    case '==':
      if (isPoint(a) && isPoint(b)) return a.low === b.low;
      return a.high < b.low || b.high < a.low ? false : undefined;
    case '!=': {
      const equal = decide('==', a, b);
      return equal === undefined ? undefined : !equal;
    }
  }
}
