/** A model that can be run, of any format that this library reads. */
import * as tf from '@tensorflow/tfjs';
import { UnsupportedFormatError } from '../../core/index.ts';
import type { ModelDocument, Tensor } from '../index.ts';
import { modelArtifacts } from './artifacts.ts';
import type { TensorflowModel } from './run-model.ts';

/**
 * `name`: what messages call the file.
 *
 * @throws UnsupportedFormatError where there is no topology, or one that TensorFlow.js does not understand
 */
export async function loadModel(
  name: string,
  document: ModelDocument,
  tensors: readonly Tensor[],
): Promise<TensorflowModel> {
  const artifacts = await modelArtifacts(name, document, tensors);
  const topology = artifacts.modelTopology;
  // Files of the first versions do not say it; a graph is a list of nodes.
  const isGraph =
    artifacts.format === undefined
      ? typeof topology === 'object' && 'node' in topology
      : artifacts.format === 'graph-model';
  const handler = { load: () => Promise.resolve(artifacts) };
  try {
    return isGraph ? await tf.loadGraphModel(handler) : await tf.loadLayersModel(handler);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UnsupportedFormatError(`${name}: expected a model that TensorFlow.js can load: ${reason}`);
  }
}
