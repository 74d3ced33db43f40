/** Universal quantization of whole arrays, coder 1: the same samples as value by value, in bytes of their own. */
import { ByteReader, ByteWriter, localRandomness, sharedRandomness, standardNormal } from 'samplewire/core';
import { type Distribution, laplace, logistic, mixture, normal } from 'samplewire/distributions';
import { BucketedPoints, encodeInterleavedPlain, SymbolTables } from 'samplewire/entropy';
import { ChannelEncoder, type ChannelSettings, decode, encode, type Targets } from 'samplewire/rcc';
import { describe, expect, test } from 'vitest';
import { readContainer } from '../../src/container/index.ts';
import { candidateInCell, gridCentre, pointInCell } from '../../src/rcc/proposal/cell.ts';

const SEED = 'whole arrays';
const local = localRandomness({ seed: SEED });

function centresOf(count: number, deviation: number): Float64Array {
  const random = local.block(count);
  return Float64Array.from({ length: count }, () => deviation * standardNormal(random));
}

function uniforms(centres: Float64Array, width = 1): Targets {
  const column = {
    law: 'uniform' as const,
    lower: centres.map((c) => c - width / 2),
    upper: centres.map((c) => c + width / 2),
  };
  return { rows: centres.length, columns: [column] };
}

function settings(proposal: Distribution | undefined, more: Partial<ChannelSettings> = {}): ChannelSettings {
  const columns = [proposal === undefined ? { name: 'x' } : { name: 'x', proposal }];
  return { method: 'universal', columns, key: { seed: SEED }, local, ...more };
}

const coderOf = (bytes: Uint8Array): number => readContainer(bytes).header.coder;
const same = (a: Float64Array, b: Float64Array): void =>
  expect(Buffer.compare(Buffer.from(a.buffer), Buffer.from(b.buffer))).toBe(0);

describe('whole arrays', () => {
  const centres = centresOf(1_000_000, 8);
  const law = normal(0, 8.1);

  test('10^6 values: samples and bytes are those of the plain form, value by value, bit for bit', async () => {
    const { bytes, samples, report } = await encode(uniforms(centres), settings(law));
    expect(coderOf(bytes)).toBe(1);
    const shared = sharedRandomness(SEED);
    let value = 0;
    let payloadBytes = 0;
    for (const { count, payload } of readContainer(bytes).chunks) {
      const block = shared.block(value / 65_536);
      // The width is that of the chunk's first target, whose ends were rounded.
      const width = new ByteReader(payload).f64();
      const tables = new BucketedPoints(law, width);
      const symbolTables = new SymbolTables(tables.frequencies);
      const symbols = new Uint8Array(count);
      const rows = new Uint16Array(count);
      const lowBits: number[] = [];
      for (let i = 0; i < count; i++) {
        const word = block.word(0, i);
        const [lower, upper] = [centres[value + i]! - 0.5, centres[value + i]! + 0.5];
        const cell = gridCentre((lower / width + upper / width) / 2);
        const point = pointInCell(cell, word);
        if (!Object.is(samples[value + i]!, width * candidateInCell(cell, word) + 0))
          throw new Error(`value ${value + i}`);
        rows[i] = Math.floor((word / 2 ** 32) * 2 ** tables.bucketBits);
        const symbol = tables.runs.findIndex(({ first, bits }) => point >= first && point < first + 2 ** bits);
        symbols[i] = symbol < 0 ? tables.beyond : symbol;
        if (symbol < 0) {
          const side = point < tables.kmin ? 0 : 1;
          const n = side === 0 ? tables.kmin - point : point - tables.kmin - tables.span + 1;
          const length = Math.floor(Math.log2(n));
          lowBits.push(side, ...binary(length, 6), ...binary(n - 2 ** length, length));
        } else {
          lowBits.push(...binary(point - tables.runs[symbol]!.first, tables.runs[symbol]!.bits));
        }
      }
      const writer = new ByteWriter();
      writer.f64(width);
      const stream = encodeInterleavedPlain(symbolTables, symbols, rows);
      writer.varuint(stream.length);
      writer.bytes(stream);
      for (let at = 0; at < lowBits.length; at += 8) {
        writer.u8(lowBits.slice(at, at + 8).reduce((byte, bit, i) => byte + bit * 2 ** i, 0));
      }
      expect(Buffer.compare(payload, writer.toBytes())).toBe(0);
      value += count;
      payloadBytes += payload.length;
    }
    expect(value).toBe(centres.length);
    expect(report.bits.point).toBe(8 * (payloadBytes - 8 * readContainer(bytes).chunks.length));
    same((await decode(bytes, { seed: SEED })).samples, samples);
  }, 60_000);

  test('the coders send the same samples, and tables take at most 0.3 % more bits', async () => {
    const targets = uniforms(centres.slice(0, 70_000));
    const tabled = await encode(targets, settings(law, { coder: 'ans' }));
    const exact = await encode(targets, settings(law, { coder: 'range' }));
    same(tabled.samples, exact.samples);
    expect(tabled.bytes.length).toBeLessThan(1.003 * exact.bytes.length);
    expect(tabled.report.informationBits).toBeCloseTo(exact.report.informationBits, 3);
    expect([coderOf(tabled.bytes), coderOf(exact.bytes)]).toEqual([1, 0]);
  });

  test('they are coded by tables from 65,536 values on, unless the tables lose by it', async () => {
    const many = uniforms(centres.slice(0, 65_536));
    const fewer = uniforms(centres.slice(0, 65_535));
    expect(coderOf((await encode(many, settings(law))).bytes)).toBe(1);
    expect(coderOf((await encode(fewer, settings(law))).bytes)).toBe(0);
    const spiked = mixture([0.9, 0.1], [normal(0, 0.01), normal(0, 8)]);
    expect(coderOf((await encode(many, settings(spiked))).bytes)).toBe(0);
  });

  test('bytes do not depend on how targets are pushed, nor on what becomes of the arrays afterwards', async () => {
    const part = centres.slice(0, 150_000);
    const { bytes } = await encode(uniforms(part), settings(law));
    const encoder = new ChannelEncoder(settings(law));
    const pieces: Uint8Array[] = [];
    for (let start = 0, length = 1; start < part.length; start += length, length = 3 * length + 7) {
      const pushed = uniforms(part.slice(start, start + length));
      pieces.push(...encoder.push(pushed));
      for (const { lower, upper } of pushed.columns as unknown as { lower: Float64Array; upper: Float64Array }[]) {
        lower.fill(Number.NaN);
        upper.fill(Number.NaN);
      }
    }
    pieces.push(...encoder.finish());
    expect(Buffer.compare(Buffer.concat(pieces), bytes)).toBe(0);
  });

  test('centres and a width are the same targets as their ends, from float32 too', async () => {
    const part = Float32Array.from(centres.subarray(0, 66_000));
    const columns = [{ law: 'uniform' as const, centre: part, width: 0.5 }];
    const centred = await encode({ rows: part.length, columns }, settings(law));
    const ended = await encode(uniforms(Float64Array.from(part), 0.5), settings(law));
    same(centred.samples, ended.samples);
    expect(Buffer.compare(centred.bytes, ended.bytes)).toBe(0);
    for (const coder of ['range', 'ans'] as const) {
      const few = { rows: 100, columns: [{ ...columns[0]!, centre: part.subarray(0, 100) }] };
      same((await encode(few, settings(law, { coder }))).samples, centred.samples.slice(0, 100));
    }
  });

  test('several columns of different laws and widths, fitted ones too, come back', async () => {
    const rows = 30_000;
    const column = (deviation: number, width: number) => uniforms(centresOf(rows, deviation), width).columns[0]!;
    const targets = { rows, columns: [column(3, 1), column(40, 0.25), column(1, 2)] };
    const { bytes, samples } = await encode(targets, {
      method: 'universal',
      columns: [{ name: 'a', proposal: laplace(0, 3) }, { name: 'b' }, { name: 'c', proposal: normal(0, 1.2) }],
      key: { seed: SEED },
      local,
    });
    expect(coderOf(bytes)).toBe(1);
    same((await decode(bytes, { seed: SEED })).samples, samples);
  });

  test('a width that changes within a column, and a law that is not uniform, are refused', async () => {
    const targets = uniforms(centres.slice(0, 65_536));
    (targets.columns[0] as { upper: Float64Array }).upper[70] = 99;
    await expect(encode(targets, settings(law))).rejects.toThrow('one width per column');
    const other = { rows: 1, columns: [{ law: 'normal' as const, mu: 0, sigma: 1 }] };
    await expect(encode(other, settings(law, { coder: 'ans' }))).rejects.toThrow('one width per column');
    await expect(encode(other, settings(law, { method: 'hybrid', coder: 'ans' }))).rejects.toThrow('"coder" expected');
  });
});

