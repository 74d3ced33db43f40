/**
 * How the samples of a tensor are sent, from the laws N(m, v) of all its weights: the proposals N(0, s^2), one for the tensor
 * or one per channel where that saves more than it costs, and then
 *
 *     from 2 bits of information per weight on: the Gaussian channel where a tensor or a channel has one sigma (0.23 bit above
 *     the information), hybrid coding in blocks of four where every weight has its own (0.5 to 0.6 bit above)
 *     below: what the planner of channels predicts to be best of these, and of searches over the proposal
 */
import { type Bits, exp, LN2, log, log2 } from '../../../core/index.ts';
import { normal } from '../../../distributions/index.ts';
import { type Preference, planChannel } from '../../../rcc/index.ts';
import type { Channels } from '../points/point-model.ts';
import { stepNumber, stepOf } from '../steps.ts';
import { cellWidths, checkWork, type ExpectedWork, expectedWork, isComfortable, isFeasible } from './cell-width.ts';
import { channelNumbers, type GridNumbers, stepsOf, valuesOf } from './channel-numbers.ts';
import { inOrder, type Layout, layoutOf } from './layout.ts';
import { bestScale, normalInformationBits } from './normal-information.ts';
import { GAUSSIAN_DIMENSION } from './sample-blocks.ts';
import type { SampleKind } from './sample-header.ts';

/** What is known of a tensor's weights. */
export interface TensorLaws {
  readonly name: string;
  readonly means: Float64Array;
  readonly sigmas: Float64Array;
  /** The weights themselves, against which errors are measured: the means, or what those were made from. */
  readonly values: ArrayLike<number>;
  /** Whether the tensor has one sigma, each channel one, or each weight its own. */
  readonly form: 'tensor' | 'channel' | 'weight';
  /** Along which scales change; of form `channel` those that have one sigma each. */
  readonly channels: Channels;
  /** Elements that are kept exactly, rising. */
  readonly kept: Uint32Array;
}

export interface SampleWishes {
  /** What the planner goes by at low rates. */
  readonly prefer: Preference | undefined;
  /** Total variation per block that approximate searches may cost; undefined: only exact ones. */
  readonly totalVariation: number | undefined;
}

export interface SamplePlan {
  readonly laws: TensorLaws;
  readonly kind: SampleKind;
  readonly scale: GridNumbers;
  readonly second: GridNumbers;
  /** The deviation of all, of form `tensor`. */
  readonly sigma: number;
  readonly dimension: number;
  /** Of a block, where an approximate search is planned. */
  readonly totalVariation: number | undefined;
  /** Sum of KL of all weights. */
  readonly informationBits: Bits;
  /** At low rates: what the planner expects, in bits per weight. */
  readonly predictedBits: Bits | undefined;
  readonly work: ExpectedWork | undefined;
}

/** The methods of low rates; approximate ones besides where they are accepted. */
const KNOWN: readonly string[] = ['gaussian-channel'];
const EXACT: readonly string[] = ['hybrid', 'poisson-functional-representation'];
const APPROXIMATE: readonly string[] = ['ordered-random'];
const HIGH_RATE: Bits = 2;
const HYBRID_DIMENSION = 4;
/** What a number of a channel costs, about. */
const NUMBER_BITS = 7;
/** Targets that a plan looks at. */
const PLANNED_VALUES = 16_384;
/** Cells of their own for channels, where the work shrinks by so much. */
const WORTH = 1.5;
const NUMBERS_SHARE = 0.05;
const QUANTILE = 0.99;

export function planSamples(laws: TensorLaws, wishes: SampleWishes): SamplePlan {
  const layout = layoutOf(laws.means.length, 0, laws.channels, laws.kept);
  const means = inOrder(laws.means, layout);
  const sigmas = inOrder(laws.sigmas, layout);
  const scale = proposals(laws.channels, layout, means, sigmas);
  const scales = valuesOf(scale, laws.channels);
  const units = { means: new Float64Array(means.length), sigmas: new Float64Array(means.length) };
  let informationBits = 0;
  for (let i = 0; i < means.length; i++) {
    const own = scales[layout.channels[i]!]!;
    units.means[i] = means[i]! / own;
    units.sigmas[i] = sigmas[i]! / own;
    informationBits += normalInformationBits(means[i]!, sigmas[i]!, own);
  }
  const count = means.length;
  const planned =
    count > 0 && informationBits < HIGH_RATE * count
      ? lowRate(laws.form, units.means, units.sigmas, informationBits / count, wishes)
      : ({ kind: laws.form === 'weight' ? 'hybrid' : 'gaussian', dimension: HYBRID_DIMENSION } as const);
  const { kind, dimension } = planned;
  const none = { base: 0, numbers: undefined };
  const common = { totalVariation: undefined, predictedBits: undefined, ...planned, laws, scale, informationBits };
  if (kind === 'hybrid') return { ...common, ...cells(laws, layout, sigmas, dimension), sigma: 0 };
  if (kind === 'prior') return { ...common, second: none, sigma: 0, work: undefined };
  const gaussian = { ...common, dimension: GAUSSIAN_DIMENSION, work: undefined };
  if (laws.form === 'tensor') return { ...gaussian, second: none, sigma: sigmas[0]! };
  return { ...gaussian, second: channelNumbers(firstOfChannels(laws.channels, layout, sigmas), false), sigma: 0 };
}

