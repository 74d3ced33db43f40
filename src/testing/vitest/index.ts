/**
 * The laws as tests of vitest, and its matcher. Called inside a `describe`, each law is a test of its own.
 *
 *     describe('our own channel', () => channelSimulatorLaws(ours, { targets }));
 *     expect(samples).toFollow(normal(0, 1));
 */
import { expect, test } from 'vitest';
import * as laws from '../index.ts';
import { type Followable, matchers } from './matchers.ts';

declare module 'vitest' {
  interface Matchers<T> extends Followable {}
}

expect.extend(matchers);

export { type Followable, type Followed, matchers } from './matchers.ts';

export const channelSimulatorLaws: typeof laws.channelSimulatorLaws = (channel, options) =>
  laws.channelSimulatorLaws(channel, { test, ...options });

export const codecLaws: typeof laws.codecLaws = (codec, options) => laws.codecLaws(codec, { test, ...options });

export const distributionLaws: typeof laws.distributionLaws = (distributions, options) =>
  laws.distributionLaws(distributions, { test, ...options });

export const entropyModelLaws: typeof laws.entropyModelLaws = (models, options) =>
  laws.entropyModelLaws(models, { test, ...options });

export const formatLaws: typeof laws.formatLaws = (format, options) => laws.formatLaws(format, { test, ...options });

export const proposalLaws: typeof laws.proposalLaws = (proposal, options) =>
  laws.proposalLaws(proposal, { test, ...options });

export const selectionLaws: typeof laws.selectionLaws = (selection, options) =>
  laws.selectionLaws(selection, { test, ...options });
