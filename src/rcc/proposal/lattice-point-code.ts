/**
 * The code of a lattice point K given the dither V of its candidate. With w = K + V, the coset goes first (one bit where
 * there are two), then each coordinate by the prior's mass of its cell given the coordinates before; where the integers
 * must have an even sum, the last cell is two steps wide.
 *
 *     bits(K) = log2(cosets) + sum_i -log2 P(|x_i - w_i| <= cell_i / 2 given w_1 .. w_(i-1)),    x the centre
 *
 * These probabilities sum to one over the lattice, whatever the prior: the cells of each coordinate cover the line.
 */
import {
  booleanCodec,
  type EntropyDecoder,
  type EntropyEncoder,
  type VariableStepDensity,
} from '../../entropy/index.ts';
import { type CosetForm, cosetForm } from '../lattice/coset-code.ts';
import type { Lattice } from '../lattice/lattice.ts';

/** The law of a coordinate of the centre in lattice units: middle + unit X, X with the law of the density. */
export interface CoordinateLaw {
  density: VariableStepDensity;
  middle: number;
  unit: number;
}

/** The prior of the centres, coordinate by coordinate. */
export interface SequentialPrior {
  /** The law of coordinate i given the ones taken before; asked for in order, i = 0, 1, ... */
  next(i: number): CoordinateLaw;
  /** Coordinate i of w, once it is known. */
  take(i: number, place: number): void;
}

/** Not re-entrant, like the densities that it uses: one code per proposal. */
export class LatticePointCode {
  readonly #form: CosetForm;
  /** The coordinate at hand is the integer stride j + parity; j + shift is coded, with dither u at this step. */
  #density: VariableStepDensity | undefined = undefined;
  #stride = 1;
  #parity = 0;
  #shift = 0;
  #u = 0;
  #step = 1;
  /** Sum of the integers before it. */
  #sum = 0;

  constructor(lattice: Lattice) {
    this.#form = cosetForm(lattice);
  }

  encode(point: Float64Array, dither: Float64Array, prior: SequentialPrior, encoder: EntropyEncoder): void {
    const { cosets, steps } = this.#form;
    const doubled = Math.floor((2 * point[0]!) / steps[0]! + 0.5);
    const coset = cosets === 2 ? Math.abs(doubled % 2) : 0;
    if (cosets === 2) booleanCodec.encode(coset === 1, encoder);
    this.#sum = 0;
    for (let i = 0; i < steps.length; i++) {
      this.#open(i, coset, dither[i]!, prior.next(i));
      const integer = Math.floor(point[i]! / steps[i]! - coset / 2 + 0.5);
      this.#density!.encode((integer - this.#parity) / this.#stride + this.#shift, this.#u, this.#step, encoder);
      this.#sum += integer;
      prior.take(i, (integer + coset / 2) * steps[i]! + dither[i]!);
    }
  }

  decode(point: Float64Array, dither: Float64Array, prior: SequentialPrior, decoder: EntropyDecoder): void {
    const { cosets, steps } = this.#form;
    const coset = cosets === 2 && booleanCodec.decode(decoder) ? 1 : 0;
    this.#sum = 0;
    for (let i = 0; i < steps.length; i++) {
      this.#open(i, coset, dither[i]!, prior.next(i));
      const coded = this.#density!.decode(this.#u, this.#step, decoder) - this.#shift;
      const integer = this.#stride * coded + this.#parity;
      this.#sum += integer;
      point[i] = (integer + coset / 2) * steps[i]!;
      prior.take(i, point[i]! + dither[i]!);
    }
  }

  #open(i: number, coset: number, dither: number, { density, middle, unit }: CoordinateLaw): void {
    const { steps, even } = this.#form;
    const fixesParity = even && i === steps.length - 1;
    this.#density = density;
    this.#stride = fixesParity ? 2 : 1;
    this.#parity = fixesParity ? Math.abs(this.#sum % 2) : 0;
    const cell = this.#stride * steps[i]!;
    const origin = ((coset / 2 + this.#parity) * steps[i]! + dither - middle) / cell;
    this.#shift = Math.floor(origin + 0.5);
    this.#u = origin - this.#shift;
    this.#step = cell / unit;
  }
}
