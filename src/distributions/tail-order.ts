/**
 * Which divergences are infinite for their tails: E_q(-log p) exists only where q has the moments that -log p grows like.
 * Student's law with nu degrees of freedom has moments below nu only; -log p grows like x^2 for a normal p, |x| for Laplace
 * and logistic p, |x|^shape for a generalised normal p, and more slowly than any power for a Student p.
 */
import type { Distribution } from './distribution.ts';
import { Affine } from './laws/affine.ts';
import { GeneralizedNormal } from './laws/generalized-normal.ts';
import { Laplace } from './laws/laplace.ts';
import { Logistic } from './laws/logistic.ts';
import { Mixture } from './laws/mixture.ts';
import { Normal } from './laws/normal.ts';
import { StudentT } from './laws/student-t.ts';
import { Truncated } from './laws/truncated.ts';
import { TruncatedNormal } from './laws/truncated-normal.ts';

/** Whether KL(q || p) is infinite because q's tail is too heavy for p's, both on unbounded supports. */
export function isTooHeavy(q: Distribution, p: Distribution): boolean {
  const growth = growthOrder(p);
  return growth > 0 && momentOrder(q) <= growth;
}

/** Moments of this order and above are infinite. */
function momentOrder(law: Distribution): number {
  const { lower, upper } = law.support;
  if (Number.isFinite(lower) && Number.isFinite(upper)) return Number.POSITIVE_INFINITY;
  if (law instanceof StudentT) return law.nu;
  if (law instanceof Affine || law instanceof Truncated) return momentOrder(law.inner);
  if (!(law instanceof Mixture)) return Number.POSITIVE_INFINITY;
  return Math.min(...positive(law).map(momentOrder));
}

/** The power of |x| that -log p grows like; 0 for less than any, and for laws that are not known. */
function growthOrder(law: Distribution): number {
  if (law instanceof Normal || law instanceof TruncatedNormal) return 2;
  if (law instanceof Laplace || law instanceof Logistic) return 1;
  if (law instanceof GeneralizedNormal) return law.shape;
  if (law instanceof Affine || law instanceof Truncated) return growthOrder(law.inner);
  return law instanceof Mixture ? Math.min(...positive(law).map(growthOrder)) : 0;
}

function positive(law: Mixture): Distribution[] {
  return law.components.filter((_, i) => law.weights[i]! > 0);
}
