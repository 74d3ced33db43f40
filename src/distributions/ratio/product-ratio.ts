/** Density ratios of independent products: log ratios add, and so do their suprema, since coordinates vary freely. */
import { invalidArgument, type Nats } from '../../core/index.ts';
import type { ProductDistribution } from '../laws/product.ts';
import { densityRatio } from './density-ratio.ts';

/** log q/p of points with a certified range. */
export interface ProductDensityRatio {
  log(x: ArrayLike<number>): Nats;
  readonly logSupremum: Nats;
  readonly logInfimum: Nats;
}

/** @throws InvalidArgumentError where the dimensions differ. */
export function productDensityRatio(q: ProductDistribution, p: ProductDistribution): ProductDensityRatio {
  if (q.dimensions !== p.dimensions) throw invalidArgument('p', `${q.dimensions} factors`, p.dimensions);
  const ratios = q.factors.map((factor, i) => densityRatio(factor, p.factors[i]!));
  return {
    log: (x) => q.logDensity(x) - p.logDensity(x),
    get logSupremum() {
      return ratios.reduce((sum, ratio) => sum + ratio.logSupremum, 0);
    },
    get logInfimum() {
      return ratios.reduce((sum, ratio) => sum + ratio.logInfimum, 0);
    },
  };
}
