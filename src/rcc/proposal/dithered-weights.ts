/**
 * Scoring dithered candidates. The log weight is its certified bound less what each coordinate loses to its best point,
 *
 *     log w = sum_i log(W_i sup q_i) - sum_i excess_i,    excess_i = sup log q_i - log q_i(z_i) >= 0,
 *
 * so a candidate is given up as soon as its partial sum of excesses rules it out: exact, because no excess is negative.
 * Candidates are screened first by lower bounds of the excesses, eight at a time; only what that leaves is scored in full.
 * Without the kernel every candidate is scored, with the same result: words come four at a time, and those of later
 * coordinates only for candidates that are still in.
 */
import {
  type Nats,
  type RandomSource,
  SCREEN_STRIDE,
  SCREENED_CANDIDATES,
  SCREENED_WORDS,
  type SharedBlock,
} from '../../core/index.ts';
import type { Target } from '../target.ts';
import type { CandidateRace, Weights } from '../types.ts';
import type { DitheredCoordinates } from './dithered-coordinates.ts';

/** A candidate this much below the cutoff is surely below it, whatever the rounding of its sum. */
const CUTOFF_MARGIN = 1e-9;

/** Room for words, kept by a proposal from block to block. */
export interface WordRoom {
  /** Of coordinates from the fifth on, for one candidate. */
  readonly later: Uint32Array;
  /** Of the first coordinates, for many candidates. */
  batch: Uint32Array;
  /** Of the best candidate of a race, by whom `kept` is the number: all its words. */
  readonly best: Uint32Array;
  keeper: object | undefined;
  kept: number;
}

export class DitheredWeights implements Weights, CandidateRace {
  readonly logWeightBound: Nats;
  readonly normalised: boolean;
  readonly #target: Target;
  readonly #shared: SharedBlock;
  readonly #coordinates: DitheredCoordinates;
  readonly #room: WordRoom;

  constructor(target: Target, shared: SharedBlock, coordinates: DitheredCoordinates, room: WordRoom) {
    this.logWeightBound = coordinates.hold(target, shared);
    this.normalised = coordinates.normalised;
    this.#target = target;
    this.#shared = shared;
    this.#coordinates = coordinates;
    this.#room = room;
  }

  /** The words of one candidate, until the next call. */
  words(candidate: number): Uint32Array {
    const room = this.#room;
    if (room.keeper !== this || room.kept !== candidate) {
      room.keeper = undefined;
      this.#shared.fill(candidate, 0, room.best);
    }
    return room.best;
  }

  get race(): CandidateRace {
    return this;
  }

  get products(): Float64Array {
    return this.#coordinates.screen.products;
  }

  get bounds(): Float32Array {
    return this.#coordinates.screen.bounds;
  }

  get rounding(): Nats {
    return this.#coordinates.screen.rounding;
  }

  start(local: RandomSource): boolean {
    this.#coordinates.hold(this.#target, this.#shared);
    return this.#coordinates.screen.startRace(local);
  }

  next(first: number, start: number, last: number): number {
    return this.#coordinates.screen.race(first, start, last);
  }

  loss(place: number, candidate: number, allowed: Nats): Nats {
    const { screen, grouped } = this.#coordinates;
    const { words } = screen;
    const excess = this.#coordinates.excess(0, 0, grouped, words, screen.wordsAt(place), SCREEN_STRIDE, allowed);
    return excess <= allowed ? this.#withLater(excess, candidate, allowed) : excess;
  }

  keep(place: number, candidate: number): void {
    const room = this.#room;
    const { screen } = this.#coordinates;
    const { words } = screen;
    const at = screen.wordsAt(place);
    const { best, later } = room;
    // Coordinates from the fifth on: `later` holds the words of the candidate whose loss was asked for last.
    if (later.length > 0) best.set(later, SCREENED_WORDS);
    const { grouped } = this.#coordinates;
    for (let i = 0; i < grouped; i++) best[i] = words[at + SCREEN_STRIDE * i]!;
    room.keeper = this;
    room.kept = candidate;
  }

  end(): void {
    this.#coordinates.screen.endRace();
  }

  logWeights(first: number, out: Float64Array, cutoff: Nats): void {
    this.#coordinates.hold(this.#target, this.#shared);
    const allowed = this.logWeightBound - cutoff + CUTOFF_MARGIN;
    for (let done = 0; done < out.length; done += SCREENED_CANDIDATES) {
      const count = Math.min(SCREENED_CANDIDATES, out.length - done);
      const survivors = this.#coordinates.screen.run(first + done, count, allowed);
      if (survivors < 0) this.#scoreAll(first + done, out, done, count, allowed);
      else this.#scoreSurvivors(survivors, first + done, out, done, count, allowed);
    }
  }

  #scoreSurvivors(
    survivors: number,
    first: number,
    out: Float64Array,
    offset: number,
    count: number,
    allowed: Nats,
  ): void {
    const coordinates = this.#coordinates;
    const { screen } = coordinates;
    const { words } = screen;
    const { grouped } = coordinates;
    for (let n = offset; n < offset + count; n++) out[n] = Number.NEGATIVE_INFINITY;
    for (let s = 0; s < survivors; s++) {
      const place = screen.survivor(s);
      const excess = coordinates.excess(0, 0, grouped, words, screen.wordsAt(place), SCREEN_STRIDE, allowed);
      if (excess <= allowed) out[offset + place] = this.#logWeight(excess, first + place, allowed);
    }
  }

  #scoreAll(first: number, out: Float64Array, offset: number, count: number, allowed: Nats): void {
    const coordinates = this.#coordinates;
    const room = this.#room;
    const { grouped } = coordinates;
    if (room.batch.length < count * grouped) room.batch = new Uint32Array(count * grouped);
    this.#shared.candidates(first, count, 0, grouped, room.batch);
    for (let n = 0, at = 0; n < count; n++, at += grouped) {
      const excess = coordinates.excess(0, 0, grouped, room.batch, at, 1, allowed);
      out[offset + n] = excess <= allowed ? this.#logWeight(excess, first + n, allowed) : Number.NEGATIVE_INFINITY;
    }
  }

  #logWeight(excess: Nats, candidate: number, allowed: Nats): Nats {
    const total = this.#withLater(excess, candidate, allowed);
    return total <= allowed ? this.logWeightBound - total : Number.NEGATIVE_INFINITY;
  }

  /** With the excess of the coordinates from the fifth on added to that of the first four. */
  #withLater(excess: Nats, candidate: number, allowed: Nats): Nats {
    const { later } = this.#room;
    if (later.length === 0) return excess;
    this.#shared.fill(candidate, SCREENED_WORDS, later);
    return this.#coordinates.excess(excess, SCREENED_WORDS, later.length, later, 0, 1, allowed);
  }
}
