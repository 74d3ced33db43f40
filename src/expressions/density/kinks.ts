/**
 * Where a log density may not be smooth: at the zeros of the arguments of abs, log, sqrt and fractional powers, where the
 * two arguments of min, max or a comparison are equal. Each of these differences is searched for simple zeros: intervals
 * without a zero are dropped, monotone ones bisected to neighbouring doubles. What is missed here (double zeros, a search
 * that grows too long) costs cells later and never correctness.
 */
import { compileFunction } from '../terms/compile.ts';
import { binary, operands, sameTerm, type Term, termSize } from '../terms/term.ts';
import { contains } from './interval.ts';
import { type Enclosure, enclosure } from './jet.ts';

const MAXIMUM_SEARCHED = 128;
const MAXIMUM_CELLS = 400;
/** Cells times nodes, over all searches. */
const MAXIMUM_WORK = 1_000_000;
const MAXIMUM_HALVINGS = 1100;

/** Points of (lower, upper) in ascending order, at most a few hundred. */
export function kinksOf(logDensity: Term, lower: number, upper: number): number[] {
  const searched: Term[] = [];
  collect(logDensity, searched);
  const found = new Set<number>();
  const nodes = searched.reduce((total, term) => total + termSize(term), 0);
  const cells = Math.min(MAXIMUM_CELLS, MAXIMUM_WORK / nodes);
  for (const term of searched) zeros(term, lower, upper, cells, found);
  return [...found].filter((x) => x > lower && x < upper).sort((a, b) => a - b);
}

function collect(term: Term, searched: Term[]): void {
  const candidate = switching(term);
  const known =
    candidate === undefined || candidate.kind === 'constant' || searched.some((one) => sameTerm(one, candidate));
  if (!known && searched.length < MAXIMUM_SEARCHED) searched.push(candidate);
  for (const operand of operands(term)) collect(operand, searched);
}

/** The term at whose zeros another one is not smooth. */
function switching(term: Term): Term | undefined {
  if (term.kind === 'conditional') return binary('subtract', term.test.left, term.test.right);
  if (term.kind === 'unary') return ['abs', 'log', 'sqrt'].includes(term.operation) ? term.operand : undefined;
  if (term.kind !== 'binary') return undefined;
  if (term.operation === 'minimum' || term.operation === 'maximum') return binary('subtract', term.left, term.right);
  if (term.operation === 'divide') return term.right;
  const whole = term.right.kind === 'constant' && Number.isInteger(term.right.value) && term.right.value >= 0;
  return term.operation === 'power' && !whole ? term.left : undefined;
}

function zeros(term: Term, lower: number, upper: number, limit: number, found: Set<number>): void {
  const value = compileFunction(term, 'x');
  const enclose: Enclosure = enclosure(term);
  const pending: [number, number][] = [[lower, upper]];
  for (let cells = 0; pending.length > 0 && cells < limit; cells++) {
    const [low, high] = pending.shift()!;
    const jet = enclose({ low, high }, { certain: true });
    if (!contains(jet.value, 0)) continue;
    if (jet.slope.low > 0 || jet.slope.high < 0) {
      bisect(value, low, high, found);
      continue;
    }
    const middle = low / 2 + high / 2;
    if (middle > low && middle < high) pending.push([low, middle], [middle, high]);
  }
}

/** The zero of a monotone function, or the two doubles around it. Invariant: the signs at low and high differ. */
function bisect(value: (x: number) => number, low: number, high: number, found: Set<number>): void {
  const rises = value(high) > value(low);
  const above = (x: number): boolean => value(x) > 0 === rises;
  for (const end of [low, high]) if (value(end) === 0) found.add(end);
  if (found.has(low) || found.has(high) || above(low) || !above(high)) return;
  for (let halving = 0; halving < MAXIMUM_HALVINGS; halving++) {
    const middle = low / 2 + high / 2;
    if (value(middle) === 0) {
      found.add(middle);
      return;
    }
    if (!(middle > low && middle < high)) break;
    if (above(middle)) high = middle;
    else low = middle;
  }
  found.add(low);
  found.add(high);
}
