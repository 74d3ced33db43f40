import {
  gaussianNoiseChannel,
  latticeNoiseChannel,
  type NoiseChannel,
  softRoundingAfter,
  softRoundingMaps,
  throughNoise,
  uniformNoiseChannel,
} from 'samplewire/compress-ml';
import { localRandomness, normalCdf, sharedRandomness, standardNormal } from 'samplewire/core';
import { normal } from 'samplewire/distributions';
import { CodelengthMeter, RangeDecoder, RangeEncoder } from 'samplewire/entropy';
import { kolmogorovSmirnov } from 'samplewire/testing';
import { describe, expect, test } from 'vitest';

const CHANNELS: readonly NoiseChannel[] = [uniformNoiseChannel, gaussianNoiseChannel(0.4), latticeNoiseChannel];
const laws = [normal(0, 3), normal(1, 0.5), normal(-2, 10)];
const COUNT = 20_003;

function centres(): Float64Array {
  const random = localRandomness({ seed: 'centres' }).block(0);
  return Float64Array.from({ length: COUNT }, (_, i) => {
    const { mu, sigma } = laws[i % laws.length]!;
    return mu + sigma * standardNormal(random);
  });
}

describe.each(CHANNELS.map((channel) => [channel.name, channel] as const))('%s noise', (_name, channel) => {
  const v = centres();
  const quantizer = () => channel.quantizer(laws, sharedRandomness('channels'));
  const range = new RangeEncoder();
  const z = quantizer().encode(v, 0, localRandomness({ seed: 'search' }).block(0), range);
  const bytes = range.finish();

  test('decoding inverts encoding', () => {
    const decoder = new RangeDecoder(bytes);
    expect(quantizer().decode(COUNT, 0, decoder)).toEqual(z);
    decoder.finish();
  });

  test('noise in training and noise in use have one law', () => {
    const used = z.map((value, i) => value - v[i]!);
    const trained = channel.noise(COUNT, localRandomness({ seed: 'training' }).block(0));
    const cdf =
      channel.name === 'uniform'
        ? (x: number) => Math.min(Math.max(x + 0.5, 0), 1)
        : channel.name === 'gaussian'
          ? (x: number) => normalCdf(x / channel.sigma)
          : empiricalCdf(channel.noise(400_000, localRandomness({ seed: 'many' }).block(0)));
    for (const noise of [used, trained]) {
      expect(kolmogorovSmirnov(noise.map(cdf)).pValue).toBeGreaterThan(1e-9);
      const variance = noise.reduce((sum, e) => sum + e * e, 0) / COUNT;
      expect(Math.abs(variance / channel.variance - 1)).toBeLessThan(0.06);
      const correlation = noise.reduce((sum, e, i) => sum + e * v[i]!, 0) / COUNT;
      expect(Math.abs(correlation)).toBeLessThan(6.2 * Math.sqrt((channel.variance * 36) / COUNT));
    }
  });

  test('its bytes are the information and a little', () => {
    const meter = new CodelengthMeter();
    quantizer().encode(v, 0, localRandomness({ seed: 'search' }).block(0), meter);
    expect(Math.abs(8 * bytes.length - meter.bits)).toBeLessThan(0.002 * meter.bits);
    let information = 0;
    // Gaussian noise of the same variance carries at least this much; the channels' excess is below 0.31 bit (uniform: 0.26).
    for (const { sigma } of laws)
      information += (0.5 * Math.log2(1 + (sigma * sigma) / channel.variance)) / laws.length;
    const excess = (8 * bytes.length) / COUNT - information;
    expect(excess).toBeGreaterThan(0.05);
    expect(excess).toBeLessThan(0.33);
  });
});

function empiricalCdf(values: Float64Array): (x: number) => number {
  const sorted = values.slice().sort((a, b) => a - b);
  return (x) => {
    let [low, high] = [0, sorted.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (sorted[middle]! <= x) low = middle + 1;
      else high = middle;
    }
    return low / sorted.length;
  };
}

test('both orders of soft rounding and noise keep the mean where they should', () => {
  const y = new Float64Array(50_000).fill(0.3);
  const random = () => localRandomness({ seed: 'orders' }).block(0);
  const mean = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0) / values.length;
  // E r(s(y) + u) = s(y): what r does to the noise averages to nothing over a period.
  expect(mean(throughNoise(uniformNoiseChannel, y, random(), softRoundingMaps(4)))).toBeCloseTo(0.1604, 2);
  // E s(y + u) = y, likewise.
  expect(mean(throughNoise(uniformNoiseChannel, y, random(), softRoundingAfter(4)))).toBeCloseTo(0.3, 2);
});
