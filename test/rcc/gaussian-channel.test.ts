/** The rotated lattice: exactly Gaussian noise, its point code, and what it costs. */
import { LN2, localRandomness, type RandomSource, sharedRandomness, standardNormal } from 'samplewire/core';
import { laplace, normal } from 'samplewire/distributions';
import { CodelengthMeter, RangeDecoder, RangeEncoder } from 'samplewire/entropy';
import {
  type GaussianCell,
  gaussianA2,
  gaussianChannel,
  gaussianD4,
  gaussianE8,
  gaussianIndexCode,
  gaussianZ,
  indexCodelengthBits,
  indexedMessageCode,
  poissonFunctionalRepresentation,
  rotatedLattice,
} from 'samplewire/rcc';
import { describe, expect, test } from 'vitest';
import { LatticeFrame } from '../../src/rcc/proposal/lattice-frame.ts';
import {
  chiSquareCounts,
  gaussianVectors,
  independence,
  leastProbable,
  ranks,
  rootHarmonic,
  SIGNIFICANCE,
} from '../../src/testing/index.ts';

const local = localRandomness({ seed: 'gaussian channel' });
const shared = sharedRandomness('gaussian channel');

interface Case {
  readonly cell?: GaussianCell;
  /** Deviations of centres and of noise, per coordinate. */
  readonly taus: readonly number[];
  readonly sigmas?: readonly number[];
  readonly blocks: number;
  /** The centres of a block; Gaussian without it. */
  readonly centre?: (block: number, random: RandomSource) => number[];
}

/** Sends blocks; noise in units of its deviation, indices, and the bits of points above the information density. */
function send({ cell = gaussianE8, taus, sigmas = taus.map(() => 1), blocks, centre }: Case) {
  const dimensions = taus.length;
  const marginals = taus.map((tau, i) => normal(0, Math.hypot(tau, sigmas[i]!)));
  const options = { cell, sigma: sigmas, marginals };
  const channel = gaussianChannel(options);
  const proposal = rotatedLattice(options);
  const random = localRandomness({ seed: `centres ${taus}` }).block(0);
  const noise = new Float64Array(blocks * dimensions);
  const centres = new Float64Array(blocks * dimensions);
  const indices: number[] = [];
  const meter = new CodelengthMeter();
  let nats = 0;
  for (let b = 0; b < blocks; b++) {
    const mu = centre?.(b, random) ?? taus.map((tau) => tau * standardNormal(random));
    const target = mu.map((y, i) => normal(y, sigmas[i]!));
    const { message, sample } = channel.simulate(target, shared.block(b), local.block(b));
    indices.push(message.index);
    proposal.pointCodec(message.index, shared.block(b)).encode(message.point, meter);
    sample.forEach((z, i) => {
      noise[b * dimensions + i] = (z - mu[i]!) / sigmas[i]!;
      centres[b * dimensions + i] = mu[i]!;
      nats += target[i]!.logDensity(z) - marginals[i]!.logDensity(z);
    });
  }
  const values = blocks * dimensions;
  return { noise, centres, indices, pointExcess: (meter.bits - nats / LN2) / values, values };
}

const eight = (value: number): number[] => Array(8).fill(value);
const halves = (first: number, second: number): number[] => [...Array(4).fill(first), ...Array(4).fill(second)];

