/**
 * The idea that carries the code: every algorithm of the field is one *proposal* and one *selection*; what they agree
 * on is written by a *message code*. A proposal says where candidates come from, a selection which one is sent. The
 * receiver rebuilds the selected candidate from shared randomness and the message alone.
 *
 *     q target, p proposal, w = q/p importance weight, n index of a candidate (from 0), k lattice point
 */
import type { Nats, RandomSource, SharedBlock } from '../core/index.ts';
import type { Codec } from '../entropy/index.ts';

/** All that a selection sees of the candidates of one block. */
export interface Weights {
  /** Largest possible log weight (= -log w_min), certified: never below the true supremum. */
  readonly logWeightBound: Nats;
  /** False where weights carry an unknown common factor (PFR, rejection, ORC do not mind; levelled selections do). */
  readonly normalised: boolean;
  /** log E_q w where it is known (Infinity: unbounded); says how near a fixed number of candidates comes. */
  readonly logMeanWeight?: Nats;
  /** Log weights of candidates first .. first + out.length - 1; one known to be below `cutoff` may be given as -Infinity. */
  logWeights(first: number, out: Float64Array, cutoff: Nats): void;
  /** The same candidates in a race, where they have a kernel for it. */
  readonly race?: CandidateRace;
}

/**
 * Candidates in a race against the clock, for the Poisson functional representation: arrival times are generated along with
 * them, eight at a time, and only those that may win are shown. T_n = start - log(product), `start` the time at which the group of
 * 16 arrivals that holds n begins.
 */
export interface CandidateRace {
  /** False where there is no kernel; then nothing of the source is used. */
  start(local: RandomSource): boolean;
  /**
   * Goes on from candidate `first`, a multiple of eight, while no candidate can win before `last`: 512 times the eights done,
   * 256 where the last eight may reach past `last`, and those of them that may win, as bits.
   */
  next(first: number, start: number, last: number): number;
  /** Products of the uniforms of its group up to the n-th arrival of the last call. */
  readonly products: Float64Array;
  /** Lower bounds of `loss` of the last eight candidates, but for `rounding`. */
  readonly bounds: Float32Array;
  readonly rounding: Nats;
  /** logWeightBound - log w of the place-th of the last eight candidates, `candidate` by its number; anything above `allowed` if it is. */
  loss(place: number, candidate: number, allowed: Nats): Nats;
  /** The best one so far, which is likely to be taken. */
  keep(place: number, candidate: number): void;
  /** Gives the rest of the private words back. */
  end(): void;
}

/** The level functions of the weight: how much of either law lies where the weight is large. */
export interface LevelFunctions {
  /** Largest possible log weight, certified. */
  readonly logWeightBound: Nats;
  /** G: E_p max(0, w - e^logLevel), target mass above a level. */
  massAbove(logLevel: Nats): number;
  /** w_P: P_p(w >= e^logLevel). */
  proposalAbove(logLevel: Nats): number;
  /** The key under which a level table is kept for translates of one shape. */
  readonly shape: object;
}

/** What greedy rejection and greedy Poisson rejection sampling need besides. */
export interface LevelledWeights extends Weights, LevelFunctions {}

/** The candidates that one block offers for one target. */
export interface Candidates<K, W extends Weights = Weights> {
  readonly weights: W;
  /** Candidate `index`: its sample and its lattice point. */
  take(index: number): { sample: Float64Array; point: K };
}

/** Where candidates come from: candidate n is a pure function of the shared randomness, n, and a lattice point. */
export interface Proposal<Target, K, W extends Weights = Weights> {
  /** Encoder: a restriction of the target drawn from local randomness, whose mixture is the target (the local split). */
  restrict?(target: Target, local: RandomSource): Target;
  /** Encoder: the candidates for one target. Throws where the target does not fit the proposal. */
  candidates(target: Target, shared: SharedBlock): Candidates<K, W>;
  /** Decoder: candidate `index` with lattice point `point`, written at out[offset ..]. O(1) in the index. */
  reconstruct(index: number, point: K, shared: SharedBlock, out: Float64Array, offset: number): void;
  /** How the point is written once the index is known; may depend on the dither of that candidate. */
  pointCodec(index: number, shared: SharedBlock): Codec<K>;
}

/** The candidate that a selection sends, and what the search cost. */
export interface Selected {
  readonly index: number;
  /** Candidates (or nodes) whose weight was looked at. */
  readonly examined: number;
  /** log of the winning score where the algorithm has one; Exponential(1) in law and independent of the sample for PFR. */
  readonly logScore?: Nats;
  /** A bound on the total-variation distance between the sample's law and the target; absent where the law is exact. */
  readonly totalVariation?: number;
}

/** Which candidate is sent. `select` is a property: methods are checked bivariantly, and weights must match. */
export interface Selection<W extends Weights = Weights> {
  readonly select: (weights: W, local: RandomSource) => Selected;
}

/** A sample's message, and the sample as the decoder will rebuild it. */
export interface Simulated<M> {
  readonly message: M;
  readonly sample: Float64Array;
  readonly examined: number;
  readonly logScore?: Nats;
  readonly totalVariation?: number;
}

/** Sends samples of targets of type T by messages of type M. */
export interface ChannelSimulator<T, M> {
  simulate(target: T, shared: SharedBlock, local: RandomSource): Simulated<M>;
  reconstruct(message: M, shared: SharedBlock, out: Float64Array, offset: number): void;
}

/** The message of a proposal with a selection. */
export interface IndexedMessage<K> {
  readonly index: number;
  readonly point: K;
}

/** How messages are written. Simulating and writing are two steps: parameters are fitted to a chunk's messages and written before them. */
export interface MessageCode<M, P> {
  fit(messages: readonly M[]): P;
  readonly parameters: Codec<P>;
  codec(parameters: P): (shared: SharedBlock) => Codec<M>;
}

/** A channel simulator with the message code that suits its messages. */
export interface CodedSimulator<T, M, P> extends ChannelSimulator<T, M> {
  readonly messageCode: MessageCode<M, P>;
}
