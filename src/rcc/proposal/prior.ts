/**
 * Candidates from the prior itself: x_n = F^-1(U(key, block, n)), coordinate by coordinate, and w = q/p. The general
 * form of reverse channel coding; the expected work of an exact search is sup q/p, so it suits low rates and laws that
 * fit no cell. An unbounded ratio has the bound Infinity, which only selections among a fixed number of candidates take.
 * The message has no lattice point. Words 2i, 2i + 1 of candidate n make coordinate i (52 bits).
 */
import { invalidArgument, type SharedBlock, uniform52 } from '../../core/index.ts';
import type { Distribution } from '../../distributions/index.ts';
import { unitCodec } from '../../entropy/index.ts';
import { factorsOf, normalisedFactors, type Target } from '../target.ts';
import type { Proposal } from '../types.ts';
import { logRatioBound, logRatioMean } from './ratio-bound.ts';

/** Outward rounding of the certified bound, per coordinate, in nats. */
const BOUND_MARGIN = 1e-12;

/** `law` is the proposal p: one decoder-visible distribution or independent ones. */
export function prior(law: Distribution | readonly Distribution[]): Proposal<Target, null> {
  const marginals = factorsOf(law);
  for (const marginal of marginals) {
    if (!marginal.decoderVisible) throw invalidArgument('law', 'laws that a decoder can compute', marginal.law);
  }
  const dimensions = marginals.length;
  const words = new Uint32Array(2 * dimensions);
  const coordinate = (words: Uint32Array, at: number, i: number): number =>
    marginals[i]!.quantile(uniform52(words[at + 2 * i]!, words[at + 2 * i + 1]!)) + 0;

  function reconstruct(index: number, _: null, shared: SharedBlock, out: Float64Array, offset: number): void {
    shared.fill(index, 0, words);
    for (let i = 0; i < dimensions; i++) out[offset + i] = coordinate(words, 0, i);
  }

  return {
    candidates(target, shared) {
      const factors = normalisedFactors(target);
      if (factors.length !== dimensions) throw invalidArgument('target', `${dimensions} coordinates`, factors);
      let logWeightBound = 0;
      for (let i = 0; i < dimensions; i++) logWeightBound += logRatioBound(factors[i]!, marginals[i]!) + BOUND_MARGIN;
      let batch = new Uint32Array(0);
      return {
        weights: {
          logWeightBound,
          normalised: true,
          get logMeanWeight() {
            return factors.reduce((sum, factor, i) => sum + logRatioMean(factor, marginals[i]!), 0);
          },
          logWeights(first, out) {
            if (batch.length !== out.length * 2 * dimensions) batch = new Uint32Array(out.length * 2 * dimensions);
            shared.candidates(first, out.length, 0, 2 * dimensions, batch);
            for (let n = 0; n < out.length; n++) {
              let logWeight = 0;
              for (let i = 0; i < dimensions; i++) {
                const x = coordinate(batch, n * 2 * dimensions, i);
                logWeight += factors[i]!.logDensity(x) - marginals[i]!.logDensity(x);
              }
              out[n] = logWeight;
            }
          },
        },
        take(index) {
          const sample = new Float64Array(dimensions);
          reconstruct(index, null, shared, sample, 0);
          return { sample, point: null };
        },
      };
    },
    reconstruct,
    pointCodec: () => unitCodec,
  };
}
