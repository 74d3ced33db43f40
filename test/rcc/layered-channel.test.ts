/** Files by layered quantization: what is sent comes back, for every noise; what is not layered is refused; bytes are what they should be. */
import { localRandomness, log2, sharedRandomness, standardNormal } from 'samplewire/core';
import { normal, studentT } from 'samplewire/distributions';
import { variableStepDensity } from 'samplewire/entropy';
import {
  type ChannelColumn,
  type ChannelSettings,
  decode,
  encode,
  freshKey,
  gaussianNoise,
  inspectChannel,
  type TargetColumn,
} from 'samplewire/rcc';
import { describe, expect, test } from 'vitest';
import { LayeredQuantizer } from '../../src/rcc/proposal/layer.ts';
import { andersonDarling, probabilityIntegralTransform, SIGNIFICANCE } from '../../src/testing/index.ts';

const local = localRandomness({ seed: 'layered channel' });

function centres(rows: number, spread: number): Float64Array {
  const random = localRandomness({ seed: 'centres' }).block(0);
  return Float64Array.from({ length: rows }, () => spread * standardNormal(random));
}

function settings(columns: readonly ChannelColumn[], seed = 'layered'): ChannelSettings {
  return { method: 'layered', columns, key: { seed }, local };
}

const one = settings([{ name: 'x', proposal: normal(0, 8) }]);

describe('decoding inverts encoding, bit for bit', () => {
  const mu = centres(70_000, 8);
  const columns: Record<string, TargetColumn> = {
    Gaussian: { law: 'normal', mu, sigma: 0.5 },
    Laplace: { law: 'laplace', mu, scale: 0.5 },
    logistic: { law: 'logistic', mu, scale: 3 },
    'Student t': { law: 'studentT', nu: 4, mu, sigma: 0.1 },
    triangular: { law: 'triangular', lower: mu.map((x) => x - 1), mode: mu, upper: mu.map((x) => x + 3) },
  };
  test.each(Object.entries(columns))('%s', async (_, column) => {
    const { bytes, samples, report } = await encode({ rows: mu.length, columns: [column] }, one);
    const received = await decode(bytes, { seed: 'layered' });
    expect(new Uint8Array(received.samples.buffer)).toEqual(new Uint8Array(samples.buffer));
    expect(report).toMatchObject({ method: 'layered', dimension: 1, candidatesExamined: mu.length });
    expect(inspectChannel(bytes)).toMatchObject({ method: 'layered', values: mu.length });
  });

  test('three columns of different noise, with fitted marginals and a key of their own', async () => {
    const few = mu.subarray(0, 5000);
    const mixed: TargetColumn[] = [
      { law: 'laplace', mu: few, scale: 2 },
      { law: 'studentT', nu: 2, mu: few, sigma: 0.01 },
      { law: 'normal', mu: few.map((x) => 1e4 * x), sigma: 1 },
    ];
    const names = [{ name: 'a' }, { name: 'b' }, { name: 'c' }];
    const { bytes, samples } = await encode(
      { rows: few.length, columns: mixed },
      { ...settings(names), key: freshKey() },
    );
    expect((await decode(bytes)).samples).toEqual(samples);
    const heavy = samples.filter((_, i) => i % 3 === 1);
    const { uniforms, survivals } = probabilityIntegralTransform(heavy, (i) => studentT(2, few[i]!, 0.01));
    expect(andersonDarling(uniforms, survivals).pValue).toBeGreaterThan(SIGNIFICANCE);
  });

  test('no values, and one', async () => {
    for (const rows of [0, 1]) {
      const column: TargetColumn = { law: 'normal', mu: mu.subarray(0, rows), sigma: 0.5 };
      const { bytes, samples } = await encode({ rows, columns: [column] }, one);
      expect((await decode(bytes, { seed: 'layered' })).samples).toEqual(samples);
    }
  });
});

test('value i uses the words of its place in the file, and the payload is the sum of -log2 P', async () => {
  const mu = centres(70_000, 8);
  const { samples, report } = await encode(
    { rows: mu.length, columns: [{ law: 'normal', mu, sigma: 0.5 }] },
    settings([{ name: 'x', proposal: normal(0, 8) }]),
  );
  const quantizer = new LayeredQuantizer(gaussianNoise, 0.5, 'direct');
  const density = variableStepDensity(normal(0, 8), 0.5);
  const shared = sharedRandomness('layered');
  let ideal = 0;
  mu.forEach((y, i) => {
    quantizer.open(shared.block(Math.floor(i / 65_536)), 0, i % 65_536);
    const point = quantizer.point(y);
    expect(quantizer.sample(point)).toBe(samples[i]);
    ideal -= log2(quantizer.probability(point, density));
  });
  expect(report.bits.point).toBeGreaterThan(ideal);
  expect(report.bits.point).toBeLessThan(1.003 * ideal);
  expect(8 * report.bytes - report.bits.point).toBeLessThan(1600);
});

describe('refused with one clear error', () => {
  const mu = Float64Array.of(0, 1);
  const send = (column: TargetColumn) => encode({ rows: 2, columns: [column] }, one);

  test('another scale in the same chunk, and laws that are not layered', async () => {
    await expect(send({ law: 'normal', mu, sigma: Float64Array.of(1, 2) })).rejects.toThrow(
      /"target".*scale 1.*scale 2/,
    );
    await expect(send({ law: 'uniform', lower: mu, upper: mu.map((x) => x + 1) })).rejects.toThrow(/layered/);
    await expect(send({ law: 'studentT', nu: 3, mu, sigma: 1 })).rejects.toThrow(/even nu/);
  });
});
