/**
 * How steeply a log density falls far out. With t = x on the right and t = -x on the left, the slope of every law here is
 * enclosed between powers of the distance from a centre,
 *
 *     coefficient (t - centre)^exponent:    normal 1/sigma^2, 1;  Laplace, logistic 1/scale, 0;  Student nu + 1, -1;
 *     generalised normal shape/scale^shape, shape - 1,
 *
 * and of two such powers it is decided at one point whether one is above the other from there on.
 */
import { log, tanh } from '../../core/index.ts';
import type { Distribution } from '../distribution.ts';
import { GeneralizedNormal } from '../laws/generalized-normal.ts';
import { Laplace } from '../laws/laplace.ts';
import { Logistic } from '../laws/logistic.ts';
import { Normal } from '../laws/normal.ts';
import { StudentT } from '../laws/student-t.ts';
import { TruncatedNormal } from '../laws/truncated-normal.ts';

/** 1 for the right tail, -1 for the left one. */
export type Side = 1 | -1;

interface Power {
  readonly logCoefficient: number;
  readonly exponent: number;
  readonly centre: number;
}

/** Whether log q/p falls everywhere beyond t. */
export function falls(q: Distribution, p: Distribution, side: Side, t: number): boolean {
  const least = leastSteepness(q, side, t);
  const most = mostSteepness(p, side, t);
  return least !== undefined && most !== undefined && staysAbove(least, most, t);
}

/** A power that log f falls at least as steeply as beyond t. */
function leastSteepness(law: Distribution, side: Side, t: number): Power | undefined {
  if (law instanceof Logistic) {
    const centre = side * law.mu;
    const share = tanh((t - centre) / (2 * law.scale));
    return share > 0 ? { logCoefficient: log(share / law.scale), exponent: 0, centre } : undefined;
  }
  if (law instanceof StudentT) {
    const centre = side * law.mu;
    const z = (t - centre) / law.sigma;
    return { logCoefficient: log((law.nu + 1) / (1 + law.nu / (z * z))), exponent: -1, centre };
  }
  return exactSteepness(law, side) ?? constantSteepness(-slopes(law, side, t)[1], t);
}

/** A power that log f falls at most as steeply as beyond t. */
function mostSteepness(law: Distribution, side: Side, t: number): Power | undefined {
  if (law instanceof Logistic) return { logCoefficient: -log(law.scale), exponent: 0, centre: side * law.mu };
  if (law instanceof StudentT) return { logCoefficient: log(law.nu + 1), exponent: -1, centre: side * law.mu };
  return exactSteepness(law, side) ?? constantSteepness(Math.max(0, -slopes(law, side, t)[0]), t);
}

function exactSteepness(law: Distribution, side: Side): Power | undefined {
  if (law instanceof Normal || law instanceof TruncatedNormal)
    return { logCoefficient: -2 * log(law.sigma), exponent: 1, centre: side * law.mu };
  if (law instanceof Laplace) return { logCoefficient: -log(law.scale), exponent: 0, centre: side * law.mu };
  if (law instanceof GeneralizedNormal) {
    const logCoefficient = log(law.shape) - law.shape * log(law.scale);
    return { logCoefficient, exponent: law.shape - 1, centre: side * law.mu };
  }
  return undefined;
}

function constantSteepness(slope: number, centre: number): Power | undefined {
  return slope >= 0 && slope < Number.POSITIVE_INFINITY
    ? { logCoefficient: log(slope), exponent: 0, centre: centre - 1 }
    : undefined;
}

/** Slopes of log f outwards, beyond t. */
function slopes(law: Distribution, side: Side, t: number): readonly [low: number, high: number] {
  if (side > 0) return law.scoreRange(t, Number.POSITIVE_INFINITY);
  const [low, high] = law.scoreRange(Number.NEGATIVE_INFINITY, -t);
  return [-high, -low];
}

/** Whether upper(s) >= lower(s) for all s >= t. */
function staysAbove(upper: Power, lower: Power, t: number): boolean {
  if (!(t > upper.centre && t > lower.centre)) return false;
  if (lower.logCoefficient === Number.NEGATIVE_INFINITY) return true;
  // The log of their ratio rises where (e - f) s + f centre_e - e centre_f >= 0, e and f the exponents.
  const [e, f] = [upper.exponent, lower.exponent];
  const atT =
    upper.logCoefficient -
    lower.logCoefficient +
    (e === 0 ? 0 : e * log(t - upper.centre)) -
    (f === 0 ? 0 : f * log(t - lower.centre));
  if (e > f) return atT >= 0 && t >= (e * lower.centre - f * upper.centre) / (e - f);
  if (e < f) return false;
  // Equal exponents: the ratio tends to that of the coefficients, from below if it rises.
  const rise = e * (upper.centre - lower.centre);
  const gain = upper.logCoefficient - lower.logCoefficient;
  return rise > 0 ? gain > 0 && atT >= 0 : gain >= 0;
}
