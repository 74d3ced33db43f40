/** Values, cells and bytes of every codec that the vectors pin. */
import { uniform32 } from 'samplewire/core';
import {
  adaptiveCodec,
  type Cdf,
  type Codec,
  eliasGamma,
  quantizedDensity,
  RangeDecoder,
  RangeEncoder,
  zipfIndexCodec,
} from 'samplewire/entropy';
import { describe, expect, test } from 'vitest';
import { type Cell, fromHex, golden, laplace, logistic, normal, Recorder, studentT, toHex } from '../support.ts';

interface CodecVector {
  readonly codec: 'zipfIndex' | 'eliasGamma' | 'adaptive' | 'quantizedDensity';
  readonly values: (number | string)[];
  readonly operations?: Cell[];
  readonly bytesHex: string;
  readonly L: number;
  readonly symbols: number;
  readonly increment: number;
  readonly law: string;
  readonly parameters: Record<string, number>;
  readonly step: string;
  readonly kmin: number;
  readonly h: number;
  readonly C: number;
  readonly ditherWords: string[];
}

function law(name: string, { mu = 0, sigma = 1, scale = 1 }: Record<string, number>): Cdf {
  if (name === 'normal') return normal(mu, sigma);
  if (name === 'laplace') return laplace(mu, scale);
  if (name === 'logistic') return logistic(mu, scale);
  if (name === 'studentT') return studentT(4, mu, sigma);
  throw new Error(`no law ${name} here`);
}

/** One codec per value in turn: a density has another dither for each. */
function codecs(vector: CodecVector): Codec<number>[] {
  if (vector.codec === 'zipfIndex') return [zipfIndexCodec(vector.L)];
  if (vector.codec === 'eliasGamma') return [eliasGamma];
  if (vector.codec === 'adaptive') return [adaptiveCodec(vector.symbols, vector.increment)];
  const density = quantizedDensity(law(vector.law, vector.parameters), Number(vector.step));
  expect(density.range).toMatchObject({ kmin: vector.kmin, bits: vector.h, cells: vector.C });
  return vector.ditherWords.map((word) => density.codec(uniform32(Number.parseInt(word, 16))));
}

describe('codecs', () => {
  golden<{ codecs: CodecVector[] }>('coder.json').codecs.forEach((vector, position) => {
    test(`${position}, ${vector.codec}, has these cells and bytes, and they give its values`, () => {
      const values = vector.values.map(Number);
      const recorder = new Recorder();
      const encoder = new RangeEncoder();
      for (const target of [recorder, encoder]) {
        const some = codecs(vector);
        values.forEach((value, i) => {
          some[i % some.length]!.encode(value, target);
        });
      }
      if (vector.operations !== undefined) expect(recorder.cells).toEqual(vector.operations);
      expect(toHex(encoder.finish())).toBe(vector.bytesHex);
      const decoder = new RangeDecoder(fromHex(vector.bytesHex));
      const some = codecs(vector);
      expect(values.map((_, i) => some[i % some.length]!.decode(decoder))).toEqual(values);
      decoder.finish();
    });
  });
});

interface PriorVector {
  readonly law: string;
  readonly scale: string;
  readonly mutualInformationBits: string;
  readonly kmin: number;
  readonly kmax: number;
  readonly h: number;
  readonly tables: { u: string; probabilities: [string, string][] }[];
  readonly leaky: { u: string; frequencies: number[] }[];
}

describe('universal quantization', () => {
  for (const vector of golden<{ priors: PriorVector[] }>('universal-quantization.json').priors) {
    const scale = Number(vector.scale);
    const density = quantizedDensity(law(vector.law, { mu: 0, sigma: scale, scale }), 1);
    const name = `${vector.law}, scale ${vector.scale}`;

    test(`${name}: range and probabilities are those of the vectors`, () => {
      expect(density.range).toMatchObject({ kmin: vector.kmin, kmax: vector.kmax, bits: vector.h });
      for (const { u, probabilities } of vector.tables) {
        for (const [k, p] of probabilities) {
          const ours = density.probability(Number(k), Number(u));
          if (Math.abs(ours / Number(p) - 1) > 1e-13) expect(ours, `P(${k} | ${u})`).toBe(Number(p));
          if (Number(p) > 1e-300)
            expect(density.codelengthBits(Number(k), Number(u))).toBeCloseTo(-Math.log2(Number(p)), 9);
        }
      }
    });

    test(`${name}: integer cells are those of the vectors`, () => {
      for (const { u, frequencies } of vector.leaky) {
        const recorder = new Recorder();
        for (let cell = -1; cell < frequencies.length - 1; cell++) {
          recorder.cells.length = 0;
          density.encode(vector.kmin + cell * 2 ** vector.h, Number(u), recorder);
          expect(recorder.cells[0]![1], `cell ${cell} at u = ${u}`).toBe(frequencies[cell + 1]);
        }
      }
    });

    test(`${name}: the mean cost over dither and point is the mutual information and a little`, () => {
      let cost = 0;
      const dithers = 64;
      for (let i = 0; i < dithers; i++) {
        const u = (i + 0.5) / dithers - 0.5;
        for (let k = vector.kmin - 20; k <= vector.kmax + 20; k++) {
          const p = density.probability(k, u);
          const recorder = new Recorder();
          density.encode(k, u, recorder);
          for (const [, frequency, precision] of recorder.cells)
            cost += (p * (precision - Math.log2(frequency))) / dithers;
        }
      }
      expect(cost - Number(vector.mutualInformationBits)).toBeGreaterThan(-1e-3);
      expect(cost - Number(vector.mutualInformationBits)).toBeLessThan(0.004);
    });
  }
});
