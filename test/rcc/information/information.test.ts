/** Information, lower bounds and published bounds: their order, their values, and what real codes pay. */
import { exp, integrate, LN2, localRandomness, log, log2, sharedRandomness, standardNormal } from 'samplewire/core';
import {
  type Distribution,
  klDivergence,
  laplace,
  logistic,
  mixture,
  normal,
  piecewiseConstant,
  triangular,
  truncatedNormal,
  uniform,
} from 'samplewire/distributions';
import { CodelengthMeter } from 'samplewire/entropy';
import {
  causalRejectionEntropyBoundBits,
  channelSimulationDivergenceBits,
  functionalInformationBits,
  functionalInformationBoundBits,
  gaussianChannelInformationBits,
  gaussianNoise,
  greedyRejectionEntropyBoundBits,
  layered,
  layeredQuantization,
  lowerBoundBits,
  meanLog2IndexBound,
  poissonMatchingBoundBits,
  ringTossBoundBits,
  strongFunctionalRepresentationBoundBits,
  zipfIndexBoundBits,
} from 'samplewire/rcc';
import { describe, expect, test } from 'vitest';
import { levelFunctions } from '../../../src/rcc/levels/levels.ts';

const edges = [0, 1, 2, 3, 4];
const pairs: [string, Distribution, Distribution][] = [
  ['equal laws', normal(0, 1), normal(0, 1.0000001)],
  ['normal', normal(1, 0.5), normal(0, 1)],
  ['narrow normal', normal(3, 0.001), normal(0, 1)],
  ['truncated normal', truncatedNormal(1, 0.5, -0.5, 1.2), normal(0, 1)],
  ['Laplace', laplace(1, 0.2), laplace(0, 1)],
  ['logistic', logistic(1, 0.2), logistic(0, 1)],
  ['uniform', uniform(0, 1), uniform(0, 8)],
  ['cells', piecewiseConstant(edges, [4, 1, 1, 6]), piecewiseConstant(edges, [1, 2, 3, 1])],
];

describe('channel simulation divergence', () => {
  test.each(pairs)('%s: D <= D_CS <= D + log2(D + 1) + 1', (_, q, p) => {
    const divergence = klDivergence(q, p) / LN2;
    const causal = channelSimulationDivergenceBits(q, p);
    expect(causal).toBeGreaterThanOrEqual(divergence - 1e-9);
    expect(causal).toBeLessThanOrEqual(functionalInformationBoundBits(divergence));
  });

  test('of uniform laws it is the divergence: the ratio takes one value', () => {
    expect(channelSimulationDivergenceBits(uniform(0, 1), uniform(0, 8))).toBeCloseTo(3, 12);
  });

  test('of cells it is the sum over levels', () => {
    const [q, p] = [
      [1, 3],
      [2, 2],
    ].map((masses) => masses.map((mass) => mass / 4));
    const found = channelSimulationDivergenceBits(piecewiseConstant([0, 1, 2], q!), piecewiseConstant([0, 1, 2], p!));
    // w = 1/2 and 3/2 with probability 1/2 each: w_P is 1 up to 1/2 and 1/2 up to 3/2.
    expect(found).toBeCloseTo(0.5, 12);
  });

  test('the ring toss code length, the integral of h2(w_P), is at most log2 e above it', () => {
    for (const [, q, p] of pairs.slice(1, 6)) {
      const { logWeightBound, proposalAbove } = levelFunctions([q], [p]);
      const entropy = (t: number): number => {
        const level = logWeightBound - t * t;
        const yes = proposalAbove(level);
        if (yes <= 0 || yes >= 1) return 0;
        return -(yes * log(yes) + (1 - yes) * log(1 - yes)) * exp(level) * 2 * t;
      };
      const bits = integrate(entropy, 0, Math.sqrt(logWeightBound + 40), { relative: 1e-9, absolute: 1e-12 }) / LN2;
      const least = channelSimulationDivergenceBits(q, p);
      expect(bits).toBeGreaterThan(least);
      expect(bits).toBeLessThan(ringTossBoundBits(least));
    }
  });

  test('of several coordinates it is more than the divergence and less than the sum over coordinates', () => {
    const targets = [normal(1, 0.5), normal(-1, 0.5), normal(0.3, 0.5)];
    const proposals = targets.map(() => normal(0, 1));
    const together = channelSimulationDivergenceBits(targets, proposals);
    const apart = targets.reduce((sum, target) => sum + channelSimulationDivergenceBits(target, normal(0, 1)), 0);
    expect(together).toBeGreaterThan(lowerBoundBits(targets, proposals));
    expect(together).toBeLessThan(apart);
  });
});

