/** Proposals and selections: pure functions of their addresses, weights that are what they say, O(1) decoding. */
import { exponential, localRandomness, log, sharedRandomness, standardNormal } from 'samplewire/core';
import { type Distribution, laplace, mixture, normal, truncatedNormal, uniform } from 'samplewire/distributions';
import {
  boxOf,
  cdfDithered,
  cdfHybridCoding,
  dithered,
  first,
  gaussianE8,
  hybridCoding,
  type Proposal,
  poissonFunctionalRepresentation,
  prior,
  rotatedLattice,
  simulate,
  type Target,
  universalQuantization,
} from 'samplewire/rcc';
import { inBatches, winnerStays } from 'samplewire/testing';
import { channelSimulatorLaws, proposalLaws } from 'samplewire/testing/vitest';
import { describe, expect, test } from 'vitest';

const shared = sharedRandomness('proposals');
const local = localRandomness({ seed: 'proposals' });

/** Proposals of one target type, whatever their points are. */
interface Case {
  readonly name: string;
  readonly proposal: Proposal<Target, never>;
  readonly target: Distribution[];
}

const cases: Case[] = [
  {
    name: 'dithered, Gaussian',
    proposal: dithered({ widths: [5.2], marginals: [normal(0, 8)] }),
    target: [normal(3.3, 1)],
  },
  {
    name: 'dithered, mixed, 5 dimensions',
    proposal: dithered({ widths: [6, 6, 5, 4, 8], marginals: Array(5).fill(normal(0, 8)) }),
    target: [
      normal(3.3, 1),
      laplace(-2, 0.5),
      uniform(0, 4),
      truncatedNormal(9, 1, 7, 10),
      mixture([1, 1], [normal(0, 1), normal(2, 1)]),
    ],
  },
  {
    name: 'CDF space',
    proposal: cdfDithered({ widths: [2, 1], marginals: [normal(0, 2), normal(0, 1)] }),
    target: [truncatedNormal(0.4, 0.5, -0.4, 1.2), normal(0.3, 0.5)],
  },
  {
    name: 'rotated E8',
    proposal: rotatedLattice({ cell: gaussianE8, sigma: 0.5, marginals: Array(8).fill(normal(0, 4)) }),
    target: Array.from({ length: 8 }, (_, i) => normal(1.7 * i - 6, 0.5)),
  },
  { name: 'prior', proposal: prior([normal(0, 1), laplace(0, 1)]), target: [normal(0.4, 0.5), normal(-1, 0.6)] },
].map((item) => ({ ...item, proposal: item.proposal as unknown as Proposal<Target, never> }));

describe.each(cases)('$name', ({ proposal, target }) => {
  const candidatesOf = (b: number) => {
    const restricted = proposal.restrict?.(target, local.block(b)) ?? target;
    return proposal.candidates(restricted, shared.block(b));
  };

  proposalLaws(proposal, { targets: [target], runs: 200 });

  test('running the search on never changes the winner', () => {
    for (let b = 0; b < 300; b++) {
      expect(winnerStays(candidatesOf(b).weights, poissonFunctionalRepresentation, () => local.block(b))).toBe(true);
    }
  });

  test('no result depends on batches', () => {
    for (let b = 0; b < 300; b++) {
      const { weights } = candidatesOf(b);
      const select = (size: number) =>
        poissonFunctionalRepresentation.select(inBatches(weights, size), local.block(b)).index;
      expect([1, 7, 64].map(select)).toEqual(
        Array(3).fill(poissonFunctionalRepresentation.select(weights, local.block(b)).index),
      );
    }
  });
});

describe('the weights of dithered candidates', () => {
  test('are the density times the cell, and giving up early never changes a winner', () => {
    const target = [
      normal(3.3, 1),
      laplace(-2, 0.5),
      truncatedNormal(9, 1, 7, 10),
      normal(1, 0.7),
      normal(0, 1),
      normal(2, 2),
    ];
    const widths = [5.3, 4, 3.2, 4, 6, 11];
    const proposal = dithered({ widths, marginals: Array(6).fill(normal(0, 8)) });
    for (let b = 0; b < 400; b++) {
      const block = shared.block(b);
      const restricted = proposal.restrict!(target, local.block(b));
      const { lower, upper } = boxOf(restricted);
      const { weights, take } = proposal.candidates(restricted, block);
      const out = new Float64Array(64);
      weights.logWeights(0, out, Number.NEGATIVE_INFINITY);
      out.forEach((logWeight, n) => {
        const { sample } = take(n);
        let plain = 0;
        sample.forEach((z, i) => {
          plain +=
            z < lower[i]! || z > upper[i]! ? Number.NEGATIVE_INFINITY : target[i]!.logDensity(z) + Math.log(widths[i]!);
        });
        if (plain === Number.NEGATIVE_INFINITY) expect(logWeight).toBe(plain);
        else expect(logWeight).toBeCloseTo(plain, 9);
      });
      const full = {
        ...weights,
        logWeights: (from: number, to: Float64Array) => weights.logWeights(from, to, Number.NEGATIVE_INFINITY),
      };
      const { logScore, ...pruned } = poissonFunctionalRepresentation.select(weights, local.block(b));
      const { logScore: fullLogScore, ...whole } = poissonFunctionalRepresentation.select(full, local.block(b));
      expect(pruned).toEqual(whole);
      // A kernel multiplies its arrivals in another order: the last digit of a score is not the same.
      expect(logScore).toBeCloseTo(fullLogScore!, 12);
    }
  });
});

