/**
 * Suprema of log q/p on an interval in closed form, for the pairs that are met most:
 *
 *     normal, normal (truncated or not)    a quadratic: both ends, and its vertex mu_q + d r^2/(1 - r^2), r = sq/sp < 1
 *     normal, Laplace                      concave on either side of mu_p, with vertices mu_q +- sq^2/b
 *     Laplace, Laplace                     linear between mu_q and mu_p
 *     logistic, logistic                   equal scales: |d|/s, approached far out; equal mu, sq < sp: at mu
 *     logistic, Laplace of equal scale     ln 2 + |d|/s, approached far out
 *     normal or Student, Student           roots of a cubic
 *     uniform or histogram, unimodal       cell by cell: q at its mode moved in, p at its lower end
 *
 * Infinity where the tail of q is heavier.
 */
import { LN2, type Nats } from '../../core/index.ts';
import type { Distribution } from '../distribution.ts';
import { Laplace } from '../laws/laplace.ts';
import { Logistic } from '../laws/logistic.ts';
import { Normal } from '../laws/normal.ts';
import { PiecewiseConstant } from '../laws/piecewise-constant.ts';
import { StudentT } from '../laws/student-t.ts';
import { TruncatedNormal } from '../laws/truncated-normal.ts';
import { Uniform } from '../laws/uniform.ts';
import { bestOf, outward } from './candidates.ts';
import { studentSupremum } from './students.ts';

/** sup of log q/p over [a, b], both inside the supports; undefined where there is no closed form. */
export function closedFormSupremum(q: Distribution, p: Distribution, a: number, b: number): Nats | undefined {
  if (isGaussian(q)) {
    if (isGaussian(p)) return gaussians(q, p, a, b);
    if (p instanceof StudentT) return studentSupremum(q, p, a, b);
    if (p instanceof Laplace) {
      const shift = q.sigma * (q.sigma / p.scale);
      return bestOf(q, p, a, b, [q.mu + shift, q.mu - shift, p.mu, a, b]);
    }
  }
  if (q instanceof StudentT && p instanceof StudentT) return studentSupremum(q, p, a, b);
  if (q instanceof Laplace && p instanceof Laplace) {
    if (q.scale > p.scale && !areFinite(a, b)) return Number.POSITIVE_INFINITY;
    return bestOf(q, p, a, b, [q.mu, p.mu, a, b]);
  }
  if (q instanceof Logistic) return logistics(q, p, a, b);
  return cells(q, p, a, b);
}

type Gaussian = Normal | TruncatedNormal;

function isGaussian(law: Distribution): law is Gaussian {
  return law instanceof Normal || law instanceof TruncatedNormal;
}

function gaussians(q: Gaussian, p: Gaussian, a: number, b: number): Nats {
  const d = q.mu - p.mu;
  if (q.sigma > p.sigma && !areFinite(a, b)) return Number.POSITIVE_INFINITY;
  if (q.sigma === p.sigma) {
    // The log ratio is linear, with the sign of d for its slope.
    const end = d > 0 ? b : d < 0 ? a : q.mu;
    return Number.isFinite(end) ? bestOf(q, p, a, b, [end]) : Number.POSITIVE_INFINITY;
  }
  if (q.sigma > p.sigma) return bestOf(q, p, a, b, [a, b]);
  const ratio = q.sigma / p.sigma;
  const gap = ((p.sigma - q.sigma) / p.sigma) * (1 + ratio);
  if (q instanceof Normal && p instanceof Normal && a === -b && b === Number.POSITIVE_INFINITY) {
    const distance = d / p.sigma;
    return outward(q.logDensity(q.mu) + (0.5 * distance * distance) / gap, p.logDensity(p.mu));
  }
  return bestOf(q, p, a, b, [a, b, q.mu + (d * ratio * ratio) / gap]);
}

function logistics(q: Logistic, p: Distribution, a: number, b: number): Nats | undefined {
  if (Number.isFinite(a) || Number.isFinite(b)) return undefined;
  if (p instanceof Logistic && p.scale === q.scale) return outward(Math.abs(q.mu - p.mu) / q.scale, 0);
  if (p instanceof Logistic && p.mu === q.mu && q.scale < p.scale) return bestOf(q, p, a, b, [q.mu]);
  if (p instanceof Laplace && p.scale === q.scale) return outward(LN2 + Math.abs(q.mu - p.mu) / q.scale, 0);
  return undefined;
}

/** Where q or p is constant between edges and the other is so too or is unimodal. */
function cells(q: Distribution, p: Distribution, a: number, b: number): Nats | undefined {
  const [edgesQ, edgesP] = [edgesOf(q), edgesOf(p)];
  if (edgesQ === undefined && edgesP === undefined) return undefined;
  if ((edgesQ === undefined && q.mode === undefined) || (edgesP === undefined && p.mode === undefined))
    return undefined;
  const inner = [...(edgesQ ?? []), ...(edgesP ?? [])].filter((x) => x > a && x < b).sort((x, y) => x - y);
  const borders = [a, ...inner, b];
  let best = Number.NEGATIVE_INFINITY;
  for (let i = 0; i + 1 < borders.length; i++) {
    const [from, to] = [borders[i]!, borders[i + 1]!];
    const middle = from / 2 + to / 2;
    const logQ = q.logDensity(edgesQ === undefined ? Math.min(Math.max(q.mode!, from), to) : middle);
    if (logQ === Number.NEGATIVE_INFINITY || from === to) continue;
    const logP = edgesP === undefined ? Math.min(p.logDensity(from), p.logDensity(to)) : p.logDensity(middle);
    best = Math.max(best, outward(logQ, logP));
  }
  return best;
}

function edgesOf(law: Distribution): readonly number[] | undefined {
  if (law instanceof Uniform) return [law.lower, law.upper];
  return law instanceof PiecewiseConstant ? law.edges : undefined;
}

function areFinite(a: number, b: number): boolean {
  return Number.isFinite(a) && Number.isFinite(b);
}
