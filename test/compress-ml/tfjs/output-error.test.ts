import * as tf from '@tensorflow/tfjs';
import { compressModel, decompressWeights, floatTensor, type Tensor } from 'samplewire/compress-ml';
import {
  inputsOfArrays,
  loadModel,
  modelInputs,
  OutputErrors,
  outputError,
  outputMeasure,
  runModel,
  swr,
  syntheticInputs,
} from 'samplewire/compress-ml/tfjs';
import { beforeAll, describe, expect, test } from 'vitest';
import { controlFlowArtifacts, layersModel, modelOf, sumGraph } from './models.ts';

beforeAll(() => tf.enableProdMode());

const output = (values: number[], name = 'y', dtype = 'float32') => ({
  name,
  dtype,
  shape: [1, values.length],
  values: Float32Array.from(values),
});

describe("the output error is the root of the mean of |y' - y|^2 / |y|^2 over inputs and outputs", () => {
  test('of numbers that are worked out by hand', () => {
    const errors = new OutputErrors();
    // 1/25 and 4/4 on the first input, 0 and 1/100 on the second.
    errors.add([output([3, 5], 'a'), output([0, 0], 'b')], [output([3, 4], 'a'), output([2, 0], 'b')]);
    errors.add([output([1, 1], 'a'), output([6, 9], 'b')], [output([1, 1], 'a'), output([6, 8], 'b')]);
    const { error, worst, inputs, outputs } = errors.result();
    expect(inputs).toBe(2);
    expect(error).toBeCloseTo(Math.sqrt((1 / 25 + 1 + 0 + 1 / 100) / 4), 12);
    expect(worst).toBeCloseTo(Math.sqrt((1 / 25 + 1) / 2), 12);
    expect(outputs.map(({ name }) => name)).toEqual(['a', 'b']);
    expect(outputs[0]!.error).toBeCloseTo(Math.sqrt(1 / 50), 12);
    expect(outputs[1]!.error).toBeCloseTo(Math.sqrt(1.01 / 2), 12);
    expect(outputs[1]!.worst).toBe(1);
  });

  test('of zeros, other sizes, numbers that are not finite, and decisions', () => {
    const errorOf = (changed: ReturnType<typeof output>, original: ReturnType<typeof output>): number => {
      const errors = new OutputErrors();
      errors.add([changed, output([1], 'z')], [original, output([1], 'z')]);
      return errors.result().outputs[0]!.error;
    };
    expect(errorOf(output([0, 0]), output([0, 0]))).toBe(0);
    expect(errorOf(output([0, 3]), output([0, 0]))).toBe(1);
    expect(errorOf(output([1, 2, 3]), output([1, 2]))).toBe(1);
    expect(errorOf(output([1, Number.NaN]), output([1, 2]))).toBe(Number.POSITIVE_INFINITY);
    expect(() => errorOf(output([1]), output([Number.NaN]))).toThrow(/finite outputs of the original/);
    expect(errorOf(output([7], 'y', 'int32'), output([8], 'y', 'int32'))).toBe(0);
    expect(() => new OutputErrors().result()).toThrow(/at least one input/);
  });

  test('of networks: y = x k + b with another b', async () => {
    const [one, other] = [
      await tf.loadGraphModel(tf.io.fromMemory(sumGraph([3, 4]))),
      await tf.loadGraphModel(tf.io.fromMemory(sumGraph([3, 5]))),
    ];
    const inputs = [tf.tensor2d([[0, 0]]), tf.tensor2d([[-3, -4]]), tf.tensor2d([[3, 4]])];
    const { error, worst } = await outputError(other, one, inputs);
    // |y| is 5, 0, 10, and the distance always 1.
    expect(error).toBeCloseTo(Math.sqrt((1 / 25 + 1 + 1 / 100) / 3), 6);
    expect(worst).toBe(1);
    await expect(outputError(layersModel(1), one, inputs)).rejects.toThrow(/expected the outputs y/);
  });
});

