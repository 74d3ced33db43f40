/**
 * When a rising level reaches a height: t(h) = integral_0^h d eta / G(eta), G(h) = E_p max(0, w - h). On the grid
 *
 *     h = sup w y^3 (10 - 15 y + 6 y^2),    y = 0, 1/2000, .., 1,
 *
 * dense at both ends, t is summed by Simpson's rule and interpolated by cubics with the slopes dt/dy, which are known. An
 * error of t biases the sample's law by at most E_p[G(w) |error of t(w)|] / 2 in total variation, here about 1e-10. In the
 * last cell, where t goes to infinity, t is that of its start: a share of the law below 1e-14.
 */
import { exp, log, type Nats } from '../../core/index.ts';
import type { LevelFunctions } from './level-set.ts';

const CELLS = 2000;
const HALVINGS = 52;

const kept = new WeakMap<object, LevelTimes>();

/** The table of the weights' shape, made when it is first asked for. */
export function levelTimes(weights: LevelFunctions): LevelTimes {
  let times = kept.get(weights.shape);
  if (times === undefined) {
    times = new LevelTimes(weights);
    kept.set(weights.shape, times);
  }
  return times;
}

class LevelTimes {
  readonly #logWeightBound: Nats;
  /** t at the grid, and dt/dy there in units of a cell. */
  readonly #times: Float64Array = new Float64Array(CELLS + 1);
  readonly #slopes: Float64Array = new Float64Array(CELLS + 1);

  constructor({ logWeightBound, massAbove }: LevelFunctions) {
    this.#logWeightBound = logWeightBound;
    const supremum = exp(logWeightBound);
    const slope = (y: number): number => {
      if (y === 0) return 0;
      const rise = 30 * y * y * (1 - y) * (1 - y);
      const mass = massAbove(logWeightBound + log(shareAt(y)));
      // No mass is left where the bound is a little above the largest weight: no level there is asked for.
      return mass > 0 ? (supremum * rise) / mass / CELLS : 0;
    };
    for (let i = 1; i < CELLS; i++) {
      this.#slopes[i] = slope(i / CELLS);
      const middle = slope((i - 0.5) / CELLS);
      this.#times[i] = this.#times[i - 1]! + (this.#slopes[i - 1]! + 4 * middle + this.#slopes[i]!) / 6;
    }
  }

  /** t at a level up to the largest weight. */
  timeAt(logLevel: Nats): number {
    const share = exp(logLevel - this.#logWeightBound);
    let [low, high] = [0, 1];
    for (let i = 0; i < HALVINGS; i++) {
      const middle = (low + high) / 2;
      if (shareAt(middle) <= share) low = middle;
      else high = middle;
    }
    const cell = Math.floor(low * CELLS);
    const start = this.#times[Math.min(cell, CELLS - 1)]!;
    if (cell >= CELLS - 1) return start;
    const u = low * CELLS - cell;
    const v = 1 - u;
    const rise = this.#times[cell + 1]! - start;
    return start + u * u * (3 - 2 * u) * rise + u * v * (v * this.#slopes[cell]! - u * this.#slopes[cell + 1]!);
  }
}

/** The share of sup w that a level at y has. */
function shareAt(y: number): number {
  return y * y * y * (10 - 15 * y + 6 * y * y);
}
