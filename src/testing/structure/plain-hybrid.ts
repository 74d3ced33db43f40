/**
 * Hybrid coding as its definition reads, candidate by candidate: the reference for what is tuned. Shared words by the plain
 * generator of a block, every coordinate's log density by its law, one logarithm per arrival, no cutoffs.
 *
 *     n* = argmin_n log T_n - sum_i log(W_i q_i(z_n,i)),    ended once log T_n - log w_max is no better
 *
 * Index, lattice point and sample of the tuned form are the same, bit for bit.
 */
import { exponential, log, type Nats, type RandomSource, uniform32 } from '../../core/index.ts';
import { logDensitySupremum } from '../../distributions/index.ts';
import {
  boxOf,
  type ChannelSimulator,
  type DitheredOptions,
  dithered,
  type IndexedMessage,
  type Proposal,
  type Selection,
  simulate,
  type Target,
  type Weights,
} from '../../rcc/index.ts';

const GRID = 4_294_967_296;
/** Outward rounding of the bound, per coordinate. */
const BOUND_MARGIN = 1e-12;

export function plainHybridCoding(options: DitheredOptions): ChannelSimulator<Target, IndexedMessage<Float64Array>> {
  return simulate(plainDithered(options), plainPoissonRepresentation);
}

/** The candidates of `dithered`, one at a time. */
export function plainDithered(options: DitheredOptions): Proposal<Target, Float64Array> {
  const widths = Float64Array.from(options.widths);
  const words = new Uint32Array(widths.length);
  return {
    ...dithered(options),
    candidates(target, shared) {
      const { factors, lower, upper, normalised } = boxOf(target);
      const centres = widths.map((width, i) => onGrid((lower[i]! / width + upper[i]! / width) / 2));
      let logWeightBound = 0;
      factors.forEach((factor, i) => {
        logWeightBound += log(widths[i]!) + logDensitySupremum(factor, lower[i]!, upper[i]!) + BOUND_MARGIN;
      });
      // k = round(c - u); u lies on the half grid and c on the grid, so no tie can occur.
      const point = (i: number): number => Math.floor(centres[i]! - uniform32(words[i]!) + 0.5);
      const value = (i: number): number => widths[i]! * (point(i) + uniform32(words[i]!)) + 0;

      function logWeight(candidate: number): Nats {
        shared.fill(candidate, 0, words);
        let sum = 0;
        for (let i = 0; i < widths.length; i++) {
          const z = value(i);
          if (z < lower[i]! || z > upper[i]!) return Number.NEGATIVE_INFINITY;
          sum += log(widths[i]!) + factors[i]!.logDensity(z);
        }
        return sum;
      }

      return {
        weights: {
          logWeightBound,
          normalised,
          logWeights(first, out) {
            for (let n = 0; n < out.length; n++) out[n] = logWeight(first + n);
          },
        },
        take(index) {
          shared.fill(index, 0, words);
          return { sample: widths.map((_, i) => value(i)), point: widths.map((_, i) => point(i)) };
        },
      };
    },
  };
}

function onGrid(centre: number): number {
  const floor = Math.floor(centre);
  return floor + Math.floor((centre - floor) * GRID + 0.5) / GRID;
}

/** The Poisson functional representation, arrival by arrival. */
const plainPoissonRepresentation: Selection = { select: selectPlainly };

function selectPlainly(weights: Weights, local: RandomSource): { index: number; examined: number; logScore: number } {
  const logWeight = new Float64Array(1);
  let arrival = 0;
  let best = -1;
  let bestLogScore = Number.POSITIVE_INFINITY;
  for (let n = 0; ; n++) {
    arrival += exponential(local);
    const logArrival = log(arrival);
    if (logArrival - weights.logWeightBound >= bestLogScore) {
      return { index: best, examined: n, logScore: bestLogScore };
    }
    weights.logWeights(n, logWeight, Number.NEGATIVE_INFINITY);
    const logScore = logArrival - logWeight[0]!;
    if (logScore < bestLogScore) {
      best = n;
      bestLogScore = logScore;
    }
  }
}