/** One scale for all, or one per channel where the bits that it saves are more than it takes to say them. */
function proposals({ channels }: Channels, layout: Layout, means: Float64Array, sigmas: Float64Array): GridNumbers {
  const single = { base: stepNumber(means.length === 0 ? 1 : bestScale(means, sigmas)), numbers: undefined };
  if (channels === 1 || means.length === 0) return single;
  const sums = new Float64Array(channels);
  const counts = new Float64Array(channels);
  layout.channels.forEach((channel, i) => {
    sums[channel]! += means[i]! * means[i]! + sigmas[i]! * sigmas[i]!;
    counts[channel]!++;
  });
  const sizes = sums.map((sum, c) => (sum > 0 ? Math.sqrt(sum / counts[c]!) : stepOf(single.base)));
  const coded = channelNumbers(sizes, true);
  const own = stepsOf(coded.numbers);
  let saved = 0;
  for (let c = 0; c < channels; c++) {
    if (counts[c] === 0) continue;
    const square = sums[c]! / counts[c]!;
    saved += counts[c]! * (crossBits(square, stepOf(single.base)) - crossBits(square, own[c]!));
  }
  return saved > NUMBER_BITS * channels ? coded : single;
}

/** What depends on the proposal in the information of weights with this mean square. */
function crossBits(square: number, scale: number): Bits {
  return log2(scale) + square / (2 * scale * scale) / LN2;
}

function firstOfChannels({ channels }: Channels, layout: Layout, sigmas: Float64Array): Float64Array {
  const first = new Float64Array(channels).fill(sigmas[0]!);
  for (let i = layout.channels.length - 1; i >= 0; i--) first[layout.channels[i]!] = sigmas[i]!;
  return first;
}

/** Cells for all weights, or for each channel where their deviations differ much. */
function cells(
  { name, channels }: TensorLaws,
  layout: Layout,
  sigmas: Float64Array,
  dimension: number,
): { second: GridNumbers; work: ExpectedWork } {
  const all = widest(largest(sigmas), (width) => expectedWork(sigmas, () => width, dimension));
  const single = { second: { base: stepNumber(all.width), numbers: undefined }, work: all.work };
  const isCheap = NUMBER_BITS * channels.channels <= NUMBERS_SHARE * sigmas.length;
  if (channels.channels > 1 && !isComfortable(all.work) && (isCheap || !isFeasible(all.work))) {
    const ofChannels = largestOfChannels(channels, layout, sigmas);
    const each = widest(1, (factor) =>
      expectedWork(sigmas, (i) => factor * ofChannels[layout.channels[i]!]!, dimension),
    );
    if (each.work.mean * WORTH < all.work.mean) {
      const second = channelNumbers(
        ofChannels.map((size) => each.width * size),
        true,
      );
      checkWork(each.work, name);
      return { second, work: each.work };
    }
  }
  checkWork(all.work, name);
  return single;
}

function widest(largestSigma: number, workOf: (width: number) => ExpectedWork): { width: number; work: ExpectedWork } {
  let found: { width: number; work: ExpectedWork } | undefined;
  for (const width of cellWidths(largestSigma)) {
    found = { width, work: workOf(width) };
    if (isComfortable(found.work)) break;
  }
  return found!;
}

/** Nearly: a few weights of larger deviation are split. */
function largest(sigmas: Float64Array): number {
  const sorted = sigmas.slice().sort();
  return sorted[Math.floor(QUANTILE * (sorted.length - 1))]!;
}

function largestOfChannels({ channels }: Channels, layout: Layout, sigmas: Float64Array): Float64Array {
  const sizes = new Float64Array(channels).fill(sigmas[0]!);
  for (let start = 0, end = 0; start < sigmas.length; start = end) {
    const channel = layout.channels[start]!;
    while (end < sigmas.length && layout.channels[end] === channel) end++;
    sizes[channel] = largest(sigmas.subarray(start, end));
  }
  return sizes;
}

/** `informationBits`: per weight. */
function lowRate(
  form: TensorLaws['form'],
  means: Float64Array,
  sigmas: Float64Array,
  informationBits: Bits,
  { prefer, totalVariation }: SampleWishes,
): Pick<SamplePlan, 'kind' | 'dimension' | 'totalVariation' | 'predictedBits'> {
  const some = stretch(means.length);
  const mu = Float64Array.from(some, (i) => means[i]!);
  // Where channels have sigmas of their own, what a method takes above the information is that of a common one.
  const sigma = form === 'weight' ? Float64Array.from(some, (i) => sigmas[i]!) : middleOf(sigmas);
  const { chosen } = planChannel({
    targets: { rows: mu.length, columns: [{ law: 'normal', mu, sigma }] },
    proposals: [normal(0, 1)],
    methods: [...(form === 'weight' ? [] : KNOWN), ...EXACT, ...(totalVariation === undefined ? [] : APPROXIMATE)],
    values: means.length,
    ...(totalVariation === undefined ? {} : { approximation: { totalVariation } }),
    ...(prefer === undefined ? {} : { prefer }),
  });
  const { method, dimension, bitsPerValue, informationBitsPerValue } = chosen;
  return {
    kind: method === 'gaussian-channel' ? 'gaussian' : method === 'hybrid' ? 'hybrid' : 'prior',
    dimension,
    totalVariation: APPROXIMATE.includes(method) ? totalVariation : undefined,
    predictedBits: bitsPerValue - informationBitsPerValue + informationBits,
  };
}

/** Their geometric mean. */
function middleOf(sigmas: Float64Array): number {
  return exp(sigmas.reduce((sum, sigma) => sum + log(sigma), 0) / sigmas.length);
}

/** Places of at most some thousand weights, in runs of sixteen spread over all. */
function stretch(count: number): Uint32Array {
  if (count <= PLANNED_VALUES) return Uint32Array.from({ length: count }, (_, i) => i);
  const runs = PLANNED_VALUES / 16;
  return Uint32Array.from({ length: PLANNED_VALUES }, (_, i) => {
    return Math.floor(((count - 16) * Math.floor(i / 16)) / (runs - 1)) + (i % 16);
  });
}
