/** Compresses a model by samples of its weights: by given deviations at once, within a budget by attempts. */
import {
  checkInteger,
  concatenate,
  LimitExceededError,
  type LocalRandomness,
  localRandomness,
} from '../../../core/index.ts';
import { freshKey, type OpenedKey, openKey } from '../../../rcc/index.ts';
import type { Model } from '../../tensors/model.ts';
import { isFloating, tensorValues } from '../../tensors/tensor.ts';
import { shown } from '../../text/json-members.ts';
import { searchQuality, solve, type Trial } from '../budget/search.ts';
import { type SmallRule, smallBytes, smallRule } from '../budget/small-tensors.ts';
import { surveyed } from '../budget/survey.ts';
import { tensorStream } from '../decoder.ts';
import { type EncodedTensor, encodeTensor } from '../encode-tensors.ts';
import { emptyFileBytes, weightsFile } from '../file-writer.ts';
import type { WeightProgress } from '../options.ts';
import { pieceBytes, pieceRanges } from '../pieces/piece.ts';
import { type CompressedWeights, type SampleReport, weightsReport } from '../report.ts';
import { softened } from './curvature.ts';
import { curvatureValues } from './curvature-model.ts';
import { encodeSamples } from './encode-samples.ts';
import { checkPosteriorOptions, type PosteriorOptions } from './options.ts';
import { betaOf, type PosteriorSource, predictedBytes, predictedError } from './prediction.ts';
import { methodText } from './sample-piece.ts';
import { planSamples, type TensorLaws } from './sample-plan.ts';
import { lawsOf, madeLaws } from './tensor-laws.ts';

const ENOUGH_SIZE = 0.994;
const ENOUGH_ERROR = 0.98;
const ATTEMPTS = 8;
const START_OCTAVES = 8;
const LOWEST_OCTAVES = -12;
/** Beyond so much information a weight is as well kept. */
const LARGEST_BITS = 18;
/** Local randomness of a tensor starts at a block of its own. */
const LOCAL_BLOCKS = 4_294_967_296;

/** @throws InvalidArgumentError, LimitExceededError naming the smallest budget, or the candidates that a search would need */
export async function compressPosterior(model: Model, options: PosteriorOptions): Promise<CompressedWeights> {
  checkPosteriorOptions(options);
  return new PosteriorCompression(model, options).run();
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
  #sources: PosteriorSource[] = [];
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
        octaves === undefined ? await this.#givenLaws(source, []) : await this.#chosenLaws(source, octaves, 'sent');
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
    if (curvature === undefined || !(weighted > 0)) return;
    this.#unit = count / weighted;
    for (const { runCurvatures = [] } of this.#sources) {
      for (const run of runCurvatures) for (let i = 0; i < run.length; i++) run[i]! *= this.#unit;
    }
  }

  async #search(budget: NonNullable<PosteriorOptions['budget']>): Promise<Trial<Written>> {
    const elements = this.#sources.reduce((sum, source) => sum + source.surveyed.elements, 0);
    if ('error' in budget) return this.#withinError(budget.error, elements);
    const size =
      'size' in budget ? budget.size : elements === 0 ? Number.MAX_SAFE_INTEGER : (budget.bits * elements) / 8;
    const limit = Math.floor(size);
    const fixed = emptyFileBytes(this.#model, this.#key.statement);
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
    const predict = (octaves: number): number => predictedError(this.#sources, betaOf(octaves), elements);
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
    return { octaves, tensors, ...weightsFile(this.#model, this.#key.statement, payloads), warnings };
  }

  /** `limit`: of the file. */
  #smallRule(limit: number): SmallRule {
    const { smallTensors, budget } = this.#options;
    if (budget === undefined) return 'exact';
    if (smallTensors !== undefined) return smallTensors;
    return smallRule(smallBytes(this.#sources.map((source) => source.surveyed)), limit);
  }

  async #givenLaws(
    { surveyed: { tensor, channels } }: PosteriorSource,
    warnings: string[],
  ): Promise<TensorLaws | undefined> {
    const sigmas = this.#options.sigmas!.tensors.find(({ name }) => name === tensor.name);
    if (sigmas === undefined || !isFloating(tensor)) {
      if (isFloating(tensor)) warnings.push(`${shown(tensor.name)} has no sigmas: it is kept exactly`);
      return undefined;
    }
    const values = tensorValues(await tensor.read())!;
    return lawsOf(tensor, values, await sigmas.read(), channels);
  }

  async #chosenLaws(source: PosteriorSource, octaves: number, small: SmallRule): Promise<TensorLaws | undefined> {
    const {
      surveyed: { tensor, group, channels },
      curvature,
    } = source;
    if (group === 'kept' || (group === 'small' && (small !== 'sent' || tensor.shape.length < 2))) return undefined;
    const values = tensorValues(await tensor.read())!;
    const given =
      this.#options.curvature === undefined ? undefined : await curvatureValues(this.#options.curvature, tensor);
    const h = given === undefined ? curvature : given.map((value) => value * this.#unit);
    const { means, sigmas } = softened(values, h, betaOf(octaves));
    return madeLaws(tensor.name, values, means, sigmas, given === undefined ? 'tensor' : 'weight', channels);
  }

  async #encoded(
    i: number,
    { surveyed: ofTensor }: PosteriorSource,
    laws: TensorLaws | undefined,
    small: SmallRule,
    warnings: string[],
  ): Promise<Written['tensors'][number]> {
    const { tensor, elements, meanSquare, group, halfBytes, exactBytes } = ofTensor;
    const isHalf = group === 'small' && small !== 'exact' && halfBytes !== undefined && halfBytes < exactBytes;
    const asItIs = { kind: isHalf ? 'half' : 'exact' } as const;
    const planned = { surveyed: ofTensor, plan: asItIs, bytes: 0, squaredError: 0 };
    if (laws === undefined || laws.kept.length === elements) return encodeTensor(planned, 'all');
    const plan = planSamples(laws, { prefer: this.#options.prefer, totalVariation: this.#options.totalVariation });
    const sent = elements - laws.kept.length;
    if (plan.informationBits > LARGEST_BITS * sent) {
      warnings.push(`${shown(tensor.name)} would take more than ${LARGEST_BITS} bits per weight: it is kept exactly`);
      return encodeTensor(planned, 'all');
    }
    const local = shifted(this.#local, i * LOCAL_BLOCKS);
    const randomness = { shared: tensorStream(this.#key.shared, i), local };
    const { data } = await tensor.read();
    const pieces = pieceRanges(tensor).map((range) => {
      return encodeSamples(plan, tensor, pieceBytes(data, range), range, randomness);
    });
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
    return this.#sources.reduce((sum, source) => sum + predictedBytes(source, betaOf(octaves), small), fixed);
  }

  async #progress(stage: WeightProgress['stage'], done: number, tensor: string): Promise<void> {
    const total = this.#model.tensors.length;
    await this.#options.onProgress?.({ stage, done, total, tensor, attempt: this.#attempt });
  }
}

function shifted(local: LocalRandomness, first: number): LocalRandomness {
  return { block: (index) => local.block(checkInteger('index', first + index, 0)) };
}
