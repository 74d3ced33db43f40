/**
 * Networks that a decoder runs before it can read: their results choose probabilities, and one flipped bit desynchronises all
 * that follows. So they are computed here, in double precision in a fixed order, and never by a GPU or a library:
 *
 *     out[y, x, o] = round32(bias[o] + sum over i, j, c in this order of in[y s + i - p, x s + j - p', c] kernel[i, j, c, o])
 *
 * Inputs, kernels and biases are float32, so every product is exact; sums are of doubles, and each output is rounded to float32
 * once. Padding is "same", as in TensorFlow: p = floor(max((ceil(n / s) - 1) s + k - n, 0) / 2). The transposed form goes the
 * other way, from n to n s, with the same kernel layout as TensorFlow's: [height, width, outputs, inputs].
 *
 * J. Balle, N. Johnston and D. Minnen, "Integer networks for data compression with latent-variable models", 2019, state the problem.
 */
import { checkInteger, invalidArgument } from '../../../core/index.ts';

export interface ConvolutionLayer {
  readonly kind: 'convolution' | 'transposed';
  /** Kernel height and width, inputs, outputs. */
  readonly shape: readonly [height: number, width: number, inputs: number, outputs: number];
  /** Row by row: [height, width, inputs, outputs], or transposed [height, width, outputs, inputs]. */
  readonly kernel: Float32Array;
  readonly bias: Float32Array;
  readonly stride: number;
  readonly activation: 'relu' | 'none';
}

/** [height, width, channels], row by row. */
export interface FeatureMap {
  readonly shape: readonly [height: number, width: number, channels: number];
  readonly values: Float32Array;
}

/** The output of a stack of layers: the same bits on every engine. @throws InvalidArgumentError where sizes do not fit */
export function runNetwork(layers: readonly ConvolutionLayer[], input: FeatureMap): FeatureMap {
  let map = input;
  for (const layer of layers) {
    checkLayer(layer, map);
    map = layer.kind === 'convolution' ? convolve(layer, map) : convolveTransposed(layer, map);
    if (layer.activation === 'relu')
      map.values.forEach((value, i) => {
        if (!(value > 0)) map.values[i] = 0;
      });
  }
  return map;
}

function convolve({ shape, kernel, bias, stride }: ConvolutionLayer, { shape: from, values }: FeatureMap): FeatureMap {
  const [kernelHeight, kernelWidth, inputs, outputs] = shape;
  const [height, width] = from;
  const [rows, columns] = [Math.ceil(height / stride), Math.ceil(width / stride)];
  const [top, left] = [padding(height, kernelHeight, stride), padding(width, kernelWidth, stride)];
  const result = new Float32Array(rows * columns * outputs);
  const sums = new Float64Array(outputs);
  for (let y = 0; y < rows; y++) {
    for (let x = 0; x < columns; x++) {
      sums.set(bias);
      for (let i = 0; i < kernelHeight; i++) {
        const row = y * stride + i - top;
        if (row < 0 || row >= height) continue;
        for (let j = 0; j < kernelWidth; j++) {
          const column = x * stride + j - left;
          if (column < 0 || column >= width) continue;
          const at = (row * width + column) * inputs;
          let weight = (i * kernelWidth + j) * inputs * outputs;
          for (let c = 0; c < inputs; c++) {
            const value = values[at + c]!;
            for (let o = 0; o < outputs; o++) sums[o]! += value * kernel[weight++]!;
          }
        }
      }
      result.set(sums, (y * columns + x) * outputs);
    }
  }
  return { shape: [rows, columns, outputs], values: result };
}

/** Each output gathers what reaches it, i and j rising: the order of the sum is that of the kernel. */
function convolveTransposed(
  { shape, kernel, bias, stride }: ConvolutionLayer,
  { shape: from, values }: FeatureMap,
): FeatureMap {
  const [kernelHeight, kernelWidth, inputs, outputs] = shape;
  const [height, width] = from;
  const [rows, columns] = [height * stride, width * stride];
  const [top, left] = [padding(rows, kernelHeight, stride), padding(columns, kernelWidth, stride)];
  const result = new Float32Array(rows * columns * outputs);
  const sums = new Float64Array(outputs);
  for (let y = 0; y < rows; y++) {
    for (let x = 0; x < columns; x++) {
      sums.set(bias);
      for (let i = 0; i < kernelHeight; i++) {
        const row = (y + top - i) / stride;
        if (row < 0 || row >= height || row !== Math.floor(row)) continue;
        for (let j = 0; j < kernelWidth; j++) {
          const column = (x + left - j) / stride;
          if (column < 0 || column >= width || column !== Math.floor(column)) continue;
          const at = (row * width + column) * inputs;
          const weight = (i * kernelWidth + j) * outputs * inputs;
          for (let c = 0; c < inputs; c++) {
            const value = values[at + c]!;
            for (let o = 0; o < outputs; o++) sums[o]! += value * kernel[weight + o * inputs + c]!;
          }
        }
      }
      result.set(sums, (y * columns + x) * outputs);
    }
  }
  return { shape: [rows, columns, outputs], values: result };
}

function padding(size: number, kernel: number, stride: number): number {
  return Math.floor(Math.max((Math.ceil(size / stride) - 1) * stride + kernel - size, 0) / 2);
}

function checkLayer({ shape, kernel, bias, stride }: ConvolutionLayer, { shape: from, values }: FeatureMap): void {
  const [height, width, inputs, outputs] = shape;
  checkInteger('stride', stride, 1);
  if (inputs !== from[2]) throw invalidArgument('inputs', `${from[2]} channels`, inputs);
  if (kernel.length !== height * width * inputs * outputs) {
    throw invalidArgument('kernel.length', `${height * width * inputs * outputs}`, kernel.length);
  }
  if (bias.length !== outputs) throw invalidArgument('bias.length', `${outputs}`, bias.length);
  if (values.length !== from[0] * from[1] * from[2])
    throw invalidArgument('values.length', from.join(' x '), values.length);
}
