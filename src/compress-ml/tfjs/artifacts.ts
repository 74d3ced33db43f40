/**
 * What TensorFlow.js passes between a model and its storage ("artifacts"), and a model of this library: the same topology,
 * the same specifications, the same bytes. Weights that a file holds as float16 or as affine codes stay so, and
 * TensorFlow.js reads them itself.
 */
import * as tf from '@tensorflow/tfjs';
import { InvalidArgumentError, UnsupportedFormatError } from '../../core/index.ts';
import { type Model, type ModelDocument, memorySource, openTensorflowjs, type Tensor, weightSpec } from '../index.ts';

const SHARD = 'weights.bin';

/** `name`: what messages call the file. @throws UnsupportedFormatError where there is no topology */
export function modelArtifacts(
  name: string,
  document: ModelDocument,
  tensors: readonly Tensor[],
): Promise<tf.io.ModelArtifacts> {
  if (document.format !== 'tensorflowjs' || document.text === '') {
    const got =
      document.format === 'tensorflowjs' ? 'a weights manifest alone' : `weights of format ${document.format}`;
    throw new UnsupportedFormatError(
      `${name}: expected a model of TensorFlow.js, got ${got}, without a topology (decompressWeights gives its tensors)`,
    );
  }
  const specs = tensors.map((tensor) => weightSpec(tensor) as tf.io.WeightsManifestEntry);
  const buffers = tensors.filter(({ data }) => data.length > 0).map(({ data }) => bufferOf(data));
  // A list spares a second copy of all weights; without weights there is no buffer to list.
  const weightData = buffers.length === 0 ? new ArrayBuffer(0) : buffers;
  return tf.io.getModelArtifactsForJSON(JSON.parse(document.text) as tf.io.ModelJSON, () =>
    Promise.resolve([specs, weightData]),
  );
}

/** @throws InvalidArgumentError for binary topologies and optimizer state, CorruptDataError for weights that do not fit */
export async function modelOfArtifacts(artifacts: tf.io.ModelArtifacts): Promise<Model> {
  const { weightSpecs = [], weightData = new ArrayBuffer(0), getWeightStream: _, ...rest } = artifacts;
  if (rest.modelTopology === undefined || rest.modelTopology instanceof ArrayBuffer) {
    throw new InvalidArgumentError('"modelTopology" expected JSON');
  }
  if (weightSpecs.some(({ group }) => group === 'optimizer')) {
    throw new InvalidArgumentError('"includeOptimizer" expected false: only weights of the model are compressed');
  }
  const manifest = [{ paths: [SHARD], weights: weightSpecs }];
  const text = JSON.stringify({ ...rest, weightsManifest: manifest });
  const data = tf.io.CompositeArrayBuffer.join(weightData);
  return openTensorflowjs(memorySource(new TextEncoder().encode(text)), () => Promise.resolve(memorySource(data)));
}

function bufferOf(data: Uint8Array): ArrayBuffer {
  const isWhole = data.byteLength === data.buffer.byteLength;
  return (isWhole ? data : data.slice()).buffer as ArrayBuffer;
}
