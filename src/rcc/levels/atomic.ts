/**
 * The level functions of weights with finitely many values: laws of constant density on cells, or products of such. The
 * values are sorted, and both functions are sums over the largest ones.
 *
 *     w_P(h) = sum_(w_i >= h) p_i,    G(h) = sum_(w_i >= h) q_i - h w_P(h)
 */
import { exp, type Nats } from '../../core/index.ts';
import { type Distribution, PiecewiseConstant, Uniform } from '../../distributions/index.ts';
import type { LevelFunctions } from '../types.ts';
import { intervalMass } from './interval-mass.ts';

/** One value of the weight, with the masses of both laws where it is taken. */
export interface Atom {
  readonly logWeight: Nats;
  readonly target: number;
  readonly proposal: number;
}

/** The atoms of q/p where both laws are piecewise constant; undefined otherwise. */
export function atomsOf(q: Distribution, p: Distribution): Atom[] | undefined {
  if (!isStepped(q) || !isStepped(p)) return undefined;
  const { lower, upper } = q.support;
  const kinks = [...q.kinks, ...p.kinks].filter((x) => x > lower && x < upper);
  const edges = [...new Set([lower, ...kinks, upper])].sort((a, b) => a - b);
  const atoms: Atom[] = [];
  for (let i = 0; i + 1 < edges.length; i++) {
    const [from, to] = [edges[i]!, edges[i + 1]!];
    const middle = from / 2 + to / 2;
    const logWeight = q.logDensity(middle) - p.logDensity(middle);
    const target = intervalMass(q, from, to);
    if (target > 0) atoms.push({ logWeight, target, proposal: intervalMass(p, from, to) });
  }
  return atoms;
}

/** The atoms of a product. */
export function productAtoms(first: readonly Atom[], second: readonly Atom[]): Atom[] {
  return first.flatMap((a) =>
    second.map((b) => ({
      logWeight: a.logWeight + b.logWeight,
      target: a.target * b.target,
      proposal: a.proposal * b.proposal,
    })),
  );
}

export function atomicLevels(atoms: readonly Atom[]): LevelFunctions {
  const sorted = [...atoms].sort((a, b) => b.logWeight - a.logWeight);
  const logWeights = sorted.map((atom) => atom.logWeight);
  const targets = sums(sorted.map((atom) => atom.target));
  const proposals = sums(sorted.map((atom) => atom.proposal));
  return {
    logWeightBound: logWeights[0]!,
    shape: sorted,
    massAbove(logLevel) {
      const count = countAbove(logWeights, logLevel);
      return Math.max(0, targets[count]! - exp(logLevel) * proposals[count]!);
    },
    proposalAbove: (logLevel) => proposals[countAbove(logWeights, logLevel)]!,
  };
}

function isStepped(law: Distribution): boolean {
  return law instanceof PiecewiseConstant || law instanceof Uniform;
}

/** Sums of the first 0, 1, .. terms. */
function sums(terms: readonly number[]): Float64Array {
  const out = new Float64Array(terms.length + 1);
  terms.forEach((term, i) => {
    out[i + 1] = out[i]! + term;
  });
  return out;
}

/** How many of the falling values are at least `least`. */
function countAbove(values: readonly number[], least: number): number {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (values[middle]! >= least) low = middle + 1;
    else high = middle;
  }
  return low;
}
