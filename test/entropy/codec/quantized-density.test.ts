/** Quantized densities beyond the vectors: inversion for any law and dither, ranges, overhead, and what is refused. */
import fc from 'fast-check';
import {
  AnsDecoder,
  AnsEncoder,
  type Cdf,
  CodelengthMeter,
  quantizedDensity,
  RangeDecoder,
  RangeEncoder,
} from 'samplewire/entropy';
import { describe, expect, test } from 'vitest';
import { bimodal, errorCode, laplace, logistic, normal, Recorder, studentT, words } from '../support.ts';

/** All mass at one point: F jumps. */
const point: Cdf = { cdf: (x) => (x < 3 ? 0 : 1), survival: (x) => (x < 3 ? 1 : 0) };
const uniformLaw: Cdf = {
  cdf: (x) => Math.min(Math.max(x / 4, 0), 1),
  survival: (x) => Math.min(Math.max(1 - x / 4, 0), 1),
};
const laws: readonly Cdf[] = [
  normal(0, 1),
  normal(-3e5, 2),
  laplace(0.4, 1),
  logistic(7, 0.3),
  studentT(3, 0, 1),
  studentT(4, 1, 2),
  bimodal(30),
  uniformLaw,
  point,
];

const dither = fc.oneof(
  fc.double({ min: -0.5, max: 1, maxExcluded: true, noNaN: true }),
  fc.constantFrom(-0.5, 0, 0.5),
);
const step = fc.double({ min: -22, max: 8, noNaN: true }).map((exponent) => 2 ** exponent);

describe('decoding inverts encoding', () => {
  test('for any law, step, dither and point, tails included, under both coders', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...laws),
        step,
        fc.array(fc.tuple(dither, fc.double({ min: -1, max: 2, noNaN: true }), fc.integer({ min: -50, max: 50 })), {
          minLength: 1,
          maxLength: 40,
        }),
        (law, width, values) => {
          const density = quantizedDensity(law, width);
          const { kmin, kmax } = density;
          const points = values.map(([, place, offset]) => Math.round(kmin + place * (kmax - kmin)) + offset);
          const range = new RangeEncoder();
          const ans = new AnsEncoder(2);
          for (const encoder of [range, ans]) {
            for (let i = 0; i < points.length; i++) density.encode(points[i]!, values[i]![0], encoder);
          }
          const decoders = [new RangeDecoder(range.finish()), new AnsDecoder(ans.finish(), 2)];
          for (const decoder of decoders) {
            expect(values.map(([u]) => density.codec(u).decode(decoder))).toEqual(points);
            decoder.finish();
          }
        },
      ),
      { seed: 1, numRuns: 300 },
    );
  });

  test.each([0.01, 0.7, 40, 1000, 1e6])('for a long stream, where cells are found by table: scale %d', (scale) => {
    const next = words(3);
    const prior = studentT(3, 0, scale);
    const density = quantizedDensity(prior, 1);
    const fresh = quantizedDensity(prior, 1);
    const us = Float64Array.from({ length: 3000 }, () => next() / 2 ** 32);
    const points = us.map(
      () => Math.round(scale * normal(0, 1).quantile((next() + 0.5) / 2 ** 32)) + (next() % 16 === 0 ? 40 : 0),
    );
    const encoder = new RangeEncoder();
    points.forEach((k, i) => {
      density.encode(k, us[i]!, encoder);
    });
    const decoder = new RangeDecoder(encoder.finish());
    points.forEach((k, i) => {
      if (fresh.decode(us[i]!, decoder) !== k) throw new Error(`another point at ${i}`);
    });
    decoder.finish();
  });

  test('up to 2^51 from 0', () => {
    const density = quantizedDensity(normal(0, 1), 1);
    for (const k of [2 ** 51 - 1, 1 - 2 ** 51]) {
      const encoder = new RangeEncoder();
      density.encode(k, 0.25, encoder);
      expect(density.decode(0.25, new RangeDecoder(encoder.finish()))).toBe(k);
    }
    expect(errorCode(() => density.encode(2 ** 51, 0.25, new Recorder()))).toBe('LimitExceeded');
    expect(errorCode(() => density.encode(Infinity, 0.25, new Recorder()))).toBe('LimitExceeded');
  });
});

