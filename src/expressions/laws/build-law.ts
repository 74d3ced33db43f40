/**
 * From a law as a tree to a law, given the values of its terms in the order of `lawParameters`. Densities are kept by their
 * parameters: certifying one costs milliseconds, and rows repeat.
 */
import { affine, type Distribution, mixture, truncated } from '../../distributions/index.ts';
import { densityOf } from '../density/density.ts';
import { collectNames } from '../terms/term.ts';
import type { LawTerm } from './law-term.ts';

const MAXIMUM_KEPT = 1024;

export interface Builder {
  /**
   * `values` are those of the terms of `lawParameters`, in that order; `columns` the row's values of the columns.
   * @throws InvalidArgumentError where a law refuses a parameter.
   */
  build(values: ArrayLike<number>, columns: ReadonlyMap<string, number>): Distribution;
}

export function lawBuilder(law: LawTerm): Builder {
  const kept = new Map<string, Distribution>();

  /** Takes the values of `part` from `next`. */
  function make(part: LawTerm, next: () => number, columns: ReadonlyMap<string, number>): Distribution {
    switch (part.kind) {
      case 'factory':
        return part.factory.make(...part.parameters.map(next));
      case 'mixture': {
        const weights: number[] = [];
        const components = part.components.map((component) => {
          weights.push(next());
          return make(component, next, columns);
        });
        return mixture(weights, components);
      }
      case 'truncated':
        return makeTruncated(part, next, columns);
      case 'affine': {
        const inner = make(part.inner, next, columns);
        return affine(inner, next(), next());
      }
      case 'density':
        return makeDensity(part, next(), next(), columns);
    }
  }

  /** A density is truncated by moving its ends: its samples stay exact. */
  function makeTruncated(
    part: LawTerm & { kind: 'truncated' },
    next: () => number,
    columns: ReadonlyMap<string, number>,
  ): Distribution {
    const { inner } = part;
    if (inner.kind !== 'density') {
      const law = make(inner, next, columns);
      return truncated(law, next(), next());
    }
    const [innerLower, innerUpper, lower, upper] = [next(), next(), next(), next()];
    return makeDensity(inner, Math.max(innerLower, lower), Math.min(innerUpper, upper), columns);
  }

  function makeDensity(
    { text, density }: LawTerm & { kind: 'density' },
    lower: number,
    upper: number,
    columns: ReadonlyMap<string, number>,
  ): Distribution {
    const names = new Set<string>();
    collectNames(density, names);
    names.delete('x');
    const parameters = new Map([...names].map((name) => [name, columns.get(name) ?? Number.NaN] as const));
    const key = JSON.stringify([text, lower, upper, ...parameters.values()]);
    const known = kept.get(key);
    if (known !== undefined) return known;
    const made = densityOf(text, density, lower, upper, parameters);
    if (kept.size >= MAXIMUM_KEPT) kept.clear();
    kept.set(key, made);
    return made;
  }

  return {
    build(values, columns) {
      let at = 0;
      return make(law, () => values[at++]!, columns);
    },
  };
}
