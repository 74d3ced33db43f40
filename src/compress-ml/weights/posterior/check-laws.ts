/** Normal laws of weights, as users give them: finite means, positive deviations, one of each per weight. */
import { InvalidArgumentError, invalidArgument } from '../../../core/index.ts';

export function checkLength(means: ArrayLike<number>, sigmas: ArrayLike<number>, count: number): void {
  if (means.length !== count) throw invalidArgument('means', `${count} numbers, one for each weight`, means.length);
  if (sigmas.length !== count) throw invalidArgument('sigmas', `${count} numbers, one for each weight`, sigmas.length);
}

export function checkLaws(means: ArrayLike<number>, sigmas: ArrayLike<number>, count: number): void {
  checkLength(means, sigmas, count);
  for (let i = 0; i < count; i++) checkLaw(means[i]!, sigmas[i]!, i);
}

export function checkLaw(mean: number, sigma: number, i: number): void {
  if (Number.isFinite(mean) && Number.isFinite(sigma) && sigma > 0) return;
  throw new InvalidArgumentError(
    `"sigmas" expected finite means and positive deviations, got ${mean}, ${sigma} (${i})`,
  );
}
