/**
 * What an error in a tensor does to the output, measured by making one, tensor by tensor:
 *
 *     h = (output error)^2 / (mean squared error of the tensor)
 *
 * Output errors of small errors in many tensors add up in squares, nearly. Where channels differ in scale, steps that
 * follow them more or less are compared at the same bits, and those with the smallest output error are kept: networks
 * with normalisation folded into their weights have channels of very different range, and need it.
 */
import { encodeTensor, reconstructed } from '../encode-tensors.ts';
import type { MeasureOutputError } from '../options.ts';
import type { Planner } from './planner.ts';
import type { Surveyed } from './survey.ts';

/** Steps of channels as powers of their root mean squares. */
const CHANNEL_EXPONENTS: readonly number[] = [0, 0.5, 1];
/** Bits per weight of the error that is made. */
const PROBE_BITS = 5;

/** By name. Tensors that are never sent with loss are left out. */
export async function measuredSensitivities(
  planner: Planner,
  tensors: readonly Surveyed[],
  measure: MeasureOutputError,
  progress: (tensor: number, name: string) => Promise<void>,
): Promise<Map<string, number>> {
  const sensitivities = new Map<string, number>();
  for (const [i, { tensor, elements, group, channels }] of tensors.entries()) {
    await progress(i, tensor.name);
    if (group === 'kept' || (group === 'small' && tensor.shape.length < 2)) continue;
    let best = { exponent: 0, error: Number.POSITIVE_INFINITY, sensitivity: 0 };
    for (const exponent of group === 'large' && channels.channels > 1 ? CHANNEL_EXPONENTS : [0]) {
      planner.shape(i, exponent);
      const encoded = await encodeTensor(planner.lossy(i, PROBE_BITS), 'adaptive');
      const error = await measure(new Map([[tensor.name, reconstructed(encoded)]]), 'sensitivity');
      const sensitivity = (error * error * elements) / Math.max(encoded.weightedError, Number.MIN_VALUE);
      if (error < best.error) best = { exponent, error, sensitivity };
    }
    planner.shape(i, best.exponent);
    sensitivities.set(tensor.name, best.sensitivity);
  }
  return sensitivities;
}