describe('the noise is Gaussian', () => {
  const cases: [string, Case][] = [
    ['at the origin', { taus: eight(4), blocks: 8000, centre: () => eight(0) }],
    ['far out on an axis', { taus: eight(4), blocks: 8000, centre: () => [1e6, 0, 0, 0, 0, 0, 0, 0] }],
    [
      'at a place of no symmetry',
      { taus: eight(4), blocks: 8000, centre: () => [0.3, -7.1, 2.2, 0.9, 11, 0, -0.4, 5.5] },
    ],
    ['for Gaussian centres', { taus: eight(16), blocks: 8000 }],
    ['of four deviations', { taus: eight(8), sigmas: [1, 0.1, 30, 1, 2, 1, 0.1, 2], blocks: 8000 }],
    ['by D4', { cell: gaussianD4, taus: [4, 4, 4, 4], blocks: 10_000 }],
    ['by A2', { cell: gaussianA2, taus: [4, 4], blocks: 20_000 }],
    ['by the integers', { cell: gaussianZ, taus: [4], blocks: 30_000 }],
  ];
  test.each(cases)('%s', (_, testCase) => {
    const { noise } = send(testCase);
    const dimensions = testCase.taus.length;
    const results = gaussianVectors(noise, dimensions);
    if (dimensions === 8) results.push(rootHarmonic(noise));
    const { pValue, name } = leastProbable(results);
    expect(pValue, name).toBeGreaterThan(SIGNIFICANCE);
  });

  test('independent of the centre and of where the centre lies between integers', () => {
    const { noise, centres } = send({ taus: eight(4), blocks: 8000 });
    const column = (of: Float64Array, i: number): Float64Array => of.filter((_, at) => at % 8 === i);
    for (const [i, j] of [
      [0, 0],
      [3, 3],
      [2, 6],
    ] as const) {
      const [e, y] = [ranks(column(noise, i)), column(centres, j)];
      expect(leastProbable(independence(e, ranks(y))).pValue).toBeGreaterThan(SIGNIFICANCE);
      const fractions = y.map((x) => x - Math.floor(x));
      expect(leastProbable(independence(e, fractions)).pValue).toBeGreaterThan(SIGNIFICANCE);
    }
  });

  test('without the rotation the root harmonic tells, though the radius does not', () => {
    const blocks = 8000;
    const noise = new Float64Array(8 * blocks);
    const frame = new LatticeFrame(gaussianE8);
    const point = new Float64Array(8);
    const draw = (b: number, n: number): Float64Array => {
      frame.open(shared.block(b), n);
      const moved = frame.dither.map((v) => -v);
      gaussianE8.lattice.nearest(moved, point);
      return point.map((k, i) => frame.scale * (k - moved[i]!));
    };
    for (let b = 0; b < blocks; b++) {
      const weights = {
        logWeightBound: gaussianE8.logWeightBound,
        normalised: true,
        logWeights: (first: number, out: Float64Array) => {
          out.forEach((_, n) => {
            out[n] = gaussianE8.logWeight(draw(b, first + n).reduce((sum, e) => sum + e * e, 0));
          });
        },
      };
      noise.set(draw(b, poissonFunctionalRepresentation.select(weights, local.block(b)).index), 8 * b);
    }
    const [radius, quartic] = gaussianVectors(noise, 8);
    expect(radius!.pValue).toBeGreaterThan(SIGNIFICANCE);
    expect(quartic!.pValue).toBeGreaterThan(SIGNIFICANCE);
    expect(rootHarmonic(noise).statistic).toBeLessThan(-20);
  });
});

describe('bits above the information density', () => {
  test.each([
    [4, 0.24],
    [16, 0.24],
    [64, 0.24],
    [1, 0.275],
    [0.25, 0.315],
  ])('are, a value, index included, for centres of %d deviations at most %d', (tau, bound) => {
    const { pointExcess, indices, values } = send({ taus: eight(tau), blocks: 6000 });
    const indexBits = indexCodelengthBits(gaussianIndexCode(gaussianE8), null, indices);
    expect(indexBits / indices.length).toBeLessThan(0.1);
    expect(pointExcess + indexBits / values).toBeLessThan(bound);
  });

  test.each([
    ['8 and 1', halves(8, 1)],
    ['16 and 0.1', halves(16, 0.1)],
    ['1 and 16 in turn', [1, 16, 1, 16, 1, 16, 1, 16]],
  ])('are at most 0.24 before the index for centres of deviations %s', (_, taus) => {
    expect(send({ taus, blocks: 6000 }).pointExcess).toBeLessThan(0.24);
  });

  test.each([
    [gaussianD4, 0.33],
    [gaussianA2, 0.43],
    [gaussianZ, 0.53],
  ])('of the other lattices are theirs', (cell, bound) => {
    const taus = Array(cell.lattice.dimensions).fill(16);
    expect(send({ cell, taus, blocks: 40_000 / taus.length }).pointExcess).toBeLessThan(bound);
  });
});

test.each([gaussianE8, gaussianD4, gaussianA2])('the index has the law that its code knows: %#', (cell) => {
  const { indices } = send({ cell, taus: Array(cell.lattice.dimensions).fill(4), blocks: 20_000 });
  const { components } = cell.indexLaw;
  const total = components.reduce((sum, { weight }) => sum + weight, 0);
  const most =
    components.reduce((sum, { weight, meanCode }) => sum + weight / (1 + 2 ** (meanCode / 1024 - 32)), 0) / total;
  const zeros = indices.filter((index) => index === 0).length;
  const { pValue } = chiSquareCounts(
    [zeros, indices.length - zeros],
    [most, 1 - most].map((p) => p * indices.length),
  );
  expect(pValue).toBeGreaterThan(SIGNIFICANCE);
});

