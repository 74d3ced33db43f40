/**
 * From one number to the plan of every tensor: reverse water-filling on measured curves. At quality q each tensor takes
 * the method and step with the smallest
 *
 *     bits + q h D,    h the loss that a unit of its mean squared error D adds, per weight
 *
 * so that at fine steps h step^2 is the same for all, and a tensor that is not worth its bits is a tensor of zeros.
 * T. M. Cover and J. A. Thomas, "Elements of Information Theory", 1991, 13.3.3.
 */
import { type Bits, exp, LN2, type SharedRandomness } from '../../../core/index.ts';
import type { CompressOptions, Reconstruction, WeightMethod } from '../options.ts';
import { channelStepCodes } from '../pieces/channel-steps.ts';
import type { Plan } from '../pieces/piece.ts';
import { type Choice, RateCurve, usualReconstruction } from './rate-curve.ts';
import { solve } from './search.ts';
import { type SmallRule, smallBytes, smallRule } from './small-tensors.ts';
import type { Surveyed } from './survey.ts';

export const ALL_METHODS: readonly WeightMethod[] = ['rounding', 'universal', 'lattice'];
/**
 * Where the output cannot be measured: errors that depend on the weights add up over layers, errors of a dither cancel. At
 * the same output error rounding had to have less than half the squared error, in networks that could be measured.
 */
const BIAS_WEIGHT = 2;
/** What framing a piece takes. */
const PIECE_BYTES = 11;

export interface PlannedTensor {
  readonly surveyed: Surveyed;
  readonly plan: Plan;
  /** By the curves. */
  readonly bytes: number;
  readonly squaredError: number;
}

export class Planner {
  readonly #surveyed: readonly Surveyed[];
  #methods: readonly WeightMethod[];
  readonly #reconstruction: Reconstruction | undefined;
  readonly #biasWeight: number;
  readonly #smallTensors: 'exact' | 'half' | undefined;
  readonly #streams: (tensor: number) => SharedRandomness;
  readonly #curves: (RateCurve | undefined)[];
  readonly #channelSteps: (Uint8Array | undefined)[];
  /** Per tensor: what h D ms / n is in units of D / ms. */
  readonly #weights: Float64Array;

  /** `streams`: the dither of tensor number i. */
  constructor(surveyed: readonly Surveyed[], options: CompressOptions, streams: (tensor: number) => SharedRandomness) {
    this.#surveyed = surveyed;
    this.#methods = options.methods ?? ALL_METHODS;
    this.#reconstruction = options.reconstruction;
    const { budget, methods } = options;
    this.#biasWeight = methods === undefined && ('bits' in budget || 'size' in budget) ? BIAS_WEIGHT : 1;
    this.#smallTensors = options.smallTensors;
    this.#streams = streams;
    this.#channelSteps = new Array(surveyed.length);
    this.#curves = surveyed.map(({ group }, i) => (group === 'kept' ? undefined : this.#curve(i)));
    this.#weights = new Float64Array(surveyed.length).fill(1);
    if (options.sensitivities !== undefined) this.weigh(options.sensitivities);
  }

  /** From now on only these. */
  use(methods: readonly WeightMethod[]): void {
    this.#methods = methods;
  }

  /** Gives the channels of tensor number i steps of their own: see `channelStepCodes`. */
  shape(i: number, exponent: number): void {
    const { channels, channelSquares } = this.#surveyed[i]!;
    const isFlat = exponent === 0 || channels.channels === 1;
    this.#channelSteps[i] = isFlat ? undefined : channelStepCodes(channelSquares, exponent);
    this.#curves[i] = this.#curve(i);
  }

