/** Mean, variance and entropy by quadrature, for laws without closed forms; split at kinks and around the bulk. */
import { exp, integrate, log, type Nats, type QuadratureOptions } from '../core/index.ts';
import type { Distribution } from './distribution.ts';

export interface Moments {
  readonly mean: number;
  readonly variance: number;
  readonly entropyNats: Nats;
}

const kept = new WeakMap<object, Moments>();

/** The moments of a law, each found when it is first asked for. */
export function momentsOf(law: Distribution): Moments {
  let known = kept.get(law);
  if (known === undefined) {
    known = new QuadratureMoments(law);
    kept.set(law, known);
  }
  return known;
}

class QuadratureMoments implements Moments {
  readonly #law: Distribution;
  #mean: number | undefined = undefined;
  #variance: number | undefined = undefined;
  #entropyNats: Nats | undefined = undefined;

  constructor(law: Distribution) {
    this.#law = law;
  }
  get mean(): number {
    const centre = this.#law.quantile(0.5);
    this.#mean ??= centre + this.#expectation((x) => x - centre);
    return this.#mean;
  }
  get variance(): number {
    const { mean } = this;
    this.#variance ??= this.#expectation((x) => (x - mean) * (x - mean));
    return this.#variance;
  }
  get entropyNats(): Nats {
    this.#entropyNats ??= this.#expectation((_, logDensity) => -logDensity);
    return this.#entropyNats;
  }

  #expectation(g: (x: number, logDensity: Nats) => number): number {
    return expectation(this.#law, g, { relative: 1e-13, absolute: 1e-300, splits: bulkSplits(this.#law) });
  }
}

/**
 * The expectation under a law of a function of x and of the log density there. It is integrated in units of the law's
 * spread around its median, so that any scale is as good as 1.
 */
export function expectation(
  law: Distribution,
  g: (x: number, logDensity: Nats) => number,
  { splits = [], ...options }: QuadratureOptions,
): number {
  const median = law.quantile(0.5);
  const spread = law.quantile(0.75) - law.quantile(0.25);
  const unit = spread > 0 ? spread : 1;
  const logUnit = log(unit);
  const place = (x: number): number => (x - median) / unit;
  const scaled = (y: number): number => {
    const x = median + unit * y;
    const logDensity = law.logDensity(x);
    const mass = exp(logDensity + logUnit);
    return mass === 0 ? 0 : mass * g(x, logDensity);
  };
  const { lower, upper } = law.support;
  return integrate(scaled, place(lower), place(upper), { ...options, splits: splits.map(place) });
}

/** Kinks, the mode, and quantiles that tell quadrature where the mass is. */
export function bulkSplits(law: Distribution): number[] {
  const splits = [...law.kinks];
  if (law.mode !== undefined) splits.push(law.mode);
  for (const p of [1e-18, 1e-12, 1e-6, 1e-3, 0.05, 0.3, 0.7]) splits.push(law.quantile(p));
  for (const s of [1e-18, 1e-12, 1e-6, 1e-3, 0.05]) splits.push(law.quantileSurvival(s));
  return splits;
}
