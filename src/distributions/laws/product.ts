/** Independent coordinates: log densities, entropies and divergences add. */
import { invalidArgument, type Nats, type RandomSource } from '../../core/index.ts';
import type { Distribution, DistributionDescription } from '../distribution.ts';

export interface ProductDistribution {
  readonly law: 'product';
  readonly dimensions: number;
  readonly factors: readonly Distribution[];
  readonly entropyNats: Nats | undefined;
  logDensity(x: ArrayLike<number>): Nats;
  sample(random: RandomSource, out: Float64Array, offset?: number): Float64Array;
  description(): DistributionDescription;
}

/** Independent coordinates, one factor each. @throws InvalidArgumentError where there is none */
export function product(factors: readonly Distribution[]): ProductDistribution {
  if (factors.length === 0) throw invalidArgument('factors', 'at least one law', factors);
  return {
    law: 'product',
    dimensions: factors.length,
    factors,
    get entropyNats() {
      let sum = 0;
      for (const { entropyNats } of factors) {
        if (entropyNats === undefined) return undefined;
        sum += entropyNats;
      }
      return sum;
    },
    logDensity(x) {
      let sum = 0;
      for (let i = 0; i < factors.length; i++) sum += factors[i]!.logDensity(x[i]!);
      return sum;
    },
    sample(random, out, offset = 0) {
      for (let i = 0; i < factors.length; i++) out[offset + i] = factors[i]!.sample(random);
      return out;
    },
    description: () => ({ law: 'product', factors: factors.map((factor) => factor.description()) }),
  };
}
