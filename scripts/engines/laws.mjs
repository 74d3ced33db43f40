/** Both tails and quantiles of every law that a decoder may meet. */
import {
  affine,
  laplace,
  logistic,
  mixture,
  normal,
  piecewiseConstant,
  studentT,
  triangular,
  truncated,
  truncatedNormal,
  uniform,
} from 'samplewire/distributions';
import { uniforms } from './common.mjs';

const ARGUMENTS = 5_000;

export function distributions(add) {
  const list = [
    normal(1.5, 0.25),
    truncatedNormal(0, 1, -1, 2),
    truncatedNormal(0, 1, 5, 7),
    truncatedNormal(2, 0.5, -1, 0.5),
    uniform(-2.5, 4),
    laplace(-1, 0.1),
    logistic(3, 2.5),
    studentT(2, 0, 1),
    studentT(4, 0, 1),
    triangular(-3, 0, 1),
    mixture([0.3, 0.7], [normal(-1, 0.5), normal(2, 1)]),
    piecewiseConstant([0, 1, 2, 4], [0.2, 0.5, 0.3]),
    truncated(logistic(0, 1), -1, 3),
    affine(laplace(0, 1), -2, 5),
  ];
  const u = uniforms('laws', ARGUMENTS);
  list.forEach((law, i) => {
    const quantiles = u.map((p) => law.quantile(p) + 0);
    const survivals = u.map((p) => law.quantileSurvival(p) + 0);
    const at = quantiles.map((x, j) => x + (survivals[j] - x) / 3);
    add(
      `law ${i}: ${law.description().law}`,
      quantiles,
      survivals,
      at.map((x) => law.cdf(x)),
      at.map((x) => law.survival(x)),
    );
  });
}
