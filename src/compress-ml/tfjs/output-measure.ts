/**
 * The measure for a budget of `tolerance`: a loaded model whose weights are exchanged in place, tensor by tensor, and run
 * on the same inputs as the original was. Only tensors that differ from those of the run before are set anew.
 */
import * as tf from '@tensorflow/tfjs';
import { nextTurn } from '#platform';
import { InvalidArgumentError } from '../../core/index.ts';
import { type MeasureOutputError, type Tensor, weightSpec } from '../index.ts';
import { type OutputError, OutputErrors } from './output-error.ts';
import { isGraphModel, type ModelInput, type ModelOutput, runModel, type TensorflowModel } from './run-model.ts';

export interface OutputMeasure {
  /** For `compressModel`, as the measure of a tolerance. */
  readonly measure: MeasureOutputError;
  /** In full, on all inputs. */
  evaluate(changed: ReadonlyMap<string, Tensor>): Promise<OutputError>;
  /** What the original gives, input by input. */
  readonly reference: readonly (readonly ModelOutput[])[];
  /** What the model gives with these tensors. */
  run(changed: ReadonlyMap<string, Tensor>): Promise<ModelOutput[][]>;
  /** Puts the original weights back and frees what was held beside them. */
  dispose(): void;
}

/** Runs for one sensitivity: few, for there is one for every tensor and more, and its mean is over all numbers of an output. */
const FEWEST_INPUTS = 4;
const MOST_INPUTS = 16;
const INPUTS_TIMES_WEIGHTS = 3.2e7;

/**
 * `model`: the original; while the measure is in use its weights are exchanged.
 *
 * @example
 *   const { measure, dispose } = await outputMeasure(model, inputs);
 *   const { bytes, report } = await compressModel(source, { budget: { tolerance: 0.01, measure } });
 *   dispose();
 * @throws InvalidArgumentError where inputs do not fit, or where there are none
 */
export async function outputMeasure(model: TensorflowModel, inputs: readonly ModelInput[]): Promise<OutputMeasure> {
  const weights = isGraphModel(model) ? graphWeights(model) : layerWeights(model);
  const runs = async (count: number): Promise<ModelOutput[][]> => {
    const outputs: ModelOutput[][] = [];
    for (const input of inputs.slice(0, count)) {
      outputs.push(await runModel(model, input));
      await nextTurn();
    }
    return outputs;
  };
  const reference = await runs(inputs.length);
  const few = Math.min(MOST_INPUTS, Math.max(FEWEST_INPUTS, Math.floor(INPUTS_TIMES_WEIGHTS / weights.elements())));
  const errorsOn = async (changed: ReadonlyMap<string, Tensor>, count: number): Promise<OutputError> => {
    weights.exchange(changed);
    const errors = new OutputErrors();
    (await runs(count)).forEach((outputs, i) => {
      errors.add(outputs, reference[i]!);
    });
    return errors.result();
  };
  // What cannot be measured is said before anything is compressed.
  await errorsOn(new Map(), inputs.length);
  return {
    measure: async (changed, purpose) => {
      return (await errorsOn(changed, purpose === 'sensitivity' ? few : inputs.length)).error;
    },
    evaluate: (changed) => errorsOn(changed, inputs.length),
    reference,
    run(changed) {
      weights.exchange(changed);
      return runs(inputs.length);
    },
    dispose: () => weights.dispose(),
  };
}

/** Tensors of a model by the names that its file gives them. */
interface WeightPlaces {
  elements(): number;
  set(name: string, tensor: tf.Tensor): void;
  /** The original one. */
  original(name: string): tf.Tensor | undefined;
  dispose(): void;
}

class Weights {
  readonly #places: WeightPlaces;
  /** What is set now, beside its tensor of TensorFlow.js. */
  #set: Map<string, { tensor: Tensor; held: tf.Tensor }> = new Map();

  constructor(places: WeightPlaces) {
    this.#places = places;
  }

  elements(): number {
    return this.#places.elements();
  }

  dispose(): void {
    this.exchange(new Map());
    this.#places.dispose();
  }

  exchange(changed: ReadonlyMap<string, Tensor>): void {
    for (const [name, { tensor, held }] of this.#set) {
      if (changed.get(name) === tensor) continue;
      this.#places.set(name, this.#places.original(name)!);
      held.dispose();
      this.#set.delete(name);
    }
    for (const [name, tensor] of changed) {
      if (this.#set.has(name)) continue;
      const original = this.#places.original(name);
      // What the file holds beside the weights that the model has.
      if (original === undefined) continue;
      if (original.shape.join() !== tensor.shape.join()) {
        throw new InvalidArgumentError(
          `"${name}" expected the shape ${original.shape.join('x')}, got ${tensor.shape.join('x')}`,
        );
      }
      const held = tf.keep(tensorflowTensor(tensor));
      this.#places.set(name, held);
      this.#set.set(name, { tensor, held });
    }
  }
}

/** As a loader of TensorFlow.js decodes it. */
function tensorflowTensor(tensor: Tensor): tf.Tensor {
  const spec = weightSpec(tensor) as tf.io.WeightsManifestEntry;
  return tf.io.decodeWeights(tensor.data.slice().buffer as ArrayBuffer, [spec])[tensor.name]!;
}

/** A graph looks its weights up by name in every run. */
function graphWeights(model: tf.GraphModel): Weights {
  const { weights } = model;
  const originals = new Map(Object.entries(weights).map(([name, tensors]) => [name, tensors[0]!]));
  return new Weights({
    elements: () => [...originals.values()].reduce((sum, { size }) => sum + size, 0),
    set(name, tensor) {
      weights[name] = [tensor];
    },
    original: (name) => originals.get(name),
    dispose() {},
  });
}

/** Layers hold variables, which take the data of another tensor without a copy. */
function layerWeights(model: tf.LayersModel): Weights {
  const variables = new Map(model.weights.map((variable) => [variable.originalName, variable]));
  const originals = new Map([...variables].map(([name, variable]) => [name, tf.keep(variable.read().clone())]));
  return new Weights({
    elements: () => [...originals.values()].reduce((sum, { size }) => sum + size, 0),
    set: (name, tensor) => variables.get(name)!.write(tensor),
    original: (name) => originals.get(name),
    dispose() {
      for (const original of originals.values()) original.dispose();
    },
  });
}
