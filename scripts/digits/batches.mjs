/**
 * Batches to train on: digits drawn with a turn, a shear, a stretch and a shift each, by bilinear interpolation. Batch t is a
 * function of t alone.
 */
import { sharedRandomness, uniform32 } from '../../dist/core/index.js';
import { PIXELS, SIDE } from './data.mjs';

const MOST_RADIANS = 0.22;
const MOST_SHEAR = 0.22;
const MOST_STRETCH = 0.12;
const MOST_PIXELS = 2;
const CENTRE = (SIDE - 1) / 2;
const WORDS = 8;

export class Batches {
  #digits;
  #size;
  #shared;

  constructor(digits, size, seed) {
    this.#digits = digits;
    this.#size = size;
    this.#shared = sharedRandomness(seed).derive('batches');
  }

  /** @returns {{ images: Float32Array, labels: Uint8Array }} */
  batch(step) {
    const words = new Uint32Array(this.#size * WORDS);
    this.#shared.block(step).fill(0, 0, words);
    const images = new Float32Array(this.#size * PIXELS);
    const labels = new Uint8Array(this.#size);
    for (let i = 0; i < this.#size; i++) {
      const u = Float64Array.from(words.subarray(i * WORDS, (i + 1) * WORDS), (word) => 2 * uniform32(word) - 1);
      const digit = Math.floor(((u[0] + 1) / 2) * this.#digits.count);
      labels[i] = this.#digits.labels[digit];
      const source = this.#digits.images.subarray(digit * PIXELS, (digit + 1) * PIXELS);
      warp(source, u, images.subarray(i * PIXELS, (i + 1) * PIXELS));
    }
    return { images, labels };
  }
}

/** Every pixel of the result is looked up where the affine map takes it; outside it is 0. */
function warp(source, u, out) {
  const [cos, sin] = [Math.cos(u[1] * MOST_RADIANS), Math.sin(u[1] * MOST_RADIANS)];
  const [wide, high] = [1 + u[3] * MOST_STRETCH, 1 + u[4] * MOST_STRETCH];
  const shear = u[2] * MOST_SHEAR;
  const [a, b, c, d] = [cos * wide, (shear * cos - sin) * high, sin * wide, (shear * sin + cos) * high];
  for (let y = 0; y < SIDE; y++) {
    for (let x = 0; x < SIDE; x++) {
      const [dx, dy] = [x - CENTRE, y - CENTRE];
      const sx = a * dx + b * dy + CENTRE + u[5] * MOST_PIXELS;
      const sy = c * dx + d * dy + CENTRE + u[6] * MOST_PIXELS;
      const [x0, y0] = [Math.floor(sx), Math.floor(sy)];
      if (x0 < -1 || y0 < -1 || x0 >= SIDE || y0 >= SIDE) continue;
      const [fx, fy] = [sx - x0, sy - y0];
      const upper = (1 - fx) * pixel(source, x0, y0) + fx * pixel(source, x0 + 1, y0);
      const lower = (1 - fx) * pixel(source, x0, y0 + 1) + fx * pixel(source, x0 + 1, y0 + 1);
      out[y * SIDE + x] = (1 - fy) * upper + fy * lower;
    }
  }
}

function pixel(source, x, y) {
  return x < 0 || y < 0 || x >= SIDE || y >= SIDE ? 0 : source[y * SIDE + x];
}
