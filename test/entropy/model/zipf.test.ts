/** Zipf's law: integer tables, normalisers, exponents, and the overhead of the code against the true law. */
import {
  bestZipfExponent,
  CodelengthMeter,
  logZeta,
  ruleZipfExponent,
  zipfCodelengthBits,
  zipfExponent,
  zipfExponentCode,
  zipfIndexCodec,
} from 'samplewire/entropy';
import { entropyModelLaws } from 'samplewire/testing';
import { describe, expect, test } from 'vitest';
import { zipfTables } from '../../../src/entropy/model/zipf-tables.ts';
import { golden } from '../support.ts';

interface ZipfVectors {
  readonly infinite: { lam: string; normaliser: string; meanLog2: string; entropyBits: string }[];
  readonly truncated: { lam: string; N: string; entropyBits: string }[];
  readonly exponentFit: { meanLog2: string; best: string; costBits: string; liElGamalCostBits: string }[];
  readonly codedTables: { L: number; maximalBucket: number; bucket: number[]; subBucket: number[][] }[];
}
const vectors = golden<ZipfVectors>('zipf.json');
const relative = (x: number, y: number): number => Math.abs(x / y - 1);

describe('integer tables', () => {
  test.each(vectors.codedTables)('those of L = $L are the vectors', ({ L, maximalBucket, bucket, subBucket }) => {
    const tables = zipfTables(L, maximalBucket);
    const frequencies = (model: { size: number; frequency(s: number): number }): number[] =>
      Array.from({ length: model.size }, (_, s) => model.frequency(s));
    expect(frequencies(tables.bucket)).toEqual(bucket);
    expect(tables.sub.map(frequencies)).toEqual(subBucket);
    for (const model of [tables.bucket, ...tables.sub]) entropyModelLaws(model, { runs: 10 });
  });

  test('two builds of a table agree, kept or not', () => {
    const build = (): number[] => Array.from({ length: 53 }, (_, b) => zipfTables(777, 52).bucket.frequency(b));
    const first = build();
    for (let L = 0; L < 100; L++) zipfTables(L, 52);
    expect(build()).toEqual(first);
  });

  test('tables exist for every exponent code and bound', () => {
    for (const L of [0, 1, 100, 4096, 30_000, 65_535]) {
      for (const bucket of [0, 1, 2, 3, 4, 20, 52]) {
        const tables = zipfTables(L, bucket);
        for (const model of [tables.bucket, ...tables.sub]) entropyModelLaws(model, { runs: 10 });
      }
    }
  });
});

describe('exponents', () => {
  test('zeta is the normaliser, and its derivative gives the mean logarithm and the entropy', () => {
    for (const { lam: text, normaliser, meanLog2, entropyBits } of vectors.infinite) {
      const lam = Number(text);
      const { value, derivative } = logZeta(lam);
      expect(relative(Math.exp(value), Number(normaliser))).toBeLessThan(1e-12);
      expect(relative(-derivative / Math.LN2, Number(meanLog2))).toBeLessThan(1e-11);
      expect(relative(zipfCodelengthBits(lam, Number(meanLog2)), Number(entropyBits))).toBeLessThan(1e-11);
    }
  });

  test('the best exponent and its cost are those of the vectors', () => {
    for (const { meanLog2, best, costBits, liElGamalCostBits } of vectors.exponentFit) {
      const m = Number(meanLog2);
      const lambda = bestZipfExponent(m);
      expect(relative(lambda, Number(best))).toBeLessThan(1e-9);
      expect(relative(zipfCodelengthBits(lambda, m), Number(costBits))).toBeLessThan(1e-12);
      expect(relative(zipfCodelengthBits(1 + 1 / (m + 1), m), Number(liElGamalCostBits))).toBeLessThan(1e-12);
    }
  });

  test('the rule is within 0.0015 bit of the best from a mean of 1 on', () => {
    for (let m = 1; m <= 24; m += 0.5) {
      const excess = zipfCodelengthBits(ruleZipfExponent(m), m) - zipfCodelengthBits(bestZipfExponent(m), m);
      expect(excess).toBeLessThan(0.0015);
      expect(excess).toBeGreaterThan(-1e-9);
    }
  });

  test('every mean has an exponent code, largest where all indices are 0', () => {
    expect(zipfExponentCode(0)).toBe(65_535);
    expect(zipfExponentCode(1e6)).toBe(0);
    for (const m of [0.1, 1, 5, 20])
      expect(relative(zipfExponent(zipfExponentCode(m)), bestZipfExponent(m))).toBeLessThan(2e-4);
  });
});

/** Integral of v^-lambda log2 v and of v^-lambda over [a, b]. */
function integrals(lambda: number, a: number, b: number): { mass: number; logMass: number } {
  if (lambda === 1) {
    const [la, lb] = [Math.log(a), Math.log(b)];
    return { mass: lb - la, logMass: (lb * lb - la * la) / 2 / Math.LN2 };
  }
  const p = 1 - lambda;
  const primitive = (x: number): number => x ** p * (Math.log(x) / p - 1 / (p * p));
  return { mass: (b ** p - a ** p) / p, logMass: (primitive(b) - primitive(a)) / Math.LN2 };
}

test.each([
  [0, 0.0005],
  [410, 0.0005],
  [2048, 0.0007],
  [8192, 0.0011],
])('the code of L = %i costs less than %f bit over the true law on v < 2^53', (L, bound) => {
  const lambda = zipfExponent(L);
  const codec = zipfIndexCodec(L);
  const cost = (v: number): number => {
    const meter = new CodelengthMeter();
    codec.encode(v - 1, meter);
    return meter.bits;
  };
  // Exact values up to 2^12, then sub-bucket by sub-bucket, on which the code is constant, with sums as integrals.
  let mass = 0;
  let logMass = 0;
  let coded = 0;
  for (let v = 1; v < 4096; v++) {
    const w = v ** -lambda;
    mass += w;
    logMass += w * Math.log2(v);
    coded += w * cost(v);
  }
  for (let b = 12; b <= 52; b++) {
    for (let j = 0; j < 8; j++) {
      const start = 2 ** (b - 3) * (8 + j);
      const part = integrals(lambda, start - 0.5, start + 2 ** (b - 3) - 0.5);
      mass += part.mass;
      logMass += part.logMass;
      coded += part.mass * cost(start);
    }
  }
  const entropy = Math.log2(mass) + (lambda * logMass) / mass;
  const overhead = coded / mass - entropy;
  expect(overhead).toBeGreaterThan(0);
  expect(overhead).toBeLessThan(bound);
});

test('truncated laws have the entropies of the vectors, and the bounded code comes near them', () => {
  for (const vector of vectors.truncated) {
    const [lam, N, entropyBits] = [Number(vector.lam), Number(vector.N), vector.entropyBits];
    const L = Math.round((lam - 1) * 4096);
    if (N > 2000) continue;
    const codec = zipfIndexCodec(L, { limit: N });
    let mass = 0;
    let coded = 0;
    let entropy = 0;
    for (let v = 1; v <= N; v++) {
      const w = v ** -lam;
      const meter = new CodelengthMeter();
      codec.encode(v - 1, meter);
      mass += w;
      coded += w * meter.bits;
      entropy += w * lam * Math.log2(v);
    }
    expect(Math.abs(Math.log2(mass) + entropy / mass - Number(entropyBits))).toBeLessThan(1e-9);
    // The last bucket is whole: a bound costs at most the share of it that is not used.
    expect(coded / mass - Number(entropyBits)).toBeLessThan(0.2);
  }
});
