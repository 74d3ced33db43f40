/** The vector kernels give the words of the plain generator, and screening loses nobody. */
import fc from 'fast-check';
import { CandidateScreen, SCREEN_FIELDS, SCREEN_STRIDE, sharedRandomness } from 'samplewire/core';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { PhiloxBlock } from '../../../src/core/random/philox-block.ts';
import { WidePhiloxBlock } from '../../../src/core/random/wide-philox-block.ts';
import { kernels } from '../../../src/core/wasm/kernels.ts';

const word32 = fc.integer({ min: -0x80000000, max: 0x7fffffff });
const large = fc.oneof(
  fc.integer({ min: 0, max: 5000 }),
  fc.integer({ min: 0, max: 2 ** 53 - 10_000 }),
  fc.constantFrom(2 ** 32 - 1, 2 ** 32 - 8, 2 ** 32, 2 ** 53 - 10_000),
);

test('this engine has the kernels', () => {
  expect(kernels()).toBeDefined();
});

describe('words in bulk are the words of the plain form', () => {
  test('of one candidate, across groups and columns of groups', () => {
    fc.assert(
      fc.property(
        word32,
        word32,
        large,
        large,
        fc.oneof(fc.integer({ min: 0, max: 9 }), fc.constantFrom(8190, 8192, 16_777_216 - 700)),
        fc.integer({ min: 1, max: 700 }),
        (k0, k1, block, candidate, firstWord, count) => {
          const plain = new Uint32Array(count);
          const wide = new Uint32Array(count);
          new PhiloxBlock(k0, k1, block).fill(candidate, firstWord, plain);
          new WidePhiloxBlock(k0, k1, block).fill(candidate, firstWord, wide);
          expect(wide).toEqual(plain);
        },
      ),
      { seed: 1, numRuns: 500 },
    );
    const plain = new Uint32Array(70_000);
    const wide = new Uint32Array(70_000);
    new PhiloxBlock(1, 2, 3).fill(4, 5, plain);
    new WidePhiloxBlock(1, 2, 3).fill(4, 5, wide);
    expect(wide).toEqual(plain);
  });

  test('of many candidates', () => {
    fc.assert(
      fc.property(
        word32,
        word32,
        large,
        large,
        fc.integer({ min: 0, max: 40_000 }),
        fc.integer({ min: 1, max: 9 }),
        fc.integer({ min: 1, max: 70 }),
        (k0, k1, block, candidate, firstWord, words, count) => {
          const plain = new Uint32Array(count * words);
          const wide = new Uint32Array(count * words);
          new PhiloxBlock(k0, k1, block).candidates(candidate, count, firstWord, words, plain);
          new WidePhiloxBlock(k0, k1, block).candidates(candidate, count, firstWord, words, wide);
          expect(wide).toEqual(plain);
        },
      ),
      { seed: 1, numRuns: 500 },
    );
    const plain = new Uint32Array(10_000);
    const wide = new Uint32Array(10_000);
    new PhiloxBlock(1, 2, 3).candidates(9, 5000, 1, 2, plain);
    new WidePhiloxBlock(1, 2, 3).candidates(9, 5000, 1, 2, wide);
    expect(wide).toEqual(plain);
  });
});

describe('screening', () => {
  const term = fc.double({ min: -30, max: 30, noNaN: true });

  test('keeps every candidate whose bound is within the threshold, in order, and drops what is well beyond', () => {
    const count = 40;
    const words = new Uint32Array(9);
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 0, max: 0xffffffff }), term, term, term, term, term, term, term), {
          minLength: 1,
          maxLength: 9,
        }),
        fc.integer({ min: 0, max: 1e6 }),
        fc.double({ min: -200, max: 200, noNaN: true }),
        (coordinates, first, allowed) => {
          const block = sharedRandomness('screen').block(first);
          const screen = new CandidateScreen(coordinates.length);
          screen.coordinates.set(coordinates.flat());
          screen.open(block);
          const left = Array.from({ length: screen.run(first, count, allowed) }, (_, i) => screen.survivor(i));
          for (let place = 0; place < count; place++) {
            block.fill(first + place, 0, words);
            let sum = 0;
            let largest = Number.NEGATIVE_INFINITY;
            coordinates.forEach(([fraction, constant, linear, quadratic, a, b, e, f], i) => {
              const d = ((words[i]! - fraction) | 0) * 2 ** -32;
              sum += constant + (quadratic * d + linear) * d + Math.max(0, a * d + b, e * d + f);
              // No loss is negative: whoever is out after a group of four is out.
              if (i % 4 === 3 || i === coordinates.length - 1) largest = Math.max(largest, sum);
              if (i < 4) expect(screen.words[screen.wordsAt(place) + SCREEN_STRIDE * i]).toBe(words[i]);
            });
            if (largest <= allowed) expect(left).toContain(place);
            else if (sum > allowed + 0.02) expect(left).not.toContain(place);
          }
          expect(left).toEqual([...left].sort((a, b) => a - b));
        },
      ),
      { seed: 1, numRuns: 300 },
    );
  });

  test('takes turns with other screens, and leaves blocks of other makes to the plain form', () => {
    const [one, other] = [new CandidateScreen(1), new CandidateScreen(1)];
    const block = sharedRandomness('turns').block(0);
    one.coordinates.set([0, 0, 0, 8]);
    other.coordinates.set([0, 1, 0, 0]);
    one.open(block);
    other.open(block);
    const alone = one.run(0, 64, 0.5);
    expect(alone).toBeGreaterThan(0);
    expect(alone).toBeLessThan(64);
    expect(other.run(0, 64, 0.5)).toBe(0);
    expect(one.run(0, 64, 0.5)).toBe(alone);
    const foreign = new CandidateScreen(1);
    foreign.open({
      word: (n, w) => block.word(n, w),
      fill: (n, w, out) => block.fill(n, w, out),
      candidates: (n, count, w, words, out) => block.candidates(n, count, w, words, out),
    });
    expect(foreign.run(0, 64, 0.5)).toBe(-1);
    expect(one.coordinates.length).toBe(SCREEN_FIELDS);
  });
});

describe('where there is no WebAssembly, or it must not compile', () => {
  afterEach(() => {
    vi.unstubAllGlobals();
    vi.resetModules();
  });

  const forbidding = {
    Module: class {
      constructor() {
        throw new Error('the policy of this page forbids it');
      }
    },
  };

  test.each([
    ['none', undefined],
    ['forbidden', forbidding],
  ])('%s: the same words, and screens leave all to the plain form', async (_, stub) => {
    vi.resetModules();
    vi.stubGlobal('WebAssembly', stub);
    const bare = await import('../../../src/core/index.ts');
    const [plain, wide] = [bare.sharedRandomness('none').block(5), sharedRandomness('none').block(5)];
    const [out, expected] = [new Uint32Array(300), new Uint32Array(300)];
    plain.fill(7, 3, out);
    wide.fill(7, 3, expected);
    expect(out).toEqual(expected);
    plain.candidates(7, 100, 0, 3, out);
    wide.candidates(7, 100, 0, 3, expected);
    expect(out).toEqual(expected);
    const screen = new bare.CandidateScreen(2);
    screen.open(plain);
    expect(screen.run(0, 64, 1)).toBe(-1);
    expect(bare.bulkArrays(9).points.buffer.byteLength).toBe(72);
  });
});