describe('layered quantization of typed arrays', () => {
  const rows = 3000;
  const mu = centresOf(rows, 5);
  const scales = mu.map((_, i) => [0.5, 1, 2][i % 3]!);

  test.each([
    ['normal, one scale', { law: 'normal', mu, sigma: 0.5 }],
    ['normal, three scales', { law: 'normal', mu, sigma: scales }],
    ['Laplace', { law: 'laplace', mu, scale: 0.3 }],
    ['logistic, three scales', { law: 'logistic', mu, scale: scales }],
  ] as const)('%s: bytes, samples and report are those of laws, one object a value', async (_, column) => {
    const options = settings(normal(0, 6), { method: 'layered' });
    const arrays = await encode({ rows, columns: [column] }, options);
    const distributions = Array.from(mu, (place, i) => {
      const scale = 'sigma' in column ? column.sigma : column.scale;
      const own = typeof scale === 'number' ? scale : scale[i]!;
      if (column.law === 'normal') return normal(place, own);
      return column.law === 'laplace' ? laplace(place, own) : logistic(place, own);
    });
    const laws = await encode({ rows, columns: [{ law: 'distributions', distributions }] }, options);
    expect(Buffer.compare(arrays.bytes, laws.bytes)).toBe(0);
    same(arrays.samples, laws.samples);
    expect(arrays.report.informationBits).toBeCloseTo(laws.report.informationBits, 6);
    same((await decode(arrays.bytes, { seed: SEED })).samples, arrays.samples);
  });

  test('a number that is no place or no scale is refused by name', async () => {
    const options = settings(normal(0, 6), { method: 'layered' });
    const bad = mu.slice();
    bad[7] = Number.NaN;
    await expect(encode({ rows, columns: [{ law: 'normal', mu: bad, sigma: 1 }] }, options)).rejects.toThrow(
      '"mu" expected',
    );
    await expect(encode({ rows, columns: [{ law: 'normal', mu, sigma: 0 }] }, options)).rejects.toThrow(
      '"sigma" expected',
    );
    await expect(encode({ rows: 9, columns: [{ law: 'normal', mu, sigma: 1 }] }, options)).rejects.toThrow('9 values');
  });
});

function binary(value: number, count: number): number[] {
  return Array.from({ length: count }, (_, i) => Math.floor(value / 2 ** i) % 2);
}
