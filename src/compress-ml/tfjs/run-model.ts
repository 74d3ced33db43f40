/** Runs a model, graph or layers, with control flow or without, and hands its outputs over as arrays with names. */
import * as tf from '@tensorflow/tfjs';
import { InvalidArgumentError } from '../../core/index.ts';

export type TensorflowModel = tf.GraphModel | tf.LayersModel;

/** What a model is given for one run: a tensor, several in the order of its inputs, or by name. */
export type ModelTensors = tf.Tensor | tf.Tensor[] | tf.NamedTensorMap;

/** The same, or how it is made: then it lives for one run only. */
export type ModelInput = ModelTensors | (() => ModelTensors);

export interface ModelOutput {
  readonly name: string;
  readonly dtype: string;
  readonly shape: readonly number[];
  /** Undefined for texts. */
  readonly values: Float32Array | Int32Array | Uint8Array | undefined;
}

/** What a model says of an input of its own. */
export interface InputInfo {
  readonly name: string;
  readonly dtype: string;
  /** With -1 for sizes that are free; undefined where not even their number is known. */
  readonly shape: readonly number[] | undefined;
}

export function isGraphModel(model: TensorflowModel): model is tf.GraphModel {
  return 'executeAsync' in model;
}

export function modelInputs(model: TensorflowModel): InputInfo[] {
  if (isGraphModel(model)) {
    return model.inputs.map(({ name, dtype, shape }) => ({ name: plainName(name), dtype, shape: freeSizes(shape) }));
  }
  return model.inputs.map(({ dtype, shape }, i) => ({
    name: layerInputNames(model)[i]!,
    dtype,
    shape: freeSizes(shape),
  }));
}

export function modelOutputNames(model: TensorflowModel): string[] {
  return isGraphModel(model)
    ? model.outputNodes.map(plainName)
    : model.outputs.map(({ sourceLayer }, i) => model.outputNames[i] ?? sourceLayer.name);
}

/** Disposes all that it makes. @throws InvalidArgumentError where the input does not fit */
export async function runModel(model: TensorflowModel, input: ModelInput): Promise<ModelOutput[]> {
  const given = typeof input === 'function' ? input() : input;
  const tensors = await (isGraphModel(model) ? runGraph(model, given) : runLayers(model, given)).finally(() => {
    if (typeof input === 'function') tf.dispose(given);
  });
  const names = modelOutputNames(model);
  try {
    const outputs: ModelOutput[] = [];
    for (const [i, { dtype, shape, ...tensor }] of tensors.map(described).entries()) {
      const values = dtype === 'string' ? undefined : await tensor.data();
      outputs.push({ name: names[i]!, dtype, shape, values });
    }
    return outputs;
  } finally {
    for (const tensor of tensors) tensor.dispose();
  }
}

function described(tensor: tf.Tensor): Pick<ModelOutput, 'dtype' | 'shape'> & { data: () => Promise<Float32Array> } {
  return { dtype: tensor.dtype, shape: tensor.shape, data: () => tensor.data<'float32'>() };
}

/** Graphs with control flow or shapes that depend on values, which have to be run asynchronously: known after the first run. */
const asynchronous = new WeakSet<tf.GraphModel>();

async function runGraph(model: tf.GraphModel, input: ModelTensors): Promise<tf.Tensor[]> {
  if (!asynchronous.has(model)) {
    try {
      return listed(model.execute(input, model.outputNodes));
    } catch (error) {
      if (!(error instanceof Error && error.message.includes('executeAsync'))) throw wrongInput(error);
      asynchronous.add(model);
    }
  }
  try {
    return listed(await model.executeAsync(input, model.outputNodes));
  } catch (error) {
    throw wrongInput(error);
  }
}

async function runLayers(model: tf.LayersModel, input: ModelTensors): Promise<tf.Tensor[]> {
  const isNamed = !Array.isArray(input) && !(input instanceof tf.Tensor);
  const ordered = isNamed ? layerInputNames(model).map((name) => (input as tf.NamedTensorMap)[name]!) : input;
  try {
    return listed(model.predict(ordered as tf.Tensor | tf.Tensor[]));
  } catch (error) {
    throw wrongInput(error);
  }
}

/** A sequence of layers has such names only after it was built, and its tensors have other names in every copy. */
function layerInputNames({ inputs, inputNames }: tf.LayersModel): string[] {
  return inputs.map(({ sourceLayer }, i) => inputNames[i] ?? sourceLayer.name);
}

/** What TensorFlow.js says of an input that does not fit. */
function wrongInput(error: unknown): Error {
  return new InvalidArgumentError(
    `"inputs" expected inputs of the model: ${error instanceof Error ? error.message : error}`,
  );
}

function listed(result: tf.Tensor | tf.Tensor[]): tf.Tensor[] {
  return Array.isArray(result) ? result : [result];
}

/** `input:0` is the tensor of the node `input`. */
function plainName(name: string): string {
  return name.replace(/:0$/, '');
}

function freeSizes(shape: readonly (number | null)[] | undefined): number[] | undefined {
  return shape?.map((size) => (size === null || size < 0 ? -1 : size));
}
