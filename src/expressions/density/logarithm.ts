/**
 * The logarithm of a density, as a term: log exp(u) is u, products become sums, powers become multiples, sums of positive
 * terms log-sum-exp. So exp(-x^2/2) has the log density -x^2/2 with the exact slope -x, and nothing underflows
 * far out.
 */
import { binary, conditional, constant, type Term, unary } from '../terms/term.ts';

/** log f as a term; where f is written without a visible sign, plainly log(f). */
export function logarithm(term: Term): Term {
  switch (term.kind) {
    case 'constant':
    case 'variable':
      return unary('log', term);
    case 'unary':
      if (term.operation === 'exp') return term.operand;
      if (term.operation === 'abs' && isNonNegative(term.operand)) return logarithm(term.operand);
      if (term.operation === 'sqrt') return binary('multiply', constant(0.5), logarithm(term.operand));
      return unary('log', term);
    case 'conditional':
      return conditional(term.test, logarithm(term.whenTrue), logarithm(term.whenFalse));
    case 'binary':
      return binaryLogarithm(term.operation, term.left, term.right) ?? unary('log', term);
  }
}

function binaryLogarithm(
  operation: (Term & { kind: 'binary' })['operation'],
  left: Term,
  right: Term,
): Term | undefined {
  const bothSigned = isNonNegative(left) && isNonNegative(right);
  switch (operation) {
    // One factor known to be >= 0 is enough: the product is a density only where the other is >= 0 too.
    case 'multiply':
      if (isNonNegative(left) || isNonNegative(right)) return binary('add', logarithm(left), logarithm(right));
      return undefined;
    case 'divide':
      if (isNonNegative(left) || isNonNegative(right)) return binary('subtract', logarithm(left), logarithm(right));
      return undefined;
    case 'power':
      if (isEvenConstant(right)) return binary('multiply', right, logarithm(unary('abs', left)));
      return binary('multiply', right, logarithm(left));
    // Where a term may be 0 its log has no finite slope and the log of the sum has; but exp may underflow.
    case 'add': {
      const apart = (isPositive(left) && isPositive(right)) || (bothSigned && decays(left) && decays(right));
      return apart ? binary('logSumExp', logarithm(left), logarithm(right)) : undefined;
    }
    case 'minimum':
    case 'maximum':
      return bothSigned ? binary(operation, logarithm(left), logarithm(right)) : undefined;
    default:
      return undefined;
  }
}

function isEvenConstant(term: Term): boolean {
  return term.kind === 'constant' && term.value !== 0 && term.value % 2 === 0;
}

/** Whether a term is visibly >= 0 wherever it is a number. */
function isNonNegative(term: Term): boolean {
  switch (term.kind) {
    case 'constant':
      return term.value >= 0;
    case 'variable':
      return false;
    case 'unary':
      return term.operation === 'exp' || term.operation === 'sqrt' || term.operation === 'abs';
    case 'conditional':
      return isNonNegative(term.whenTrue) && isNonNegative(term.whenFalse);
    case 'binary': {
      const left = isNonNegative(term.left);
      const right = isNonNegative(term.right);
      if (term.operation === 'maximum') return left || right;
      if (term.operation === 'power') return left || isEvenConstant(term.right) || !isIntegerConstant(term.right);
      return left && right && term.operation !== 'subtract' && term.operation !== 'logSumExp';
    }
  }
}

/** Whether a term is visibly > 0, up to underflow, wherever it is a number. */
function isPositive(term: Term): boolean {
  switch (term.kind) {
    case 'constant':
      return term.value > 0;
    case 'variable':
      return false;
    case 'unary':
      return term.operation === 'exp' || (term.operation === 'sqrt' && isPositive(term.operand));
    case 'conditional':
      return isPositive(term.whenTrue) && isPositive(term.whenFalse);
    case 'binary': {
      const left = isPositive(term.left);
      const right = isPositive(term.right);
      if (term.operation === 'maximum') return left || right;
      if (term.operation === 'power') return left;
      return left && right && term.operation !== 'subtract' && term.operation !== 'logSumExp';
    }
  }
}

/** Whether a term has a factor exp(...), or is a sum of such. */
function decays(term: Term): boolean {
  if (term.kind === 'unary') return term.operation === 'exp' || (term.operation === 'sqrt' && decays(term.operand));
  if (term.kind !== 'binary') return false;
  if (term.operation === 'multiply' || term.operation === 'divide') return decays(term.left) || decays(term.right);
  if (term.operation === 'power') return decays(term.left);
  return term.operation === 'add' && decays(term.left) && decays(term.right);
}

function isIntegerConstant(term: Term): boolean {
  return term.kind === 'constant' && Number.isInteger(term.value);
}
