/**
 * How wide the cells of hybrid coding are for weights whose deviations only the sender knows. A cell serves all of them: with
 * r = W / sigma a weight multiplies the expected candidates of its block by
 *
 *     E(r) = r (phi(0) + 2 sum over k >= 0 of phi(r (k + 1/2)))        -> r / sqrt(2 pi) for wide cells
 *
 * so deviations spread over a factor of 2 cost 4 times the work in blocks of four, over a factor of 4 some 20 times. A cell
 * of 5.7 deviations is wide enough; weights with larger deviations are split over cells, which costs bits, not the law.
 */
import { exp, LimitExceededError, log, SQRT_2PI } from '../../../core/index.ts';

/** Of the largest deviation, unless the work forbids it. */
const CELL_DEVIATIONS = 5.7;
/** Cells become narrower until a block has so many expected candidates on average ... */
const COMFORTABLE = 4096;
/** ... but not below so much of them: then splitting is dear. */
const NARROWEST = 0.5;
const NARROWING = 0.9170040432046712;
/** Beyond these, on average and in one block, nothing is begun. */
const MAXIMAL_MEAN_CANDIDATES = 65_536;
const MAXIMAL_BLOCK_CANDIDATES = 268_435_456;

/** log E(r). */
export function logCandidates(ratio: number): number {
  let sum = 1;
  for (let k = 0; k < 64; k++) {
    const x = ratio * (k + 0.5);
    const term = 2 * exp(-0.5 * x * x);
    sum += term;
    if (term < 1e-12) break;
  }
  return log(ratio * sum) - log(SQRT_2PI);
}

/** Widest first: those that a search for a comfortable one may try. */
export function* cellWidths(largestSigma: number): Generator<number> {
  for (let part = 1; part >= NARROWEST; part *= NARROWING) yield CELL_DEVIATIONS * part * largestSigma;
}

export interface ExpectedWork {
  /** Expected candidates of a block. */
  readonly mean: number;
  readonly largest: number;
}

/** Of consecutive blocks of `dimension` weights with these deviations, weight i in a cell of widthOf(i). */
export function expectedWork(sigmas: Float64Array, widthOf: (i: number) => number, dimension: number): ExpectedWork {
  let sum = 0;
  let largest = 0;
  let blocks = 0;
  for (let start = 0; start < sigmas.length; start += dimension) {
    let logWork = 0;
    for (let i = start; i < Math.min(start + dimension, sigmas.length); i++) {
      logWork += logCandidates(widthOf(i) / sigmas[i]!);
    }
    const work = exp(Math.min(logWork, 300));
    sum += work;
    largest = Math.max(largest, work);
    blocks++;
  }
  return { mean: sum / Math.max(1, blocks), largest };
}

export function isComfortable({ mean, largest }: ExpectedWork): boolean {
  return mean <= COMFORTABLE && largest <= MAXIMAL_BLOCK_CANDIDATES;
}

/** Whether a search may begin at all. */
export function isFeasible({ mean, largest }: ExpectedWork): boolean {
  return mean <= MAXIMAL_MEAN_CANDIDATES && largest <= MAXIMAL_BLOCK_CANDIDATES;
}

/** @throws LimitExceededError with an estimate, before a search that would not end */
export function checkWork({ mean, largest }: ExpectedWork, name: string): void {
  if (isFeasible({ mean, largest })) return;
  const got = `${mean.toPrecision(3)} on average and ${largest.toPrecision(3)} in the largest block`;
  throw new LimitExceededError(
    `"sigmas" expected deviations alike enough for at most ${MAXIMAL_MEAN_CANDIDATES} candidates of a block, got ${got} ` +
      `in ${name}; one sigma per channel or tensor needs no search`,
    MAXIMAL_MEAN_CANDIDATES,
  );
}