describe('the Poisson functional representation', () => {
  test('is the argmin of arrival over weight, found by a plain loop', () => {
    const proposal = dithered({ widths: [7.8], marginals: [normal(0, 8)] });
    for (let b = 0; b < 500; b++) {
      const { weights } = proposal.candidates([truncatedNormal(2, 1, -1.89, 5.89)], shared.block(b));
      const source = local.block(b);
      const out = new Float64Array(400);
      weights.logWeights(0, out, Number.NEGATIVE_INFINITY);
      let [arrival, best, bestScore, examined] = [0, -1, Number.POSITIVE_INFINITY, -1];
      for (let n = 0; n < 400; n++) {
        arrival += exponential(source);
        const score = log(arrival) - out[n]!;
        if (examined < 0 && log(arrival) - weights.logWeightBound >= bestScore) examined = n;
        if (score < bestScore) [best, bestScore] = [n, score];
      }
      const selected = poissonFunctionalRepresentation.select(weights, local.block(b));
      expect(selected.index).toBe(best);
      expect(selected.examined).toBe(examined);
      expect(selected.logScore).toBeCloseTo(bestScore, 9);
    }
  });

  test('examines as many candidates as the bound says, on average', () => {
    const proposal = dithered({ widths: [7.8], marginals: [normal(0, 8)] });
    const blocks = 20_000;
    let examined = 0;
    let bound = 0;
    for (let b = 0; b < blocks; b++) {
      const { weights } = proposal.candidates([truncatedNormal(2, 1, -1.89, 5.89)], shared.block(b));
      examined += poissonFunctionalRepresentation.select(weights, local.block(b)).examined;
      bound = Math.exp(weights.logWeightBound);
    }
    const standardError = Math.sqrt((bound * (bound - 1)) / blocks);
    expect(Math.abs(examined / blocks - bound)).toBeLessThan(6.11 * standardError);
  });

  test('stops with an error where a weight breaks the certificate or there is none', () => {
    const logWeights = (_: number, out: Float64Array): void => {
      out.fill(1);
    };
    const select = (logWeightBound: number) => () =>
      poissonFunctionalRepresentation.select({ logWeightBound, normalised: true, logWeights }, local.block(0));
    expect(select(0.5)).toThrow(/certified bound/);
    expect(select(Number.POSITIVE_INFINITY)).toThrow(/finite bound/);
    expect(select(Number.NaN)).toThrow();
  });
});

describe('presets', () => {
  const random = localRandomness({ seed: 'centres' }).block(0);
  const mu = standardNormal(random);
  const [narrow, wide] = [normal(0, 1), normal(0, 8)];
  const sent = { blocks: 5000, runs: 200 };

  describe('universal quantization sends one integer and uniform noise', () =>
    channelSimulatorLaws(universalQuantization({ widths: [1, 2], marginals: [wide, wide] }), {
      targets: [[uniform(mu - 0.5, mu + 0.4999999), uniform(1, 2.9999)]],
      ...sent,
    }));
  describe('hybrid coding', () =>
    channelSimulatorLaws(hybridCoding({ widths: [5.2], marginals: [wide] }), { targets: [normal(mu, 1)], ...sent }));
  describe('hybrid coding in CDF space', () =>
    channelSimulatorLaws(cdfHybridCoding({ widths: [3], marginals: [normal(0, 2)] }), {
      targets: [truncatedNormal(mu, 0.3, mu - 0.4, mu + 0.4)],
      ...sent,
    }));
  describe('the prior with a search', () =>
    channelSimulatorLaws(simulate(prior(narrow), poissonFunctionalRepresentation), {
      targets: [normal(0.7, 0.1)],
      ...sent,
    }));
  describe('the prior without one', () =>
    channelSimulatorLaws(simulate(prior(narrow), first), { targets: [normal(0, 1)], ...sent }));

  test('a support wider than its cell is refused where it cannot be split', () => {
    const channel = cdfHybridCoding({ widths: [8], marginals: [normal(0, 2)] });
    expect(() => channel.simulate(truncatedNormal(0, 1, -2, 2), shared.block(0), local.block(0))).toThrow(
      /narrower than one cell/,
    );
  });
});
