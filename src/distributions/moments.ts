/** Mean, variance and entropy by quadrature, for laws without closed forms; split at kinks and around the bulk. */
import { exp, integrate, type Nats } from '../core/index.ts';
import type { Distribution } from './distribution.ts';

export interface Moments {
  readonly mean: number;
  readonly variance: number;
  readonly entropyNats: Nats;
}

const kept = new WeakMap<object, Moments>();

export function momentsOf(law: Distribution): Moments {
  const known = kept.get(law);
  if (known !== undefined) return known;
  const splits = bulkSplits(law);
  const { lower, upper } = law.support;
  const expectation = (g: (x: number, logDensity: Nats) => number): number =>
    integrate(
      (x) => {
        const logDensity = law.logDensity(x);
        return logDensity < -745 ? 0 : exp(logDensity) * g(x, logDensity);
      },
      lower,
      upper,
      { relative: 1e-13, absolute: 1e-300, splits },
    );
  const centre = law.quantile(0.5);
  const shift = expectation((x) => x - centre);
  const mean = centre + shift;
  const moments = {
    mean,
    variance: expectation((x) => (x - mean) * (x - mean)),
    entropyNats: expectation((_, logDensity) => -logDensity),
  };
  kept.set(law, moments);
  return moments;
}

/** Kinks, the mode, and quantiles that tell quadrature where the mass is. */
export function bulkSplits(law: Distribution): number[] {
  const splits = [...law.kinks];
  if (law.mode !== undefined) splits.push(law.mode);
  for (const p of [1e-12, 1e-6, 1e-3, 0.05, 0.3, 0.7]) splits.push(law.quantile(p));
  for (const s of [1e-12, 1e-6, 1e-3, 0.05]) splits.push(law.quantileSurvival(s));
  return splits;
}
