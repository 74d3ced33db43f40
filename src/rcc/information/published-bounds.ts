/**
 * What the literature guarantees, in expected bits per sample of a code without parameters: the yardsticks that reports and
 * tests are held against. I is the mutual information of the channel, D the divergence of one target from the proposal,
 * I_F the functional information, D_CS the channel simulation divergence.
 */
import { type Bits, exp, LN2, log2 } from '../../core/index.ts';

const LOG2_E: number = 1 / LN2;

/** I + log2(I + 1) + 4: C. T. Li and A. El Gamal, 2018. */
export function strongFunctionalRepresentationBoundBits(informationBits: Bits): Bits {
  return informationBits + log2(informationBits + 1) + 4;
}

/** I + log2(I + 1) + 4.732, by the Poisson matching lemma: C. T. Li and V. Anantharam, 2021. */
export function poissonMatchingBoundBits(informationBits: Bits): Bits {
  return informationBits + log2(informationBits + 1) + 4.732;
}

/** H(N) <= I + log2(I + 1) + 3.45 for greedy rejection: G. Flamich and L. Theis, "Adaptive greedy rejection sampling", 2023. */
export function greedyRejectionEntropyBoundBits(informationBits: Bits): Bits {
  return informationBits + log2(informationBits + 1) + 3.45;
}

/** H(N) <= D_CS + log2(e + 1) for greedy rejection: D. Goc and G. Flamich, "On channel simulation with causal rejection samplers", 2024. */
export function causalRejectionEntropyBoundBits(channelSimulationDivergenceBits: Bits): Bits {
  return channelSimulationDivergenceBits + log2(exp(1) + 1);
}

/** D + log2(D + 2) + 2: expected bits of a Zipf-coded index of the Poisson functional representation (C. T. Li, 2024). */
export function zipfIndexBoundBits(divergenceBits: Bits): Bits {
  return divergenceBits + log2(divergenceBits + 2) + 2;
}

/**
 * I_F + log2 e, by rejection sampling whose accept levels are shared: F. Alajaji, G. Flamich, M. Hill and T. Linder (ring
 * toss coding), 2026.
 */
export function ringTossBoundBits(functionalInformationBits: Bits): Bits {
  return functionalInformationBits + LOG2_E;
}

/** I_F <= I + log2(I + 1) + 1: C. T. Li and A. El Gamal, 2018. The same bounds D_CS by D. */
export function functionalInformationBoundBits(informationBits: Bits): Bits {
  return informationBits + log2(informationBits + 1) + 1;
}

/** E log2 N <= I + log2(e)/e + 1 for the Poisson functional representation: C. T. Li and A. El Gamal, 2018. */
export function meanLog2IndexBound(informationBits: Bits): Bits {
  return informationBits + LOG2_E / exp(1) + 1;
}

/** The Zipf exponent 1 + 1/(I + log2(e)/e + 1): L. Theis and N. Yosri, ICML 2022. */
export function publishedZipfExponent(informationBits: Bits): number {
  return 1 + 1 / meanLog2IndexBound(informationBits);
}
