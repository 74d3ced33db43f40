/** Chunks of the Gaussian channel: exactly Gaussian noise, bit for bit, at its rate, with one deviation or several. */
import { LN2, localRandomness, sharedRandomness, standardNormal } from 'samplewire/core';
import { type Distribution, laplace, mixture, normal } from 'samplewire/distributions';
import { describe, expect, test } from 'vitest';
import { gaussianChannelMethod } from '../../src/rcc/channel/lattice-method.ts';
import type { EncodedChunk } from '../../src/rcc/channel/method.ts';
import { drain } from '../../src/rcc/channel/steps.ts';
import { gaussianVectors, leastProbable, SIGNIFICANCE } from '../../src/testing/index.ts';

const { encode, decode } = gaussianChannelMethod;
const shared = sharedRandomness('gaussian files');

interface Chunk {
  readonly targets: readonly Distribution[];
  readonly marginals: readonly Distribution[];
  readonly dimension?: number;
  readonly firstBlock?: number;
}

/** Sends a chunk and reads it again: what was received is what the sender knows, to the bit. */
function send({ targets, marginals, dimension = 8, firstBlock = 0 }: Chunk): EncodedChunk {
  const local = localRandomness({ seed: 'gaussian files' });
  const context = { firstValue: 8 * firstBlock, firstBlock, dimension, marginals, shared };
  const sent = drain(
    encode({
      ...context,
      targets,
      local,
      indexCode: undefined,
      parameterShare: 1,
      approximation: { totalVariation: 0 },
    }),
  );
  const received = decode(sent.payload, targets.length, context);
  expect(new Uint8Array(received.buffer)).toEqual(new Uint8Array(sent.samples.buffer));
  return sent;
}

function centred(count: number, spread: (i: number) => number, sigma: (i: number) => number): Distribution[] {
  const random = localRandomness({ seed: `centres ${count}` }).block(0);
  return Array.from({ length: count }, (_, i) => normal(spread(i) * standardNormal(random), sigma(i)));
}

function noiseOf(targets: readonly Distribution[], { samples }: EncodedChunk): Float64Array {
  return samples.map((z, i) => (z - targets[i]!.mean!) / Math.sqrt(targets[i]!.variance!));
}

/** Bits a value above the information density of the samples, under the laws that these columns truly have. */
function excess(chunk: EncodedChunk, targets: readonly Distribution[], truth: (i: number) => Distribution): number {
  const { samples, payload } = chunk;
  const nats = samples.reduce((sum, z, i) => sum + targets[i]!.logDensity(z) - truth(i).logDensity(z), 0);
  return (8 * payload.length - nats / LN2) / samples.length;
}

describe('a column of one deviation', () => {
  const targets = centred(
    40_000,
    () => 16,
    () => 0.5,
  );
  const marginal = normal(0, Math.hypot(16, 0.5));
  const sent = send({ targets, marginals: [marginal] });

  test('has exactly Gaussian noise', () => {
    expect(leastProbable(gaussianVectors(noiseOf(targets, sent), 8)).pValue).toBeGreaterThan(SIGNIFICANCE);
  });

  test('costs 0.24 bit a value above the information, and bits are said where they went', () => {
    expect(excess(sent, targets, () => marginal)).toBeLessThan(0.24);
    const { bits, payload, candidatesExamined } = sent;
    expect(bits.index / 5000).toBeCloseTo(0.08, 1);
    expect(8 * payload.length - bits.index - bits.point).toBeLessThan(72 + 40);
    expect(candidatesExamined / 5000).toBeCloseTo(1.016, 1);
  });

  test('that is told by the column or, in the same bits, by other columns of blocks, comes back', () => {
    const columns = [normal(0, 16), normal(3, 2), laplace(0, 7)];
    const rows = targets.slice(0, 3 * 1000);
    for (const firstBlock of [0, 7, 123_456]) send({ targets: rows, marginals: columns, firstBlock });
  });
});

test.each([1, 7, 8, 9, 15, 24, 31])('%i values come back, the last ones by layered quantization', (count) => {
  const targets = centred(
    count,
    () => 8,
    () => 1,
  );
  const sent = send({ targets, marginals: [normal(0, 8)] });
  expect(sent.samples.length).toBe(count);
  expect(sent.payload.length).toBeLessThan(12 + count);
});

test('values that fill no block have exactly Gaussian noise, too, independent of the block before', () => {
  const noise: number[] = [];
  for (let b = 0; b < 3000; b++) {
    const targets = centred(
      13,
      () => 4,
      () => 2,
    );
    noise.push(...noiseOf(targets, send({ targets, marginals: [normal(0, 5)], firstBlock: 2 * b })));
  }
  expect(leastProbable(gaussianVectors(Float64Array.from(noise), 13)).pValue).toBeGreaterThan(SIGNIFICANCE);
});

describe('several deviations', () => {
  const spread = 16;
  const sigmas = [0.5, 1, 4];
  const targets = centred(
    40_000,
    () => spread,
    (i) => sigmas[(i * 7) % 3]!,
  );
  const sent = send({ targets, marginals: [normal(0, spread)] });

  test('leave the noise exactly Gaussian', () => {
    expect(leastProbable(gaussianVectors(noiseOf(targets, sent), 8)).pValue).toBeGreaterThan(SIGNIFICANCE);
  });

  test('cost their own entropy and the same excess', () => {
    const truth = sigmas.map((sigma) => normal(0, Math.hypot(spread, sigma)));
    const bits = excess(sent, targets, (i) => truth[(i * 7) % 3]!);
    expect(bits - Math.log2(3)).toBeLessThan(0.25);
  });

  test('at most 256, by columns', () => {
    const many = centred(
      4096,
      () => 4,
      (i) => 1 + (i % 256) / 100,
    );
    send({ targets: many, marginals: [normal(0, 4)] });
    send({ targets: many, marginals: [normal(0, 4), mixture([1, 1], [normal(-4, 1), normal(4, 1)])] });
    const more = centred(
      257,
      () => 4,
      (i) => 1 + i,
    );
    expect(() => send({ targets: more, marginals: [normal(0, 4)] })).toThrow(/256 scales.*gaussian-channel.*hybrid/);
  });
});

test('a law of the column that is not normal costs bits, and moves no sample', () => {
  const targets = centred(
    8000,
    () => 8,
    () => 1,
  );
  const plain = send({ targets, marginals: [normal(0, Math.hypot(8, 1))] });
  const other = send({ targets, marginals: [laplace(0, 5)] });
  expect(other.samples).toEqual(plain.samples);
  expect(Math.abs(other.payload.length - plain.payload.length)).toBeLessThan(40);
});

test('other laws, blocks of other sizes and centres out of reach are refused', () => {
  const marginals = [normal(0, 4)];
  expect(() => send({ targets: [laplace(0, 1)], marginals })).toThrow(/normal laws.*hybrid/);
  expect(() => send({ targets: [normal(0, 1)], marginals, dimension: 4 })).toThrow(/8 values/);
  const far = Array.from({ length: 8 }, () => normal(1e20, 1));
  expect(() => send({ targets: far, marginals })).toThrow(expect.objectContaining({ code: 'LimitExceeded' }));
});
