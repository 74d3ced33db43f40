/** Lattices as quantizers, and the algebras that rotate their cells. */
import { localRandomness, log, logGamma, sharedRandomness, standardNormal, uniform } from 'samplewire/core';
import {
  a2,
  conjugate,
  d4,
  e8,
  gaussianA2,
  gaussianD4,
  gaussianE8,
  gaussianZ,
  integerLattice,
  multiply,
  normalise,
  voronoiSample,
} from 'samplewire/rcc';
import { describe, expect, test } from 'vitest';
import { imageOfUnit } from '../../src/rcc/lattice/composition-algebra.ts';
import { LatticeFrame } from '../../src/rcc/proposal/lattice-frame.ts';
import { andersonDarling, kolmogorovSmirnov, SIGNIFICANCE } from '../../src/testing/index.ts';

const random = localRandomness({ seed: 'lattices' }).block(0);
const vector = (dimensions: number, scale = 3): Float64Array =>
  Float64Array.from({ length: dimensions }, () => scale * standardNormal(random));
const squared = (x: Float64Array): number => x.reduce((sum, part) => sum + part * part, 0);

/** The 240 minimal vectors of E8 and the 2160 of norm 4. */
function e8Neighbours(): Float64Array[] {
  const list: Float64Array[] = [];
  const build = (prefix: number[], values: number[], norm: number): void => {
    if (prefix.length === 8) {
      const sum = prefix.reduce((total, part) => total + part, 0);
      if (norm > 0 && sum % 2 === 0) list.push(Float64Array.from(prefix));
      return;
    }
    for (const value of values) if (norm + value * value <= 4) build([...prefix, value], values, norm + value * value);
  };
  build([], [-2, -1, 0, 1, 2], 0);
  build([], [-1.5, -0.5, 0.5, 1.5], 0);
  return list;
}

describe.each([integerLattice(3), a2, d4, e8])('$name', (lattice) => {
  const { dimensions } = lattice;
  const nearest = (x: Float64Array): Float64Array => {
    const out = new Float64Array(dimensions);
    lattice.nearest(x, out);
    return out;
  };

  test('the nearest point is a point of the lattice, and moves with it', () => {
    for (let i = 0; i < 500; i++) {
      const point = nearest(vector(dimensions));
      nearest(point).forEach((part, j) => {
        expect(part).toBeCloseTo(point[j]!, 12);
      });
      const x = vector(dimensions);
      const moved = nearest(x.map((part, j) => part + point[j]!));
      nearest(x).forEach((part, j) => {
        expect(moved[j]! - point[j]!).toBeCloseTo(part, 9);
      });
    }
  });

  test('the cell has the stated second moment', () => {
    const samples = 100_000;
    const out = new Float64Array(dimensions);
    let sum = 0;
    let square = 0;
    for (let i = 0; i < samples; i++) {
      voronoiSample(
        lattice,
        Float64Array.from({ length: dimensions }, () => uniform(random)),
        out,
      );
      const norm = squared(out);
      sum += norm;
      square += norm * norm;
    }
    const mean = sum / samples;
    const error = Math.sqrt((square / samples - mean * mean) / samples);
    const stated = lattice.normalisedSecondMoment * dimensions * lattice.volume ** (2 / dimensions);
    expect(Math.abs(mean - stated)).toBeLessThan(6.11 * error);
  });
});

test('no vector of norm 2 or 4 of E8 leads to a nearer point', () => {
  const neighbours = e8Neighbours();
  expect(neighbours.length).toBe(240 + 2160);
  const out = new Float64Array(8);
  for (let i = 0; i < 300; i++) {
    const x = vector(8);
    e8.nearest(x, out);
    const error = x.map((part, j) => part - out[j]!);
    // |e - r|^2 >= |e|^2 says 2 e . r <= |r|^2.
    let nearest = Number.POSITIVE_INFINITY;
    for (const neighbour of neighbours) {
      let gain = 0;
      for (let j = 0; j < 8; j++) gain += neighbour[j]! * (neighbour[j]! - 2 * error[j]!);
      nearest = Math.min(nearest, gain);
    }
    expect(nearest).toBeGreaterThan(-1e-9);
  }
});

test('points of E8 are all integers or all half-integers, those of D4 integers, with an even sum', () => {
  const point = new Float64Array(8);
  for (let i = 0; i < 2000; i++) {
    e8.nearest(vector(8), point);
    const shift = Math.abs(2 * point[0]!) % 2 === 1 ? 0.5 : 0;
    expect(point.every((part) => Number.isInteger(part - shift))).toBe(true);
    expect(Math.abs(point.reduce((sum, part) => sum + part, 0)) % 2).toBe(0);
    const four = point.subarray(0, 4);
    d4.nearest(vector(4), four);
    expect(four.every(Number.isInteger)).toBe(true);
    expect(Math.abs(four.reduce((sum, part) => sum + part, 0)) % 2).toBe(0);
  }
});

