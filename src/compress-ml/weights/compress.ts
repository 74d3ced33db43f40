/** Compresses a model within a budget: survey, plan, write, and again until the budget is met. */
import {
  checkPositive,
  concatenate,
  InvalidArgumentError,
  LimitExceededError,
  type SharedRandomness,
} from '../../core/index.ts';
import { freshKey, openKey } from '../../rcc/index.ts';
import { type Model, modelOfTensors } from '../tensors/model.ts';
import type { Tensor } from '../tensors/tensor.ts';
import { ALL_METHODS, type PlannedTensor, Planner, predictedError, predictedLoss } from './budget/planner.ts';
import { searchQuality, solve, type Trial } from './budget/search.ts';
import { measuredSensitivities } from './budget/sensitivities.ts';
import { type Surveyed, surveyed } from './budget/survey.ts';
import { tensorStream } from './decoder.ts';
import { type EncodedTensor, encodeTensor, reconstructed } from './encode-tensors.ts';
import { emptyFileBytes, weightsFile } from './file-writer.ts';
import type { CompressOptions, MeasureOutputError, WeightBudget, WeightMethod, WeightProgress } from './options.ts';
import { compressPosterior } from './posterior/compress-posterior.ts';
import type { PosteriorOptions } from './posterior/options.ts';
import { type CompressedWeights, type CurveEntry, weightsReport } from './report.ts';

/** Shares of the budget that are good enough. */
const ENOUGH_SIZE = 0.994;
const ENOUGH_ERROR = 0.98;
const ATTEMPTS = 10;
/** `universal` needs more bits than `lattice` for the same noise. */
const TOLERANCE_METHODS: readonly WeightMethod[] = ['rounding', 'lattice'];
/** The ends of the scale of qualities. */
const LOWEST_OCTAVES = -12;
const HIGHEST_OCTAVES = 60;
/** Where the search starts: about 4 bits per weight. */
const START_OCTAVES = 8;

/** Tensors in memory. @throws LimitExceededError naming the smallest budget that can be met, InvalidArgumentError */
export function compressWeights(
  tensors: readonly Tensor[],
  options: CompressOptions | PosteriorOptions,
): Promise<CompressedWeights> {
  return compressModel(modelOfTensors(tensors), options);
}

/** A model from files, read a tensor at a time. @throws as `compressWeights`, and what reading throws */
export async function compressModel(
  model: Model,
  options: CompressOptions | PosteriorOptions,
): Promise<CompressedWeights> {
  if ('method' in options) return compressPosterior(model, options);
  checkOptions(options);
  return new Compression(model, options).run();
}

function checkOptions({ budget, methods }: CompressOptions): void {
  const given = Object.entries(budget).filter(([name]) => name !== 'measure');
  if (given.length !== 1) throw new InvalidArgumentError(`"budget" expected one of bits, size, error, tolerance`);
  for (const [name, value] of given) checkPositive(name, value as number);
  if (methods?.length === 0 || methods?.some((method) => !ALL_METHODS.includes(method))) {
    throw new InvalidArgumentError(`"methods" expected some of ${ALL_METHODS.join(', ')}, got ${methods.join(', ')}`);
  }
}

/** Everything written at one quality. */
interface Written {
  readonly tensors: readonly EncodedTensor[];
  readonly parts: readonly Uint8Array[];
  readonly bytes: number;
  readonly outputError: number | undefined;
}

class Compression {
  readonly #model: Model;
  readonly #options: CompressOptions;
  readonly #key: ReturnType<typeof openKey>;
  #surveyed: Surveyed[] = [];
  #planner: Planner | undefined = undefined;
  #attempt = 0;

  constructor(model: Model, options: CompressOptions) {
    this.#model = model;
    this.#options = options;
    this.#key = openKey(options.key ?? freshKey());
  }

