/** Method and block dimension of a file, from its settings and its first values. */
import type { Distribution } from '../../distributions/index.ts';
import { blockDimension, cellWidths, DEFAULT_BUDGET, logWork } from './cell-widths.ts';
import { hybridMethod } from './hybrid-method.ts';
import { layeredMethod } from './layered-method.ts';
import type { ChannelMethod } from './method.ts';
import { channelMethods } from './methods.ts';
import type { ChannelSettings } from './settings.ts';
import { truncateTargets } from './truncation.ts';
import { commonUniformWidths, universalMethod } from './universal-method.ts';

export interface ChannelPlan {
  readonly method: ChannelMethod;
  readonly dimension: number;
}

export function planChannelOf(settings: ChannelSettings, targets: readonly Distribution[]): ChannelPlan {
  const method = chooseMethod(settings.method ?? 'auto', targets, settings.columns.length);
  if (settings.block !== undefined) return { method, dimension: settings.block };
  if (method === universalMethod || method === layeredMethod) return { method, dimension: 1 };
  const { truncate, budget = DEFAULT_BUDGET, columns } = settings;
  const dimension = blockDimension((d) => {
    const cut = truncate === undefined ? targets : truncateTargets(targets, truncate, d);
    return logWork(cut, cellWidths(cut, columns.length, d));
  }, budget);
  return { method, dimension };
}

function chooseMethod(name: string, targets: readonly Distribution[], columns: number): ChannelMethod {
  if (name !== 'auto') return channelMethods.find((method) => method.name === name)!;
  return commonUniformWidths(targets, columns) === undefined ? hybridMethod : universalMethod;
}
