import {
  decodeLatents,
  encodeLatents,
  gaussianNoiseChannel,
  latticeNoiseChannel,
  type NoiseChannel,
  tabulate,
  uniformNoiseChannel,
} from 'samplewire/compress-ml';
import { crc32c, isSamplewireError, localRandomness } from 'samplewire/core';
import { laplace, normal } from 'samplewire/distributions';
import { describe, expect, test } from 'vitest';

const laws = [normal(0, 3), laplace(1, 0.5), normal(-2, 10)];
const tables = laws.map(tabulate);
const local = localRandomness({ seed: 'search' });
const shape = [7, 31, 3];

function values(): Float64Array {
  const random = localRandomness({ seed: 'latents' }).block(0);
  return Float64Array.from({ length: 651 }, (_, i) => 0.5 * laws[i % 3]!.sample(random));
}

function file(channel: NoiseChannel, alpha: number) {
  return encodeLatents(values(), { channel, shape, laws: tables, alpha, step: 0.5, key: { seed: 'ours' }, local });
}

const CASES = [
  ['uniform', 0, uniformNoiseChannel],
  ['uniform', 5, uniformNoiseChannel],
  ['uniform', Number.POSITIVE_INFINITY, uniformNoiseChannel],
  ['lattice', 2, latticeNoiseChannel],
  ['gaussian', 0, gaussianNoiseChannel(0.3)],
] as const;

describe.each(CASES)('latents, %s noise, alpha %d', (_name, alpha, channel) => {
  const { bytes, latents } = file(channel, alpha);

  test('decoding inverts encoding', () => {
    const decoded = decodeLatents(bytes, { seed: 'ours' });
    expect(decoded.z).toEqual(latents.z);
    expect(decoded.reconstruction).toEqual(latents.reconstruction);
    expect([decoded.shape, decoded.alpha, decoded.step, decoded.channel.name, decoded.channel.sigma]).toEqual([
      shape,
      alpha,
      0.5,
      channel.name,
      channel.sigma,
    ]);
  });

  test('damage is a coded error, never something else', () => {
    const random = localRandomness({ seed: 'damage' }).block(0);
    let refused = 0;
    for (let cut = 0; cut < bytes.length; cut += 7) {
      expect(() => decodeLatents(bytes.subarray(0, cut), { seed: 'ours' })).toThrow();
    }
    for (let i = 0; i < 150; i++) {
      const damaged = bytes.slice();
      for (let n = random.nextUint32() % 3; n >= 0; n--)
        damaged[5 + (random.nextUint32() % (bytes.length - 5))] = random.nextUint32();
      try {
        decodeLatents(repaired(damaged), { seed: 'ours' });
      } catch (error) {
        if (!isSamplewireError(error)) throw error;
        refused++;
      }
    }
    expect(refused).toBeGreaterThan(20);
  });
});

/** Checksums made right, as far as the frames can be read, so that what stands behind them is reached. */
function repaired(bytes: Uint8Array): Uint8Array {
  const view = new DataView(bytes.buffer);
  let at = 5;
  const varuint = (): number => {
    let [value, weight] = [0, 1];
    for (let i = 0; i < 8; i++) {
      const byte = bytes[at++] ?? 0;
      value += (byte & 127) * weight;
      weight *= 128;
      if (byte < 128) break;
    }
    return value;
  };
  at += varuint();
  if (at + 4 > bytes.length) return bytes;
  const prologue = crc32c(bytes.subarray(0, at));
  view.setUint32(at, prologue, true);
  at += 4;
  while (at < bytes.length) {
    const start = at++;
    for (let i = 0; i < 3; i++) varuint();
    at += varuint();
    if (at + 4 > bytes.length) break;
    view.setUint32(at, crc32c(bytes.subarray(start, at), prologue), true);
    at += 4;
  }
  return bytes;
}

test('another model, another seed and wrong sizes are named', () => {
  const hash = new Uint8Array(32).fill(7);
  const settings = { channel: uniformNoiseChannel, shape, laws: { tables, hash }, key: { seed: 'ours' }, local };
  const { bytes, latents } = encodeLatents(values(), settings);
  expect(decodeLatents(bytes, { seed: 'ours', model: { tables, hash } }).z).toEqual(latents.z);
  expect(() => decodeLatents(bytes, { seed: 'ours' })).toThrow(/"model" expected the one whose hash .* got none/);
  const other = { tables, hash: new Uint8Array(32).fill(8) };
  expect(() => decodeLatents(bytes, { seed: 'ours', model: other })).toThrow(/0707.* got 0808/);
  expect(() => decodeLatents(bytes, { seed: 'theirs', model: { tables, hash } })).toThrow(/wrong seed/);
  expect(() => encodeLatents([1, 2], settings)).toThrow(/"y.length" expected 651/);
  expect(() => encodeLatents(values().fill(Number.NaN), settings)).toThrow(/"y" expected a finite number/);
});

test('values far beyond the tables arrive', () => {
  const far = Float64Array.of(1e9, -1e6, 12345.678);
  const { latents, bytes } = encodeLatents(far, {
    channel: uniformNoiseChannel,
    shape: [3],
    laws: tables,
    key: { seed: 1 },
    local,
  });
  expect(decodeLatents(bytes, { seed: 1 }).z).toEqual(latents.z);
  far.forEach((value, i) => {
    expect(Math.abs(latents.z[i]! - value) <= 0.5).toBe(true);
  });
});
