/**
 * Why a rotated, randomly scaled lattice cell is almost Gaussian, and what repairs the rest. A uniform point of a
 * star-shaped body is V = t Y, Y on the boundary by the cone measure and t^D uniform, independent. With S = c chi_(D+2)
 * and a rotation R that makes every direction uniform,
 *
 *     S R^T V = c |Y| g,    g ~ N(0, I_D) independent of |Y|:
 *
 * for every lattice the noise is a scale mixture of isotropic Gaussians, and |Y| varies little. The weight of a
 * candidate with noise e, s = |e|^2, is the ratio of N(0, I) to that mixture,
 *
 *     w(s) = 1 / E[ (c |Y|)^-D exp(s/2 - s / (2 c^2 |Y|^2)) ].
 *
 * log(1/w) is convex in s (a sum of exponentials), so w has one maximum, which a bracketing search certifies. The
 * expectations are Gauss rules for |Y|^2, exact to double precision. Only the encoder evaluates w.
 *
 * Ours; relatives: Kobus, Theis and Gunduz, ISIT 2024 (approximate law); Ling and Li, arXiv 2402.03030 (rejection).
 */
import { cosTurns, exp, log, type Nats } from '../../core/index.ts';
import type { GeometricMixture } from '../../entropy/index.ts';
import { a2 } from './a2.ts';
import { d4 } from './checkerboard.ts';
import { e8 } from './e8.ts';
import { integerLattice } from './integers.ts';
import type { Lattice } from './lattice.ts';

export interface GaussianCell {
  readonly lattice: Lattice;
  /** c of S = c chi_(D+2). */
  readonly scale: number;
  /** log w at squared noise length s. */
  logWeight(squaredLength: number): Nats;
  /** sup log w, rounded outward. */
  readonly logWeightBound: Nats;
  /** The law of the index that the Poisson functional representation selects. */
  readonly indexLaw: GeometricMixture;
}

type Rule = readonly (readonly [node: number, weight: number])[];

const E8_RULE: Rule = [
  [0.5132440932212619, 0.00011104134339657066],
  [0.5324243861010752, 0.001499109098950582],
  [0.558093734167963, 0.00815752547543177],
  [0.5892046975757369, 0.02786081943469798],
  [0.6244505552482064, 0.07055565465235576],
  [0.662241677434372, 0.1429296260415968],
  [0.7005225821470952, 0.22896747098105366],
  [0.7379109642977516, 0.2600172072007257],
  [0.773606914640595, 0.18434559406305695],
  [0.8077708316311026, 0.06577443740497299],
  [0.8430907319289472, 0.009048500011185321],
  [0.8818905720088664, 0.0006854513146206428],
  [0.9158040625411246, 4.4630163741209405e-5],
  [0.9441922630665747, 2.9328142137031033e-6],
];

const D4_RULE: Rule = [
  [0.5066197518715295, 0.01428012360620053],
  [0.526052341347764, 0.054827487457159506],
  [0.5570298231431111, 0.11497491900009531],
  [0.5974579688306247, 0.18407568477618858],
  [0.6442705518498084, 0.24567635408128727],
  [0.692739020017736, 0.215696154338318],
  [0.7457402074368881, 0.10809756314706953],
  [0.8034822738553796, 0.04170612296014338],
  [0.859251126043692, 0.015180152207784188],
  [0.9093805540028905, 0.004498205063577078],
  [0.9508746032771036, 0.0009068686626917251],
  [0.9812976620103744, 8.036471946456384e-5],
];

/** |Y|^2 = d^2 (1 + x^2 / 3), x uniform on (0, 1): Gauss-Legendre, 12 points. */
const A2_RULE: Rule = legendreRule().map(([x, weight]) => [(1 + (x * x) / 3) / (2 * Math.sqrt(3)), weight] as const);

/** In one dimension |Y| = 1/2 always: the noise is Gaussian as it is. */
const Z_RULE: Rule = [[0.25, 1]];

/** Outward rounding of the certified bound. */
const BOUND_MARGIN = 1e-12;

/** Of means 0.00400 and 0.01386, 0.00317 and 0.01674, 0.00100 and 0.00607; in one dimension candidate 0 always wins. */
const E8_INDEX = indexLaw([4875, 24_610], [5125, 26_447]);
const D4_INDEX = indexLaw([4442, 24_268], [5558, 26_726]);
const A2_INDEX = indexLaw([5465, 22_563], [4535, 25_227]);
const Z_INDEX = indexLaw([1, 0]);

export const gaussianE8: GaussianCell = gaussianCell(e8, 1296 / 929, E8_RULE, E8_INDEX);
export const gaussianD4: GaussianCell = gaussianCell(d4, 20 / 13, D4_RULE, D4_INDEX);
export const gaussianA2: GaussianCell = gaussianCell(a2, 1 / (2 * 0.160375074774896), A2_RULE, A2_INDEX);
export const gaussianZ: GaussianCell = gaussianCell(integerLattice(1), 4, Z_RULE, Z_INDEX);

function indexLaw(...components: readonly (readonly [weight: number, meanCode: number])[]): GeometricMixture {
  return { components: components.map(([weight, meanCode]) => ({ weight, meanCode })) };
}

function gaussianCell(lattice: Lattice, squaredScale: number, rule: Rule, indexLaw: GeometricMixture): GaussianCell {
  const half = lattice.dimensions / 2;
  // term(s) = weight (c^2 |Y|^2)^(-D/2) exp(rate s); every term is convex in s.
  const terms = rule.map(([node, weight]) => {
    const variance = squaredScale * node;
    return { logFactor: log(weight) - half * log(variance), rate: 0.5 - 0.5 / variance };
  });
  const logWeight = (s: number): number => {
    let sum = 0;
    for (const { logFactor, rate } of terms) sum += exp(logFactor + rate * s);
    return -log(sum);
  };
  const logWeightBound = maximum(logWeight) + BOUND_MARGIN;
  return { lattice, scale: Math.sqrt(squaredScale), logWeight, logWeightBound, indexLaw };
}

/** The maximum of a log weight with convex -log: golden section on [0, 64], far beyond the largest maximiser (10). */
function maximum(logWeight: (s: number) => Nats): Nats {
  const ratio = (Math.sqrt(5) - 1) / 2;
  let [low, high] = [0, 64];
  // Invariant: the maximiser lies in [low, high].
  for (let i = 0; i < 80; i++) {
    const left = high - ratio * (high - low);
    const right = low + ratio * (high - low);
    if (logWeight(left) < logWeight(right)) low = left;
    else high = right;
  }
  return Math.max(logWeight(low), logWeight((low + high) / 2), logWeight(0));
}

/** Nodes and weights of Gauss-Legendre quadrature on (0, 1), by Newton's method on the Legendre polynomial. */
function legendreRule(): Rule {
  const n = 12;
  const rule: [number, number][] = [];
  for (let i = 0; i < n; i++) {
    let x = cosTurns((i + 0.75) / (2 * n + 1));
    let derivative = 1;
    for (let step = 0; step < 100; step++) {
      let [previous, current] = [1, x];
      for (let k = 2; k <= n; k++)
        [previous, current] = [current, ((2 * k - 1) * x * current - (k - 1) * previous) / k];
      derivative = (n * (x * current - previous)) / (x * x - 1);
      x -= current / derivative;
    }
    rule.push([(1 + x) / 2, 1 / ((1 - x * x) * derivative * derivative)]);
  }
  return rule;
}
