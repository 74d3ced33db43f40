/** Shared randomness against published and recomputed vectors; addresses are independent of how words are asked for. */
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import {
  chi,
  chiOfWords,
  chiWords,
  keyCheck,
  log,
  normalQuantile,
  philox4x32,
  sharedRandomness,
  uniform32,
  uniform52,
  uniformInteger,
} from 'samplewire/core';
import { describe, expect, test } from 'vitest';

const golden = JSON.parse(readFileSync(new URL('../../vectors/golden/philox.json', import.meta.url), 'utf8'));
const word = (text: string): number => Number.parseInt(text, 16);
const hex = (value: number): string => (value >>> 0).toString(16).padStart(8, '0');

test('philox4x32-10 gives the published known answers', () => {
  for (const { counter, key, output } of [...golden.kat, ...golden.more]) {
    const out = new Uint32Array(4);
    const [c0, c1, c2, c3] = counter.map(word);
    philox4x32(c0, c1, c2, c3, word(key[0]), word(key[1]), out, 0);
    expect(Array.from(out, hex)).toEqual(output);
  }
});

test('seeds, labels and addresses lead to the words of the vectors', () => {
  for (const { seedType, seed, labels, words } of golden.addressing) {
    const bytes = (): Uint8Array => Uint8Array.from(seed.match(/../g) ?? [], word);
    let shared = sharedRandomness(seedType === 'bytes' ? bytes() : seed);
    for (const label of labels) shared = shared.derive(label);
    for (const { block, candidate, word: at, value } of words) {
      expect(hex(shared.block(block).word(candidate, at))).toBe(value);
    }
  }
});

test('keys and addresses of the vectors are those of the equations', () => {
  const out = new Uint32Array(4);
  for (const { key, words } of golden.addressing) {
    for (const { block, candidate, word: at, value } of words) {
      const g = Math.floor(at / 4);
      const c1 = Math.floor(candidate / 2 ** 32) + 2 ** 21 * (g % 2 ** 11);
      const c3 = Math.floor(block / 2 ** 32) + 2 ** 21 * Math.floor(g / 2 ** 11);
      philox4x32(candidate % 2 ** 32, c1, block % 2 ** 32, c3, word(key[0]), word(key[1]), out, 0);
      expect(hex(out[at % 4]!)).toBe(value);
    }
  }
});

test('words become the doubles of the vectors, and 1 - u is exact', () => {
  for (const { words, double } of golden.doubles) {
    const [first, second] = words.map(word);
    const u = second === undefined ? uniform32(first) : uniform52(first, second);
    expect(u).toBe(Number(double));
    expect(1 - (1 - u)).toBe(u);
  }
});

describe('a block', () => {
  const block = sharedRandomness('blocks').block(2 ** 40 + 5);
  /** Everywhere, and where a half of the candidate or of the group of words turns over. */
  const anyCandidate = fc.oneof(
    fc.maxSafeNat().map((n) => Math.min(n, Number.MAX_SAFE_INTEGER - 20)),
    fc.integer({ min: -9, max: 9 }).map((n) => 2 ** 32 + n),
    fc.integer({ min: -9, max: 9 }).map((n) => 2 ** 31 + n),
    fc.constant(Number.MAX_SAFE_INTEGER - 8),
  );
  const anyWord = fc.oneof(
    fc.nat(40),
    fc.integer({ min: -20, max: 20 }).map((n) => 2 ** 13 + n),
    fc.nat(2 ** 24 - 31),
    fc.constant(2 ** 24 - 30),
  );

  test('gives the same words one by one, in rows, and for many candidates', () => {
    fc.assert(
      fc.property(
        anyCandidate,
        anyWord,
        fc.integer({ min: 1, max: 30 }),
        fc.integer({ min: 1, max: 9 }),
        (candidate, firstWord, words, count) => {
          const many = new Uint32Array(count * words);
          block.candidates(candidate, count, firstWord, words, many);
          for (let i = 0; i < count; i++) {
            const row = new Uint32Array(words);
            block.fill(candidate + i, firstWord, row);
            expect(many.slice(i * words, (i + 1) * words)).toEqual(row);
            for (let w = 0; w < words; w++) expect(row[w]).toBe(block.word(candidate + i, firstWord + w));
          }
        },
      ),
      { seed: 1, numRuns: 300 },
    );
  });

  test('gives words that differ between candidates, words and blocks', () => {
    const words = new Uint32Array(4000);
    block.candidates(0, 1000, 0, 4, words);
    const other = sharedRandomness('blocks').block(5);
    expect(new Set([...words, other.word(0, 0), other.word(999, 3)]).size).toBeGreaterThan(3990);
  });

  test('gives nothing where nothing is asked for', () => {
    block.fill(0, 0, new Uint32Array(0));
    block.candidates(0, 0, 0, 4, new Uint32Array(0));
    const out = Uint32Array.of(7);
    block.candidates(0, 1, 0, 0, out);
    expect(out[0]).toBe(7);
  });

  test('refuses addresses out of range', () => {
    const two = new Uint32Array(2);
    expect(() => block.candidates(-1, 2, 0, 1, two)).toThrow(/"candidate"/);
    expect(() => block.candidates(2 ** 53 - 1, 2, 0, 1, two)).toThrow(/"candidate"/);
    expect(() => block.candidates(0, 1, 2 ** 24 - 1, 2, two)).toThrow(/"word"/);
    expect(() => block.fill(0, 2 ** 24 - 1, two)).toThrow(/"word"/);
    expect(() => block.word(0, 0.5)).toThrow(/"word"/);
    expect(() => block.word(Number.NaN, 0)).toThrow(/"candidate"/);
    expect(() => block.word(-1, 0)).toThrow(/"candidate"/);
    expect(() => block.word(2 ** 53, 0)).toThrow(/"candidate"/);
    expect(() => block.word(0, 2 ** 24)).toThrow(/"word"/);
    expect(() => sharedRandomness('x').block(0.5)).toThrow(/"block"/);
  });
});

