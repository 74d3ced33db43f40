/** Compresses a model by samples of its weights: by given deviations at once, within a budget by attempts. */
import {
  checkInteger,
  checkPositive,
  concatenate,
  exp,
  InvalidArgumentError,
  LimitExceededError,
  LN2,
  type LocalRandomness,
  localRandomness,
  type SharedRandomness,
} from '../../../core/index.ts';
import { freshKey, type OpenedKey, openKey } from '../../../rcc/index.ts';
import type { Model } from '../../tensors/model.ts';
import { isFloating, type LazyTensor, tensorValues } from '../../tensors/tensor.ts';
import { shown } from '../../text/json-members.ts';
import { searchQuality, solve, type Trial } from '../budget/search.ts';
import { type Surveyed, surveyed } from '../budget/survey.ts';
import { tensorStream } from '../decoder.ts';
import type { EncodedTensor } from '../encode-tensors.ts';
import { NO_KEY, WeightsWriter } from '../file-writer.ts';
import type { WeightProgress } from '../options.ts';
import { encodePiece, isDithered, pieceRanges } from '../pieces/piece.ts';
import { type CompressedWeights, type SampleReport, weightsReport } from '../report.ts';
import { softened } from './curvature.ts';
import { encodeSamples } from './encode-samples.ts';
import { normalInformationBits } from './normal-information.ts';
import type { PosteriorOptions } from './options.ts';
import { methodText } from './sample-piece.ts';
import { planSamples, type TensorLaws } from './sample-plan.ts';
import { lawsOf, madeLaws } from './tensor-laws.ts';

const ENOUGH_SIZE = 0.994;
const ENOUGH_ERROR = 0.98;
const ATTEMPTS = 8;
const START_OCTAVES = 8;
const LOWEST_OCTAVES = -12;
/** Shares of the file that small tensors may take as they are, and as float16. */
const EXACT_SHARE = 0.02;
const HALF_SHARE = 0.04;
/** What a weight takes above its information, about, for predictions: the Gaussian channel, blocks of four, low rates. */
const GAUSSIAN_EXCESS = 0.235;
const HYBRID_EXCESS = 0.55;
const LOW_EXCESS = 0.3;
const HIGH_RATE = 2;
const PIECE_BYTES = 32;
/** Beyond so much information a weight is as well kept. */
const LARGEST_BITS = 18;
/** Local randomness of a tensor starts at a block of its own. */
const LOCAL_BLOCKS = 4_294_967_296;

/** @throws InvalidArgumentError, LimitExceededError naming the smallest budget, or the candidates that a search would need */
export async function compressPosterior(model: Model, options: PosteriorOptions): Promise<CompressedWeights> {
  checkOptions(options);
  return new PosteriorCompression(model, options).run();
}

function checkOptions({ sigmas, curvature, budget, totalVariation }: PosteriorOptions): void {
  if ((sigmas === undefined) === (budget === undefined)) {
    throw new InvalidArgumentError(
      '"sigmas" or "budget" expected one of them: deviations are given, or follow from a budget',
    );
  }
  if (sigmas !== undefined && curvature !== undefined) {
    throw new InvalidArgumentError('"curvature" expected a budget, and no sigmas');
  }
  if (totalVariation !== undefined && !(totalVariation > 0 && totalVariation < 1)) {
    throw new InvalidArgumentError(`"totalVariation" expected a number between 0 and 1, got ${totalVariation}`);
  }
  if (budget === undefined) return;
  const given = Object.entries(budget);
  if (given.length !== 1 || !['bits', 'size', 'error'].includes(given[0]![0])) {
    throw new InvalidArgumentError('"budget" expected one of bits, size, error for samples');
  }
  checkPositive(given[0]![0], given[0]![1]);
}

/** A tensor, and how its weights get their laws. */
interface Source {
  readonly surveyed: Surveyed;
  /** Curvatures in runs of the survey, in units in which the mean over all weights of h w^2 is 1; or one for the tensor. */
  readonly runCurvatures: readonly Float64Array[] | undefined;
  readonly curvature: number;
}

