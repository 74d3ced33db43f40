/** The noise that a target is a translate of, scaled: how a channel finds out what its columns share. */
import type { Distribution, DistributionDescription } from '../../distributions/index.ts';
import { gaussianNoise } from './gaussian.ts';
import { laplaceNoise } from './laplace.ts';
import { logisticNoise } from './logistic.ts';
import type { UnimodalNoise } from './noise.ts';
import { parameter } from './parameter.ts';
import { MAXIMAL_DEGREES, studentTNoise } from './student-t.ts';
import { triangularNoise } from './triangular.ts';

/** Undefined where the law is none of the layered ones. */
export function noiseOfTarget(target: Distribution): UnimodalNoise | undefined {
  switch (target.law) {
    case gaussianNoise.law:
      return gaussianNoise;
    case laplaceNoise.law:
      return laplaceNoise;
    case logisticNoise.law:
      return logisticNoise;
    case 'studentT':
      return studentNoise(parameter(target.description(), 'nu'));
    case 'triangular':
      return triangularOf(target.description());
    default:
      return undefined;
  }
}

function studentNoise(nu: number): UnimodalNoise | undefined {
  return nu % 2 === 0 && nu <= MAXIMAL_DEGREES ? studentTNoise(nu) : undefined;
}

function triangularOf(description: DistributionDescription): UnimodalNoise {
  const lower = parameter(description, 'lower');
  return triangularNoise((parameter(description, 'mode') - lower) / (parameter(description, 'upper') - lower));
}
