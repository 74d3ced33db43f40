/** Tree searches as file methods: one value per block, columns of their own, bits that are counted. */
import { localRandomness, sharedRandomness } from 'samplewire/core';
import { type Distribution, klDivergence, laplace, normal } from 'samplewire/distributions';
import { describe, expect, test } from 'vitest';
import { aStarMethod, greedyPoissonMethod } from '../../../src/rcc/channel/branching-method.ts';
import type { ChunkContext, ChunkInput } from '../../../src/rcc/channel/method.ts';
import { drain } from '../../../src/rcc/channel/steps.ts';
import { andersonDarling, probabilityIntegralTransform, SIGNIFICANCE } from '../../../src/testing/index.ts';

const marginals = [normal(0, 3), laplace(0, 2)];
const context: ChunkContext = {
  firstValue: 1000,
  firstBlock: 1000,
  dimension: 1,
  marginals,
  shared: sharedRandomness('branching method'),
};

/** Centres everywhere, one law per column. */
function targetsOf(count: number): Distribution[] {
  return Array.from({ length: count }, (_, i) => {
    const centre = Math.sin(i) * 3;
    return i % 2 === 0 ? normal(centre, 0.5) : laplace(centre, 0.1 + (i % 3) * 0.2);
  });
}

function inputOf(targets: readonly Distribution[], indexCode?: string): ChunkInput {
  return {
    ...context,
    targets,
    local: localRandomness({ seed: 'branching method' }),
    indexCode,
    parameterShare: 1,
    approximation: { totalVariation: 0.001 },
  };
}

describe.each([
  [aStarMethod, 3000],
  [greedyPoissonMethod, 60],
] as const)('$name', (method, count) => {
  const targets = targetsOf(count);
  const encoded = drain(method.encode(inputOf(targets)));

  test('decoding inverts encoding, and the samples follow their targets', () => {
    const { payload, samples, bits, candidatesExamined } = encoded;
    expect(method.decode(payload, count, context)).toEqual(samples);
    const { uniforms, survivals } = probabilityIntegralTransform(samples, targets);
    expect(andersonDarling(uniforms, survivals).pValue).toBeGreaterThan(SIGNIFICANCE);
    expect(Math.abs(8 * payload.length - bits.index - bits.point)).toBeLessThan(0.02 * 8 * payload.length + 400);
    expect(candidatesExamined).toBeGreaterThanOrEqual(count);
  });

  test('costs little more than the information', () => {
    const { payload } = encoded;
    let nats = 0;
    targets.forEach((target, i) => {
      nats += klDivergence(target, marginals[i % 2]!);
    });
    expect((8 * payload.length) / count).toBeLessThan(nats / Math.LN2 / count + 2.2 + 300 / count);
  });

  test('values are blocks of the file: a chunk cut in two has the same samples', () => {
    const cut = count - 40;
    const rest = { ...inputOf(targets.slice(cut)), firstValue: 1000 + cut, firstBlock: 1000 + cut };
    expect(drain(method.encode(rest)).samples).toEqual(encoded.samples.slice(cut));
  });

  test('writes depths by the code that is asked for, and knows no other', () => {
    for (const name of ['zipf', 'empirical']) {
      const { payload, samples } = drain(method.encode(inputOf(targets.slice(0, 20), name)));
      expect(method.decode(payload, 20, context)).toEqual(samples.slice(0, 20));
    }
    expect(() => drain(method.encode(inputOf(targets.slice(0, 2), 'table')))).toThrow(
      /"indexCode" expected one of zipf, empirical/,
    );
  });

  test('says before a file is begun which target it cannot send', () => {
    const planned = {
      targets,
      columns: 2,
      dimension: 1,
      parameterShare: 1,
      approximation: { candidates: 1 },
      marginals: () => marginals,
    };
    expect(method.refusal!(planned)).toBeUndefined();
    expect(method.refusal!({ ...planned, targets: [normal(0, 1), laplace(0, 4)] })).toMatch(/bounded ratio to laplace/);
  });

  test('an empty chunk is one', () => {
    const { payload, samples } = drain(method.encode(inputOf([])));
    expect(samples.length).toBe(0);
    expect(method.decode(payload, 0, context).length).toBe(0);
  });

  test('blocks of more than one value are refused at both ends', () => {
    expect(() => drain(method.encode({ ...inputOf(targets), dimension: 2 }))).toThrow(/"block" expected 1 value/);
    expect(() => method.decode(new Uint8Array(8), 2, { ...context, dimension: 2 })).toThrow(/"block" expected 1 value/);
  });
});