  /** Sets sensitivities by name; those without one keep theirs. */
  weigh(sensitivities: ReadonlyMap<string, number>): void {
    this.#surveyed.forEach(({ tensor, meanSquare, elements }, i) => {
      const sensitivity = sensitivities.get(tensor.name);
      if (sensitivity !== undefined) this.#weights[i] = (sensitivity * meanSquare) / elements;
    });
    // A tensor that seems not to matter at all still gets a price: a measurement on few inputs is no proof.
    const largest = this.#weights.reduce((most, weight) => Math.max(most, weight), 0);
    for (let i = 0; i < this.#weights.length; i++) this.#weights[i] = Math.max(this.#weights[i]!, 1e-9 * largest);
  }

  /** The plans at quality 2^octaves. `fileBytes`: what the file will be, for the rule of small tensors, where it is known. */
  plans(octaves: number, fileBytes?: number): PlannedTensor[] {
    const quality = exp(octaves * LN2);
    const large = this.#surveyed.map((surveyed, i) => {
      return surveyed.group === 'large' ? this.#lossy(i, quality) : undefined;
    });
    const small = smallBytes(this.#surveyed);
    const rest = large.reduce((total, planned) => total + (planned?.bytes ?? 0), 0);
    const rule = this.#smallTensors ?? smallRule(small, fileBytes ?? rest + small.exact);
    return this.#surveyed.map((surveyed, i) => large[i] ?? this.#small(i, quality, surveyed, rule));
  }

  #small(i: number, quality: number, surveyed: Surveyed, rule: SmallRule): PlannedTensor {
    const { group, halfBytes, exactBytes, tensor } = surveyed;
    if (group === 'small' && rule === 'sent' && tensor.shape.length > 1) return this.#lossy(i, quality);
    if (group === 'small' && rule !== 'exact' && halfBytes !== undefined && halfBytes < exactBytes) {
      return { surveyed, plan: { kind: 'half' }, bytes: halfBytes + PIECE_BYTES, squaredError: 0 };
    }
    return { surveyed, plan: { kind: 'exact' }, bytes: exactBytes + PIECE_BYTES, squaredError: 0 };
  }

  /** Tensor number i with loss, whatever the rules say, at about so many bits per weight. */
  lossy(i: number, bits: Bits): PlannedTensor {
    const curve = this.#curves[i]!;
    const predict = (octaves: number): Bits => curve.best(this.#methods, exp(octaves * LN2)).bits;
    const octaves = solve({ predict, rises: true }, bits, 2 * bits);
    return this.#planned(i, curve.best(this.#methods, exp(octaves * LN2)));
  }

  #lossy(i: number, quality: number): PlannedTensor {
    const choice = this.#curves[i]!.best(this.#methods, quality * this.#weights[i]!, this.#biasWeight);
    const surveyed = this.#surveyed[i]!;
    const { exactBytes, elements } = surveyed;
    if ((choice.bits * elements) / 8 < exactBytes) return this.#planned(i, choice);
    return { surveyed, plan: { kind: 'exact' }, bytes: exactBytes + PIECE_BYTES, squaredError: 0 };
  }

  #planned(i: number, { bits, squaredError, method, step }: Choice): PlannedTensor {
    const surveyed = this.#surveyed[i]!;
    const plan: Plan = {
      kind: 'lossy',
      method,
      step,
      channels: surveyed.channels,
      reconstruction: this.#reconstruction ?? usualReconstruction(method),
      shared: () => this.#streams(i),
      ...(this.#channelSteps[i] === undefined ? {} : { channelSteps: this.#channelSteps[i] }),
    };
    return { surveyed, plan, bytes: (bits * surveyed.elements) / 8 + PIECE_BYTES, squaredError };
  }

  #curve(i: number): RateCurve {
    return new RateCurve(this.#surveyed[i]!, this.#reconstruction, () => this.#streams(i), this.#channelSteps[i]);
  }
}

/** Root of the mean over all weights of squared error over mean square, by the curves. */
export function predictedError(plans: readonly PlannedTensor[], elements: number): number {
  const sum = plans.reduce((total, { surveyed, squaredError }) => {
    return total + (surveyed.meanSquare > 0 ? (surveyed.elements * squaredError) / surveyed.meanSquare : 0);
  }, 0);
  return Math.sqrt(sum / Math.max(1, elements));
}

/** Output error by sensitivities: root of the sum of h D. */
export function predictedLoss(plans: readonly PlannedTensor[], sensitivities: ReadonlyMap<string, number>): number {
  const loss = plans.reduce((sum, { surveyed, squaredError }) => {
    return sum + (sensitivities.get(surveyed.tensor.name) ?? 0) * squaredError;
  }, 0);
  return Math.sqrt(loss);
}
