/**
 * Hybrid coding: sends one sample of a law that only the sender knows. Where its support lies is sent by dithered
 * quantization, where inside it the sample lies by a selection among uniform candidates of the cell; the message is
 * (n, k), candidate index and lattice point.
 *
 *     E bits <= I + log2(D_KL(q || cell) + 2) + 2 per block,     candidates: prod_i W_i sup q_i on average
 *
 * Law: exact, for bounded targets and, by the local split, for unbounded ones. Rate, Gaussian targets, bits per
 * dimension above I: 1.33 to 1.41 at d = 1, 0.88 at 2, 0.52 to 0.59 at 4, 0.37 at 8. Use it when shape or scale of the
 * noise is known to the sender only, or the target is not unimodal; when both ends know a unimodal noise, layered
 * quantization is cheaper.
 *
 * L. Theis and N. Yosri, "Algorithms for the communication of samples", ICML 2022; WO 2021/247840, claims 16-20.
 */
import { type CdfDitheredOptions, cdfDithered } from '../proposal/cdf-dithered.ts';
import { type DitheredOptions, dithered } from '../proposal/dithered.ts';
import { poissonFunctionalRepresentation } from '../selection/poisson-functional-representation.ts';
import { simulate } from '../simulate.ts';
import type { Target } from '../target.ts';
import type { ChannelSimulator, IndexedMessage } from '../types.ts';

/** The default form: cells in z space, of the width of the target's support. */
export function hybridCoding(options: DitheredOptions): ChannelSimulator<Target, IndexedMessage<Float64Array>> {
  return simulate(dithered(options), poissonFunctionalRepresentation);
}

/** The patent's form: cells in CDF space, k uniform on M values and independent of the dither. Bounded targets only. */
export function cdfHybridCoding(options: CdfDitheredOptions): ChannelSimulator<Target, IndexedMessage<Float64Array>> {
  return simulate(cdfDithered(options), poissonFunctionalRepresentation);
}