interface Written {
  /** The quality; undefined: by sigmas that were given. */
  readonly octaves: number | undefined;
  readonly tensors: readonly (EncodedTensor & { readonly samples?: SampleReport })[];
  readonly parts: readonly Uint8Array[];
  readonly bytes: number;
  readonly warnings: readonly string[];
}

class PosteriorCompression {
  readonly #model: Model;
  readonly #options: PosteriorOptions;
  readonly #key: OpenedKey;
  readonly #local: LocalRandomness;
  #sources: Source[] = [];
  /** What curvatures are multiplied by. */
  #unit = 1;
  #attempt = 0;

  constructor(model: Model, options: PosteriorOptions) {
    this.#model = model;
    this.#options = options;
    this.#key = openKey(options.key ?? freshKey());
    this.#local = options.local ?? localRandomness();
  }

  async run(): Promise<CompressedWeights> {
    await this.#survey();
    const { budget } = this.#options;
    const written = budget === undefined ? await this.#write(undefined) : (await this.#search(budget)).result;
    const { tensors, parts, bytes, warnings } = written;
    await this.#tellLaws(written);
    const report = weightsReport(this.#model, tensors, bytes, undefined, undefined);
    return { bytes: concatenate(parts), report: { ...report, warnings: [...report.warnings, ...warnings] } };
  }

  /** The laws of what was written: made again, because those of all tensors at once may not fit the memory. */
  async #tellLaws({ tensors, octaves }: Written): Promise<void> {
    const { onLaws } = this.#options;
    if (onLaws === undefined) return;
    for (const [i, source] of this.#sources.entries()) {
      if (tensors[i]!.samples === undefined) continue;
      const laws =
        octaves === undefined ? await this.#givenLaws(source, []) : await this.#chosenLaws(source, octaves, 'samples');
      const { name, means, sigmas, kept } = laws!;
      onLaws({ name, means, sigmas, kept });
    }
  }

