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

  test('another noise in the same column, more than 256 scales of it, and laws that are not layered', async () => {
    const distributions = [normal(0, 1), studentT(4, 0, 1)];
    await expect(send({ law: 'distributions', distributions })).rejects.toThrow(/"targets".*normal.*studentT/);
    const sigma = Float64Array.from({ length: 257 }, (_, i) => 1 + i);
    const column: TargetColumn = { law: 'normal', mu: 0, sigma };
    await expect(encode({ rows: sigma.length, columns: [column] }, one)).rejects.toThrow(/256 scales.*hybrid/);
    await expect(send({ law: 'uniform', lower: mu, upper: mu.map((x) => x + 1) })).rejects.toThrow(/layered/);
    await expect(send({ law: 'studentT', nu: 3, mu, sigma: 1 })).rejects.toThrow(/even nu/);
  });
});

describe('a column with several scales', () => {
  const rows = 8000;
  const mu = centres(rows, 8);
  const choices = [0.25, 1, 4];
  /** The second scale for half of the values. */
  const sigma = mu.map((x, i) => choices[i % 2 === 0 ? 1 : x < 0 ? 0 : 2]!);
  const send = (column: TargetColumn) => encode({ rows, columns: [column] }, one);

  test('is sent exactly, its scales for their entropy', async () => {
    const { bytes, samples, report } = await send({ law: 'normal', mu, sigma });
    expect((await decode(bytes, { seed: 'layered' })).samples).toEqual(samples);
    const { uniforms, survivals } = probabilityIntegralTransform(samples, (i) => normal(mu[i]!, sigma[i]!));
    expect(andersonDarling(uniforms, survivals).pValue).toBeGreaterThan(SIGNIFICANCE);
    choices.forEach((choice) => {
      const errors = samples.map((z, i) => (z - mu[i]!) / sigma[i]!).filter((_, i) => sigma[i] === choice);
      const { uniforms: u, survivals: s } = probabilityIntegralTransform(errors, () => normal(0, 1));
      expect(andersonDarling(u, s).pValue).toBeGreaterThan(SIGNIFICANCE);
    });
    const apart = await Promise.all(
      choices.map((choice) => {
        const chosen = mu.filter((_, i) => sigma[i] === choice);
        return encode({ rows: chosen.length, columns: [{ law: 'normal', mu: chosen, sigma: choice }] }, one);
      }),
    );
    const pointBits = apart.reduce((sum, file) => sum + file.report.bits.point, 0);
    expect((report.bits.point - pointBits) / rows).toBeGreaterThan(1.49);
    expect((report.bits.point - pointBits) / rows).toBeLessThan(1.51);
  });

  test.each<[string, TargetColumn]>([
    ['Student t', { law: 'studentT', nu: 6, mu, sigma }],
    [
      'triangular',
      { law: 'triangular', lower: mu.map((x, i) => x - sigma[i]!), mode: mu, upper: mu.map((x, i) => x + sigma[i]!) },
    ],
  ])('%s comes back bit for bit, beside a column of one scale', async (_, column) => {
    const columns = [column, { law: 'laplace', mu, scale: 2 } as const];
    const { bytes, samples } = await encode({ rows, columns }, settings([{ name: 'a' }, { name: 'b' }]));
    expect((await decode(bytes, { seed: 'layered' })).samples).toEqual(samples);
  });

  test('may have all of 256 scales', async () => {
    const many = mu.map((_, i) => 0.5 + (i % 256) / 64);
    const { bytes, samples } = await send({ law: 'logistic', mu, scale: many });
    expect((await decode(bytes, { seed: 'layered' })).samples).toEqual(samples);
  });
});
