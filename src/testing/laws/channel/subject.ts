/** A channel simulator over many blocks of one target: messages, samples, and what the decoder makes of them. */
import { type LocalRandomness, localRandomness, type SharedRandomness, sharedRandomness } from '../../../core/index.ts';
import type { ChannelSimulator, Simulated } from '../../../rcc/index.ts';
import type { Tails, Transformed } from '../../goodness-of-fit/probability-integral-transform.ts';

export interface ChannelSubject<T, M> {
  readonly channel: ChannelSimulator<T, M>;
  readonly receiver: ChannelSimulator<T, M>;
  readonly coordinates: (target: T) => readonly Tails[];
  readonly blocks: number;
  /** The target's samples of all blocks, made once. */
  readonly simulations: (target: T) => Simulations<M>;
}

/** The laws' own randomness: one shared, and a local one that is never derived from it. */
export const shared: SharedRandomness = sharedRandomness('laws of channel simulators');
export const local: LocalRandomness = localRandomness({ seed: 'laws of channel simulators, local' });

export function simulateBlock<T, M>(
  { channel }: Pick<ChannelSubject<T, M>, 'channel'>,
  target: T,
  block: number,
): Simulated<M> {
  return channel.simulate(target, shared.block(block), local.block(block));
}

export interface Simulations<M> {
  readonly messages: readonly M[];
  /** Block after block. */
  readonly samples: Float64Array;
  readonly dimensions: number;
  /** The largest that was stated. */
  readonly totalVariation: number;
}

/** Keeps the simulations of targets that are objects for as long as somebody holds the target. */
export function remembered<T, M>(simulate: (target: T) => Simulations<M>): (target: T) => Simulations<M> {
  const made = new WeakMap<object, Simulations<M>>();
  return (target) => {
    if (typeof target !== 'object' || target === null) return simulate(target);
    const known = made.get(target) ?? simulate(target);
    made.set(target, known);
    return known;
  };
}

export function simulateBlocks<T, M>(
  subject: Pick<ChannelSubject<T, M>, 'channel'>,
  target: T,
  blocks: number,
): Simulations<M> {
  const messages: M[] = [];
  let totalVariation = 0;
  let samples = new Float64Array(0);
  let dimensions = 0;
  for (let block = 0; block < blocks; block++) {
    const simulated = simulateBlock(subject, target, block);
    if (block === 0) {
      dimensions = simulated.sample.length;
      samples = new Float64Array(blocks * dimensions);
    }
    messages.push(simulated.message);
    samples.set(simulated.sample, block * dimensions);
    totalVariation = Math.max(totalVariation, simulated.totalVariation ?? 0);
  }
  return { messages, samples, dimensions, totalVariation };
}

/** Coordinate i of all blocks, transformed by its law. */
export function transformed(samples: Float64Array, dimensions: number, i: number, law: Tails): Transformed {
  const blocks = samples.length / dimensions;
  const uniforms = new Float64Array(blocks);
  const survivals = new Float64Array(blocks);
  for (let block = 0; block < blocks; block++) {
    const x = samples[block * dimensions + i]!;
    uniforms[block] = law.cdf(x);
    survivals[block] = law.survival(x);
  }
  return { uniforms, survivals };
}
