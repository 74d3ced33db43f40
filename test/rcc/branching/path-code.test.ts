/** Paths as bits: decoding inverts encoding, the cost is the entropy, hostile bytes end in an error. */
import fc from 'fast-check';
import { localRandomness, log2, type SharedBlock, sharedRandomness } from 'samplewire/core';
import { normal } from 'samplewire/distributions';
import { CodelengthMeter, RangeDecoder, RangeEncoder } from 'samplewire/entropy';
import { aStarBranching, cheapestCode, empiricalCode, type Path, pathCode, zipfCode } from 'samplewire/rcc';
import { describe, expect, test } from 'vitest';
import { TreeWalk } from '../../../src/rcc/branching/tree.ts';

const shared = sharedRandomness('path code');
const local = localRandomness({ seed: 'path code' });
const depthCode = cheapestCode([zipfCode, empiricalCode]);
const paths = fc
  .array(fc.array(fc.integer({ min: 0, max: 1 }), { maxLength: 100 }), { maxLength: 40 })
  .map((all) => all.map((turns): Path => ({ depth: turns.length, turns: Uint8Array.from(turns) })));

function write(all: readonly Path[]): Uint8Array {
  const code = pathCode(depthCode);
  const range = new RangeEncoder();
  const chosen = code.fit(all);
  code.parameters.encode(chosen, range);
  const codecOf = code.codec(chosen);
  all.forEach((path, i) => {
    codecOf(shared.block(i)).encode(path, range);
  });
  return range.finish();
}

function read(bytes: Uint8Array, count: number): Path[] {
  const code = pathCode(depthCode);
  const range = new RangeDecoder(bytes);
  const codecOf = code.codec(code.parameters.decode(range));
  const all = Array.from({ length: count }, (_, i) => codecOf(shared.block(i)).decode(range));
  range.finish();
  return all;
}

describe('the path code', () => {
  test('decoding inverts encoding, whatever the paths', () => {
    fc.assert(
      fc.property(paths, (all) => {
        expect(read(write(all), all.length)).toEqual(all);
      }),
      { seed: 1, numRuns: 60 },
    );
  });

  test.each([
    [normal(1, 0.5), 2.73],
    [normal(2, 0.25), 6.11],
    [normal(3, 0.1), 11.23],
  ])('costs the entropy of the depth and the logarithm of the width: %o', (target, published) => {
    const simulator = aStarBranching(normal(0, 1));
    const blocks = 6000;
    const all = Array.from({ length: blocks }, (_, i) => {
      return simulator.simulate(target, shared.block(i), local.block(i)).message;
    });
    const counts = new Map<number, number>();
    let entropy = 0;
    all.forEach(({ depth, turns }, i) => {
      counts.set(depth, (counts.get(depth) ?? 0) + 1);
      const walk = new TreeWalk(shared.block(i));
      for (const turn of turns) walk.descend(turn);
      entropy -= log2(walk.width) / blocks;
    });
    for (const count of counts.values()) entropy -= (count / blocks) * log2(count / blocks);
    const bits = (8 * write(all).length) / blocks;
    expect(bits).toBeGreaterThan(entropy);
    expect(bits).toBeLessThan(entropy + 0.06);
    expect(bits / published).toBeGreaterThan(0.97);
    expect(bits / published).toBeLessThan(1.03);

    const zipf = pathCode(zipfCode);
    const meter = new CodelengthMeter();
    const codecOf = zipf.codec(zipf.fit(all));
    all.forEach((path, i) => {
      codecOf(shared.block(i)).encode(path, meter);
    });
    expect(meter.bits / blocks).toBeGreaterThan(bits + 0.25);
  });

  test('takes any turn at a finite price, next to the ends of the interval as well', () => {
    const ends = (word: number): SharedBlock => ({
      word: () => word,
      fill: (_candidate, _firstWord, out) => void out.fill(word),
      candidates: (_first, _count, _firstWord, _words, out) => void out.fill(word),
    });
    for (const block of [ends(0), ends(0xffffffff)]) {
      const codec = pathCode(zipfCode).codec(0)(block);
      for (const turn of [0, 1]) {
        const path = { depth: 3, turns: Uint8Array.of(turn, turn, turn) };
        const range = new RangeEncoder();
        codec.encode(path, range);
        expect(codec.decode(new RangeDecoder(range.finish()))).toEqual(path);
      }
    }
  });

  test('any bytes give a path or an error of a known kind', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.integer({ min: 0, max: 65_535 }), (bytes, exponent) => {
        const codec = pathCode(zipfCode).codec(exponent)(shared.block(0));
        try {
          const { depth, turns } = codec.decode(new RangeDecoder(bytes));
          expect(depth).toBe(turns.length);
        } catch (error) {
          expect(error).toHaveProperty('code', expect.stringMatching(/^(CorruptData|LimitExceeded|UnexpectedEnd)$/));
        }
      }),
      { seed: 1, numRuns: 300 },
    );
  });

  test('a depth beyond the limit is corrupt', () => {
    const range = new RangeEncoder();
    zipfCode.codec(0).encode(1001, range);
    const codec = pathCode(zipfCode).codec(0)(shared.block(0));
    expect(() => codec.decode(new RangeDecoder(range.finish()))).toThrow(
      /"depth" expected at most 1000 turns, got 1001/,
    );
  });
});
