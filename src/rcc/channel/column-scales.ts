/**
 * The scales of a column's noise as side information. Most columns have one scale for the whole chunk. Where a column has
 * more, up to 256, the chunk states the list once, and every value says which one of it is its own:
 *
 *     list    count - 2, 8 bits, only where there are several;  each scale a float64
 *     value   its place in the list, by an adaptive model of the column (counts from 1, by 2)
 *
 * So a noise whose scale takes few values, known to the sender only, is sent exactly by methods that need to know it, for
 * about the entropy of the scale. Scales that agree up to the rounding of their parameters are one.
 */
import { CorruptDataError, InvalidArgumentError } from '../../core/index.ts';
import { adaptiveCodec, bitsCodec, type Codec } from '../../entropy/index.ts';
import { float64Width } from './columns.ts';

const MAXIMAL_SCALES = 256;
/** The parameters of targets are rounded: this share of a scale. */
const TOLERANCE = 1 / 4_294_967_296;

const byte = bitsCodec(8);

/** The scales of a column in the order in which they first occur. */
export class ScaleList {
  readonly #scales: number[] = [];
  readonly #places: Map<number, number> = new Map();
  readonly #method: string;

  /** `method` names itself where there are too many scales. */
  constructor(method: string) {
    this.#method = method;
  }

  get scales(): readonly number[] {
    return this.#scales;
  }

  /** The place of a scale, which is new or not. @throws InvalidArgumentError at the 257th scale. */
  place(scale: number): number {
    const known = this.#places.get(scale);
    if (known !== undefined) return known;
    let place = this.#scales.findIndex((listed) => Math.abs(scale - listed) <= TOLERANCE * listed);
    if (place < 0) {
      if (this.#scales.length === MAXIMAL_SCALES) {
        throw new InvalidArgumentError(
          `"targets" expected at most ${MAXIMAL_SCALES} scales in a column for ${this.#method}, got more; hybrid sends any law`,
        );
      }
      place = this.#scales.push(scale) - 1;
    }
    if (this.#places.size < MAXIMAL_SCALES) this.#places.set(scale, place);
    return place;
  }
}

/** The list itself; whether there are several scales is known beforehand. */
export function scaleListCodec(several: boolean): Codec<readonly number[]> {
  return {
    encode(scales, encoder) {
      if (several) byte.encode(scales.length - 2, encoder);
      for (const scale of scales) float64Width.encode(scale, encoder);
    },
    decode(decoder) {
      const count = several ? byte.decode(decoder) + 2 : 1;
      if (count > MAXIMAL_SCALES) {
        throw new CorruptDataError(`"scales" expected at most ${MAXIMAL_SCALES}, got ${count}`, 0);
      }
      return Array.from({ length: count }, () => float64Width.decode(decoder));
    },
  };
}

const only: Codec<number> = { encode() {}, decode: () => 0 };

/** Places in the list of one column, value by value; each end makes its own. */
export function scalePlaceCodec(scales: readonly number[]): Codec<number> {
  return scales.length === 1 ? only : adaptiveCodec(scales.length);
}
