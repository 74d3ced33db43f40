/**
 * Laws written as text, as trees whose leaves are terms: a factory with its parameters, or a law made of other laws. The
 * parameter names are those of the factories of the distributions layer.
 */
import {
  type Distribution,
  generalizedNormal,
  laplace,
  logistic,
  normal,
  studentT,
  triangular,
  truncatedNormal,
  uniform,
} from '../../distributions/index.ts';
import { collectNames, type Term } from '../terms/term.ts';

export type FactoryLaw =
  | 'normal'
  | 'truncatedNormal'
  | 'uniform'
  | 'laplace'
  | 'logistic'
  | 'studentT'
  | 'triangular'
  | 'generalizedNormal';

export interface Factory {
  readonly law: FactoryLaw;
  readonly parameters: readonly string[];
  make(...parameters: number[]): Distribution;
}

export type LawTerm =
  | { readonly kind: 'factory'; readonly factory: Factory; readonly parameters: readonly Term[] }
  | { readonly kind: 'mixture'; readonly weights: readonly Term[]; readonly components: readonly LawTerm[] }
  | { readonly kind: 'truncated'; readonly inner: LawTerm; readonly lower: Term; readonly upper: Term }
  | { readonly kind: 'affine'; readonly inner: LawTerm; readonly scale: Term; readonly shift: Term }
  | {
      readonly kind: 'density';
      readonly text: string;
      readonly density: Term;
      readonly lower: Term;
      readonly upper: Term;
    };

function entry(law: FactoryLaw, parameters: readonly string[], make: Factory['make']): readonly [string, Factory] {
  return [law, { law, parameters, make }];
}

export const FACTORIES: ReadonlyMap<string, Factory> = new Map([
  entry('normal', ['mu', 'sigma'], (mu, sigma) => normal(mu!, sigma!)),
  entry('truncatedNormal', ['mu', 'sigma', 'lower', 'upper'], (mu, sigma, lower, upper) =>
    truncatedNormal(mu!, sigma!, lower!, upper!),
  ),
  entry('uniform', ['lower', 'upper'], (lower, upper) => uniform(lower!, upper!)),
  entry('laplace', ['mu', 'scale'], (mu, scale) => laplace(mu!, scale!)),
  entry('logistic', ['mu', 'scale'], (mu, scale) => logistic(mu!, scale!)),
  entry('studentT', ['nu', 'mu', 'sigma'], (nu, mu, sigma) => studentT(nu!, mu!, sigma!)),
  entry('triangular', ['lower', 'mode', 'upper'], (lower, mode, upper) => triangular(lower!, mode!, upper!)),
  entry('generalizedNormal', ['mu', 'scale', 'shape'], (mu, scale, shape) => generalizedNormal(mu!, scale!, shape!)),
]);

/** How each law is written, for messages. */
export const LAW_FORMS: ReadonlyMap<string, string> = new Map([
  ...[...FACTORIES].map(([law, { parameters }]) => [law, `${law}(${parameters.join(', ')})`] as const),
  ['mixture', 'mixture(weight, law, weight, law, ...)'],
  ['truncated', 'truncated(law, lower, upper)'],
  ['affine', 'affine(law, scale, shift)'],
  ['density', 'density("expression in x", lower, upper)'],
]);

/** The terms of a law in the order in which they are written, each with the name of the parameter. */
export function lawParameters(law: LawTerm): readonly (readonly [name: string, term: Term])[] {
  switch (law.kind) {
    case 'factory':
      return law.parameters.map((term, i) => [law.factory.parameters[i]!, term]);
    case 'mixture':
      return law.components.flatMap((component, i) => [
        [`weight ${i + 1}`, law.weights[i]!] as const,
        ...lawParameters(component),
      ]);
    case 'truncated':
      return [...lawParameters(law.inner), ['lower', law.lower], ['upper', law.upper]];
    case 'affine':
      return [...lawParameters(law.inner), ['scale', law.scale], ['shift', law.shift]];
    case 'density':
      return [
        ['lower', law.lower],
        ['upper', law.upper],
      ];
  }
}

/** Adds the columns that a law reads to `names`; the x of a density is none of them. */
export function collectLawNames(law: LawTerm, names: Set<string>): void {
  for (const [, term] of lawParameters(law)) collectNames(term, names);
  collectDensityNames(law, names);
}

function collectDensityNames(law: LawTerm, names: Set<string>): void {
  if (law.kind === 'mixture') for (const component of law.components) collectDensityNames(component, names);
  if (law.kind === 'truncated' || law.kind === 'affine') collectDensityNames(law.inner, names);
  if (law.kind !== 'density') return;
  const inside = new Set<string>();
  collectNames(law.density, inside);
  inside.delete('x');
  for (const name of inside) names.add(name);
}