  async #survey(): Promise<void> {
    const { tensors } = this.#model;
    const { curvature, sensitivities } = this.#options;
    let weighted = 0;
    let count = 0;
    for (const tensor of tensors) {
      await this.#progress('measuring', this.#sources.length, tensor.name);
      const ofTensor = await surveyed(tensor);
      const { runs, elements, meanSquare } = ofTensor;
      const given = curvature === undefined ? undefined : await curvatureValues(curvature, tensor);
      const runCurvatures = given && runs.map(({ first, values }) => given.slice(first, first + values.length));
      const sensitivity = sensitivities?.get(tensor.name);
      const own = sensitivity === undefined ? 1 / Math.max(meanSquare, 1e-300) : sensitivity / elements;
      this.#sources.push({ surveyed: ofTensor, runCurvatures, curvature: own });
      if (runCurvatures === undefined) continue;
      runs.forEach(({ values }, run) => {
        for (let i = 0; i < values.length; i++) weighted += runCurvatures[run]![i]! * values[i]! * values[i]!;
        count += values.length;
      });
    }
    if (curvature !== undefined && weighted > 0) this.#unit = count / weighted;
  }

  async #search(budget: NonNullable<PosteriorOptions['budget']>): Promise<Trial<Written>> {
    const elements = this.#sources.reduce((sum, source) => sum + source.surveyed.elements, 0);
    if ('error' in budget) return this.#withinError(budget.error, elements);
    const size =
      'size' in budget ? budget.size : elements === 0 ? Number.MAX_SAFE_INTEGER : (budget.bits * elements) / 8;
    const limit = Math.floor(size);
    const fixed = this.#fixedBytes();
    const predict = (octaves: number): number => this.#predictedBytes(octaves, fixed, limit);
    const attempt = async (octaves: number): Promise<Trial<Written>> => {
      const result = await this.#write(octaves, limit);
      return { octaves, amount: result.bytes, result };
    };
    const request = { limit, enough: ENOUGH_SIZE, rises: true, predict, attempt, attempts: ATTEMPTS };
    const found = await searchQuality({ ...request, start: solve(request, limit * 0.997, START_OCTAVES) });
    if (found !== undefined) return found;
    const least = (await attempt(LOWEST_OCTAVES)).amount;
    const bits = ((8 * least) / Math.max(1, elements)).toPrecision(3);
    throw new LimitExceededError(
      `"size" expected at least ${least} bytes (${bits} bits per weight), got ${limit}`,
      least,
    );
  }

  async #withinError(limit: number, elements: number): Promise<Trial<Written>> {
    const predict = (octaves: number): number => this.#predictedError(octaves, elements);
    const attempt = async (octaves: number): Promise<Trial<Written>> => {
      const result = await this.#write(octaves);
      const sum = result.tensors.reduce((total, { relativeError }) => total + relativeError, 0);
      return { octaves, amount: Math.sqrt(sum / Math.max(1, elements)), result };
    };
    const request = { limit, enough: ENOUGH_ERROR, rises: false, predict, attempt, attempts: ATTEMPTS };
    const found = await searchQuality({ ...request, start: solve(request, limit * 0.99, START_OCTAVES) });
    if (found !== undefined) return found;
    throw new LimitExceededError(`"error" expected one that samples can meet, got ${limit}`, limit);
  }

  /** Everything at one quality; undefined: by the sigmas that were given. `limit`: of the file, for the rule of small tensors. */
  async #write(octaves: number | undefined, limit?: number): Promise<Written> {
    this.#attempt++;
    const tensors: Written['tensors'][number][] = [];
    const warnings: string[] = [];
    const small = this.#smallRule(limit ?? (octaves === undefined ? 0 : this.#predictedBytes(octaves, 0, undefined)));
    for (const [i, source] of this.#sources.entries()) {
      const { tensor } = source.surveyed;
      await this.#progress('writing', i, tensor.name);
      const laws =
        octaves === undefined
          ? await this.#givenLaws(source, warnings)
          : await this.#chosenLaws(source, octaves, small);
      tensors.push(await this.#encoded(i, source, laws, small, warnings));
    }
    const payloads = tensors.flatMap((tensor) => tensor.payloads);
    const writer = new WeightsWriter();
    const key = payloads.some(isDithered) ? this.#key.statement : NO_KEY;
    const parts = writer.begin({ document: this.#model.document, tensors: this.#model.tensors }, key);
    for (const payload of payloads) parts.push(writer.piece(payload));
    parts.push(writer.end());
    return { octaves, tensors, parts, bytes: writer.length, warnings };
  }

  /** `limit`: of the file. */
  #smallRule(limit: number): 'exact' | 'half' | 'samples' {
    const { smallTensors, budget } = this.#options;
    if (budget === undefined) return 'exact';
    if (smallTensors !== undefined) return smallTensors;
    let exact = 0;
    let half = 0;
    for (const {
      surveyed: { group, exactBytes, halfBytes },
    } of this.#sources) {
      if (group !== 'small') continue;
      exact += exactBytes;
      half += halfBytes ?? exactBytes;
    }
    return exact <= EXACT_SHARE * limit ? 'exact' : half <= HALF_SHARE * limit ? 'half' : 'samples';
  }

  async #givenLaws({ surveyed: { tensor, channels } }: Source, warnings: string[]): Promise<TensorLaws | undefined> {
    const sigmas = this.#options.sigmas!.tensors.find(({ name }) => name === tensor.name);
    if (sigmas === undefined || !isFloating(tensor)) {
      if (isFloating(tensor)) warnings.push(`${shown(tensor.name)} has no sigmas: it is kept exactly`);
      return undefined;
    }
    const values = tensorValues(await tensor.read())!;
    return lawsOf(tensor, values, await sigmas.read(), channels);
  }

  async #chosenLaws(source: Source, octaves: number, small: string): Promise<TensorLaws | undefined> {
    const {
      surveyed: { tensor, group, channels },
      curvature,
    } = source;
    if (group === 'kept' || (group === 'small' && (small !== 'samples' || tensor.shape.length < 2))) return undefined;
    const values = tensorValues(await tensor.read())!;
    const given =
      this.#options.curvature === undefined ? undefined : await curvatureValues(this.#options.curvature, tensor);
    const h = given === undefined ? curvature : given.map((value) => value * this.#unit);
    const { means, sigmas } = softened(values, h, betaOf(octaves));
    return madeLaws(tensor.name, values, means, sigmas, given === undefined ? 'tensor' : 'weight', channels);
  }

  async #encoded(
    i: number,
    { surveyed: ofTensor }: Source,
    laws: TensorLaws | undefined,
    small: 'exact' | 'half' | 'samples',
    warnings: string[],
  ): Promise<Written['tensors'][number]> {
    const { tensor, elements, meanSquare, group, halfBytes, exactBytes } = ofTensor;
    const isHalf = group === 'small' && small !== 'exact' && halfBytes !== undefined && halfBytes < exactBytes;
    const asItIs = { kind: isHalf ? 'half' : 'exact' } as const;
    const planned = { surveyed: ofTensor, plan: asItIs, bytes: 0, squaredError: 0 };
    const { data } = await tensor.read();
    const bytesOf = (range: ReturnType<typeof pieceRanges>[number]): Uint8Array => {
      return data.subarray(range.first * range.elementBytes, (range.first + range.count) * range.elementBytes);
    };
    const keptAsItIs = (): EncodedTensor => {
      const pieces = pieceRanges(tensor).map((range) => encodePiece(tensor, bytesOf(range), range, asItIs));
      const squaredError = pieces.reduce((sum, piece) => sum + piece.squaredError, 0);
      return {
        planned,
        payloads: pieces.map(({ payload }) => payload),
        bytes: pieces.reduce((sum, { payload }) => sum + payload.length, 0),
        relativeError: meanSquare > 0 ? squaredError / meanSquare : 0,
        weightedError: squaredError,
        method: [...new Set(pieces.map(({ method }) => method))].join('; '),
      };
    };
    if (laws === undefined || laws.kept.length === elements) return keptAsItIs();
    const plan = planSamples(laws, { prefer: this.#options.prefer, totalVariation: this.#options.totalVariation });
    const sent = elements - laws.kept.length;
    if (plan.informationBits > LARGEST_BITS * sent) {
      warnings.push(`${shown(tensor.name)} would take more than ${LARGEST_BITS} bits per weight: it is kept exactly`);
      return keptAsItIs();
    }
    const local = shifted(this.#local, i * LOCAL_BLOCKS);
    const randomness = { shared: this.#stream(i), local };
    const pieces = pieceRanges(tensor).map((range) => encodeSamples(plan, tensor, bytesOf(range), range, randomness));
    const squaredError = pieces.reduce((sum, piece) => sum + piece.squaredError, 0);
    const sum = (part: (piece: (typeof pieces)[number]) => number): number =>
      pieces.reduce((all, piece) => all + part(piece), 0);
    const samples: SampleReport = {
      sent,
      sigma: laws.form,
      informationBits: sum(({ informationBits }) => informationBits),
      indexBits: sum(({ indexBits }) => indexBits),
      candidatesPerBlock: sum(({ candidatesExamined }) => candidatesExamined) / Math.ceil(sent / plan.dimension),
      dimension: plan.dimension,
      ...(plan.predictedBits === undefined ? {} : { predictedBits: plan.predictedBits * sent }),
      totalVariation: plan.totalVariation ?? 0,
    };
    return {
      planned,
      payloads: pieces.map(({ payload }) => payload),
      bytes: sum(({ payload }) => payload.length),
      relativeError: meanSquare > 0 ? squaredError / meanSquare : 0,
      weightedError: squaredError,
      method: methodText(plan.kind, plan.totalVariation ?? 0, plan.dimension),
      samples,
    };
  }

  #predictedBytes(octaves: number, fixed: number, limit: number | undefined): number {
    const small = limit === undefined ? 'exact' : this.#smallRule(limit);
    return this.#sources.reduce((sum, source) => sum + this.#predictedTensor(source, octaves, small), fixed);
  }

  #predictedTensor(source: Source, octaves: number, small: 'exact' | 'half' | 'samples'): number {
    const { group, exactBytes, halfBytes, elements, tensor } = source.surveyed;
    const isSent = group === 'large' || (group === 'small' && small === 'samples' && tensor.shape.length > 1);
    if (!isSent) {
      const isHalf = group === 'small' && small !== 'exact' && halfBytes !== undefined;
      return PIECE_BYTES + (isHalf ? Math.min(halfBytes, exactBytes) : exactBytes);
    }
    const { bits, count } = this.#sampled(source, octaves);
    const mean = bits / Math.max(1, count);
    const high = source.runCurvatures === undefined ? GAUSSIAN_EXCESS : HYBRID_EXCESS;
    const excess = mean < HIGH_RATE ? LOW_EXCESS * Math.min(1, 2 * mean) : high;
    return PIECE_BYTES + ((mean + excess) * elements) / 8;
  }

  #predictedError(octaves: number, elements: number): number {
    const sum = this.#sources.reduce((total, source) => {
      if (source.surveyed.group !== 'large') return total;
      const { squaredError, count } = this.#sampled(source, octaves);
      return total + (source.surveyed.elements * squaredError) / (Math.max(1, count) * source.surveyed.meanSquare);
    }, 0);
    return Math.sqrt(sum / Math.max(1, elements));
  }

  /** Information and error of the weights in the survey's runs. */
  #sampled(source: Source, octaves: number): { bits: number; squaredError: number; count: number } {
    const {
      surveyed: { runs },
      runCurvatures,
      curvature,
    } = source;
    const values = Float64Array.from(runs.flatMap((run) => [...run.values]));
    const h =
      runCurvatures === undefined ? curvature : runCurvatures.flatMap((run) => [...run]).map((x) => x * this.#unit);
    const { means, sigmas } = softened(values, h, betaOf(octaves));
    let square = 0;
    for (let i = 0; i < means.length; i++) square += means[i]! * means[i]! + sigmas[i]! * sigmas[i]!;
    const scale = Math.sqrt(square / Math.max(1, means.length));
    let bits = 0;
    let squaredError = 0;
    for (let i = 0; i < means.length; i++) {
      bits += normalInformationBits(means[i]!, sigmas[i]!, scale);
      squaredError += sigmas[i]! * sigmas[i]! + (means[i]! - values[i]!) * (means[i]! - values[i]!);
    }
    return { bits, squaredError, count: means.length };
  }

  #fixedBytes(): number {
    const writer = new WeightsWriter();
    writer.begin({ document: this.#model.document, tensors: this.#model.tensors }, this.#key.statement);
    return writer.length + 12;
  }

  #stream(tensor: number): SharedRandomness {
    return tensorStream(this.#key.shared, tensor);
  }

  async #progress(stage: WeightProgress['stage'], done: number, tensor: string): Promise<void> {
    const total = this.#model.tensors.length;
    await this.#options.onProgress?.({ stage, done, total, tensor, attempt: this.#attempt });
  }
}

