/**
 * Trains the distributions over the weights of a network: gradients of the data loss by TensorFlow.js, those of the
 * information in closed form, Adam in plain arrays. Step t draws its batch and its noise from streams addressed by t, so
 * a run that is taken up from a checkpoint gives the numbers of one that was never stopped (on one machine: TensorFlow.js
 * does not promise the same bits elsewhere).
 */
import * as tf from '@tensorflow/tfjs';
import { exp, InvalidArgumentError, LN2, SamplewireError, type SharedRandomness } from '../../../core/index.ts';
import { AdamState } from './adam.ts';
import type { KlBudget } from './kl-budget.ts';
import { NormalNoise, trainingRandomness } from './normal-noise.ts';
import type { PosteriorTensor } from './posterior-tensor.ts';

export interface VariationalTrainerOptions {
  readonly tensors: readonly PosteriorTensor[];
  /** Mean loss of the batch of step `step`, a scalar; inside a `tidy`. */
  readonly dataLoss: (step: number, noise: NormalNoise) => tf.Scalar;
  readonly seed: string | number | Uint8Array;
  readonly rates: LearningRates;
  /** Left out: information costs nothing, and sigmas follow the data alone. */
  readonly budget?: KlBudget;
}

/** Of Adam, per step. */
export interface LearningRates {
  readonly mean: number;
  readonly logSigma: number;
  /** Of log s; 0 where the priors are settled. */
  readonly logPrior: number;
}

export interface TrainingStep {
  /** Of the step just made, from 0. */
  readonly step: number;
  readonly dataLoss: number;
  /** Of the open weights, in bits, before the step's change. */
  readonly klBits: number;
}

/** Plain arrays by name: what `serializeSafetensors` or anything else can store. */
export type TrainingCheckpoint = ReadonlyMap<string, Float32Array | Float64Array>;

interface Trained {
  readonly tensor: PosteriorTensor;
  readonly mean: AdamState;
  readonly logSigma: AdamState;
  readonly logPrior: AdamState;
  readonly firstWeight: number;
}

const ALWAYS_OPEN: Float32Array = Float32Array.of(1);

export class VariationalTrainer {
  readonly #options: VariationalTrainerOptions;
  readonly #shared: SharedRandomness;
  readonly #trained: Trained[] = [];
  rates: LearningRates;
  budget: KlBudget | undefined;
  #step = 0;

  constructor(options: VariationalTrainerOptions) {
    this.#options = options;
    this.#shared = trainingRandomness(options.seed);
    this.rates = options.rates;
    this.budget = options.budget;
    let firstWeight = 0;
    for (const tensor of options.tensors) {
      const [mean, logSigma] = [new AdamState(tensor.size), new AdamState(tensor.size)];
      this.#trained.push({ tensor, mean, logSigma, logPrior: new AdamState(1), firstWeight });
      firstWeight += tensor.size;
    }
  }

  /** How many steps were made. */
  get steps(): number {
    return this.#step;
  }

