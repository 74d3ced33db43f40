/** Mean, variance and entropy by quadrature, for laws without closed forms; split at kinks and around the bulk. */
import { exp, integrate, type Nats } from '../core/index.ts';
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
  readonly #splits: readonly number[];
  #mean: number | undefined = undefined;
  #variance: number | undefined = undefined;
  #entropyNats: Nats | undefined = undefined;

  constructor(law: Distribution) {
    this.#law = law;
    this.#splits = bulkSplits(law);
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
    const { lower, upper } = this.#law.support;
    const integrand = (x: number): number => {
      const logDensity = this.#law.logDensity(x);
      return logDensity < -745 ? 0 : exp(logDensity) * g(x, logDensity);
    };
    return integrate(integrand, lower, upper, { relative: 1e-13, absolute: 1e-300, splits: this.#splits });
  }
}

/** Kinks, the mode, and quantiles that tell quadrature where the mass is. */
export function bulkSplits(law: Distribution): number[] {
  const splits = [...law.kinks];
  if (law.mode !== undefined) splits.push(law.mode);
  for (const p of [1e-18, 1e-12, 1e-6, 1e-3, 0.05, 0.3, 0.7]) splits.push(law.quantile(p));
  for (const s of [1e-18, 1e-12, 1e-6, 1e-3, 0.05]) splits.push(law.quantileSurvival(s));
  return splits;
}