describe.each([gaussianE8, gaussianD4, gaussianA2, gaussianZ])('messages by the lattice %#', (cell) => {
  const dimensions = cell.lattice.dimensions;

  test('come back bit for bit, whatever the prior', () => {
    const sigma = Array.from({ length: dimensions }, (_, i) => 2 ** (i % 3));
    for (const marginal of [normal(3, 20), normal(-1e4, 2), laplace(0, 0.1)]) {
      const options = { cell, sigma, marginals: Array(dimensions).fill(marginal) };
      const channel = gaussianChannel(options);
      const sender = indexedMessageCode(rotatedLattice(options), gaussianIndexCode(cell)).codec(null);
      const receiver = indexedMessageCode(rotatedLattice(options), gaussianIndexCode(cell)).codec(null);
      const random = localRandomness({ seed: `messages ${dimensions}` }).block(0);
      const encoder = new RangeEncoder();
      const sent = Array.from({ length: 300 }, (_, b) => {
        const target = sigma.map((s) => normal(3 + 20 * standardNormal(random), s));
        const { message, sample } = channel.simulate(target, shared.block(b), local.block(b));
        sender(shared.block(b)).encode(message, encoder);
        return sample;
      });
      const decoder = new RangeDecoder(encoder.finish());
      const received = new Float64Array(dimensions);
      sent.forEach((sample, b) => {
        channel.reconstruct(receiver(shared.block(b)).decode(decoder), shared.block(b), received, 0);
        expect(received).toEqual(sample);
      });
      decoder.finish();
    }
  });
});

test('a deviation that both ends derive from the samples before comes back bit for bit', () => {
  const marginals = eight(0).map(() => normal(0, 8));
  /** Each coordinate's deviation follows the size of its last sample. */
  const channelAfter = (last: Float64Array) => {
    const options = { cell: gaussianE8, sigma: last.map((z) => 0.25 + Math.abs(z) / 8), marginals };
    const codec = indexedMessageCode(rotatedLattice(options), gaussianIndexCode(gaussianE8)).codec(null);
    return { ...options, channel: gaussianChannel(options), codec };
  };
  const random = localRandomness({ seed: 'derived' }).block(0);
  const encoder = new RangeEncoder();
  const sent: Float64Array[] = [];
  for (let b = 0, last = new Float64Array(8); b < 300; b++) {
    const { sigma, channel, codec } = channelAfter(last);
    const target = Array.from(sigma, (s) => normal(8 * standardNormal(random), s));
    const { message, sample } = channel.simulate(target, shared.block(b), local.block(b));
    codec(shared.block(b)).encode(message, encoder);
    sent.push(sample);
    last = Float64Array.from(sample);
  }
  const decoder = new RangeDecoder(encoder.finish());
  let last = new Float64Array(8);
  sent.forEach((sample, b) => {
    const { channel, codec } = channelAfter(last);
    const received = new Float64Array(8);
    channel.reconstruct(codec(shared.block(b)).decode(decoder), shared.block(b), received, 0);
    expect(received).toEqual(sample);
    last = received;
  });
  decoder.finish();
});

test('other noise than the one that the receiver knows is refused, and centres out of reach', () => {
  const marginals = eight(0).map(() => normal(0, 8));
  const channel = gaussianChannel({ sigma: 1, marginals });
  const refusing = (target: Parameters<typeof channel.simulate>[0]) => () =>
    channel.simulate(target, shared.block(0), local.block(0));
  expect(refusing(Array(8).fill(normal(0, 1.5)))).toThrow(/deviation 1/);
  expect(refusing(normal(0, 1))).toThrow(/8 coordinates/);
  expect(refusing(Array(8).fill(normal(1e20, 1)))).toThrow(/2\^50/);
  expect(() => gaussianChannel({ sigma: [1, 2], marginals })).toThrow(/"sigma"/);
  expect(() => gaussianChannel({ sigma: 0, marginals })).toThrow(/"sigma"/);
});
