/** Lattice quantization: noise uniform in the Voronoi cell whatever the centre, of the least mean square error, and its code. */
import { LN2, localRandomness, log2, sharedRandomness, standardNormal } from 'samplewire/core';
import { laplace, mixture, normal } from 'samplewire/distributions';
import { CodelengthMeter, RangeDecoder, RangeEncoder } from 'samplewire/entropy';
import { a2, d4, e8, integerLattice, type Lattice, latticeDithered, latticeQuantization } from 'samplewire/rcc';
import { describe, expect, test } from 'vitest';
import { andersonDarling, independence, leastProbable, SIGNIFICANCE } from '../../src/testing/index.ts';

const shared = sharedRandomness('lattice quantization');
const local = localRandomness({ seed: 'lattice quantization' }).block(0);
const SCALE = 1.5;
const BLOCKS = 20_000;
const side = Math.sqrt(2 / Math.sqrt(3));

/** Vectors x of the dual lattice: x . v is an integer for every point v of the lattice. */
const duals: Record<string, number[][]> = {
  Z3: [
    [1, 0, 0],
    [0, 1, 0],
    [1, -1, 2],
  ],
  A2: [
    [1 / side, -1 / (side * Math.sqrt(3))],
    [0, 2 / (side * Math.sqrt(3))],
    [1 / side, 1 / (side * Math.sqrt(3))],
    [2 / side, 0],
  ],
  D4: [
    [1, 0, 0, 0],
    [0.5, 0.5, 0.5, 0.5],
    [0.5, -0.5, 0.5, -0.5],
    [1, 1, 0, 0],
  ],
  E8: [
    [1, 1, 0, 0, 0, 0, 0, 0],
    [0, 0, 0, 1, 0, 0, -1, 0],
    Array(8).fill(0.5),
    [0.5, -0.5, 0.5, 0.5, 0.5, -0.5, 0.5, 0.5],
    [2, 0, 0, 0, 0, 0, 0, 0],
  ],
};
const dot = (x: ArrayLike<number>, y: ArrayLike<number>): number =>
  Array.from(x).reduce((sum, part, i) => sum + part * y[i]!, 0);
const fraction = (x: number): number => x - Math.floor(x);

/** Noise of blocks at these centres, in units of the scale. */
function noiseAt(lattice: Lattice, centreOf: (block: number) => Float64Array, blocks = BLOCKS): Float64Array[] {
  const marginals = Array(lattice.dimensions).fill(normal(0, 8));
  const channel = latticeQuantization({ lattice, scale: SCALE, marginals });
  return Array.from({ length: blocks }, (_, b) => {
    const centre = centreOf(b);
    return channel.simulate(centre, shared.block(b), local).sample.map((z, i) => (z - centre[i]!) / SCALE);
  });
}

