/** Laws from plain data: the inverse of `description()`. */
import { invalidArgument } from '../core/index.ts';
import type { Distribution, DistributionDescription } from './distribution.ts';
import { affine } from './laws/affine.ts';
import { cdfTransformed } from './laws/cdf-transformed.ts';
import { generalizedNormal } from './laws/generalized-normal.ts';
import { laplace } from './laws/laplace.ts';
import { logistic } from './laws/logistic.ts';
import { mixture } from './laws/mixture.ts';
import { normal } from './laws/normal.ts';
import { PiecewiseConstant, piecewiseConstant } from './laws/piecewise-constant.ts';
import { studentT } from './laws/student-t.ts';
import { triangular } from './laws/triangular.ts';
import { truncated } from './laws/truncated.ts';
import { truncatedNormal } from './laws/truncated-normal.ts';
import { uniform } from './laws/uniform.ts';

const MAXIMAL_DEPTH = 16;

/** @throws InvalidArgumentError where the data describe no law. */
export function distribution(description: DistributionDescription): Distribution {
  return make(description, 0);
}

function make(description: DistributionDescription, depth: number): Distribution {
  if (depth > MAXIMAL_DEPTH) throw invalidArgument('description', `at most ${MAXIMAL_DEPTH} nested laws`, 'more');
  const number = (name: string): number => {
    const value = description[name];
    if (typeof value !== 'number') throw invalidArgument(name, 'a number', value);
    return value;
  };
  const numbers = (name: string): number[] => {
    const value = description[name];
    if (!Array.isArray(value) || value.some((item) => typeof item !== 'number'))
      throw invalidArgument(name, 'numbers', value);
    return value as number[];
  };
  const law = (name: string): Distribution => make(record(name, description[name]), depth + 1);
  switch (description.law) {
    case 'normal':
      return normal(number('mu'), number('sigma'));
    case 'truncatedNormal':
      return truncatedNormal(number('mu'), number('sigma'), number('lower'), number('upper'));
    case 'uniform':
      return uniform(number('lower'), number('upper'));
    case 'laplace':
      return laplace(number('mu'), number('scale'));
    case 'logistic':
      return logistic(number('mu'), number('scale'));
    case 'studentT':
      return studentT(number('nu'), number('mu'), number('sigma'));
    case 'triangular':
      return triangular(number('lower'), number('mode'), number('upper'));
    case 'generalizedNormal':
      return generalizedNormal(number('mu'), number('scale'), number('shape'));
    case 'piecewiseConstant':
      return piecewiseConstant(numbers('edges'), numbers('masses'));
    case 'empirical':
      return new PiecewiseConstant(numbers('edges'), numbers('masses'), 'empirical');
    case 'mixture': {
      const components = description.components;
      if (!Array.isArray(components)) throw invalidArgument('components', 'laws', components);
      return mixture(
        numbers('weights'),
        components.map((item, i) => make(record(`components[${i}]`, item), depth + 1)),
      );
    }
    case 'truncated':
      return truncated(law('distribution'), number('lower'), number('upper'));
    case 'affine':
      return affine(law('distribution'), number('scale'), number('shift'));
    case 'cdfTransformed':
      return cdfTransformed(law('target'), law('marginal'));
    default:
      throw invalidArgument('law', 'the name of a law', description.law);
  }
}

function record(name: string, value: unknown): DistributionDescription {
  if (typeof value !== 'object' || value === null) throw invalidArgument(name, 'a law', value);
  return value as DistributionDescription;
}
