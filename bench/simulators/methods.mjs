/**
 * The methods that are compared, and what is published of each: the bound on its bits, per value, where its source states
 * one for blocks of d values that carry D bits together.
 */
import { cellWidths } from '../../dist/rcc/channel/cell-widths.js';

const zipf = (meanLog2) => meanLog2 + Math.log2(meanLog2 + 1) + 1;

/** E log2 N <= log2 E N, and Zipf's law with that mean. */
const zipfOfCandidates =
  (more) =>
  ({ meanLog2Largest, dimension }) =>
    meanLog2Largest === undefined ? undefined : zipf(meanLog2Largest + more) / dimension;

/** Noise beside its cheapest scalar form at high rate: bits above the information. */
const LAYERED = { normal: 0.521, logistic: 0.624, laplace: 0.833, triangular: 0.443 };

/** `blocks: 'budget'`: one value, and as many as its budget of candidates allows. */
export const methods = [
  {
    method: 'universal',
    title: 'universal quantization',
    blocks: [1],
    ownLaw: 'uniform noise of the same variance',
    source: 'Ziv 1985',
  },
  {
    method: 'lattice-e8',
    title: 'lattice quantization, E8',
    blocks: [8],
    ownLaw: 'noise uniform in a cell, of the same variance',
    // 1/2 log2(2 pi e G) at high rate: the cost of a cell that is not a ball, against Gaussian noise.
    bound: ({ informationBits }) => (informationBits >= 2 ? informationBits + 0.146 : undefined),
    source: 'Zamir and Feder 1992',
  },
  {
    method: 'layered',
    title: 'layered quantization',
    blocks: [1],
    bound: ({ informationBits, law }) =>
      informationBits >= 2 && LAYERED[law] !== undefined ? informationBits + LAYERED[law] : undefined,
    source: 'Hegazy and Li 2022',
  },
  {
    method: 'gaussian-channel',
    title: 'Gaussian channel, E8',
    blocks: [8],
    bound: ({ informationBits, law }) =>
      law === 'normal' && informationBits >= 2 ? informationBits + 0.24 : undefined,
    source: 'this project, docs/methods.md',
  },
  {
    method: 'hybrid',
    title: 'hybrid coding',
    blocks: [1, 2, 4, 8],
    bound: hybridBound,
    source: 'Theis and Yosri 2022',
  },
  {
    method: 'hybrid-cdf',
    title: 'hybrid coding, CDF space',
    blocks: [1],
    source: 'Theis and Yosri 2022',
  },
  {
    method: 'rejection',
    title: 'rejection sampling',
    blocks: 'budget',
    bound: zipfOfCandidates(0),
    source: 'von Neumann 1951',
  },
  {
    method: 'greedy-rejection',
    title: 'greedy rejection',
    blocks: [1],
    bound: zipfOfCandidates(1),
    levelled: true,
    source: 'Harsha et al. 2007',
  },
  {
    method: 'poisson-functional-representation',
    title: 'Poisson functional representation (global A*)',
    blocks: 'budget',
    bound: ({ informationBits, dimension }) => {
      const D = informationBits * dimension;
      return (D + Math.log2(D + 2) + 2) / dimension;
    },
    source: 'Li and El Gamal 2018, Li 2024',
  },
  {
    method: 'greedy-poisson',
    title: 'greedy Poisson rejection',
    blocks: [1],
    bound: zipfOfCandidates(0),
    levelled: true,
    source: 'Flamich 2023',
  },
  {
    method: 'ordered-random',
    title: 'ordered random coding',
    blocks: 'budget',
    approximate: true,
    source: 'Theis and Yosri 2022',
  },
  {
    method: 'minimal-random',
    title: 'minimal random coding',
    blocks: 'budget',
    approximate: true,
    fixedLength: true,
    // The index is uniform among K.
    bound: ({ candidates, dimension }) => Math.log2(candidates) / dimension,
    source: 'Havasi et al. 2019',
  },
  {
    method: 'a-star-branching',
    title: 'A* coding by branching',
    blocks: [1],
    source: 'Flamich et al. 2022',
  },
  {
    method: 'greedy-poisson-branching',
    title: 'greedy Poisson rejection by branching',
    blocks: [1],
    levelled: true,
    source: 'Flamich 2023',
  },
];

/** I + (log2(D + 2) + 2) / d with D = KL(q || cell) of the block: bounded targets, whose cells are their supports. */
function hybridBound({ informationBits, dimension, targets }) {
  const looked = targets.slice(0, 1024);
  if (looked.some(({ support }) => !Number.isFinite(support.upper - support.lower))) return undefined;
  const [width] = cellWidths(looked, 1, dimension);
  const D = looked.reduce((sum, q) => sum + Math.log2(width) - q.entropyNats / Math.LN2, 0) / looked.length;
  return informationBits + (Math.log2(D * dimension + 2) + 2) / dimension;
}