describe('the cells given a dither', () => {
  test('partition: coarse frequencies sum to 2^16 for every law and dither', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...laws),
        fc.double({ min: -12, max: 4, noNaN: true }),
        dither,
        (law, exponent, u) => {
          const density = quantizedDensity(law, 2 ** exponent);
          const { kmin, bits, cells } = density.range;
          let start = 0;
          for (let cell = -1; cell <= cells; cell++) {
            const recorder = new Recorder();
            density.encode(kmin + cell * 2 ** bits, u, recorder);
            const [c, f] = recorder.cells[0]!;
            if (c !== start || !(f >= 1)) expect([c, f], `cell ${cell}`).toEqual([start, 'at least 1']);
            start += f;
          }
          expect(start).toBe(65_536);
        },
      ),
      { seed: 2, numRuns: 150 },
    );
  });

  test('refinements partition on both sides of the median', () => {
    for (const law of [laplace(0, 1), bimodal(3), studentT(3, 0, 1)]) {
      const density = quantizedDensity(law, 2 ** -7);
      const { kmin, bits, cells } = density.range;
      expect(bits).toBeGreaterThan(0);
      for (const cell of [0, cells >> 2, cells >> 1, (3 * cells) >> 2, cells - 1]) {
        let start = 0;
        for (let k = 0; k < 2 ** bits; k++) {
          const recorder = new Recorder();
          density.encode(kmin + cell * 2 ** bits + k, 0.3, recorder);
          expect(recorder.cells.length).toBe(2);
          expect(recorder.cells[1]![0]).toBe(start);
          start += recorder.cells[1]![1];
        }
        expect(start).toBe(65_536);
      }
    }
  });
});

describe('the range of points', () => {
  test('by search it is that by quantile', () => {
    for (const make of [normal, laplace, logistic]) {
      for (const mu of [0, 0.3, -1234.5]) {
        for (const scale of [0.01, 0.3, 1, 3.7, 16, 64, 1000, 12_345.6, 1e6]) {
          for (const width of [1, 0.375, 7.78125]) {
            const prior = make(mu, scale);
            expect(quantizedDensity(prior, width, { range: 'quantile' }).range).toEqual(
              quantizedDensity(prior, width, { range: 'search' }).range,
            );
          }
        }
      }
    }
  });

  test('at most 256 cells, and tails of at most 2^-16, for every law', () => {
    for (const law of laws) {
      for (const width of [1e-6, 0.01, 1, 100]) {
        const { kmin, kmax, bits, cells } = quantizedDensity(law, width).range;
        expect(cells).toBeLessThanOrEqual(256);
        expect(cells * 2 ** bits).toBeGreaterThanOrEqual(kmax - kmin + 1);
        expect(bits === 0 || cells > 128).toBe(true);
        expect(law.cdf((kmin + 0.5) * width)).toBeLessThanOrEqual(2 ** -16);
        expect(law.survival((kmax - 0.5) * width)).toBeLessThanOrEqual(2 ** -16);
      }
    }
  });

  test('steps too fine for the law, laws without quantiles, and things that are no cdf are refused', () => {
    expect(errorCode(() => quantizedDensity(normal(0, 1), 1e-18))).toBe('LimitExceeded');
    expect(errorCode(() => quantizedDensity(normal(0, 1), 1e-18, { range: 'quantile' }))).toBe('LimitExceeded');
    expect(errorCode(() => quantizedDensity(bimodal(1), 1, { range: 'quantile' }))).toBe('InvalidArgument');
    expect(errorCode(() => quantizedDensity({ cdf: () => Number.NaN, survival: () => Number.NaN }, 1))).toBe(
      'LimitExceeded',
    );
    expect(errorCode(() => quantizedDensity({ cdf: (x) => (x < 0 ? 0 : 1), survival: () => 0 }, 1))).not.toBe('none');
    for (const width of [0, -1, Number.NaN, Infinity]) {
      expect(errorCode(() => quantizedDensity(normal(0, 1), width))).toBe('InvalidArgument');
    }
  });

  test('points that are no integers and dithers outside [-1/2, 1) are refused', () => {
    const density = quantizedDensity(normal(0, 1), 1);
    expect(errorCode(() => density.encode(0.5, 0.5, new Recorder()))).toBe('InvalidArgument');
    expect(errorCode(() => density.encode(Number.NaN, 0.5, new Recorder()))).toBe('InvalidArgument');
    for (const u of [-0.51, 1, Number.NaN]) {
      expect(errorCode(() => density.codec(u))).toBe('InvalidArgument');
      expect(errorCode(() => density.encode(0, u, new Recorder()))).toBe('InvalidArgument');
      expect(errorCode(() => density.decode(u, new RangeDecoder(Uint8Array.of(1, 2, 3, 4))))).toBe('InvalidArgument');
    }
  });
});