describe.each([integerLattice(3), a2, d4, e8])('$name', (lattice) => {
  const { dimensions, name } = lattice;
  const random = localRandomness({ seed: `centres ${name}` }).block(0);
  const gaussian = (): Float64Array => Float64Array.from({ length: dimensions }, () => 8 * standardNormal(random));
  const centres = Array.from({ length: BLOCKS }, gaussian);
  const cases: [string, (block: number) => Float64Array][] = [
    ['at the origin', () => new Float64Array(dimensions)],
    ['on the border of a cell', () => new Float64Array(dimensions).fill(0.25 * SCALE)],
    ['far away', () => new Float64Array(dimensions).fill(54_321.987)],
    ['Gaussian', (b) => centres[b]!],
  ];

  test.each(cases)(
    'the noise of a centre %s is uniform in the cell: it lies there, and modulo the lattice',
    (_, centre) => {
      const noise = noiseAt(lattice, centre);
      const nearest = new Float64Array(dimensions);
      for (const e of noise.slice(0, 2000)) {
        lattice.nearest(
          e.map((x) => 0.999_999 * x),
          nearest,
        );
        expect(nearest.every((x) => x === 0)).toBe(true);
      }
      for (const dual of duals[name]!) {
        const phases = Float64Array.from(noise, (e) => fraction(dot(dual, e)));
        expect(andersonDarling(phases).pValue).toBeGreaterThan(SIGNIFICANCE);
      }
      const squares = noise.map((e) => dot(e, e));
      const mean = squares.reduce((sum, x) => sum + x, 0) / BLOCKS;
      const variance = squares.reduce((sum, x) => sum + (x - mean) ** 2, 0) / BLOCKS;
      const stated = lattice.normalisedSecondMoment * dimensions * lattice.volume ** (2 / dimensions);
      expect(Math.abs(mean - stated)).toBeLessThan(6.11 * Math.sqrt(variance / BLOCKS));
    },
  );

  test('it is independent of where in its cell the centre lies', () => {
    const noise = noiseAt(lattice, (b) => centres[b]!);
    const [first, ...others] = duals[name]!;
    const places = Float64Array.from(centres, (y) => fraction(dot(first!, y) / SCALE));
    for (const dual of [first!, ...others]) {
      const phases = Float64Array.from(noise, (e) => fraction(dot(dual, e)));
      expect(leastProbable(independence(phases, places)).pValue).toBeGreaterThan(SIGNIFICANCE);
    }
  });

  test('the centre that was rounded without dither fails', () => {
    const nearest = new Float64Array(dimensions);
    const phases = Float64Array.from(centres, (y) => {
      const place = y.map((x) => 0.01 * x);
      lattice.nearest(place, nearest);
      return fraction(dot(duals[name]![0]!, nearest) - dot(duals[name]![0]!, place));
    });
    expect(andersonDarling(phases).pValue).toBeLessThan(SIGNIFICANCE);
  });

  test('messages written by either end are read by the other, also under priors that are far from the truth', () => {
    const priors = [
      Array.from({ length: dimensions }, (_, i) => normal(i, 4 ** (i % 3))),
      Array.from({ length: dimensions }, (_, i) =>
        i % 2 === 0 ? laplace(1, 3) : mixture([1, 2], [normal(-9, 1), normal(5, 4)]),
      ),
      Array(dimensions).fill(normal(1000, 0.01)),
    ];
    for (const marginals of priors) {
      const options = { lattice, scale: SCALE, marginals };
      const [channel, sender, receiver] = [
        latticeQuantization(options),
        latticeDithered(options),
        latticeDithered(options),
      ];
      const encoder = new RangeEncoder();
      const sent = centres.slice(0, 300).map((centre, b) => {
        const { message, sample } = channel.simulate(centre, shared.block(b), local);
        expect(message.index).toBe(0);
        sender.pointCodec(0, shared.block(b)).encode(message.point, encoder);
        return sample;
      });
      const decoder = new RangeDecoder(encoder.finish());
      const received = new Float64Array(dimensions);
      sent.forEach((sample, b) => {
        receiver.reconstruct(0, receiver.pointCodec(0, shared.block(b)).decode(decoder), shared.block(b), received, 0);
        expect(received).toEqual(sample);
      });
      decoder.finish();
    }
  });

  test('at high rate the code costs the information and nothing more', () => {
    const spreads = Array.from({ length: dimensions }, (_, i) => 8 * 4 ** (i % 2));
    const proposal = latticeDithered({ lattice, scale: SCALE, marginals: spreads.map((s) => normal(0, s)) });
    const variance = SCALE * SCALE * lattice.normalisedSecondMoment * lattice.volume ** (2 / dimensions);
    const laws = spreads.map((s) => normal(0, Math.sqrt(s * s + variance)));
    const meter = new CodelengthMeter();
    // Of z: the density in the cell over the marginal one, close to the normal law of its moments.
    let information = -BLOCKS * log2(SCALE ** dimensions * lattice.volume);
    for (let b = 0; b < BLOCKS; b++) {
      const centre = spreads.map((s) => s * standardNormal(random));
      const { sample, point } = proposal.candidates(centre, shared.block(b)).take(0);
      proposal.pointCodec(0, shared.block(b)).encode(point, meter);
      sample.forEach((z, i) => {
        information -= laws[i]!.logDensity(z) / LN2;
      });
    }
    const excess = (meter.bits - information) / (BLOCKS * dimensions);
    expect(Math.abs(excess)).toBeLessThan(0.01);
  });
});

test('centres out of reach and of another dimension are refused', () => {
  const channel = latticeQuantization({ lattice: e8, scale: 1, marginals: Array(8).fill(normal(0, 8)) });
  const send = (centre: number[]) => () => channel.simulate(centre, shared.block(0), local);
  expect(send([0, 0])).toThrow(/8 coordinates/);
  expect(send([2 ** 50, 0, 0, 0, 0, 0, 0, 0])).toThrow(/2\^50/);
  expect(send([Number.NaN, 0, 0, 0, 0, 0, 0, 0])).toThrow(/2\^50/);
  expect(() => latticeDithered({ lattice: e8, scale: 1, marginals: [normal(0, 1)] })).toThrow(/"marginals"/);
});
