/** The methods that a channel can use, by name and by their id in the container. */
import { UnsupportedFormatError } from '../../core/index.ts';
import { cdfHybridMethod, hybridMethod } from './hybrid-method.ts';
import { layeredMethod } from './layered-method.ts';
import type { ChannelMethod } from './method.ts';
import { universalMethod } from './universal-method.ts';

export const channelMethods: readonly ChannelMethod[] = [universalMethod, hybridMethod, cdfHybridMethod, layeredMethod];

export function methodById(id: number): ChannelMethod {
  const found = channelMethods.find((method) => method.id === id);
  if (found === undefined)
    throw new UnsupportedFormatError(`"method" expected one of this version's methods, got id ${id}`);
  return found;
}
