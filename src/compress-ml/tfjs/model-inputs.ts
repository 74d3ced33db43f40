/**
 * Inputs of a model from arrays: the first axis counts the inputs, the others are those of one input. A model takes batches
 * of one; where it insists on larger ones, so many rows are one input.
 */
import * as tf from '@tensorflow/tfjs';
import { InvalidArgumentError, sharedRandomness, uniform32 } from '../../core/index.ts';
import { elementCount } from '../index.ts';
import { type InputInfo, type ModelInput, modelInputs, type TensorflowModel } from './run-model.ts';

export interface InputArray {
  /** What messages call it. */
  readonly name: string;
  readonly shape: readonly number[];
  /** In row-major order. */
  readonly values: Float32Array | Float64Array | Int32Array | Uint8Array;
}

/** Integers of synthetic inputs are below it, as those of pictures are. */
const SYNTHETIC_LEVELS = 256;

/**
 * `arrays` by the names of the model's inputs; under the name '' for a model that has one input.
 *
 * @throws InvalidArgumentError where arrays are missing, of other shapes, of different lengths, or hold wrong numbers
 */
export function inputsOfArrays(model: TensorflowModel, arrays: ReadonlyMap<string, InputArray>): ModelInput[] {
  const infos = modelInputs(model);
  const named = infos.map((info) => ({ info, array: arrayFor(info, infos, arrays) }));
  const extra = [...arrays.keys()].find((name) => name !== '' && infos.every((info) => info.name !== name));
  if (extra !== undefined) throw new InvalidArgumentError(`"${extra}" expected an input of the model: ${list(infos)}`);
  const rows = named.map(({ info, array }) => rowsOf(info, array));
  const [first] = rows;
  rows.forEach(({ count }, i) => {
    if (count !== first!.count) {
      throw new InvalidArgumentError(
        `${named[i]!.array.name}: expected as many inputs as ${named[0]!.array.name} has, ${first!.count}, got ${count}`,
      );
    }
  });
  return Array.from({ length: first!.count }, (_, row) => () => {
    return Object.fromEntries(named.map(({ info }, i) => [info.name, rows[i]!.tensor(row)]));
  });
}

/**
 * Inputs for a model of which nobody has real ones: floating-point numbers uniform between 0 and 1, integers uniform from 0
 * to 255, the same in every run.
 *
 * @throws InvalidArgumentError where a shape is not known
 */
export function syntheticInputs(model: TensorflowModel, count: number): ModelInput[] {
  const arrays = modelInputs(model).map((info, index) => {
    const { name, dtype, shape } = info;
    if (shape === undefined || shape.slice(1).some((size) => size < 0) || dtype === 'string') {
      throw new InvalidArgumentError(`"${name}" expected inputs, for its shape ${shapeText(info)} is not known`);
    }
    const isBatch = shape.length > 0 && shape[0]! <= 1;
    const whole = [count, ...(isBatch ? shape.slice(1) : shape)];
    const words = new Uint32Array(elementCount({ shape: whole }));
    sharedRandomness('inputs').derive(index).block(0).fill(0, 0, words);
    const levels = dtype === 'bool' ? 2 : SYNTHETIC_LEVELS;
    const values = Float32Array.from(words, (word) => {
      return dtype === 'float32' ? uniform32(word) : Math.floor(levels * uniform32(word));
    });
    return [name, { name, shape: whole, values }] as const;
  });
  return inputsOfArrays(model, new Map(arrays));
}

function arrayFor(info: InputInfo, infos: readonly InputInfo[], arrays: ReadonlyMap<string, InputArray>): InputArray {
  const array = arrays.get(info.name) ?? (infos.length === 1 ? arrays.get('') : undefined);
  if (array !== undefined) return array;
  throw new InvalidArgumentError(`"${info.name}" expected an array: the inputs of the model are ${list(infos)}`);
}

interface Rows {
  readonly count: number;
  tensor(row: number): tf.Tensor;
}

function rowsOf(info: InputInfo, array: InputArray): Rows {
  const { name, shape, values } = array;
  const [length = 1, ...rest] = shape;
  // Without a known shape rows are batches of one.
  const wanted = info.shape ?? [1, ...rest.map(() => -1)];
  const isWhole = shape.length === wanted.length + 1;
  const batch = isWhole ? 1 : Math.max(1, wanted[0] ?? 1);
  const one = isWhole ? rest : [batch, ...rest];
  const fits = one.length === wanted.length && wanted.every((size, i) => size < 0 || size === one[i]);
  if (!fits || length === 0 || length % batch !== 0 || info.dtype === 'string') {
    const several = batch > 1 ? `N x ${batch}` : 'N';
    const sizes = (isWhole ? wanted : wanted.slice(1)).map((size) => (size < 0 ? 'any' : size));
    const expected = [several, ...sizes].join(' x ');
    throw new InvalidArgumentError(
      `${name}: expected ${expected} ${info.dtype} numbers for the input "${info.name}", got ${shape.join(' x ')}`,
    );
  }
  checkNumbers(info, array);
  const size = elementCount({ shape: one });
  return {
    count: length / batch,
    tensor: (row) =>
      tf.tensor(typed(info.dtype, values.subarray(row * size, (row + 1) * size)), one, info.dtype as tf.DataType),
  };
}

function checkNumbers({ dtype }: InputInfo, { name, values }: InputArray): void {
  const isInteger = dtype === 'int32' || dtype === 'bool';
  const wrong = values.findIndex((value) => !(isInteger ? Number.isInteger(value) : Number.isFinite(value)));
  if (wrong < 0) return;
  const expected = isInteger ? `integers, as the input is ${dtype}` : 'finite numbers';
  throw new InvalidArgumentError(`${name}: expected ${expected}, got ${values[wrong]} as number ${wrong}`);
}

function typed(dtype: string, values: InputArray['values']): Float32Array | Int32Array | Uint8Array {
  if (dtype === 'int32') return Int32Array.from(values);
  return dtype === 'bool' ? Uint8Array.from(values) : Float32Array.from(values);
}

function list(infos: readonly InputInfo[]): string {
  return infos.map((info) => `"${info.name}" (${info.dtype} ${shapeText(info)})`).join(', ');
}

function shapeText({ shape }: InputInfo): string {
  return shape === undefined ? 'of any shape' : shape.map((size) => (size < 0 ? 'any' : size)).join(' x ');
}