  async run(): Promise<CompressedWeights> {
    const { tensors } = this.#model;
    for (const tensor of tensors) {
      await this.#progress('measuring', this.#surveyed.length, tensors.length, tensor.name);
      this.#surveyed.push(await surveyed(tensor));
    }
    this.#planner = new Planner(this.#surveyed, this.#options, (i) => this.#stream(i));
    const { budget } = this.#options;
    const trial = await this.#search(budget);
    const { tensors: encoded, parts, bytes, outputError } = trial.result;
    const curve = this.#options.curveOctaves?.map((octaves) => this.#curveEntry(trial, octaves));
    return {
      bytes: concatenate(parts),
      report: weightsReport(this.#model, encoded, bytes, outputError, curve),
    };
  }

  /** What the curves say of another quality, corrected by what they said wrongly of this one. */
  #curveEntry({ octaves, result }: Trial<Written>, offset: number): CurveEntry {
    const fixed = emptyFileBytes(this.#model, this.#key.statement);
    const bytesAt = (plans: readonly PlannedTensor[]): number => plans.reduce((sum, { bytes }) => sum + bytes, fixed);
    const [here, there] = [this.#plans(octaves, result.bytes), this.#plans(octaves + offset, result.bytes)];
    const bytes = Math.floor((bytesAt(there) * result.bytes) / bytesAt(here) + 0.5);
    return { bytes, relativeError: predictedError(there, this.#elements()) };
  }

  async #search(budget: WeightBudget): Promise<Trial<Written>> {
    if ('size' in budget) return this.#withinSize(budget.size);
    if ('bits' in budget) return this.#withinBits(budget.bits);
    if ('error' in budget) return this.#withinError(budget.error);
    return this.#withinTolerance(budget.tolerance, budget.measure);
  }

  /** Without weights there is nothing that bits could be shared out to. */
  #withinBits(bits: number): Promise<Trial<Written>> {
    const elements = this.#elements();
    return this.#withinSize(elements === 0 ? Number.MAX_SAFE_INTEGER : (bits * elements) / 8);
  }

  async #withinSize(size: number): Promise<Trial<Written>> {
    const limit = Math.floor(size);
    // Where the rule of small tensors leaves no room, they are made as small as they can be.
    const found = (await this.#searchSize(limit, limit)) ?? (await this.#searchSize(limit, 0));
    if (found !== undefined) return found;
    const least = await this.#write(this.#plans(LOWEST_OCTAVES, 0), undefined);
    const bits = ((8 * least.bytes) / Math.max(1, this.#elements())).toPrecision(3);
    throw new LimitExceededError(
      `"size" expected at least ${least.bytes} bytes (${bits} bits per weight), got ${limit}`,
      least.bytes,
    );
  }

  /** `fileBytes`: what the rule of small tensors counts with. */
  #searchSize(limit: number, fileBytes: number): Promise<Trial<Written> | undefined> {
    const fixed = emptyFileBytes(this.#model, this.#key.statement);
    const predict = (octaves: number): number => {
      return this.#plans(octaves, fileBytes).reduce((sum, { bytes }) => sum + bytes, fixed);
    };
    const attempt = async (octaves: number): Promise<Trial<Written>> => {
      const result = await this.#write(this.#plans(octaves, fileBytes), undefined);
      return { octaves, amount: result.bytes, result };
    };
    const request = { limit, enough: ENOUGH_SIZE, rises: true, predict, attempt, attempts: ATTEMPTS };
    return searchQuality({ ...request, start: solve(request, limit * 0.997, START_OCTAVES) });
  }

  async #withinError(limit: number): Promise<Trial<Written>> {
    const predict = (octaves: number): number => predictedError(this.#plans(octaves), this.#elements());
    const attempt = async (octaves: number): Promise<Trial<Written>> => {
      const result = await this.#write(this.#plans(octaves), undefined, 'adaptive');
      return { octaves, amount: this.#relativeError(result.tensors), result };
    };
    const request = { limit, enough: ENOUGH_ERROR, rises: false, predict, attempt, attempts: ATTEMPTS };
    const found = await searchQuality({ ...request, start: solve(request, limit * 0.99, START_OCTAVES) });
    const least = found === undefined ? (await attempt(HIGHEST_OCTAVES)).amount : 0;
    return this.#found('error', limit, found, least);
  }

  async #withinTolerance(limit: number, measure: MeasureOutputError): Promise<Trial<Written>> {
    const progress = (i: number, name: string): Promise<void> => {
      return this.#progress('measuring', i, this.#surveyed.length, name);
    };
    const sensitivities =
      this.#options.sensitivities ?? (await measuredSensitivities(this.#planner!, this.#surveyed, measure, progress));
    this.#planner!.weigh(sensitivities);
    // A bias is not seen in one tensor's error, but it adds up over layers: methods are judged by the whole model.
    let best: Trial<Written> | undefined;
    let least = Number.POSITIVE_INFINITY;
    let bestMethod: WeightMethod = 'lattice';
    for (const method of this.#options.methods ?? TOLERANCE_METHODS) {
      this.#planner!.use([method]);
      const predict = (octaves: number): number => predictedLoss(this.#plans(octaves), sensitivities);
      const attempt = async (octaves: number): Promise<Trial<Written>> => {
        const result = await this.#write(this.#plans(octaves), measure, 'adaptive');
        return { octaves, amount: result.outputError!, result };
      };
      const request = { limit, enough: ENOUGH_ERROR, rises: false, predict, attempt, attempts: ATTEMPTS };
      const found = await searchQuality({ ...request, start: solve(request, limit * 0.99, START_OCTAVES) });
      if (found === undefined) least = Math.min(least, (await attempt(HIGHEST_OCTAVES)).amount);
      else if (best === undefined || found.result.bytes < best.result.bytes) [best, bestMethod] = [found, method];
    }
    this.#planner!.use([bestMethod]);
    return this.#found('tolerance', limit, best, least);
  }

  /** The points stay what they are, so the error does: now each tensor gets the model that writes them in the fewest bytes. */
  async #found(name: string, limit: number, found: Trial<Written> | undefined, least: number): Promise<Trial<Written>> {
    if (found === undefined) {
      throw new LimitExceededError(`"${name}" expected at least ${least.toPrecision(3)}, got ${limit}`, least);
    }
    const plans = found.result.tensors.map(({ planned }) => planned);
    const result = await this.#write(plans, undefined);
    return { ...found, result: { ...result, outputError: found.result.outputError } };
  }

  async #write(
    plans: readonly PlannedTensor[],
    measure: MeasureOutputError | undefined,
    models: 'all' | 'adaptive' = 'all',
  ): Promise<Written> {
    this.#attempt++;
    const tensors: EncodedTensor[] = [];
    const changed = new Map<string, Tensor>();
    const bits = (8 * plans.reduce((sum, { bytes }) => sum + bytes, 0)) / Math.max(1, this.#elements());
    for (const planned of plans) {
      const { name } = planned.surveyed.tensor;
      await this.#progress('writing', tensors.length, plans.length, name, bits);
      const encoded = await encodeTensor(planned, models);
      tensors.push(encoded);
      if (measure !== undefined && planned.plan.kind !== 'exact') changed.set(name, reconstructed(encoded));
    }
    const outputError = measure === undefined ? undefined : await measure(changed, 'budget');
    const payloads = tensors.flatMap((tensor) => tensor.payloads);
    return { tensors, ...weightsFile(this.#model, this.#key.statement, payloads), outputError };
  }

  #plans(octaves: number, fileBytes?: number): PlannedTensor[] {
    return this.#planner!.plans(octaves, fileBytes);
  }

  #elements(): number {
    return this.#surveyed.reduce((sum, { elements }) => sum + elements, 0);
  }

  #relativeError(tensors: readonly EncodedTensor[]): number {
    return Math.sqrt(tensors.reduce((sum, { relativeError }) => sum + relativeError, 0) / this.#elements());
  }

  #stream(tensor: number): SharedRandomness {
    return tensorStream(this.#key.shared, tensor);
  }

  async #progress(
    stage: WeightProgress['stage'],
    done: number,
    total: number,
    tensor: string,
    bits?: number,
  ): Promise<void> {
    const { onProgress } = this.#options;
    await onProgress?.({ stage, done, total, tensor, attempt: this.#attempt, ...(bits === undefined ? {} : { bits }) });
  }
}
