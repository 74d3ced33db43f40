/** The arbitraries give what their names promise. */
import fc from 'fast-check';
import { uniform32 } from 'samplewire/core';
import { densityRatio } from 'samplewire/distributions';
import { modelCodec, RangeDecoder, RangeEncoder } from 'samplewire/entropy';
import { poissonFunctionalRepresentation, prior, rejection } from 'samplewire/rcc';
import {
  boundedPairs,
  densityRatios,
  discreteLaws,
  distributions,
  hostileBytes,
  localRandomnesses,
  modelMessages,
  randomSources,
  sharedBlocks,
  sharedRandomnesses,
  unboundedPairs,
} from 'samplewire/testing';
import { describe, expect, test } from 'vitest';
import { errorCode } from '../distributions/support.ts';

const check = <T>(arbitrary: fc.Arbitrary<T>, run: (value: T) => void, numRuns = 100): void =>
  fc.assert(fc.property(arbitrary, run), { seed: 1, numRuns });

describe('pairs', () => {
  test('a bounded pair can be sent by every exact selection', () => {
    check(
      fc.tuple(boundedPairs, sharedBlocks, randomSources),
      ([{ target, proposal }, shared, local]) => {
        if (!proposal.decoderVisible) return;
        const { weights } = prior(proposal).candidates(target, shared);
        expect(weights.logWeightBound).toBeLessThanOrEqual(7.1);
        for (const { select } of [poissonFunctionalRepresentation, rejection]) {
          expect(select(weights, local).index).toBeGreaterThanOrEqual(0);
        }
      },
      60,
    );
  });

  test('an unbounded pair is refused', () => {
    check(fc.tuple(unboundedPairs, sharedBlocks, randomSources), ([{ target, proposal }, shared, local]) => {
      expect(densityRatio(target, proposal).logSupremum).toBe(Number.POSITIVE_INFINITY);
      const send = () => rejection.select(prior(proposal).candidates(target, shared).weights, local);
      expect(errorCode(send)).toMatch(/^(UnboundedDensityRatio|Support)$/);
    });
  });

  test('a density ratio lies within its certified range', () => {
    check(fc.tuple(densityRatios, distributions), ([ratio, law]) => {
      const logRatio = ratio.log(law.quantile(0.4));
      if (Number.isNaN(logRatio)) return;
      expect(logRatio).toBeLessThanOrEqual(ratio.logSupremum);
    });
  });

  test('a discrete law sums to 1', () => {
    check(discreteLaws, (law) => {
      expect(law.reduce((sum, mass) => sum + mass, 0)).toBeCloseTo(1, 12);
    });
  });
});

describe('randomness', () => {
  test('shared and local randomness are functions of their address', () => {
    check(fc.tuple(sharedRandomnesses, localRandomnesses, fc.nat(100)), ([shared, local, block]) => {
      expect(shared.block(block).word(3, 1)).toBe(shared.block(block).word(3, 1));
      expect(local.block(block).nextUint32()).toBe(local.block(block).nextUint32());
      expect(uniform32(shared.block(block).word(0, 0))).toBeLessThan(1);
    });
  });
});

describe('messages', () => {
  test('a sequence is one of its model, and comes back', () => {
    check(modelMessages, ({ model, symbols }) => {
      const codec = modelCodec(model);
      const encoder = new RangeEncoder();
      for (const symbol of symbols) codec.encode(symbol, encoder);
      const decoder = new RangeDecoder(encoder.finish());
      expect(symbols.map(() => codec.decode(decoder))).toEqual(symbols);
    });
  });

  test('hostile bytes are mostly near valid ones, and do not touch them', () => {
    const valid = Uint8Array.from({ length: 200 }, (_, i) => i);
    const copies = fc.sample(hostileBytes(valid), { seed: 1, numRuns: 300 });
    expect(valid).toEqual(Uint8Array.from({ length: 200 }, (_, i) => i));
    const near = copies.filter((bytes) => bytes.length > 150 && bytes.length < 500);
    expect(near.length).toBeGreaterThan(150);
    expect(new Set(copies.map(String)).size).toBeGreaterThan(250);
  });
});
