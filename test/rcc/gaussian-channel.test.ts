/** The rotated lattice: exactly Gaussian noise, its point code, and what it costs. */
import { LN2, localRandomness, sharedRandomness, standardNormal } from 'samplewire/core';
import { normal } from 'samplewire/distributions';
import { RangeDecoder, RangeEncoder } from 'samplewire/entropy';
import {
  gaussianA2,
  gaussianChannel,
  gaussianD4,
  gaussianE8,
  gaussianZ,
  indexCodelengthBits,
  rotatedLattice,
  tableCode,
} from 'samplewire/rcc';
import { describe, expect, test } from 'vitest';
import { gaussianVectors, SIGNIFICANCE } from '../../src/testing/index.ts';

const VALUES = 40_000;
const local = localRandomness({ seed: 'gaussian channel' });
const shared = sharedRandomness('gaussian channel');

describe.each([
  [gaussianE8, 16, 0.24],
  [gaussianD4, 16, 0.36],
  [gaussianA2, 16, 0.46],
  [gaussianZ, 16, 0.54],
] as const)('the lattice %#', (cell, tau, bound) => {
  const dimensions = cell.lattice.dimensions;
  const blocks = VALUES / dimensions;
  const marginal = normal(3, Math.hypot(tau, 1) * 2);
  const marginals = Array(dimensions).fill(marginal);
  const proposal = rotatedLattice({ cell, sigma: 2, marginals });
  const channel = gaussianChannel({ cell, sigma: 2, marginals });
  const random = localRandomness({ seed: `centres ${dimensions}` }).block(0);

  test('has Gaussian noise, comes back bit for bit, and costs what it should above the information', () => {
    const noise = new Float64Array(VALUES);
    const encoder = new RangeEncoder();
    const sent: { index: number; point: Float64Array; sample: Float64Array }[] = [];
    let density = 0;
    for (let b = 0; b < blocks; b++) {
      const target = Array.from({ length: dimensions }, () => normal(3 + 2 * tau * standardNormal(random), 2));
      const { message, sample } = channel.simulate(target, shared.block(b), local.block(b));
      proposal.pointCodec(message.index, shared.block(b)).encode(message.point, encoder);
      sent.push({ ...message, sample });
      sample.forEach((z, i) => {
        noise[b * dimensions + i] = (z - target[i]!.mu) / 2;
        density += target[i]!.logDensity(z) - marginal.logDensity(z);
      });
    }
    for (const { pValue } of gaussianVectors(noise, dimensions)) expect(pValue).toBeGreaterThan(SIGNIFICANCE);

    const bytes = encoder.finish();
    const decoder = new RangeDecoder(bytes);
    sent.forEach(({ index, point, sample }, b) => {
      const decoded = proposal.pointCodec(index, shared.block(b)).decode(decoder);
      expect(decoded).toEqual(point);
      const rebuilt = new Float64Array(dimensions);
      channel.reconstruct({ index, point: decoded }, shared.block(b), rebuilt, 0);
      expect(rebuilt).toEqual(sample);
    });
    decoder.finish();

    const indices = sent.map(({ index }) => index);
    const bits = 8 * bytes.length + indexCodelengthBits(tableCode, tableCode.fit(indices), indices);
    expect((bits - density / LN2) / VALUES).toBeLessThan(bound);
  });
});

test('other noise than the one that the receiver knows is refused', () => {
  const channel = gaussianChannel({ sigma: 1, marginals: Array(8).fill(normal(0, 8)) });
  expect(() => channel.simulate(Array(8).fill(normal(0, 1.5)), shared.block(0), local.block(0))).toThrow(/deviation 1/);
  expect(() => channel.simulate(normal(0, 1), shared.block(0), local.block(0))).toThrow(/8 coordinates/);
});