describe.each([2, 4, 8])('multiplication in %i dimensions', (dimensions) => {
  test('keeps lengths, and the conjugate of a unit undoes it', () => {
    for (let i = 0; i < 200; i++) {
      const [a, x] = [vector(dimensions), vector(dimensions)];
      const [product, inverse, back] = [0, 0, 0].map(() => new Float64Array(dimensions)) as [
        Float64Array,
        Float64Array,
        Float64Array,
      ];
      multiply(a, x, product);
      expect(squared(product)).toBeCloseTo(squared(a) * squared(x), 6);
      normalise(a);
      multiply(a, x, product);
      conjugate(a, inverse);
      multiply(inverse, product, back);
      back.forEach((part, j) => {
        expect(part).toBeCloseTo(x[j]!, 12);
      });
    }
  });
});

test('octonions are not associative: nobody may simplify their products', () => {
  const [a, b, c] = [vector(8), vector(8), vector(8)];
  const product = (x: Float64Array, y: Float64Array): Float64Array => {
    const out = new Float64Array(8);
    multiply(x, y, out);
    return out;
  };
  const [left, right] = [product(product(a, b), c), product(a, product(b, c))];
  expect(squared(left.map((part, i) => part - right[i]!))).toBeGreaterThan(1);
});

test.each([1, 2, 4, 8])('the image of a unit in %i dimensions is the product with it', (dimensions) => {
  const a = vector(dimensions);
  for (let m = 0; m < dimensions; m++) {
    const [unit, product, image] = [0, 0, 0].map(() => new Float64Array(dimensions)) as [
      Float64Array,
      Float64Array,
      Float64Array,
    ];
    unit[m] = 1;
    multiply(a, unit, product);
    imageOfUnit(a, m, image);
    image.forEach((part, i) => {
      expect(part).toBe(product[i]!);
    });
  }
});

describe('the weight that makes rotated lattice noise Gaussian', () => {
  test('has the constants of the exact cubature', () => {
    expect(gaussianE8.scale).toBeCloseTo(1.181121686864616, 14);
    expect(Math.exp(gaussianE8.logWeight(0))).toBeCloseTo(0.9333, 3);
    expect(Math.exp(gaussianE8.logWeight(36))).toBeCloseTo(0.66425, 5);
    expect(Math.exp(gaussianE8.logWeight(100))).toBeCloseTo(0.03256, 5);
    expect(gaussianE8.logWeightBound).toBeCloseTo(log(1.0157812754), 9);
    expect(gaussianD4.logWeightBound).toBeCloseTo(log(1.0211038), 7);
    expect(gaussianA2.logWeightBound).toBeCloseTo(log(1.0078788), 7);
    expect(gaussianZ.logWeightBound).toBeCloseTo(0, 11);
  });

  test.each([gaussianE8, gaussianD4, gaussianA2])(
    'of $lattice.name is never above its bound, which is attained',
    ({ logWeight, logWeightBound }) => {
      let largest = Number.NEGATIVE_INFINITY;
      for (let s = 0; s < 80; s += 0.001) largest = Math.max(largest, logWeight(s));
      expect(largest).toBeLessThanOrEqual(logWeightBound);
      expect(largest).toBeGreaterThan(logWeightBound - 1e-8);
    },
  );

  test.each([gaussianE8, gaussianD4, gaussianA2, gaussianZ])(
    'of $lattice.name is the ratio of the Gaussian radius to that of the scaled cell',
    (cell) => {
      const { dimensions } = cell.lattice;
      const frame = new LatticeFrame(cell);
      const shared = sharedRandomness('radius of the cell');
      const squares = Float64Array.from({ length: 40_000 }, (_, b) => {
        frame.open(shared.block(b), 0);
        return frame.scale * frame.scale * squared(frame.dither);
      });
      // P(|S V|^2 <= s) by the midpoint rule from the density chi^2 / w, with the root of s for variable.
      const [steps, reach] = [8000, 10];
      const cumulative = new Float64Array(steps + 1);
      for (let i = 0; i < steps; i++) {
        const r = ((i + 0.5) * reach) / steps;
        const logChi =
          Math.LN2 * (1 - dimensions / 2) - logGamma(dimensions / 2) + (dimensions - 1) * Math.log(r) - (r * r) / 2;
        cumulative[i + 1] = cumulative[i]! + (Math.exp(logChi - cell.logWeight(r * r)) * reach) / steps;
      }
      expect(cumulative[steps]).toBeCloseTo(1, 6);
      const uniforms = squares.map((s) => {
        const place = (Math.sqrt(s) * steps) / reach;
        const i = Math.min(Math.floor(place), steps - 1);
        return cumulative[i]! + (cumulative[i + 1]! - cumulative[i]!) * (place - i);
      });
      expect(kolmogorovSmirnov(uniforms).pValue).toBeGreaterThan(SIGNIFICANCE);
      expect(andersonDarling(uniforms).pValue).toBeGreaterThan(SIGNIFICANCE);
    },
  );
});
