/** Reading the parameters of a law back from its description. */
import { invalidArgument } from '../../core/index.ts';
import type { DistributionDescription } from '../../distributions/index.ts';

/** The numeric parameter `name`. */
export function parameter(description: DistributionDescription, name: string): number {
  const value = description[name];
  if (typeof value !== 'number') throw invalidArgument(name, 'a number', value);
  return value;
}
