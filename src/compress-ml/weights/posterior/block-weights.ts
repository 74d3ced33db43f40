/**
 * Importance weights of the candidates of one block. In units of the proposal's deviation a weight N(m, v) has
 *
 *     log w(x) = a x^2 + b x + c,    a = 1/2 - 1/(2 v),   b = m / v,   c = -m^2 / (2 v) - ln sqrt v,    summed over the block,
 *
 * so a candidate costs a look-up and two products per weight. Words come four at a time for many candidates, eight weights
 * by eight: weight j of candidate n is made of half a word, word floor(j / 2), its low half for even j.
 */
import { log, type Nats, type SharedBlock } from '../../../core/index.ts';
import type { Weights } from '../../../rcc/index.ts';
import { quantizedNormal } from './quantized-normal.ts';

/** Weights that one group of four words makes. */
const GROUP = 8;
const GROUP_WORDS = 4;
/** Candidates that are scored at once. */
const STRIDE = 512;
/** Outward rounding of the certified bound, per weight, in nats. */
const BOUND_MARGIN = 1e-12;
/** Beyond these the table is too coarse or too short for a weight's law, and no bound on the total variation is stated. */
const LEAST_SIGMA = 1 / 256;
const FARTHEST = 4.3;
const SPREAD = 4;

export class BlockWeights implements Weights {
  readonly logWeightBound: Nats;
  readonly normalised: boolean;
  /** log E_q w. */
  readonly logMeanWeight: Nats;
  readonly #coefficients: Float64Array;
  readonly #constant: Nats;
  readonly #groups: number;
  readonly #shared: SharedBlock;
  readonly #scores: Float64Array = new Float64Array(STRIDE);
  readonly #words: Uint32Array = new Uint32Array(STRIDE * GROUP_WORDS);
  /** The candidate that scores[0] belongs to. */
  #scored = -1;

  /** Means and deviations in units of those of the proposal. */
  constructor(means: Float64Array, sigmas: Float64Array, shared: SharedBlock) {
    const last = quantizedNormal()[65_535]!;
    this.#groups = Math.ceil(means.length / GROUP);
    this.#coefficients = new Float64Array(2 * GROUP * this.#groups);
    this.#shared = shared;
    let constant = 0;
    let bound = 0;
    let logMean = 0;
    let normalised = true;
    for (let i = 0; i < means.length; i++) {
      const mean = means[i]!;
      const variance = sigmas[i]! * sigmas[i]!;
      const a = 0.5 - 0.5 / variance;
      const b = mean / variance;
      const c = -0.5 * b * mean - log(sigmas[i]!);
      this.#coefficients[2 * i] = a;
      this.#coefficients[2 * i + 1] = b;
      constant += c;
      bound += c + supremum(a, b, last) + BOUND_MARGIN;
      logMean += logMeanRatio(mean, variance);
      if (sigmas[i]! < LEAST_SIGMA || Math.abs(mean) + SPREAD * sigmas[i]! > FARTHEST) normalised = false;
    }
    this.#constant = constant;
    this.logWeightBound = bound;
    this.logMeanWeight = logMean;
    this.normalised = normalised;
  }

  logWeights(first: number, out: Float64Array): void {
    for (let n = 0; n < out.length; n++) {
      const candidate = first + n;
      const start = candidate - (candidate % STRIDE);
      if (start !== this.#scored) this.#score(start);
      out[n] = this.#scores[candidate - start]!;
    }
  }

  #score(first: number): void {
    const scores = this.#scores.fill(this.#constant);
    for (let group = 0; group < this.#groups; group++) {
      this.#shared.candidates(first, STRIDE, GROUP_WORDS * group, GROUP_WORDS, this.#words);
      addGroup(scores, this.#words, this.#coefficients, 2 * GROUP * group, quantizedNormal());
    }
    this.#scored = first;
  }
}

function addGroup(
  scores: Float64Array,
  words: Uint32Array,
  coefficients: Float64Array,
  at: number,
  x: Float64Array,
): void {
  for (let pair = 0; pair < GROUP_WORDS; pair++) {
    const a = coefficients[at + 4 * pair]!;
    const b = coefficients[at + 4 * pair + 1]!;
    const c = coefficients[at + 4 * pair + 2]!;
    const d = coefficients[at + 4 * pair + 3]!;
    for (let n = 0, i = pair; n < scores.length; n++, i += GROUP_WORDS) {
      const word = words[i]!;
      const low = x[word & 65_535]!;
      const high = x[word >>> 16]!;
      scores[n]! += (a * low + b) * low + (c * high + d) * high;
    }
  }
}

/** Of a x^2 + b x over |x| <= last. */
function supremum(a: number, b: number, last: number): Nats {
  const ends = a * last * last + Math.abs(b) * last;
  const vertex = a < 0 ? Math.abs(b) / (-2 * a) : Number.POSITIVE_INFINITY;
  return vertex < last ? (-b * b) / (4 * a) : ends;
}

/** log E_q (q / p) for q = N(m, v), p = N(0, 1); infinite for v >= 2. */
function logMeanRatio(mean: number, variance: number): Nats {
  const precision = 2 / variance - 1;
  if (!(precision > 0)) return Number.POSITIVE_INFINITY;
  const pull = (2 * mean) / variance;
  return -log(variance) - 0.5 * log(precision) + 0.5 * ((pull * pull) / precision - pull * mean);
}

/** The values of candidate `index`, in units of the proposal's deviation, at out[0 ..]. */
export function blockCandidate(shared: SharedBlock, index: number, out: Float64Array): void {
  const x = quantizedNormal();
  const words = new Uint32Array(Math.ceil(out.length / 2));
  shared.fill(index, 0, words);
  for (let j = 0; j < out.length; j++) out[j] = x[j & 1 ? words[j >> 1]! >>> 16 : words[j >> 1]! & 65_535]!;
}