test('a number and its text are different seeds and labels; text without UTF-8 form is refused', () => {
  const first = (seed: string | number | Uint8Array): number => sharedRandomness(seed).block(0).word(0, 0);
  expect(new Set([first('3'), first(3), first(Uint8Array.of(3)), first('')]).size).toBe(4);
  const root = sharedRandomness('root');
  expect(root.derive(3).block(0).word(0, 0)).not.toBe(root.derive('3').block(0).word(0, 0));
  expect(() => sharedRandomness('\ud800')).toThrow(/surrogates/);
  expect(() => sharedRandomness(-1)).toThrow(/"seed"/);
});

test('a key check is eight bytes that differ between keys', () => {
  expect(keyCheck(sharedRandomness('a'))).toHaveLength(8);
  expect(keyCheck(sharedRandomness('a'))).toEqual(keyCheck(sharedRandomness('a')));
  expect(keyCheck(sharedRandomness('a'))).not.toEqual(keyCheck(sharedRandomness('b')));
});

test('the scale law reads a normal, then uniforms, two words each', () => {
  const block = sharedRandomness('chi').block(0);
  for (const nu of [1, 2, 3, 10, 33, 66]) {
    const words = new Uint32Array(chiWords(nu) + 3);
    block.fill(4, 9, words);
    const uniforms = Array.from({ length: chiWords(nu) / 2 }, (_, i) => uniform52(words[2 * i]!, words[2 * i + 1]!));
    const normal = nu % 2 === 1 ? normalQuantile(uniforms.shift()!) : 0;
    let square = normal * normal;
    for (let i = 0; i < uniforms.length; i += 16) square -= 2 * log(uniforms.slice(i, i + 16).reduce((a, b) => a * b));
    expect(chi(nu, block, 4, 9)).toBe(Math.sqrt(square));
    expect(chiOfWords(nu, words, 0)).toBe(Math.sqrt(square));
  }
});

test('the scale law has the moments of chi', () => {
  for (const nu of [1, 2, 3, 4, 10, 33]) {
    const block = sharedRandomness('chi').block(nu);
    const samples = 20_000;
    let square = 0;
    for (let n = 0; n < samples; n++) square += chi(nu, block, n, 0) ** 2;
    expect(Math.abs(square / samples - nu)).toBeLessThan(6.11 * Math.sqrt((2 * nu) / samples));
    expect(chiWords(nu)).toBe(2 * Math.ceil(nu / 2));
  }
});

test('an integer below n is below n', () => {
  for (const n of [1, 3, 1000, 2 ** 20]) {
    expect(uniformInteger(0, n)).toBe(0);
    expect(uniformInteger(0xffffffff, n)).toBe(n - 1);
  }
});