const MAKE = { normal, laplace, 'Student-t, nu = 3': (mu: number, scale: number): Cdf => studentT(3, mu, scale) };
const OVERHEAD: [keyof typeof MAKE, number[]][] = [
  ['normal', [0.0002, 0.0002, 0.0002, 0.0007, 0.0006, 0.0006]],
  ['laplace', [0.0002, 0.0002, 0.0007, 0.0015, 0.0015, 0.0015]],
  ['Student-t, nu = 3', [0.0004, 0.0017, 0.0037, 0.0037, 0.0037, 0.0037]],
];

test.each(OVERHEAD)('the overhead over the prior, both symbols together: %s', (name, bounds) => {
  [0.3, 1, 4, 16, 64, 256].forEach((scale, i) => {
    const prior = MAKE[name](0, scale);
    const density = quantizedDensity(prior, 1);
    const { kmin, cells, bits } = density.range;
    const beyond = kmin + cells * 2 ** bits;
    const u = 0.3;
    /** Bits of the symbols before the Elias gamma code of a tail. */
    const cost = (k: number): number => {
      const recorder = new Recorder();
      density.encode(k, u, recorder);
      return recorder.cells
        .filter(([, , precision]) => precision === 16)
        .reduce((sum, [, f, p]) => sum + p - Math.log2(f), 0);
    };
    let divergence = 0;
    const add = (p: number, k: number): void => {
      if (p > 0) divergence += p * (Math.log2(p) + cost(k));
    };
    add(prior.cdf(kmin - 0.5 + u), kmin - 1);
    for (let k = kmin; k < beyond; k++) add(density.probability(k, u), k);
    const tail = prior.survival(beyond - 0.5 + u);
    if (tail > 0) {
      const recorder = new Recorder();
      density.encode(beyond, u, recorder);
      divergence += tail * (Math.log2(tail) + 16 - Math.log2(recorder.cells[0]![1]));
    }
    expect(divergence, `scale ${scale}`).toBeLessThan(bounds[i]! + 0.00006);
    expect(divergence, `scale ${scale}`).toBeGreaterThan(0);
  });
});

test('the codec of a dither and the direct form are one', () => {
  const density = quantizedDensity(normal(0, 40), 1);
  const a = new Recorder();
  const b = new Recorder();
  density.codec(0.2).encode(17, a);
  density.encode(17, 0.2, b);
  expect(a.cells).toEqual(b.cells);
  const meter = new CodelengthMeter();
  density.encode(17, 0.2, meter);
  expect(Math.abs(meter.bits - density.codelengthBits(17, 0.2))).toBeLessThan(0.02);
});
