/**
 * What a tensor costs at each step, and what it loses: measured on runs of its numbers with the real coder, at half
 * octaves, when somebody asks. Between them bits are linear in the logarithm of the step, and so is the logarithm of the
 * error: at fine steps that is exact, R = h - log2 step, D = step^2 / 12.
 */
import { exp, LN2, log, type SharedRandomness } from '../../../core/index.ts';
import type { Reconstruction, WeightMethod } from '../options.ts';
import { encodeLossy } from '../pieces/lossy.ts';
import { STEPS_PER_OCTAVE, stepNumber } from '../steps.ts';
import type { Surveyed } from './survey.ts';

const GRID = STEPS_PER_OCTAVE / 2;
/** Steps from 16 times the root mean square down to 2^-20 of it. */
const COARSEST_OCTAVE = 4;
const FINEST_OCTAVE = -20;
const EDGE_OCTAVE = -10;

export interface CurvePoint {
  /** Bits and squared error per weight; where channels have steps of their own, an error weighted as they are. */
  readonly bits: number;
  readonly squaredError: number;
}

export interface Choice extends CurvePoint {
  readonly method: WeightMethod;
  readonly step: number;
}

export class RateCurve {
  readonly surveyed: Surveyed;
  readonly coarsest: number;
  readonly finest: number;
  /** Below it the limit of fine steps is taken for true. */
  readonly #edge: number;
  readonly #reconstruction: Reconstruction | undefined;
  readonly #channelSteps: Uint8Array | undefined;
  readonly #shared: () => SharedRandomness;
  readonly #measured: Map<string, CurvePoint> = new Map();

  constructor(
    surveyed: Surveyed,
    reconstruction: Reconstruction | undefined,
    shared: () => SharedRandomness,
    channelSteps?: Uint8Array,
  ) {
    this.surveyed = surveyed;
    const unit = stepNumber(Math.sqrt(surveyed.meanSquare));
    this.coarsest = Math.min(65_535, unit + COARSEST_OCTAVE * STEPS_PER_OCTAVE);
    this.finest = Math.max(0, unit + FINEST_OCTAVE * STEPS_PER_OCTAVE);
    this.#edge = GRID * Math.ceil(Math.max(this.finest, unit + EDGE_OCTAVE * STEPS_PER_OCTAVE) / GRID);
    this.#reconstruction = reconstruction;
    this.#channelSteps = channelSteps;
    this.#shared = shared;
  }

  /** At any number of a step, fractions included. */
  at(method: WeightMethod, step: number): CurvePoint {
    if (step < this.#edge) {
      const { bits, squaredError } = this.at(method, this.#edge);
      const octaves = (this.#edge - step) / STEPS_PER_OCTAVE;
      return { bits: bits + octaves, squaredError: squaredError * exp(-2 * octaves * LN2) };
    }
    const lower = GRID * Math.floor(step / GRID);
    const t = (step - lower) / GRID;
    const a = this.#measure(method, lower);
    if (t === 0) return a;
    const b = this.#measure(method, lower + GRID);
    const squaredError = exp((1 - t) * log(a.squaredError) + t * log(b.squaredError));
    return { bits: (1 - t) * a.bits + t * b.bits, squaredError };
  }

  /**
   * The choice with the smallest  bits + price * squaredError / meanSquare  per weight: where one bit costs as much as it
   * saves in error. At fine steps  step^2 = 6 meanSquare / (price ln 2). `biasWeight`: by what the squared error of rounding,
   * which depends on the weights, counts more than that of a dither.
   */
  best(methods: readonly WeightMethod[], price: number, biasWeight: number = 1): Choice {
    let best: Choice | undefined;
    let bestCost = Number.POSITIVE_INFINITY;
    const fine = stepNumber(Math.sqrt((8.656 * this.surveyed.meanSquare) / price));
    for (const method of methods) {
      // The cost has one minimum near the step that is best at high rates: half octaves first, then in between.
      const weighted = method === 'rounding' ? biasWeight * price : price;
      const cost = (step: number): number => {
        const point = this.at(method, step);
        return point.bits + (weighted * point.squaredError) / this.surveyed.meanSquare;
      };
      let step = GRID * Math.floor(this.#clamped(fine) / GRID + 0.5);
      let current = cost(step);
      for (const direction of [GRID, -GRID]) {
        for (let next = step + direction; next >= this.finest && next <= this.coarsest; next += direction) {
          const value = cost(next);
          if (value >= current) break;
          step = next;
          current = value;
        }
      }
      for (let width = GRID / 2; width >= 1; width /= 2) {
        for (const next of [step - width, step + width]) {
          const value = cost(next);
          if (value < current) [step, current] = [next, value];
        }
      }
      if (current < bestCost) {
        bestCost = current;
        best = { method, step, ...this.at(method, step) };
      }
    }
    return best!;
  }

  #clamped(step: number): number {
    return Math.max(this.finest + GRID, Math.min(this.coarsest - GRID, step));
  }

  #measure(method: WeightMethod, step: number): CurvePoint {
    const key = `${method} ${step}`;
    const known = this.#measured.get(key);
    if (known !== undefined) return known;
    const { runs, channels } = this.surveyed;
    let bytes = 0;
    let error = 0;
    let count = 0;
    for (const { first, values } of runs) {
      const reconstruction = this.#reconstruction ?? usualReconstruction(method);
      const request = {
        method,
        step: Math.max(0, Math.min(65_535, step)),
        channels,
        reconstruction,
        models: 'adaptive',
        shared: this.#shared,
        ...(this.#channelSteps === undefined ? {} : { channelSteps: this.#channelSteps }),
      } as const;
      const piece = encodeLossy(values, first, request);
      bytes += piece.payload.length;
      error += piece.weightedError;
      count += values.length;
    }
    const floor = 1e-30 * this.surveyed.meanSquare;
    const point = { bits: (8 * bytes) / count, squaredError: Math.max(error / count, floor) };
    this.#measured.set(key, point);
    return point;
  }
}

/** Without a bias where that is free, without shrinking where it is not. */
export function usualReconstruction(method: WeightMethod): Reconstruction {
  return method === 'rounding' ? 'matched' : 'plain';
}
