/**
 * From a term in x to a law. The term need not be normalised; it must be >= 0, bounded, and positive somewhere on the
 * interval, and simple enough for interval arithmetic to see that.
 */
import { checkFinite, invalidArgument } from '../../core/index.ts';
import { compileFunction } from '../terms/compile.ts';
import { substitute, type Term, termSize } from '../terms/term.ts';
import type { Density } from './cells.ts';
import { enclosure } from './jet.ts';
import { kinksOf } from './kinks.ts';
import { logarithm } from './logarithm.ts';
import { TextDensity } from './text-density.ts';

/** Cells examined times nodes of the term: about two seconds at most. */
const MAXIMUM_WORK = 4_000_000;
const MAXIMUM_CELLS = 60_000;

/**
 * The law on [lower, upper] whose density is proportional to `term`; `parameters` are the values of its other variables,
 * `text` what to call it in messages.
 */
export function densityOf(
  text: string,
  term: Term,
  lower: number,
  upper: number,
  parameters: ReadonlyMap<string, number>,
): TextDensity {
  checkFinite('lower', lower);
  checkFinite('upper', upper);
  if (!(lower < upper && Number.isFinite(upper - lower)))
    throw invalidArgument('upper', `a number above lower = ${lower}`, upper);
  const bound = substitute(term, parameters);
  const log = logarithm(bound);
  const limit = Math.min(MAXIMUM_CELLS, Math.ceil(MAXIMUM_WORK / (termSize(bound) + termSize(log))));
  const density: Density = {
    text,
    value: compileFunction(bound, 'x'),
    valueEnclosure: enclosure(bound),
    logEnclosure: enclosure(log),
    lower,
    upper,
    budget: { limit, cells: limit },
  };
  const described = { law: 'density', text, lower, upper };
  const description = parameters.size === 0 ? described : { ...described, parameters: Object.fromEntries(parameters) };
  return new TextDensity(density, compileFunction(log, 'x'), kinksOf(log, lower, upper), description);
}
