/**
 * The level functions of independent coordinates, one coordinate after the other: what of a level the last coordinate's
 * weight does not fill is left to the others,
 *
 *     G_d(h) = E_q[ G_(d-1)(h / w_d) ],    w_P,d(h) = -G_d'(h)
 *
 * Each step is tabled over log h by polynomials, to 1e-12: some tenths of a second a coordinate, for targets that many
 * blocks share. Coordinates with finitely many weights come last, as plain sums.
 */
import { exp, type Nats } from '../../core/index.ts';
import type { LevelFunctions } from '../types.ts';
import type { Atom } from './atomic.ts';
import { piecewisePolynomial } from './piecewise-polynomial.ts';
import type { WeightLaw } from './weight-law.ts';

const TOLERANCE = 1e-12;
/** G is 1 to double precision below this level. */
const LOWEST: Nats = -36;
const CELL: Nats = 1;

/** The weights of one more coordinate. @throws LimitExceededError where G is too rough for the tables. */
export function productLevels(others: LevelFunctions, law: WeightLaw): LevelFunctions {
  const rest = others.logWeightBound;
  const logWeightBound = rest + law.logWeightBound;
  const mass = (logLevel: Nats): number =>
    law.meanAbove((logWeight) => others.massAbove(logLevel - logWeight), logLevel - rest);
  const tabled = piecewisePolynomial(mass, LOWEST, logWeightBound, CELL, TOLERANCE);
  return {
    logWeightBound,
    shape: tabled,
    massAbove(logLevel) {
      if (logLevel <= LOWEST) return 1;
      return logLevel >= logWeightBound ? 0 : Math.max(0, tabled.value(logLevel));
    },
    proposalAbove(logLevel) {
      if (logLevel >= logWeightBound) return 0;
      const level = Math.max(logLevel, LOWEST);
      return Math.min(1, Math.max(0, -tabled.slope(level) / exp(level)));
    },
  };
}

/** The same where the other coordinates have finitely many weights together. */
export function steppedProductLevels(others: LevelFunctions, atoms: readonly Atom[]): LevelFunctions {
  const sum = (term: (atom: Atom) => number): number => atoms.reduce((total, atom) => total + term(atom), 0);
  return {
    logWeightBound: others.logWeightBound + Math.max(...atoms.map((atom) => atom.logWeight)),
    shape: atoms,
    massAbove: (logLevel) => sum((atom) => atom.target * others.massAbove(logLevel - atom.logWeight)),
    proposalAbove: (logLevel) => sum((atom) => atom.proposal * others.proposalAbove(logLevel - atom.logWeight)),
  };
}
