/**
 * TensorFlow.js's backend `wasm` has no gradient of a convolution by its filter, so that nothing with `tf.conv2d` trains
 * there. This registers one: patches, transposed, times the gradient of the output, by the backend's own product,
 *
 *     dW[u, v, c, k] = sum over images and positions (i, j) of X[i stride + u - top, j stride + v - left, c] dY[i, j, k]
 *                    = (P^T dY)[(u, v, c), k].
 *
 * The gradient by the input is there already. Chellapilla, Puri and Simard 2006, as patches.ts.
 */
import * as tf from '@tensorflow/tfjs';
import { UnsupportedFormatError } from '../../core/index.ts';
import { gatherPatches, type PatchGrid, patchColumns, patchRows } from './patches.ts';

const KERNEL = 'Conv2DBackpropFilter';

type FilterShape = [number, number, number, number];
type ConvolutionInfo = ReturnType<typeof tf.backend_util.computeConv2DInfo>;

/**
 * Once per process, before the first gradient; where the backend has the kernel, nothing happens.
 *
 * @throws UnsupportedFormatError when a gradient with images as [batch, channels, height, width] is taken
 */
export function registerConv2dGradient(backendName: string = 'wasm'): void {
  if (tf.getKernel(KERNEL, backendName) !== undefined) return;
  tf.registerKernel({
    kernelName: KERNEL,
    backendName,
    kernelFunc: ({ inputs, attrs, backend }) => {
      const { x, dy } = inputs as { x: tf.TensorInfo; dy: tf.TensorInfo };
      const { strides, pad, dataFormat, dimRoundingMode, filterShape } = attrs as {
        strides: number;
        pad: number;
        dataFormat: string;
        dimRoundingMode?: 'floor';
        filterShape: FilterShape;
      };
      if (dataFormat !== 'NHWC') throw new UnsupportedFormatError(`"dataFormat" expected NHWC, got ${dataFormat}`);
      const shape = x.shape as FilterShape;
      const info = tf.backend_util.computeConv2DInfo(shape, filterShape, strides, 1, pad, dimRoundingMode);
      const values = ({ dataId }: tf.TensorInfo): Float32Array => {
        return (backend as tf.KernelBackend).readSync(dataId) as Float32Array;
      };
      return filterGradient(values(x), values(dy), info);
    },
  });
}

function filterGradient(image: Float32Array, outputGradient: Float32Array, info: ConvolutionInfo): tf.Tensor {
  const grid: PatchGrid = {
    batch: info.batchSize,
    height: info.inHeight,
    width: info.inWidth,
    channels: info.inChannels,
    filterHeight: info.filterHeight,
    filterWidth: info.filterWidth,
    strideHeight: info.strideHeight,
    strideWidth: info.strideWidth,
    top: info.padInfo.top,
    left: info.padInfo.left,
    outHeight: info.outHeight,
    outWidth: info.outWidth,
  };
  return tf.tidy(() => {
    const patches = tf.tensor2d(gatherPatches(image, grid), [patchRows(grid), patchColumns(grid)]);
    const outputs = tf.tensor2d(outputGradient, [patchRows(grid), info.outChannels]);
    return tf.reshape(tf.matMul(tf.transpose(patches), outputs), info.filterShape);
  });
}
