/** Layered quantization of whole arrays, coder 1: the same samples as value by value, in bytes of their own. */
import { ByteWriter, localRandomness, sharedRandomness, standardNormal } from 'samplewire/core';
import { type Distribution, laplace, logistic, mixture, normal, studentT } from 'samplewire/distributions';
import { CdfTable, SteppedArrayCode } from 'samplewire/entropy';
import {
  type ChannelSettings,
  decode,
  encode,
  gaussianNoise,
  laplaceNoise,
  logisticNoise,
  studentTNoise,
  type Targets,
  triangularNoise,
  type UnimodalNoise,
} from 'samplewire/rcc';
import { describe, expect, test } from 'vitest';
import { readContainer } from '../../src/container/index.ts';
import { LayeredQuantizer } from '../../src/rcc/proposal/layer.ts';

const SEED = 'layered arrays';
const local = localRandomness({ seed: SEED });

function centresOf(count: number, deviation: number): Float64Array {
  const random = local.block(count);
  return Float64Array.from({ length: count }, () => deviation * standardNormal(random));
}

function settings(proposal: Distribution | undefined, more: Partial<ChannelSettings> = {}): ChannelSettings {
  const columns = [proposal === undefined ? { name: 'x' } : { name: 'x', proposal }];
  return { method: 'layered', columns, key: { seed: SEED }, local, ...more };
}

const gaussians = (mu: Float64Array, sigma: number | Float64Array = 1): Targets => ({
  rows: mu.length,
  columns: [{ law: 'normal', mu, sigma }],
});
const coderOf = (bytes: Uint8Array): number => readContainer(bytes).header.coder;
const same = (a: Uint8Array | Float64Array, b: Uint8Array | Float64Array): void => {
  const bytesOf = (x: Uint8Array | Float64Array) => Buffer.from(x.buffer, x.byteOffset, x.byteLength);
  expect(Buffer.compare(bytesOf(a), bytesOf(b))).toBe(0);
};

/** What the format says of one symbol: its interval, and its low bits. */
interface Written {
  readonly start: number;
  readonly frequency: number;
  readonly low: readonly number[];
}

/** The point code as the format states it, value by value, cells found one after the other. */
function written(law: Distribution, table: CdfTable, point: number, width: number, dither: number): Written {
  const { spacing, first, knots } = table;
  const mass = law.cdf((first + knots) * spacing) - law.cdf(first * spacing);
  const knot = (j: number): number => {
    const share = j === knots ? 1 : (law.cdf((first + j) * spacing) - law.cdf(first * spacing)) / mass;
    return 17 + ((3 / 16) * j + share * (2 ** 20 - 34 - (3 / 16) * knots));
  };
  const place = (run: number): number => (run + v) * w - first;
  const cumulative = (run: number): number => {
    const p = place(run);
    if (p <= 0) return 16;
    if (p >= knots) return 2 ** 20 - 16;
    const j = Math.floor(p);
    return Math.floor(knot(j) + (p - j) * (knot(j + 1) - knot(j)));
  };
  let bits = 0;
  // The exponent counts: 2^bits takes the power of two below the width to 8 or more.
  while (2 ** Math.floor(Math.log2(width / spacing)) * 2 ** bits < 8) bits++;
  const w = (width / spacing) * 2 ** bits;
  const v = (dither - 0.5) / 2 ** bits;
  const run = Math.floor(point / 2 ** bits);
  const inRun = binary(point - run * 2 ** bits, bits);
  const [start, end] = [cumulative(run), cumulative(run + 1)];
  if (end > start) return { start, frequency: end - start, low: inRun };
  let n = 0;
  for (; cumulative(start === 16 ? run + n : run - n) === cumulative((start === 16 ? run + n : run - n) + 1); n++);
  const length = Math.floor(Math.log2(n));
  return {
    start: start === 16 ? 0 : 2 ** 20 - 16,
    frequency: 16,
    low: [...binary(length, 6), ...binary(n - 2 ** length, length), ...inRun],
  };
}

