/**
 * The shared randomness of one candidate of a rotated lattice: V uniform in the cell, the scale S = c chi_(D+2), and a unit
 * complex number, quaternion or octonion that rotates. Words: 0 .. D-1 V (uniform32), then chi_(D+2), then D normals
 * (quantiles of uniform52).
 */
import { chiOfWords, chiWords, normalQuantile, type SharedBlock, uniform32, uniform52 } from '../../core/index.ts';
import { normalise } from '../lattice/composition-algebra.ts';
import type { GaussianCell } from '../lattice/gaussian-weight.ts';
import { voronoiSample } from '../lattice/lattice.ts';

export class LatticeFrame {
  readonly dither: Float64Array;
  readonly unit: Float64Array;
  readonly #cell: GaussianCell;
  readonly #words: Uint32Array;
  readonly #uniforms: Float64Array;
  #scale = 1;
  /** The candidate at hand: opening it again costs nothing. */
  #shared: SharedBlock | undefined = undefined;
  #candidate = -1;

  constructor(cell: GaussianCell) {
    const { dimensions } = cell.lattice;
    this.#cell = cell;
    this.dither = new Float64Array(dimensions);
    this.unit = new Float64Array(dimensions);
    this.#uniforms = new Float64Array(dimensions);
    this.#words = new Uint32Array(3 * dimensions + chiWords(dimensions + 2));
  }

  get scale(): number {
    return this.#scale;
  }

  /** Draws the randomness of a candidate. */
  open(shared: SharedBlock, candidate: number): void {
    if (shared === this.#shared && candidate === this.#candidate) return;
    const { lattice, scale } = this.#cell;
    const { dimensions } = lattice;
    const words = this.#words;
    shared.fill(candidate, 0, words);
    for (let i = 0; i < dimensions; i++) this.#uniforms[i] = uniform32(words[i]!);
    voronoiSample(lattice, this.#uniforms, this.dither);
    this.#scale = scale * chiOfWords(dimensions + 2, words, dimensions);
    let at = dimensions + chiWords(dimensions + 2);
    for (let i = 0; i < dimensions; i++, at += 2) this.unit[i] = normalQuantile(uniform52(words[at]!, words[at + 1]!));
    normalise(this.unit);
    this.#shared = shared;
    this.#candidate = candidate;
  }
}
