/**
 * The training life of noise channels on tensors: z = v + noise, gradient 1. The noise of draw n (a step of a training, say) is
 * that of the plain channel from stream n of the seed: the same in every backend, and after a training was resumed.
 */
import * as tf from '@tensorflow/tfjs';
import { localRandomness } from '../../../core/index.ts';
import * as plain from '../../index.ts';

/** A noise channel on tensors, by the draw. */
export interface TensorNoiseChannel {
  /** The plain channel: its other life is in `channel.quantizer`. */
  readonly channel: plain.NoiseChannel;
  /** Noise alone. For the lattice, values go together in eights, in row-major order. */
  noise(shape: number[], draw: number): tf.Tensor;
  /** v + noise. */
  transmit(v: tf.Tensor, draw: number): tf.Tensor;
}

export function noiseChannel(channel: plain.NoiseChannel, seed: string | number | Uint8Array): TensorNoiseChannel {
  const local = localRandomness({ seed });
  const noise = (shape: number[], draw: number): tf.Tensor => {
    const count = shape.reduce((product, size) => product * size, 1);
    return tf.tensor(Float32Array.from(channel.noise(count, local.block(draw))), shape, 'float32');
  };
  return { channel, noise, transmit: (v, draw) => v.add(noise(v.shape, draw)) };
}

/** Uniform on a unit cell: universal quantization in use. */
export function uniformNoiseChannel(seed: string | number | Uint8Array): TensorNoiseChannel {
  return noiseChannel(plain.uniformNoiseChannel, seed);
}

/** Normal of this deviation: the Gaussian channel in use. */
export function gaussianNoiseChannel(sigma: number, seed: string | number | Uint8Array): TensorNoiseChannel {
  return noiseChannel(plain.gaussianNoiseChannel(sigma), seed);
}

/** Uniform in the cell of E8: dithered lattice quantization in use. */
export function latticeNoiseChannel(seed: string | number | Uint8Array): TensorNoiseChannel {
  return noiseChannel(plain.latticeNoiseChannel, seed);
}
