import fc from 'fast-check';
import { ByteReader, ByteWriter } from 'samplewire/core';
import {
  affine,
  cdfTransformed,
  type Distribution,
  empirical,
  generalizedNormal,
  laplace,
  mixture,
  normal,
  piecewiseConstant,
  readDistribution,
  studentT,
  truncated,
  truncatedNormal,
  uniform,
  writeDistribution,
} from 'samplewire/distributions';
import { describe, expect, test } from 'vitest';
import { distributionFamilies as families, real } from '../../src/testing/arbitraries/distributions.ts';
import { errorCode } from './support.ts';

function written(law: Distribution): Uint8Array {
  const writer = new ByteWriter();
  writeDistribution(writer, law);
  return writer.toBytes();
}

function read(bytes: Uint8Array): Distribution {
  const reader = new ByteReader(bytes);
  const law = readDistribution(reader);
  reader.expectEnd();
  return law;
}

const hex = (law: Distribution): string => Buffer.from(written(law)).toString('hex');

const visible = fc.oneof(...Object.values(families)).filter((law) => law.decoderVisible);
const points = Float64Array.of(1e-9, 0.1, 0.5, 0.9);

describe('laws as bytes', () => {
  test('reading inverts writing, to the bits of quantiles', () => {
    fc.assert(
      fc.property(visible, (law) => {
        const again = read(written(law));
        expect(again.description()).toEqual(law.description());
        expect([...again.quantiles(points)]).toEqual([...law.quantiles(points)]);
      }),
      { seed: 1, numRuns: 300 },
    );
  });

  test('the bytes of every law', () => {
    expect(hex(normal(0, 1))).toBe('81000000000000803f');
    expect(hex(normal(0.1, 1))).toBe('019a9999999999b93f000000000000f03f');
    expect(hex(truncatedNormal(0, 1, -Infinity, 2))).toBe('82000000000000803f000080ff00000040');
    expect(hex(uniform(0, 1))).toBe('83000000000000803f');
    expect(hex(laplace(0, 2))).toBe('840000000000000040');
    expect(hex(studentT(4, 0, 1))).toBe('8600008040000000000000803f');
    expect(hex(piecewiseConstant([0, 1, 2], [1, 3]))).toBe('8802000000000000803f000000400000803f00004040');
    expect(hex(empirical([0, 1, 2, 3], { cells: 1 }))).toBe('8c01000000000000404000008040');
    expect(hex(mixture([1, 2], [normal(0, 1), laplace(0, 1)]))).toBe(
      '89020000803f0000004081000000000000803f84000000000000803f',
    );
    expect(hex(truncated(laplace(0, 1), -1, 2))).toBe('8a000080bf0000004084000000000000803f');
    expect(hex(affine(laplace(0, 1), 2, 1))).toBe('8b000000400000803f84000000000000803f');
  });

  test('float32 is used where every parameter is one', () => {
    fc.assert(
      fc.property(real(-5, 5), real(0.1, 3), (mu, sigma) => {
        expect(written(normal(Math.fround(mu), Math.fround(sigma)))).toHaveLength(9);
        const law = normal(mu, sigma);
        const isShort = Math.fround(mu) === mu && Math.fround(sigma) === sigma;
        expect(written(law)).toHaveLength(isShort ? 9 : 17);
      }),
      { seed: 1, numRuns: 100 },
    );
  });

  test('laws that a decoder cannot compute are not written', () => {
    for (const law of [studentT(3, 0, 1), generalizedNormal(0, 1, 3), mixture([1], [studentT(2.5, 0, 1)])]) {
      expect(errorCode(() => written(law))).toBe('InvalidArgument');
    }
    expect(errorCode(() => written(cdfTransformed(normal(0, 1), normal(0, 2))))).toBe('InvalidArgument');
    const histogram = piecewiseConstant(
      Array.from({ length: 4098 }, (_, i) => i),
      new Array<number>(4097).fill(1),
    );
    expect(errorCode(() => written(histogram))).toBe('LimitExceeded');
  });
});

describe('hostile bytes', () => {
  const allowed = new Set(['none', 'CorruptData', 'TrailingData', 'UnexpectedEnd', 'LimitExceeded']);

  /** Whatever is read must be a law that works. */
  function expectSafe(bytes: Uint8Array): void {
    expect(allowed).toContain(
      errorCode(() => {
        const law = read(bytes);
        for (const p of [1e-9, 0.5]) {
          const x = law.quantile(p);
          expect(Number.isFinite(x)).toBe(true);
          expect(law.cdf(x)).toBeGreaterThanOrEqual(0);
          expect(law.cdf(x)).toBeLessThanOrEqual(1 + 1e-12);
        }
      }),
    );
  }

  test('mutated bytes give a law that works or a clean error', () => {
    const change = fc.tuple(fc.nat(1000), fc.nat(255));
    fc.assert(
      fc.property(visible, fc.array(change, { minLength: 1, maxLength: 4 }), (law, changes) => {
        const bytes = written(law);
        for (const [at, value] of changes) bytes[at % bytes.length] = value;
        expectSafe(bytes);
      }),
      { seed: 1, numRuns: 3000 },
    );
  });

  test('truncated bytes end unexpectedly, more bytes are trailing', () => {
    fc.assert(
      fc.property(visible, fc.nat(1000), (law, at) => {
        const bytes = written(law);
        expect(errorCode(() => read(bytes.subarray(0, at % bytes.length)))).toBe('UnexpectedEnd');
        expect(errorCode(() => read(Uint8Array.of(...bytes, 0)))).toBe('TrailingData');
      }),
      { seed: 1, numRuns: 200 },
    );
  });

  test('any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 80 }), fc.nat(12), (bytes, id) => {
        bytes[0] = id + (bytes[0]! & 128);
        expectSafe(bytes);
      }),
      { seed: 1, numRuns: 3000 },
    );
  });

  test('claims are limited: counts, depth', () => {
    expect(errorCode(() => read(Uint8Array.of(8, 0xff, 0xff, 0x7f)))).toBe('LimitExceeded');
    expect(errorCode(() => read(Uint8Array.of(8, 0x80, 0x20)))).toBe('UnexpectedEnd');
    // A mixture of 200 mixtures of 200 uniform laws.
    const hundreds = (law: Distribution): Distribution =>
      mixture(
        Array.from({ length: 200 }, () => 1),
        Array.from({ length: 200 }, () => law),
      );
    const inner = written(hundreds(uniform(0, 1)));
    const outer = written(hundreds(uniform(0, 1)));
    const head = outer.length - 200 * written(uniform(0, 1)).length;
    const bytes = new Uint8Array(head + 200 * inner.length);
    bytes.set(outer.subarray(0, head));
    for (let i = 0; i < 200; i++) bytes.set(inner, head + i * inner.length);
    expect(errorCode(() => read(bytes))).toBe('LimitExceeded');
    expect(errorCode(() => written(hundreds(hundreds(uniform(0, 1)))))).toBe('LimitExceeded');
    const nested = Uint8Array.from({ length: 9 * 9 + 9 }, (_, i) => [0x8b, 0, 0, 0x80, 0x3f, 0, 0, 0, 0][i % 9]!);
    expect(errorCode(() => read(nested))).toBe('LimitExceeded');
  });

  test('a law that a decoder cannot compute is refused', () => {
    const bytes = written(studentT(4, 0, 1));
    new DataView(bytes.buffer, bytes.byteOffset).setFloat32(1, 3, true);
    expect(errorCode(() => read(bytes))).toBe('CorruptData');
  });
});
