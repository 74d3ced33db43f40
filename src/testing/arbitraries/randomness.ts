/** Shared and local randomness from short seeds, which a counterexample can name. */
import fc from 'fast-check';
import {
  type LocalRandomness,
  localRandomness,
  type RandomSource,
  type SharedBlock,
  type SharedRandomness,
  sharedRandomness,
} from '../../core/index.ts';

const seeds = fc.nat(1_000_000);

export const sharedRandomnesses: fc.Arbitrary<SharedRandomness> = seeds.map((seed) => sharedRandomness(seed));
/** Never of the shared seed, which would bias samples. */
export const localRandomnesses: fc.Arbitrary<LocalRandomness> = seeds.map((seed) =>
  localRandomness({ seed: `local ${seed}` }),
);

export const sharedBlocks: fc.Arbitrary<SharedBlock> = fc
  .tuple(sharedRandomnesses, fc.oneof(fc.nat(1000), fc.maxSafeNat()))
  .map(([shared, block]) => shared.block(block));

export const randomSources: fc.Arbitrary<RandomSource> = fc
  .tuple(localRandomnesses, fc.nat(1000))
  .map(([local, block]) => local.block(block));
