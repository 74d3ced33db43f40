/** A density as text, `density('exp(-abs(x)^1.5)', -6, 6)`: the law of density("...", lower, upper), for programs. */
import { densityOf } from './density/density.ts';
import type { TextDensity } from './density/text-density.ts';
import { readTerm } from './terms/read-term.ts';
import { MAXIMUM_NODES } from './text/limits.ts';
import { unexpected } from './text/place.ts';
import { syntaxTree } from './text/syntax.ts';
import { tokens, withoutName } from './text/tokens.ts';

/**
 * The law on [lower, upper] with a density proportional to the expression `text` in x.
 * @throws InvalidArgumentError where it is no density (negative, unbounded, 0 everywhere) or does not parse;
 * LimitExceededError where its bounds cannot be certified with the work that is allowed.
 */
export function density(text: string, lower: number, upper: number): TextDensity {
  const all = tokens(text);
  const { name, rest } = withoutName(all);
  if (name !== undefined) throw unexpected('an expression in x, without a name', all[0]!);
  const term = readTerm(syntaxTree(rest, { nodes: MAXIMUM_NODES }), new Set(['x']));
  return densityOf(text, term, lower, upper, new Map());
}