  /** @throws SamplewireError where the loss is no longer a finite number, naming the step */
  step(): TrainingStep {
    const step = this.#step;
    const { loss, gradients } = this.#dataGradients(step);
    if (!Number.isFinite(loss)) {
      throw new NotFiniteError(`"loss" expected a finite number, got ${loss} at step ${step}`);
    }
    this.#step = step + 1;
    this.budget?.kl.fill(0);
    let nats = 0;
    for (const trained of this.#trained) nats += this.#update(trained, gradients);
    this.budget?.adapt();
    return { step, dataLoss: loss, klBits: nats / LN2 };
  }

  #dataGradients(step: number): { loss: number; gradients: Map<tf.Variable, Float32Array> } {
    const variables = this.#trained.flatMap(({ tensor }) => [tensor.mean, tensor.logSigma]);
    const gradients = new Map<tf.Variable, Float32Array>();
    let loss = Number.NaN;
    tf.tidy(() => {
      const noise = new NormalNoise(this.#shared, step);
      const { value, grads } = tf.variableGrads(() => this.#options.dataLoss(step, noise), variables);
      loss = value.dataSync()[0]!;
      for (const variable of variables) {
        const gradient = grads[variable.name];
        if (gradient !== undefined) gradients.set(variable, gradient.dataSync().slice() as Float32Array);
      }
    });
    return { loss, gradients };
  }

  /** Adds the price of the information to the gradients and follows them. Gives the tensor's KL in nats. */
  #update({ tensor, firstWeight, ...adam }: Trained, gradients: Map<tf.Variable, Float32Array>): number {
    const { budget } = this;
    const mean = tensor.mean.dataSync().slice() as Float32Array;
    const logSigma = tensor.logSigma.dataSync().slice() as Float32Array;
    const meanGradient = gradients.get(tensor.mean) ?? new Float32Array(tensor.size);
    const sigmaGradient = gradients.get(tensor.logSigma) ?? new Float32Array(tensor.size);
    const precision = exp(-2 * tensor.logPrior);
    let priorGradient = 0;
    let nats = 0;
    for (let i = 0; i < tensor.size; i++) {
      if (tensor.open[i] === 0) continue;
      const [m, r] = [mean[i]!, logSigma[i]!];
      const variance = exp(2 * r);
      const square = (variance + m * m) * precision;
      const kl = tensor.logPrior - r + 0.5 * square - 0.5;
      nats += kl;
      if (budget === undefined) continue;
      const block = budget.blockOf[firstWeight + i]!;
      const beta = budget.beta[block]!;
      budget.kl[block]! += kl / LN2;
      meanGradient[i]! += beta * m * precision;
      sigmaGradient[i]! += beta * (variance * precision - 1);
      priorGradient += beta * (1 - square);
    }
    const { rates, steps } = this;
    adam.mean.update(mean, meanGradient, tensor.open, rates.mean, steps);
    tensor.assignMean(mean);
    if (rates.logSigma > 0 && (budget !== undefined || gradients.has(tensor.logSigma))) {
      adam.logSigma.update(logSigma, sigmaGradient, tensor.open, rates.logSigma, steps);
      tensor.assignLogSigma(logSigma);
    }
    if (rates.logPrior > 0 && budget !== undefined) {
      const logPrior = Float32Array.of(tensor.logPrior);
      adam.logPrior.update(logPrior, Float32Array.of(priorGradient), ALWAYS_OPEN, rates.logPrior, steps);
      tensor.logPrior = logPrior[0]!;
    }
    return nats;
  }

  /** Everything that a run needs to go on from here: copies. */
  checkpoint(): TrainingCheckpoint {
    const arrays = new Map<string, Float32Array | Float64Array>([['step', Float64Array.of(this.#step)]]);
    for (const { tensor, mean, logSigma, logPrior } of this.#trained) {
      arrays.set(`${tensor.name}:mean`, tensor.mean.dataSync().slice() as Float32Array);
      arrays.set(`${tensor.name}:logSigma`, tensor.logSigma.dataSync().slice() as Float32Array);
      arrays.set(`${tensor.name}:logPrior`, Float64Array.of(tensor.logPrior));
      arrays.set(`${tensor.name}:open`, tensor.open.slice());
      for (const [name, { first, second }] of Object.entries({ mean, logSigma, logPrior })) {
        arrays.set(`${tensor.name}:adam ${name} first`, first.slice());
        arrays.set(`${tensor.name}:adam ${name} second`, second.slice());
      }
    }
    if (this.budget !== undefined) arrays.set('beta', this.budget.beta.slice());
    return arrays;
  }

  /** @throws InvalidArgumentError where an array is missing or of another length; then nothing of its tensor was changed */
  restore(checkpoint: TrainingCheckpoint): void {
    const take = (name: string, length: number): Float32Array | Float64Array => {
      const array = checkpoint.get(name);
      if (array?.length === length) return array;
      throw new InvalidArgumentError(
        `"checkpoint" expected ${length} numbers "${name}", got ${array?.length ?? 'none'}`,
      );
    };
    for (const { tensor, mean, logSigma, logPrior } of this.#trained) {
      const of = (name: string, length: number = tensor.size): Float32Array | Float64Array =>
        take(`${tensor.name}:${name}`, length);
      const [means, logSigmas] = [Float32Array.from(of('mean')), Float32Array.from(of('logSigma'))];
      for (const [name, state] of Object.entries({ mean, logSigma, logPrior })) {
        state.first.set(of(`adam ${name} first`, state.first.length));
        state.second.set(of(`adam ${name} second`, state.second.length));
      }
      tensor.open.set(of('open'));
      tensor.openChanged();
      tensor.logPrior = of('logPrior', 1)[0]!;
      tensor.assignMean(means);
      tensor.assignLogSigma(logSigmas);
    }
    if (this.budget !== undefined) this.budget.beta.set(take('beta', this.budget.beta.length));
    this.#step = take('step', 1)[0]!;
  }
}

/** Training went astray. */
export class NotFiniteError extends SamplewireError {
  readonly code = 'NotFinite';
}

export interface TrainOptions {
  /** The run ends after step number `until - 1`. */
  readonly until: number;
  readonly onStep?: (step: TrainingStep) => void | Promise<void>;
  /** Called after every `checkpointEvery` steps and at the end. */
  readonly onCheckpoint?: (checkpoint: TrainingCheckpoint) => void | Promise<void>;
  readonly checkpointEvery?: number;
}

/** Steps until there were `until` of them. @throws SamplewireError where the loss is not finite */
export async function trainVariational(trainer: VariationalTrainer, options: TrainOptions): Promise<void> {
  const { until, onStep, onCheckpoint, checkpointEvery = until } = options;
  while (trainer.steps < until) {
    const made = trainer.step();
    await onStep?.(made);
    if (trainer.steps % checkpointEvery === 0 || trainer.steps === until) await onCheckpoint?.(trainer.checkpoint());
  }
}
