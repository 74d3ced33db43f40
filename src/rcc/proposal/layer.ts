/**
 * One value by layered quantization. The layer [l, r] and the dither u come from shared words; with W = r - l and
 * m = (l + r) / 2,
 *
 *     k = ceil((y + m) / W - u - 1/2),    z = W (k + u),    z - y uniform on [l, r) given the layer,
 *
 * so z - y has the noise's law and is independent of y. P(k | u, layer) = C(z - l) - C(z - r), C the cdf of y: that of a
 * point of step W and dither u - m / W.
 *
 * Words of value j of a block, in each candidate: dither word j; four scale words from 2^16 + 4 j; further words (Student
 * t only) from 5 2^16 + 248 j.
 *
 * A. Hegazy and C. T. Li, "Randomized quantization with exact error distribution", ITW 2022.
 */
import { type SharedBlock, uniform32 } from '../../core/index.ts';
import type { EntropyDecoder, EntropyEncoder, VariableStepDensity } from '../../entropy/index.ts';
import type { Layer, LayerForm, UnimodalNoise } from '../noise/noise.ts';
import { MAXIMAL_DEGREES } from '../noise/student-t.ts';
import { fromPoint, gridCentre, MAXIMAL_LAYER_POINT, pointInCell } from './cell.ts';

export const VALUES_PER_BLOCK = 65_536;
export const SCALE_WORDS = 4;
export const FIRST_FURTHER_WORD: number = VALUES_PER_BLOCK * (1 + SCALE_WORDS);

/** The quantizer of one noise, scale and form. Not re-entrant: `open` draws the layer that the other methods use. */
export class LayeredQuantizer {
  readonly #noise: UnimodalNoise;
  readonly #scale: number;
  readonly #form: LayerForm;
  readonly #layer: Layer = { lower: 0, upper: 0 };
  readonly #words: Uint32Array;
  readonly #scaleWords: Uint32Array;
  readonly #furtherWords: Uint32Array;
  #dither = 0;
  #width = 1;
  #middle = 0;

  constructor(noise: UnimodalNoise, scale: number, form: LayerForm) {
    this.#noise = noise;
    this.#scale = scale;
    this.#form = form;
    this.#words = new Uint32Array(SCALE_WORDS + noise.furtherWords);
    this.#scaleWords = this.#words.subarray(0, SCALE_WORDS);
    this.#furtherWords = this.#words.subarray(SCALE_WORDS);
  }

  /** The width of the layer at hand. */
  get width(): number {
    return this.#width;
  }

  /** The dither of the point code, -1/2 <= u < 1, where the point counts from `shift`. */
  get codeDither(): number {
    return this.#shiftedDither - this.codeShift;
  }
  get codeShift(): number {
    return this.#shiftedDither >= 1 ? 1 : 0;
  }

  /** Draws layer and dither of value j, 0 <= j < 2^16. */
  open(shared: SharedBlock, candidate: number, j: number): void {
    this.#dither = shared.word(candidate, j);
    shared.fill(candidate, VALUES_PER_BLOCK + SCALE_WORDS * j, this.#scaleWords);
    if (this.#furtherWords.length > 0) {
      shared.fill(candidate, FIRST_FURTHER_WORD + MAXIMAL_DEGREES * j, this.#furtherWords);
    }
    if (this.#form === 'direct') this.#noise.direct(this.#words, this.#layer);
    else this.#noise.shifted(this.#words, this.#layer);
    const { lower, upper } = this.#layer;
    this.#width = this.#scale * (upper - lower);
    this.#middle = (lower + upper) / (2 * (upper - lower));
  }

  /** k for the centre y. @throws LimitExceededError where |k| is not below 2^51. */
  point(y: number): number {
    return pointInCell(gridCentre(y / this.#width + this.#middle, MAXIMAL_LAYER_POINT), this.#dither);
  }

  /** z, the same double at both ends. */
  sample(point: number): number {
    return this.#width * fromPoint(point, this.#dither) + 0;
  }

  encode(point: number, density: VariableStepDensity, encoder: EntropyEncoder): void {
    density.encode(point + this.codeShift, this.codeDither, this.#width, encoder);
  }

  decode(density: VariableStepDensity, decoder: EntropyDecoder): number {
    return density.decode(this.codeDither, this.#width, decoder) - this.codeShift;
  }

  /** P(k | u, layer) under the law C of the centres. */
  probability(point: number, density: VariableStepDensity): number {
    return density.probability(point + this.codeShift, this.codeDither, this.#width);
  }

  get #shiftedDither(): number {
    return uniform32(this.#dither) - this.#middle;
  }
}