describe('functional information', () => {
  const unit = normal(0, 1);

  test.each([0.3, 1, 4, 20])('I <= I_F <= I + log2(I + 1) + 1, tau = %d', (tau) => {
    const information = gaussianChannelInformationBits(tau);
    const functional = functionalInformationBits(normal(0, tau), unit);
    expect(functional).toBeGreaterThan(information);
    expect(functional).toBeLessThan(functionalInformationBoundBits(information));
  });

  test.each([
    ['Gaussian', unit, 0.521],
    ['triangular', triangular(-1, 0, 1), 0.443],
    ['logistic', logistic(0, 1), 0.624],
    ['Laplace', laplace(0, 1), 0.833],
    ['uniform', uniform(-0.5, 0.5), 0],
  ] as const)(
    'of %s noise at high rate it is what layered quantization pays above the information',
    (_, noise, excess) => {
      // A flat signal: I = log2(width) - h(noise), but for the ends.
      const width = 65_536;
      const information = log2(width) - noise.entropyNats! / LN2;
      expect(functionalInformationBits(uniform(0, width), noise) - information).toBeCloseTo(excess, 2);
    },
  );

  test('noise with two peaks is refused', () => {
    const noise = mixture([0.5, 0.5], [normal(-3, 1), normal(3, 1)]);
    expect(() => functionalInformationBits(unit, noise)).toThrow(/"noise" expected a law that certainly has one peak/);
  });

  test('layered quantization pays it, and no more', () => {
    const tau = 4;
    const options = { noises: [gaussianNoise], scales: [1], marginals: [normal(0, tau)] };
    const channel = layeredQuantization(options);
    const proposal = layered(options, 'direct');
    const [shared, local] = [sharedRandomness('layered bits'), localRandomness({ seed: 'layered bits' })];
    const meter = new CodelengthMeter();
    const blocks = 6000;
    for (let block = 0; block < blocks; block++) {
      const random = local.block(block);
      const { message } = channel.simulate(normal(tau * standardNormal(random), 1), shared.block(block), random);
      proposal.pointCodec(0, shared.block(block)).encode(message.point, meter);
    }
    expect(Math.abs(meter.bits / blocks - functionalInformationBits(normal(0, tau), unit))).toBeLessThan(0.1);
  });
});

describe('published bounds', () => {
  test('have the values of their papers', () => {
    expect(strongFunctionalRepresentationBoundBits(3)).toBe(9);
    expect(poissonMatchingBoundBits(3)).toBeCloseTo(9.732, 12);
    expect(greedyRejectionEntropyBoundBits(3)).toBeCloseTo(8.45, 12);
    expect(zipfIndexBoundBits(2)).toBeCloseTo(6, 12);
    expect(ringTossBoundBits(0)).toBeCloseTo(1.442695, 6);
    expect(causalRejectionEntropyBoundBits(0)).toBeCloseTo(log2(exp(1) + 1), 12);
    expect(meanLog2IndexBound(0)).toBeCloseTo(1.5307378454, 9);
    expect(functionalInformationBoundBits(7)).toBe(11);
  });

  test('a lower bound is the divergence, known again for a target that was asked for, and infinite out of reach', () => {
    const [q, p] = [laplace(0.5, 0.2), normal(0, 1)];
    const bits = lowerBoundBits(q, p);
    expect(bits).toBeCloseTo(klDivergence(q, p) / LN2, 5);
    expect(lowerBoundBits(q, p)).toBe(bits);
    expect(lowerBoundBits([q, q], [p, p])).toBe(2 * bits);
    expect(lowerBoundBits(q, normal(0, 2))).not.toBe(bits);
    expect(lowerBoundBits(normal(0, 1), uniform(0, 1))).toBe(Number.POSITIVE_INFINITY);
  });
});
