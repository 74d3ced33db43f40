/**
 * Suprema of log q/p where p is a Student law and q a normal or Student law: the log ratio turns at the roots of a cubic
 * in y = x - mu_p, with d = mu_q - mu_p,
 *
 *     normal q:     y^3 - d y^2 + (nu sp^2 - (nu + 1) sq^2) y - d nu sp^2 = 0
 *     Student q:    (nu_p + 1) y (vq + (y - d)^2) = (nu_q + 1) (y - d) (vp + y^2),    v = nu s^2
 *
 * and tends to -Infinity if q's tail is lighter, to a constant if the degrees of freedom are equal.
 */
import { log, type Nats } from '../../core/index.ts';
import type { Normal } from '../laws/normal.ts';
import { StudentT } from '../laws/student-t.ts';
import type { TruncatedNormal } from '../laws/truncated-normal.ts';
import { bestOf, outward } from './candidates.ts';
import { signChanges } from './polynomial.ts';

/** sup of log q/p on [a, b], inside the supports; Infinity where q's tail is heavier. */
export function studentSupremum(q: Normal | TruncatedNormal | StudentT, p: StudentT, a: number, b: number): Nats {
  // In units of the largest length, so that no power overflows.
  const unit = Math.max(Math.abs(q.mu - p.mu), q.sigma, p.sigma);
  const d = (q.mu - p.mu) / unit;
  const [sq, sp] = [q.sigma / unit, p.sigma / unit];
  const vp = p.nu * sp * sp;
  const points = [a, b];
  const student = q instanceof StudentT ? q : undefined;
  if (student === undefined) {
    points.push(...turns(p, unit, [-d * vp, vp - (p.nu + 1) * sq * sq, -d, 1]));
    return bestOf(q, p, a, b, points);
  }
  const vq = student.nu * sq * sq;
  const [more, less] = [p.nu + 1, student.nu + 1];
  const cubic = [less * d * vp, more * (vq + d * d) - less * vp, d * (less - 2 * more), p.nu - student.nu];
  points.push(...turns(p, unit, cubic));
  const best = bestOf(q, p, a, b, points);
  if (Number.isFinite(a) && Number.isFinite(b)) return best;
  if (student.nu < p.nu) return Number.POSITIVE_INFINITY;
  return student.nu > p.nu ? best : Math.max(best, limit(student, p));
}

function turns(p: StudentT, unit: number, cubic: readonly number[]): number[] {
  return signChanges(cubic).map((y) => p.mu + unit * y);
}

/** Equal nu: log q/p far out, log density at the centre plus (nu + 1) ln sigma each. */
function limit(q: StudentT, p: StudentT): Nats {
  const power = q.nu + 1;
  return outward(q.logDensity(q.mu) + power * log(q.sigma), p.logDensity(p.mu) + power * log(p.sigma));
}
