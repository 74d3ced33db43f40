/** The step of every element: one, or one for each channel. */
import { log2 } from '../../../core/index.ts';
import { type Channels, ChannelWalk } from '../points/point-model.ts';
import { stepOf } from '../steps.ts';

/** A channel's code counts sixteenths of an octave, as a signed byte. */
const GRID_PER_CODE = 16;
const LARGEST_NUMBER = 65_535;

export class ElementSteps {
  readonly #steps: Float64Array;
  readonly #walk: ChannelWalk;

  /** `codes`: of each channel, or undefined for one step. `first`: the element to start with. */
  constructor(step: number, codes: Uint8Array | undefined, channels: Channels, first: number) {
    this.#steps =
      codes === undefined
        ? Float64Array.of(stepOf(step))
        : Float64Array.from(codes, (code) => {
            const signed = code < 128 ? code : code - 256;
            return stepOf(Math.max(0, Math.min(LARGEST_NUMBER, step + GRID_PER_CODE * signed)));
          });
    this.#walk = new ChannelWalk(codes === undefined ? { channels: 1, inner: 1 } : channels, first);
  }

  /** The step of the next element. */
  next(): number {
    const step = this.#steps[this.#walk.channel]!;
    this.#walk.next();
    return step;
  }
}

/**
 * Codes of steps that go with the channels' root mean squares r_c as r_c^exponent, their geometric mean being the
 * tensor's: at fine steps that leaves the bits as they are and moves the error from narrow channels to wide ones.
 */
export function channelStepCodes(meanSquares: Float64Array, exponent: number): Uint8Array {
  const octaves = Array.from(meanSquares, (square) => (square > 0 ? (exponent * log2(square)) / 2 : undefined));
  const known = octaves.filter((octave) => octave !== undefined);
  const middle = known.reduce((sum, octave) => sum + octave, 0) / Math.max(1, known.length);
  // A channel of zeros is as well served by any step.
  return Uint8Array.from(octaves, (octave) => {
    return Math.max(-128, Math.min(127, Math.floor(16 * ((octave ?? middle) - middle) + 0.5))) & 255;
  });
}
