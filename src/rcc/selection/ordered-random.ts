/**
 * Ordered random coding: minimal random coding with its exponentials used in increasing order, so that the index leans
 * to small values and costs like that of a Poisson functional representation.
 *
 *     n* = argmin_n T_n / w_n,    T_n = T_(n-1) + K / (K - n) Exponential(1),    n = 0 .. K - 1
 *
 * The spacings are Renyi's: T_0 .. T_(K-1) are K exponentials in order (the factor K only scales). The sample has the
 * law of minimal random coding with K candidates; as K grows it becomes the Poisson functional representation. With a
 * bound on the weights the search stops early, with the same result. Total variation as for minimal random coding.
 *
 * L. Theis and N. Yosri, "Algorithms for the communication of samples", ICML 2022; A. Renyi, 1953.
 */
import { exponential, log, type RandomSource } from '../../core/index.ts';
import type { Selected, Selection, Weights } from '../types.ts';
import { checkCandidates, importanceSamplingVariation, scan } from './fixed-search.ts';

export function orderedRandom(candidates: number): Selection {
  checkCandidates(candidates);
  return { select: (weights, local) => select(weights, local, candidates) };
}

function select(weights: Weights, local: RandomSource, candidates: number): Selected {
  let arrival = 0;
  const nextLogArrival = (n: number): number => {
    arrival += (candidates / (candidates - n)) * exponential(local);
    return log(arrival);
  };
  const { index, examined } = scan(weights, candidates, nextLogArrival, weights.logWeightBound);
  return { index, examined, totalVariation: importanceSamplingVariation(weights, candidates) };
}