/** Four states of up to 48 bits as large integers. */
function stackOf(symbols: readonly Written[]): Uint8Array {
  const states = [0, 1, 2, 3].map(() => 1n << 24n);
  const words: bigint[] = [];
  for (let i = symbols.length - 1; i >= 0; i--) {
    const [start, frequency] = [BigInt(symbols[i]!.start), BigInt(symbols[i]!.frequency)];
    let state = states[i % 4]!;
    if (state >= frequency << 28n) {
      words.push(state & 0xffffffn);
      state >>= 24n;
    }
    states[i % 4] = ((state / frequency) << 20n) + (state % frequency) + start;
  }
  for (let lane = 3; lane >= 0; lane--) words.push(states[lane]! & 0xffffffn, states[lane]! >> 24n);
  return Uint8Array.from(words.flatMap((word) => [0n, 8n, 16n].map((shift) => Number((word >> shift) & 255n))));
}

function bytesOf(symbols: readonly Written[]): Uint8Array {
  const stack = stackOf(symbols);
  const low = symbols.flatMap((symbol) => symbol.low);
  const writer = new ByteWriter();
  writer.varuint(stack.length);
  writer.bytes(stack);
  for (let at = 0; at < low.length; at += 8) {
    writer.u8(low.slice(at, at + 8).reduce((byte, bit, i) => byte + bit * 2 ** i, 0));
  }
  return writer.toBytes();
}

describe('points by tables', () => {
  const laws: [string, Distribution, UnimodalNoise, number, number][] = [
    ['normal law, Gaussian layers', normal(0, 8.1), gaussianNoise, 1, 8],
    ['a law narrower than the layers', normal(0.3, 0.2), gaussianNoise, 1, 0.2],
    ['runs, and points beyond the table', normal(0, 1), laplaceNoise, 0.0005, 2],
    ['heavy tails, layers of Student t', studentT(4, 1, 3), studentTNoise(4), 0.5, 3],
    ['layers with a middle', laplace(0, 4), triangularNoise(0.2), 1, 6],
    ['a mixture, logistic layers', mixture([1, 2], [normal(-3, 1), normal(4, 0.5)]), logisticNoise, 0.1, 5],
  ];

  test.each(laws)('%s: samples and bytes are those of the plain form, bit for bit', (_, law, noise, scale, spread) => {
    const count = 20_000;
    const block = sharedRandomness(SEED).block(0);
    const centres = centresOf(count, spread);
    const quantizer = new LayeredQuantizer(noise, scale, 'direct');
    const table = new CdfTable(law, scale);
    const code = new SteppedArrayCode([table]);
    const [points, steps, dithers] = [0, 1, 2].map(() => new Float64Array(count)) as [
      Float64Array,
      Float64Array,
      Float64Array,
    ];
    const symbols = Array.from(centres, (centre, i) => {
      quantizer.open(block, 0, i);
      const point = quantizer.point(centre);
      points[i] = point;
      steps[i] = quantizer.width;
      dithers[i] = quantizer.codeDither + quantizer.codeShift;
      return written(law, table, point, quantizer.width, dithers[i]!);
    });
    const bytes = code.encode(points, steps, dithers);
    same(bytes, bytesOf(symbols));
    const decoded = new Float64Array(count);
    code.decode(bytes, steps, dithers, decoded);
    expect(decoded.every((point, i) => point === points[i])).toBe(true);
    const measured = code.codelengthBits(0, points[7]!, steps[7]!, dithers[7]!);
    expect(measured).toBeCloseTo(20 - Math.log2(symbols[7]!.frequency) + symbols[7]!.low.length, 9);
  });

  test('whatever is 8 knots wide has a frequency, and the ends theirs', () => {
    for (const law of [
      normal(0, 1),
      laplace(3, 1e-9),
      studentT(2, -5, 40),
      mixture([1, 1], [normal(-1e4, 1), normal(1e4, 1)]),
    ]) {
      const { cumulative, knots } = new CdfTable(law, 0.7);
      expect(knots).toBeGreaterThanOrEqual(1023);
      expect(knots).toBeLessThanOrEqual(2050);
      expect(cumulative[0]).toBe(17);
      expect(cumulative[knots]).toBeCloseTo(2 ** 20 - 17, 6);
      for (let j = 8; j <= knots; j++) expect(cumulative[j]! - cumulative[j - 8]!).toBeGreaterThan(1.4);
    }
  });
});

