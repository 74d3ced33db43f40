/**
 * Universal quantization: sends y plus exactly uniform noise by one integer.
 *
 *     k = round(y / W - u),   z = W (k + u),   z - y uniform on [-W/2, W/2), independent of y
 *
 * Law: uniform on the grid W 2^-32 (mean error exactly 0). Rate: H(K | U) = I(Y; Z), no overhead: the noise is all that
 * is sent beside y. Cost: O(1) per value, one word of shared randomness. Use it when the noise may be uniform and its
 * width is known to both ends.
 *
 * J. Ziv, "On universal quantization", IEEE Trans. IT 1985; E. Agustsson and L. Theis, "Universally quantized neural
 * compression", NeurIPS 2020.
 */
import { type DitheredOptions, dithered } from '../proposal/dithered.ts';
import { first } from '../selection/first.ts';
import { simulate } from '../simulate.ts';
import type { Target } from '../target.ts';
import type { ChannelSimulator, IndexedMessage } from '../types.ts';

/** Targets are uniform laws of the cells' widths; coordinate i uses dither word i. */
export function universalQuantization(
  options: DitheredOptions,
): ChannelSimulator<Target, IndexedMessage<Float64Array>> {
  return simulate(dithered(options), first);
}
