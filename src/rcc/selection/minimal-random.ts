/**
 * Minimal random coding: among a fixed number K of candidates, one is drawn with probability proportional to its
 * weight. Fixed work, fixed length, and an approximate law.
 *
 *     P(n) = w_n / (w_0 + ... + w_(K-1)),    drawn as n* = argmin_n E_n / w_n,  E_n ~ Exponential(1)
 *
 * The index costs log2 K bits. Total variation to q: at most (w_max - 1) / (w_max + K - 1); K = 2^(D + t), D the
 * divergence in bits, converges like 2^-t. Weights need no bound and may carry an unknown common factor; without a
 * bound there is no certificate (`totalVariation` is 1).
 *
 * M. Havasi, R. Peharz and J. M. Hernandez-Lobato, "Minimal random code learning", ICLR 2019; the bound is ours.
 */
import { exponential, log, type RandomSource } from '../../core/index.ts';
import type { Selected, Selection, Weights } from '../types.ts';
import { checkCandidates, importanceSamplingVariation, scan } from './fixed-search.ts';

export function minimalRandom(candidates: number): Selection {
  checkCandidates(candidates);
  return { select: (weights, local) => select(weights, local, candidates) };
}

function select(weights: Weights, local: RandomSource, candidates: number): Selected {
  // Invariant of the scan: the best score is the least E_n / w_n so far.
  const { index, examined } = scan(weights, candidates, () => log(exponential(local)), Number.POSITIVE_INFINITY);
  return { index, examined, totalVariation: importanceSamplingVariation(weights, candidates) };
}