/** The price of a nat at a quality: half the noise's variance for one octave more. */
function betaOf(octaves: number): number {
  return exp(-octaves * LN2);
}

function shifted(local: LocalRandomness, first: number): LocalRandomness {
  return { block: (index) => local.block(checkInteger('index', first + index, 0)) };
}

/** @throws InvalidArgumentError where there are none for a tensor that can have them, or of another shape */
async function curvatureValues(curvature: Model, tensor: LazyTensor): Promise<Float64Array | undefined> {
  if (!isFloating(tensor)) return undefined;
  const found = curvature.tensors.find(({ name }) => name === tensor.name);
  const isSame =
    found?.shape.length === tensor.shape.length && found.shape.every((size, axis) => size === tensor.shape[axis]);
  if (found === undefined || !isSame) {
    const got = found === undefined ? 'none' : `the shape [${found.shape.join(', ')}]`;
    throw new InvalidArgumentError(
      `"curvature" expected the shape [${tensor.shape.join(', ')}] for ${shown(tensor.name)}, got ${got}`,
    );
  }
  const values = tensorValues(await found.read());
  if (values === undefined) throw new InvalidArgumentError(`"curvature" expected numbers for ${shown(tensor.name)}`);
  return Float64Array.from(values, (value) => (Number.isFinite(value) ? Math.max(0, value) : 0));
}