describe('a measure exchanges weights in place', () => {
  test.each<[string, () => Promise<tf.GraphModel | tf.LayersModel>]>([
    ['a graph', () => tf.loadGraphModel(tf.io.fromMemory(sumGraph([3, 4])))],
    ['layers', () => Promise.resolve(layersModel(4))],
  ])('of %s, and puts them back', async (_, make) => {
    const model = await make();
    const name = 'executeAsync' in model ? 'b' : model.weights[1]!.originalName;
    const size = 'executeAsync' in model ? 2 : 200;
    const width = 'executeAsync' in model ? 2 : 6;
    const bias = (value: number): Map<string, Tensor> => {
      return new Map([[name, floatTensor(name, [size], new Float32Array(size).fill(value))]]);
    };
    const inputs = [tf.ones([1, width]), tf.zeros([1, width]).add(0.5)];
    const before = await runModel(model, inputs[0]!);
    const count = tf.memory().numTensors;
    const { evaluate, measure, dispose } = await outputMeasure(model, inputs);
    expect((await evaluate(new Map())).error).toBe(0);
    const { error } = await evaluate(bias(1));
    expect(error).toBeGreaterThan(0);
    expect(await measure(bias(1), 'budget')).toBe(error);
    expect(await measure(bias(2), 'budget')).not.toBe(error);
    expect(await measure(new Map(), 'sensitivity')).toBe(0);
    await measure(bias(2), 'budget');
    const wrong = new Map([[name, floatTensor(name, [1], [1])]]);
    await expect(evaluate(wrong)).rejects.toThrow(/expected the shape/);
    dispose();
    expect(await runModel(model, inputs[0]!)).toEqual(before);
    expect(tf.memory().numTensors).toBe(count);
  });

  test('a tolerance is never exceeded by the file that is written', async () => {
    const model = layersModel(5);
    const source = await modelOf(model);
    const inputs = syntheticInputs(model, 20);
    const { measure, dispose } = await outputMeasure(model, inputs);
    const { bytes, report } = await compressModel(source, {
      budget: { tolerance: 0.02, measure },
      key: { seed: 'ours' },
    });
    dispose();
    const changed = await tf.loadLayersModel(swr(bytes as Uint8Array<ArrayBuffer>, { seed: 'ours' }));
    const { error } = await outputError(changed, model, inputs);
    expect(error).toBeLessThanOrEqual(0.02);
    expect(error).toBeGreaterThan(0.01);
    expect(report.outputError).toBeCloseTo(error, 6);
    expect(decompressWeights(bytes, { seed: 'ours' }).tensors.length).toBe(4);
  });
});

test('a graph with control flow runs', async () => {
  const model = await tf.loadGraphModel(tf.io.fromMemory(controlFlowArtifacts()));
  for (const x of [1, -1]) {
    const [y] = await runModel(model, tf.scalar(x));
    expect([...y!.values!]).toEqual([x > 0 ? 2 : -3]);
  }
});

describe('inputs from arrays', () => {
  const layers = layersModel(6);
  const array = (shape: number[], fill = 0.5) => ({
    name: 'x.npy',
    shape,
    values: new Float32Array(shape.reduce((product, size) => product * size, 1)).fill(fill),
  });

  test('one for each row, as batches of one', async () => {
    const inputs = inputsOfArrays(layers, new Map([['', array([5, 6])]]));
    expect(inputs.length).toBe(5);
    const count = tf.memory().numTensors;
    const [first] = await runModel(layers, inputs[0]!);
    expect(first!.shape).toEqual([1, 3]);
    expect(tf.memory().numTensors).toBe(count);
  });

  test('synthetic ones are the same in every run', async () => {
    const [a, b] = [syntheticInputs(layers, 3), syntheticInputs(layers, 3)];
    expect(await runModel(layers, a[2]!)).toEqual(await runModel(layers, b[2]!));
    expect(await runModel(layers, a[2]!)).not.toEqual(await runModel(layers, a[1]!));
  });

  test.each<[string, Map<string, ReturnType<typeof array>>, RegExp]>([
    ['of another width', new Map([['', array([5, 7])]]), /x\.npy: expected N x 6 float32 numbers .*got 5 x 7/],
    ['without a row', new Map([['', array([0, 6])]]), /got 0 x 6/],
    ['that are not finite', new Map([['', array([5, 6], Number.NaN)]]), /finite numbers, got NaN/],
    ['for nobody', new Map([['nobody', array([5, 6])]]), /expected an array/],
    [
      'too many',
      new Map([
        ['', array([5, 6])],
        ['nobody', array([5, 6])],
      ]),
      /"nobody" expected an input of the model/,
    ],
  ])('are refused %s', (_, arrays, message) => {
    expect(() => inputsOfArrays(layers, arrays)).toThrow(message);
  });

  test('of several inputs need as many rows each', async () => {
    const [a, b] = [tf.input({ shape: [2], name: 'a' }), tf.input({ shape: [2], name: 'b' })];
    const model = tf.model({ inputs: [a, b], outputs: tf.layers.add().apply([a, b]) as tf.SymbolicTensor });
    expect(modelInputs(model).map(({ name }) => name)).toEqual(['a', 'b']);
    const inputs = inputsOfArrays(
      model,
      new Map([
        ['b', array([3, 2], 2)],
        ['a', array([3, 2], 1)],
      ]),
    );
    expect([...(await runModel(model, inputs[2]!))[0]!.values!]).toEqual([3, 3]);
    expect(() =>
      inputsOfArrays(
        model,
        new Map([
          ['a', array([3, 2])],
          ['b', array([4, 2])],
        ]),
      ),
    ).toThrow(/as many inputs/);
  });
});

test('what TensorFlow.js cannot load is said with the name of the file', async () => {
  const document = {
    format: 'tensorflowjs',
    text: '{"modelTopology": {"class_name": "Nothing"}, "weightsManifest": []}',
  } as const;
  await expect(loadModel('x.json', document, [])).rejects.toMatchObject({ code: 'UnsupportedFormat' });
  await expect(loadModel('x.swr', { format: 'safetensors', text: '' }, [])).rejects.toThrow(
    /x\.swr: .*without a topology/,
  );
});
