/**
 * Screening of candidates by a lower bound: those that cannot be selected any more are found eight at a time, and only the
 * survivors need be scored in full. Coordinate i of a candidate lies d cells from the centre of its cell, -1/2 <= d < 1/2,
 * and what it loses there is at least
 *
 *     constant + linear d + quadratic d^2 + max(0, left d + leftConstant, right d + rightConstant).
 *
 * The kernel adds in single precision; the threshold is raised by what its rounding can amount to, so that no candidate
 * within it is ever lost.
 */
import { SmallFastCounter } from '../random/small-fast-counter.ts';
import type { RandomSource, SharedBlock } from '../random/types.ts';
import { WidePhiloxBlock } from '../random/wide-philox-block.ts';
import { type Kernels, kernels, MOST_EIGHTS } from './kernels.ts';

/** Numbers per coordinate: the fraction of the cell's centre (d = ((word - fraction) | 0) 2^-32), then the seven above. */
export const SCREEN_FIELDS = 8;
/** Candidates of one call at most. */
export const SCREENED_CANDIDATES = 1024;
/** Words that a call leaves for each candidate, and how far apart they lie. */
export const SCREENED_WORDS = 4;
export const SCREEN_STRIDE = 4;
/** Coordinates beyond these have no part in the bound. */
const MOST_COORDINATES = 64;
const STEP: number = 1 / 4_294_967_296;
const TWO_32 = 4_294_967_296;
/** At most 80 roundings by 2^-24 of terms that add up to the magnitude, and the half step that d leaves out. */
const ROUNDING = 6e-6;
/** More than what is lost of numbers too small for single precision. */
const TINY = 1e-30;
/** Beyond it single precision might overflow. */
const LARGEST_MAGNITUDE = 1e30;
/** Thresholds of a race are logarithms of doubles. */
const LARGEST_LOG = 711;

export class CandidateScreen {
  /** Cells and bounds, coordinate by coordinate: written by the caller, then `open`. */
  readonly coordinates: Float64Array;
  readonly #screened: number;
  #block: WidePhiloxBlock | undefined = undefined;
  #kernels: Kernels | undefined = undefined;
  #magnitude = 0;
  #lines = false;
  #local: RandomSource | undefined = undefined;
  /** Of a race: the product of the group that its last call left open. */
  readonly #openProduct: Float64Array = Float64Array.of(1);

  constructor(coordinates: number) {
    this.coordinates = new Float64Array(SCREEN_FIELDS * coordinates);
    this.#screened = Math.min(coordinates, MOST_COORDINATES);
  }

