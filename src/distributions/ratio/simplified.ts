/**
 * A law in the form that tails are known for: affine images of location-scale laws are members of the family again, of
 * mixtures and truncations the images of the parts. Parameters are rounded, so this is for comparing tails, not values.
 */
import type { Distribution } from '../distribution.ts';
import { Affine, affine } from '../laws/affine.ts';
import { GeneralizedNormal, generalizedNormal } from '../laws/generalized-normal.ts';
import { Laplace, laplace } from '../laws/laplace.ts';
import { Logistic, logistic } from '../laws/logistic.ts';
import { Mixture, mixture } from '../laws/mixture.ts';
import { Normal, normal } from '../laws/normal.ts';
import { StudentT, studentT } from '../laws/student-t.ts';
import { Truncated, truncated } from '../laws/truncated.ts';
import { TruncatedNormal, truncatedNormal } from '../laws/truncated-normal.ts';

export function simplified(law: Distribution): Distribution {
  if (law instanceof Affine) return image(simplified(law.inner), law.scale, law.shift);
  if (law instanceof Truncated) return truncated(simplified(law.inner), law.lower, law.upper);
  if (!(law instanceof Mixture)) return law;
  const possible = law.components.filter((_, i) => law.weights[i]! > 0);
  if (possible.length === 1) return simplified(possible[0]!);
  const parts = possible.map(simplified);
  if (parts.length === law.components.length && parts.every((part, i) => part === law.components[i])) return law;
  return mixture(
    law.weights.filter((weight) => weight > 0),
    parts,
  );
}

function image(law: Distribution, scale: number, shift: number): Distribution {
  const width = Math.abs(scale);
  const moved = (x: number): number => scale * x + shift;
  const interval = (lower: number, upper: number): readonly [number, number] =>
    scale > 0 ? [moved(lower), moved(upper)] : [moved(upper), moved(lower)];
  if (law instanceof Normal) return normal(moved(law.mu), width * law.sigma);
  if (law instanceof TruncatedNormal)
    return truncatedNormal(moved(law.mu), width * law.sigma, ...interval(law.lower, law.upper));
  if (law instanceof Laplace) return laplace(moved(law.mu), width * law.scale);
  if (law instanceof Logistic) return logistic(moved(law.mu), width * law.scale);
  if (law instanceof StudentT) return studentT(law.nu, moved(law.mu), width * law.sigma);
  if (law instanceof GeneralizedNormal) return generalizedNormal(moved(law.mu), width * law.scale, law.shape);
  if (law instanceof Truncated) return truncated(image(law.inner, scale, shift), ...interval(law.lower, law.upper));
  if (!(law instanceof Mixture)) return affine(law, scale, shift);
  return mixture(
    law.weights,
    law.components.map((part) => image(part, scale, shift)),
  );
}
