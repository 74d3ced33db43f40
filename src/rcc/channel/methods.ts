/** The methods that a channel can use, by name and by their id in the container. */
import { UnsupportedFormatError } from '../../core/index.ts';
import { aStarMethod, greedyPoissonMethod } from './branching-method.ts';
import { cdfHybridMethod, hybridMethod } from './hybrid-method.ts';
import { gaussianChannelMethod } from './lattice-method.ts';
import { layeredMethod } from './layered-method.ts';
import type { ChannelMethod } from './method.ts';
import { priorMethods } from './prior-methods.ts';
import { universalMethod } from './universal-method.ts';

export const channelMethods: readonly ChannelMethod[] = [
  universalMethod,
  hybridMethod,
  cdfHybridMethod,
  layeredMethod,
  gaussianChannelMethod,
  ...priorMethods,
  aStarMethod,
  greedyPoissonMethod,
];

/** Other names that the literature has for the same choice. */
const ALIASES: Readonly<Record<string, string>> = { 'a-star': 'poisson-functional-representation' };

export const methodNames: readonly string[] = [...channelMethods.map(({ name }) => name), ...Object.keys(ALIASES)];

export function methodNamed(name: string): ChannelMethod {
  return channelMethods.find((method) => method.name === (ALIASES[name] ?? name))!;
}

export function methodById(id: number): ChannelMethod {
  const found = channelMethods.find((method) => method.id === id);
  if (found === undefined)
    throw new UnsupportedFormatError(`"method" expected one of this version's methods, got id ${id}`);
  return found;
}
