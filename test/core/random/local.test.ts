/** The encoder's own randomness: fresh by default, reproducible with a seed, one stream per block. */
import {
  exponential,
  gamma,
  type LocalRandomness,
  localRandomness,
  type RandomSource,
  regularizedGammaP,
  regularizedGammaQ,
  SamplewireError,
  type SharedBlock,
  type SharedRandomness,
  standardNormal,
  uniform,
} from 'samplewire/core';
import { normal } from 'samplewire/distributions';
import { describe, expect, expectTypeOf, test } from 'vitest';
import {
  andersonDarling,
  kolmogorovSmirnov,
  probabilityIntegralTransform,
  SIGNIFICANCE,
} from '../../../src/testing/index.ts';

const words = (source: RandomSource, count: number): Uint32Array => {
  const out = new Uint32Array(count);
  source.fill(out);
  return out;
};

test('a seed makes it reproducible, and seeds of different kinds differ', () => {
  expect(words(localRandomness({ seed: 'a' }).block(3), 100)).toEqual(
    words(localRandomness({ seed: 'a' }).block(3), 100),
  );
  const seeds = ['1', 1, Uint8Array.of(1), 'a'];
  expect(new Set(seeds.map((seed) => words(localRandomness({ seed }).block(0), 1)[0])).size).toBe(seeds.length);
});

test('without a seed it is fresh each time', () => {
  expect(words(localRandomness().block(0), 8)).not.toEqual(words(localRandomness().block(0), 8));
});

test('blocks are streams of their own, whatever was drawn from others', () => {
  for (const local of [localRandomness(), localRandomness({ seed: 'blocks' })]) {
    const first = words(local.block(1), 50);
    words(local.block(0), 1000);
    expect(words(local.block(1), 50)).toEqual(first);
    expect(words(local.block(2), 50)).not.toEqual(first);
  }
});

test('it cannot be passed for shared randomness, nor shared randomness for it', () => {
  expectTypeOf<LocalRandomness>().not.toExtend<SharedRandomness>();
  expectTypeOf<SharedRandomness>().not.toExtend<LocalRandomness>();
  expectTypeOf<RandomSource>().not.toExtend<SharedBlock>();
  expectTypeOf<SharedBlock>().not.toExtend<RandomSource>();
});

test('a block is a whole number from 0', () => {
  for (const local of [localRandomness(), localRandomness({ seed: 'index' })]) {
    for (const index of [-1, 0.5, Number.NaN]) expect(() => local.block(index)).toThrow(SamplewireError);
  }
});

test('filling and drawing one by one give the same words', () => {
  for (const local of [localRandomness(), localRandomness({ seed: 'fill' })]) {
    const [one, other] = [local.block(0), local.block(0)];
    const filled = [...words(one, 5), ...words(one, 130), ...words(one, 1)];
    expect(Array.from({ length: 136 }, () => other.nextUint32())).toEqual(filled);
  }
});

describe('variates follow their laws', () => {
  const source = localRandomness({ seed: 'variates' }).block(0);
  const count = 50_000;
  const draw = (variate: () => number): Float64Array => Float64Array.from({ length: count }, variate);

  test('uniform and exponential', () => {
    expect(kolmogorovSmirnov(draw(() => uniform(source))).pValue).toBeGreaterThan(SIGNIFICANCE);
    const exponentials = draw(() => exponential(source));
    expect(
      andersonDarling(
        exponentials.map((x) => -Math.expm1(-x)),
        exponentials.map((x) => Math.exp(-x)),
      ).pValue,
    ).toBeGreaterThan(SIGNIFICANCE);
  });

  test('normal and gamma', () => {
    const normals = probabilityIntegralTransform(
      draw(() => standardNormal(source)),
      normal(0, 1),
    );
    expect(andersonDarling(normals.uniforms, normals.survivals).pValue).toBeGreaterThan(SIGNIFICANCE);
    for (const shape of [0.4, 1, 7.5]) {
      const law = {
        cdf: (x: number) => regularizedGammaP(shape, x),
        survival: (x: number) => regularizedGammaQ(shape, x),
      };
      const { uniforms, survivals } = probabilityIntegralTransform(
        draw(() => gamma(source, shape)),
        law,
      );
      expect(andersonDarling(uniforms, survivals).pValue).toBeGreaterThan(SIGNIFICANCE);
    }
  });
});