  /** For the candidates of this block, with the coordinates as they are now. */
  open(shared: SharedBlock): void {
    const { coordinates } = this;
    const end = SCREEN_FIELDS * this.#screened;
    let magnitude = 0;
    let ofLines = 0;
    for (let at = 0; at < end; at += SCREEN_FIELDS) {
      magnitude += Math.abs(coordinates[at + 1]!) + Math.abs(coordinates[at + 2]!) + Math.abs(coordinates[at + 3]!);
      ofLines += Math.abs(coordinates[at + 4]!) + Math.abs(coordinates[at + 5]!);
      ofLines += Math.abs(coordinates[at + 6]!) + Math.abs(coordinates[at + 7]!);
    }
    magnitude += ofLines;
    this.#magnitude = magnitude;
    this.#lines = ofLines > 0;
    this.#block = shared instanceof WidePhiloxBlock ? shared : undefined;
    this.#kernels = this.#block !== undefined && magnitude < LARGEST_MAGNITUDE ? kernels() : undefined;
    if (this.#kernels?.owner === this) this.#kernels.owner = undefined;
  }

  /**
   * Screens candidates first .. first + count - 1, count <= SCREENED_CANDIDATES: how many have a bound of at most `allowed`,
   * a few others among them; -1 where there is no kernel for them, and every candidate must be scored.
   */
  run(first: number, count: number, allowed: number): number {
    const kernels = this.#kernels;
    const block = this.#block;
    const low = first % TWO_32;
    if (kernels === undefined || block === undefined || low + count > TWO_32) return -1;
    if (kernels.owner !== this) this.#load(kernels);
    kernels.key(block.k0, block.k1);
    const { blockLow, blockHigh } = block;
    const high = (first - low) / TWO_32;
    const raised = allowed + ROUNDING * (this.#magnitude + Math.abs(allowed)) + TINY;
    let left = kernels.screen(low, high, blockLow, blockHigh, count, this.#screened, this.#lines, raised);
    // Whole eights are screened; places come in order.
    while (left > 0 && kernels.survivors[left - 1]! >= count) left--;
    return left;
  }

  /**
   * Starts a race of this block's candidates: arrivals 0, 1, .. of a Poisson process by private words, in groups of 16, as
   * products of the uniforms of a group. False where there is no kernel for it.
   */
  startRace(local: RandomSource): boolean {
    const kernels = this.#kernels;
    if (kernels === undefined) return false;
    this.#openProduct[0] = 1;
    this.#local = local;
    if (local instanceof SmallFastCounter) local.lend(kernels.raceState);
    return true;
  }

  /**
   * Goes on from candidate `first`, a multiple of eight below 2^30; the group that holds it starts at time `start`. Pauses after
   * eight of which one can win the race that ends at `last`, or one may arrive after the end: 512 times the eights done, 256
   * where it may have ended, and those of the last eight that can win, as bits.
   */
  race(first: number, start: number, last: number): number {
    const kernels = this.#kernels!;
    const { blockLow, blockHigh, k0, k1 } = this.#block!;
    const local = this.#local!;
    const given = !(local instanceof SmallFastCounter);
    if (given) local.fill(kernels.privateWords);
    if (kernels.owner !== this) this.#load(kernels);
    kernels.key(k0, k1);
    kernels.raceProduct[0] = this.#openProduct[0]!;
    const slack = ROUNDING * (this.#magnitude + LARGEST_LOG) + TINY;
    const eights = given ? 1 : MOST_EIGHTS;
    const paused = kernels.race(
      first,
      blockLow,
      blockHigh,
      eights,
      this.#screened,
      this.#lines,
      slack,
      start,
      last,
      given,
    );
    this.#openProduct[0] = kernels.raceProduct[0]!;
    return paused;
  }

  /** Gives the private words back. */
  endRace(): void {
    const local = this.#local;
    if (local instanceof SmallFastCounter) local.resume(this.#kernels!.raceState);
    this.#local = undefined;
  }

  /** Products of the uniforms of its group up to the n-th arrival of the last call of `race`. */
  get products(): Float64Array {
    return this.#kernels!.products;
  }

  /** Lower bounds of what its last eight candidates lose, but for `rounding`. */
  get bounds(): Float32Array {
    return this.#kernels!.bounds;
  }

  get rounding(): number {
    return ROUNDING * this.#magnitude + TINY;
  }

  /** The place of a survivor of the last run, from 0, in rising order; valid until anything else uses the kernels. */
  survivor(i: number): number {
    return this.#kernels!.survivors[i]!;
  }

  /** Words that the last run left: word j of the candidate at a place is words[wordsAt(place) + SCREEN_STRIDE j], j = 0 .. 3. */
  get words(): Uint32Array {
    return this.#kernels!.screened;
  }

  wordsAt(place: number): number {
    return 16 * (place >>> 2) + (place & 3);
  }

  #load(kernels: Kernels): void {
    const { records, recordIntegers } = kernels;
    const { coordinates } = this;
    const end = SCREEN_FIELDS * this.#screened;
    for (let at = 0; at < end; at += SCREEN_FIELDS) {
      recordIntegers[at] = coordinates[at]!;
      records[at + 1] = coordinates[at + 2]! * STEP;
      records[at + 2] = coordinates[at + 3]! * (STEP * STEP);
      records[at + 7] = coordinates[at + 1]!;
    }
    // The kernel looks at lines where it is told that there are some.
    for (let at = 0; at < end && this.#lines; at += SCREEN_FIELDS) {
      records[at + 3] = coordinates[at + 4]! * STEP;
      records[at + 4] = coordinates[at + 5]!;
      records[at + 5] = coordinates[at + 6]! * STEP;
      records[at + 6] = coordinates[at + 7]!;
    }
    kernels.owner = this;
  }
}
