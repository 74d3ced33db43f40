/**
 * What uniform targets carry under the laws of their columns, for whole arrays: the sum over the values of
 *
 *     KL(uniform on [y - W/2, y + W/2] || p) = -log W - E log p.
 *
 * In closed form under a normal law, log(sigma sqrt(2 pi) / W) + ((y - mu)^2 + W^2 / 12) / (2 sigma^2); under another one
 * every 64th value is computed and counts 64 times.
 */
import { type Bits, type BulkArrays, LN_SQRT_2PI, LN2, log, type Nats } from '../../core/index.ts';
import { type Distribution, Normal, uniform } from '../../distributions/index.ts';
import { sampledInformation } from './sampled-information.ts';

/** The points of `arrays` are still centres, in widths; the laws of the columns are of unbounded support. */
export function uniformInformation(arrays: BulkArrays, widths: Float64Array, marginals: readonly Distribution[]): Bits {
  let nats = 0;
  marginals.forEach((marginal, column) => {
    const width = widths[column]!;
    const lawAt = (i: number): Distribution => {
      const centre = arrays.points[i]!;
      return uniform((centre - 0.5) * width, (centre + 0.5) * width);
    };
    const sum = marginal instanceof Normal ? underNormal(marginal, width, arrays, column, marginals.length) : undefined;
    nats += sum ?? sampledInformation(marginal, arrays.points.length, column, marginals.length, lawAt);
  });
  return nats / LN2;
}

function underNormal({ mu, sigma }: Normal, width: number, arrays: BulkArrays, column: number, columns: number): Nats {
  const unit = width / sigma;
  const values = Math.ceil((arrays.points.length - column) / columns);
  const squares = arrays.squares(column, columns, unit, mu / sigma);
  return values * (LN_SQRT_2PI - log(unit) + (unit * unit) / 24) + squares / 2;
}