describe('whole files', () => {
  const centres = centresOf(150_000, 8);
  const law = normal(0, 8.1);

  test.each([
    ['Gaussian', gaussians(centres.subarray(0, 65_536)), law],
    [
      'Gaussian, three scales',
      gaussians(centres.subarray(0, 65_536), centres.map((_, i) => [0.5, 1, 3][i % 3]!).subarray(0, 65_536)),
      law,
    ],
    ['Gaussian at a low rate', gaussians(centresOf(65_536, 1), 1), normal(0, 1)],
    [
      'Laplace',
      { rows: 65_536, columns: [{ law: 'laplace' as const, mu: centres.subarray(0, 65_536), scale: 0.3 }] },
      laplace(0, 6),
    ],
    [
      'logistic, sixteen bits',
      { rows: 65_536, columns: [{ law: 'logistic' as const, mu: centres.subarray(0, 65_536), scale: 0.0005 }] },
      law,
    ],
  ])('%s: the coders send the same samples, and tables take next to nothing more', async (_, targets, proposal) => {
    const tabled = await encode(targets, settings(proposal, { coder: 'ans' }));
    const exact = await encode(targets, settings(proposal, { coder: 'range' }));
    same(tabled.samples, exact.samples);
    expect(tabled.bytes.length).toBeLessThan(1.003 * exact.bytes.length);
    expect(Math.abs(tabled.report.informationBits / exact.report.informationBits - 1)).toBeLessThan(0.03);
    expect([coderOf(tabled.bytes), coderOf(exact.bytes)]).toEqual([1, 0]);
    same((await decode(tabled.bytes, { seed: SEED })).samples, tabled.samples);
  });

  test('they are coded by tables from 65,536 values on, unless the tables lose by it', async () => {
    const many = gaussians(centres.slice(0, 65_536));
    const fewer = gaussians(centres.slice(0, 65_535));
    expect(coderOf((await encode(many, settings(law))).bytes)).toBe(1);
    expect(coderOf((await encode(fewer, settings(law))).bytes)).toBe(0);
    // Two narrow laws far apart: a run of the table is as wide as one of them.
    const apart = mixture([1, 1], [normal(-1e5, 1), normal(1e5, 1)]);
    const far = gaussians(
      centres.slice(0, 65_536).map((x, i) => x / 8 + (i % 2 === 0 ? -1e5 : 1e5)),
      0.1,
    );
    expect(coderOf((await encode(far, settings(apart))).bytes)).toBe(0);
  });

  test('several columns of different noise, fitted laws too, come back', async () => {
    const rows = 30_000;
    const mu = [3, 40, 1].map((deviation) => centresOf(rows, deviation)) as [Float64Array, Float64Array, Float64Array];
    const targets: Targets = {
      rows,
      columns: [
        { law: 'normal', mu: mu[0], sigma: 1 },
        { law: 'distributions', distributions: Array.from(mu[1], (place) => logistic(place, 2)) },
        { law: 'laplace', mu: mu[2], scale: 0.2 },
      ],
    };
    const { bytes, samples, report } = await encode(targets, {
      method: 'layered',
      coder: 'ans',
      columns: [{ name: 'a' }, { name: 'b', proposal: normal(0, 41) }, { name: 'c', proposal: laplace(0, 1) }],
      key: { seed: SEED },
      local,
    });
    same((await decode(bytes, { seed: SEED })).samples, samples);
    expect(report.bits.point / 8).toBeLessThan(bytes.length);
    expect(report.informationBits).toBeLessThan(report.bits.point);
  });

  test('targets that are no translates of one noise are refused', async () => {
    const other = { rows: 2, columns: [{ law: 'uniform' as const, lower: 0, upper: 1 }] };
    await expect(encode(other, settings(law, { coder: 'ans' }))).rejects.toThrow('"targets" expected');
  });
});

function binary(value: number, count: number): number[] {
  return Array.from({ length: count }, (_, i) => Math.floor(value / 2 ** i) % 2);
}
