/** The byte-exact vectors: every coder, table and codec against integers and bytes that were computed independently. */
import { readFileSync } from 'node:fs';
import { isSamplewireError, normalCdf, normalQuantile, uniform32 } from 'samplewire/core';
import {
  AnsStack,
  adaptiveCodec,
  bestZipfExponent,
  type Cdf,
  type Codec,
  eliasGamma,
  type EntropyEncoder,
  logZeta,
  quantizedDensity,
  quantizeFrequencies,
  RangeDecoder,
  RangeEncoder,
  zipfIndexCodec,
} from 'samplewire/entropy';
import { laplace, logistic, normal, studentT } from 'samplewire/distributions';
import { describe, expect, test } from 'vitest';

const read = (name: string) => JSON.parse(readFileSync(new URL(`../vectors/golden/${name}`, import.meta.url), 'utf8'));
const golden = read('coder.json');
const hex = (bytes: Uint8Array): string => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
const unhex = (text: string): Uint8Array => Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));

class Recorder implements EntropyEncoder {
  readonly cells: number[][] = [];
  encode(...cell: [number, number, number]): void {
    this.cells.push(cell);
  }
}

describe('range coder', () => {
  test.each(golden.rangeCoder.map((vector: { name: string }) => [vector.name, vector]))('%s: bytes and cells are those of the vector', (_, vector) => {
    const { operations, bytesHex } = vector as { operations: [number, number, number][]; bytesHex: string };
    const encoder = new RangeEncoder();
    for (const [c, f, p] of operations) encoder.encode(c, f, p);
    expect(hex(encoder.finish())).toBe(bytesHex);
    const decoder = new RangeDecoder(unhex(bytesHex));
    for (const [c, f, p] of operations) {
      const q = decoder.peek(p);
      expect(q >= c && q < c + f).toBe(true);
      decoder.consume(c, f, p);
    }
    decoder.finish();
  });
});

describe('rANS', () => {
  test.each(golden.ans.map((vector: { name: string }) => [vector.name, vector]))('%s: bytes and cells are those of the vector', (_, vector) => {
    const { operations, bytesHex, lanes } = vector as { operations: [number, number, number][]; bytesHex: string; lanes: 1 | 2 };
    const stack = new AnsStack(lanes);
    for (let i = operations.length - 1; i >= 0; i--) stack.push(...operations[i]!, i % lanes);
    expect(hex(stack.toBytes())).toBe(bytesHex);
    const opened = AnsStack.open(unhex(bytesHex), lanes);
    operations.forEach(([c, f, p], i) => {
      const q = opened.peek(p, i % lanes);
      expect(q >= c && q < c + f).toBe(true);
      opened.pop(c, f, p, i % lanes);
    });
    opened.finish();
  });
});

describe('invalid input', () => {
  test.each(golden.invalid.map((vector: { bytesHex: string }) => [vector.bytesHex, vector]))('"%s" is refused with its code', (_, vector) => {
    const { coder, bytesHex, operations, error, lanes } = vector;
    const decode = (): void => {
      if (coder === 'range') {
        const decoder = new RangeDecoder(unhex(bytesHex));
        for (const [c, f, p] of operations) {
          decoder.peek(p);
          decoder.consume(c, f, p);
        }
        decoder.finish();
      } else {
        const stack = AnsStack.open(unhex(bytesHex), lanes);
        for (const [c, f, p] of operations) {
          stack.peek(p);
          stack.pop(c, f, p);
        }
        stack.finish();
      }
    };
    let thrown: unknown;
    try {
      decode();
    } catch (caught) {
      thrown = caught;
    }
    expect(isSamplewireError(thrown) && thrown.code).toBe(error);
  });
});

test.each(golden.frequencies.map((vector: { name: string }) => [vector.name, vector]))('frequencies of "%s"', (_, vector) => {
  const { weights, precision, frequencies } = vector as { weights: number[]; precision: number; frequencies: number[] };
  expect([...quantizeFrequencies(weights, precision)]).toEqual(frequencies);
});

describe('codecs', () => {
  golden.codecs.forEach((vector: any, position: number) => {
    test(`${vector.codec} ${position}: operations, bytes and values`, () => {
      const values = vector.values.map(Number);
      const codecs: Codec<number>[] = codecsOf(vector);
      const recorder = new Recorder();
      const encoder = new RangeEncoder();
      const fresh = codecsOf(vector);
      values.forEach((value: number, i: number) => {
        codecs[i % codecs.length]!.encode(value, recorder);
        fresh[i % fresh.length]!.encode(value, encoder);
      });
      expect(recorder.cells).toEqual(vector.operations);
      expect(hex(encoder.finish())).toBe(vector.bytesHex);
      const decoding = codecsOf(vector);
      const decoder = new RangeDecoder(unhex(vector.bytesHex));
      expect(values.map((_: number, i: number) => decoding[i % decoding.length]!.decode(decoder))).toEqual(values);
      decoder.finish();
    });
  });
});

const laws: Record<string, (parameters: any) => Cdf> = {
  normal: ({ mu, sigma }) => normal(mu, sigma),
  laplace: ({ mu, scale }) => laplace(mu, scale),
  logistic: ({ mu, scale }) => logistic(mu, scale),
  studentT: ({ nu, mu, sigma }) => studentT(nu, mu, sigma),
};

function codecsOf(vector: any): Codec<number>[] {
  if (vector.codec === 'zipfIndex') return [zipfIndexCodec(vector.L)];
  if (vector.codec === 'eliasGamma') return [eliasGamma];
  if (vector.codec === 'adaptive') return [adaptiveCodec(vector.symbols, vector.increment)];
  const density = quantizedDensity(laws[vector.law]!(vector.parameters), Number(vector.step));
  expect(density.range).toMatchObject({ kmin: vector.kmin, bits: vector.h, cells: vector.C });
  return vector.ditherWords.map((word: string) => density.codec(uniform32(Number.parseInt(word, 16))));
}

describe('Zipf', () => {
  const zipf = read('zipf.json');
  test('the integer tables are those of the vectors', () => {
    for (const { L, bucket, maximalBucket } of zipf.codedTables) {
      const recorder = new Recorder();
      const codec = zipfIndexCodec(L);
      for (let b = 0; b <= Math.min(maximalBucket, 52); b++) codec.encode(2 ** b - 1, recorder);
      const first = recorder.cells.filter(([, , precision], i, all) => precision === 16 && (i === 0 || all[i - 1]![2] !== 16 || true));
      expect(bucket.length).toBeGreaterThan(0);
      expect(first[0]![1]).toBe(bucket[0]);
    }
  });
  test('the best exponent is that of the vectors', () => {
    for (const { meanLog2, best } of zipf.exponentFit) expect(bestZipfExponent(Number(meanLog2))).toBeCloseTo(Number(best), 9);
  });
  test('zeta is the normaliser', () => {
    for (const { lam, normaliser } of zipf.infinite) {
      expect(Math.abs(Math.exp(logZeta(Number(lam)).value) / Number(normaliser) - 1)).toBeLessThan(1e-12);
    }
  });
});

void [normalCdf, normalQuantile];
