/**
 * The information of a normal posterior against a normal prior of mean 0, and its gradient. In nats, with r = log sigma:
 *
 *     KL = log s - r + (exp(2r) + m^2) / (2 s^2) - 1/2,
 *     dKL/dm = m / s^2,     dKL/dr = exp(2r) / s^2 - 1,     dKL/dlog s = 1 - (exp(2r) + m^2) / s^2.
 */
import { exp, LN2 } from '../../../core/index.ts';
import type { PosteriorTensor } from './posterior-tensor.ts';

/** KL of one weight, in nats. */
export function normalKlNats(mean: number, logSigma: number, logPrior: number): number {
  return logPrior - logSigma + 0.5 * (exp(2 * logSigma) + mean * mean) * exp(-2 * logPrior) - 0.5;
}

/** Of the open weights of a tensor, in bits. */
export function klBits(tensor: PosteriorTensor): number {
  const [mean, logSigma] = [tensor.mean.dataSync(), tensor.logSigma.dataSync()];
  let nats = 0;
  for (let i = 0; i < tensor.size; i++) {
    if (tensor.open[i] !== 0) nats += normalKlNats(mean[i]!, logSigma[i]!, tensor.logPrior);
  }
  return nats / LN2;
}

/** For each open weight, in bits; 0 where it was sent. */
export function klBitsPerWeight(tensor: PosteriorTensor): Float64Array {
  const [mean, logSigma] = [tensor.mean.dataSync(), tensor.logSigma.dataSync()];
  return Float64Array.from(mean, (m, i) =>
    tensor.open[i] === 0 ? 0 : normalKlNats(m, logSigma[i]!, tensor.logPrior) / LN2,
  );
}
