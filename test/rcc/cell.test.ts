/** The integer form of a candidate on a shifted lattice, against its real-number definition and the worked trace. */
import fc from 'fast-check';
import { isSamplewireError, uniform32 } from 'samplewire/core';
import { describe, expect, test } from 'vitest';
import { candidateInCell, fromPoint, gridCentre, pointInCell } from '../../src/rcc/proposal/cell.ts';

const word = fc.integer({ min: 0, max: 0xffffffff });
const options = { seed: 1, numRuns: 20_000 };

describe('a candidate in a cell', () => {
  test('is the one lattice point plus dither inside the cell, and both rounding forms agree', () => {
    fc.assert(
      fc.property(fc.double({ min: -1000, max: 1000, noNaN: true }), word, (c, w) => {
        const centre = gridCentre(c);
        const [k, y, u] = [pointInCell(centre, w), candidateInCell(centre, w), uniform32(w)];
        expect(Number.isInteger(k)).toBe(true);
        expect(k + u).toBe(y);
        expect(Math.abs(y - centre.value)).toBeLessThanOrEqual(0.5 - 2 ** -33);
        expect(k).toBe(Math.ceil(centre.value - u - 0.5) + 0);
        expect(k).toBe(Math.floor(centre.value - u + 0.5) + 0);
        expect(Math.abs(centre.value - c)).toBeLessThanOrEqual(2 ** -33);
      }),
      options,
    );
  });

  test('comes back from its lattice point bit for bit, up to the limit of 2^20', () => {
    for (const c of [2 ** 20 - 2, -(2 ** 20) + 2, 0, 0.5, -0.5]) {
      for (const w of [0, 1, 0x7fffffff, 0x80000000, 0xffffffff]) {
        const centre = gridCentre(c);
        expect(fromPoint(pointInCell(centre, w), w)).toBe(candidateInCell(centre, w));
      }
    }
    expect(() => gridCentre(2 ** 20)).toThrow('2^20');
    try {
      gridCentre(Number.NaN);
    } catch (error) {
      expect(isSamplewireError(error) && error.code).toBe('LimitExceeded');
    }
  });

  test('moves by whole cells with its centre, and k is monotone in the centre', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e6, max: 1e6 }), fc.nat(1e6), word, (numerator, step, w) => {
        const centre = gridCentre(numerator / 1024);
        const moved = gridCentre(numerator / 1024 + 1);
        expect(pointInCell(moved, w)).toBe(pointInCell(centre, w) + 1);
        expect(candidateInCell(moved, w) - moved.value).toBe(candidateInCell(centre, w) - centre.value);
        expect(pointInCell(gridCentre((numerator + step) / 1024), w)).toBeGreaterThanOrEqual(pointInCell(centre, w));
      }),
      options,
    );
  });

  test('follows the worked trace: centre 0.6625, dithers 0.95, 0.08, 0.71', () => {
    const centre = gridCentre(5.3 / 8);
    const rows = [
      [0.95, 0, 7.6],
      [0.08, 1, 8.64],
      [0.71, 0, 5.68],
    ] as const;
    for (const [u, k, z] of rows) {
      const w = Math.floor(u * 2 ** 32);
      expect(pointInCell(centre, w)).toBe(k);
      expect(8 * candidateInCell(centre, w)).toBeCloseTo(z, 8);
    }
  });
});
