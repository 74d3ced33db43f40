/**
 * The code of a lattice point K given the candidate's frame, under a Gaussian prior of the centres. With w = K + V near the
 * centre's image, the coset goes first (one bit where there are two), then each coordinate by the prior's mass of its cell
 * given the coordinates before (`gaussian-prior.ts`); where the integers have an even sum, the last one steps by two.
 * The probabilities sum to one over the lattice.
 */
import { normal } from '../../distributions/index.ts';
import {
  booleanCodec,
  type EntropyDecoder,
  type EntropyEncoder,
  type VariableStepDensity,
  variableStepDensity,
} from '../../entropy/index.ts';
import { multiply } from '../lattice/composition-algebra.ts';
import { type CosetForm, cosetForm } from '../lattice/coset-code.ts';
import type { GaussianCell } from '../lattice/gaussian-weight.ts';
import { RotatedPrior } from './gaussian-prior.ts';
import type { LatticeFrame } from './lattice-frame.ts';

/** One coordinate: the value stride j + parity, coded as j + shift with dither u at this step. */
interface Place {
  readonly i: number;
  readonly stride: number;
  readonly parity: number;
  readonly shift: number;
  readonly u: number;
  readonly step: number;
}

export class LatticePointCode {
  readonly #form: CosetForm;
  readonly #prior: RotatedPrior;
  readonly #means: Float64Array;
  readonly #image: Float64Array;
  readonly #standard: VariableStepDensity;

  /** Means and variances of the centres in units of the noise. */
  constructor({ lattice }: GaussianCell, means: Float64Array, variances: Float64Array) {
    this.#form = cosetForm(lattice);
    const perCoordinate = lattice.normalisedSecondMoment * rootOf(lattice.volume, lattice.dimensions);
    this.#prior = new RotatedPrior(variances, perCoordinate);
    this.#means = means;
    this.#image = new Float64Array(means.length);
    this.#standard = variableStepDensity(normal(0, 1), RESOLUTION);
  }

  encode(point: Float64Array, frame: LatticeFrame, encoder: EntropyEncoder): void {
    const { cosets, steps } = this.#form;
    const doubled = Math.floor((2 * point[0]!) / steps[0]! + 0.5);
    const coset = cosets === 2 ? Math.abs(doubled % 2) : 0;
    if (cosets === 2) booleanCodec.encode(coset === 1, encoder);
    this.#walk(frame, coset, ({ i, stride, parity, shift, u, step }) => {
      const integer = Math.floor(point[i]! / steps[i]! - coset / 2 + 0.5);
      this.#standard.encode((integer - parity) / stride + shift, u, step, encoder);
      return integer;
    });
  }

  decode(frame: LatticeFrame, decoder: EntropyDecoder): Float64Array {
    const { cosets, steps } = this.#form;
    const coset = cosets === 2 && booleanCodec.decode(decoder) ? 1 : 0;
    const point = new Float64Array(steps.length);
    this.#walk(frame, coset, ({ i, stride, parity, shift, u, step }) => {
      const integer = stride * (this.#standard.decode(u, step, decoder) - shift) + parity;
      point[i] = (integer + coset / 2) * steps[i]!;
      return integer;
    });
    return point;
  }

  /** Goes through the coordinates; `exchange` writes or reads the integer of one and returns it. */
  #walk(frame: LatticeFrame, coset: number, exchange: (place: Place) => number): void {
    const { steps, even } = this.#form;
    const last = steps.length - 1;
    const conditional = { mean: 0, deviation: 1 };
    this.#prior.open(frame.unit, frame.scale);
    multiply(frame.unit, this.#means, this.#image);
    let sum = 0;
    for (let i = 0; i <= last; i++) {
      const mean = this.#image[i]! / frame.scale;
      this.#prior.next(i, conditional);
      const parity = even && i === last ? Math.abs(sum % 2) : 0;
      const stride = even && i === last ? 2 : 1;
      const cell = stride * steps[i]!;
      const origin = (coset / 2 + parity) * steps[i]! + frame.dither[i]! - mean - conditional.mean;
      const shift = Math.floor(origin / cell + 0.5);
      const u = origin / cell - shift;
      const integer = exchange({ i, stride, parity, shift, u, step: cell / conditional.deviation });
      sum += integer;
      const offset = (integer + coset / 2) * steps[i]! + frame.dither[i]! - mean;
      this.#prior.take(i, offset, conditional.mean);
    }
  }
}

/** How finely the standard prior's range is searched. */
const RESOLUTION = 0.25;

/** vol^(2/D), by square roots: D is 1, 2, 4 or 8. */
function rootOf(volume: number, dimensions: number): number {
  let root = volume * volume;
  for (let d = dimensions; d > 1; d /= 2) root = Math.sqrt(root);
  return root;
}
