/**
 * Compressed weights where TensorFlow.js expects a place to load a model from or to save one to:
 *
 *     const model = await tf.loadGraphModel(swr('model.swr'));          // or tf.loadLayersModel
 *     await model.save(swr('smaller.swr', { bits: 4 }));
 *
 * A text is a path in Node (or an address: https:, file:) and an address in a browser, where saving to it downloads a file of
 * that name. Bytes can be loaded from, a function can be saved to. What is loaded is what `decompressWeights` gives, bit for bit.
 */
import type * as tf from '@tensorflow/tfjs';
import { io } from '@tensorflow/tfjs';
import { blobStream, type InputStream, nextTurn, openLocation, saveLocation } from '#platform';
import { InvalidArgumentError, isSamplewireError } from '../../core/index.ts';
import { type CompressOptions, compressModel, type WeightBudget, type WeightsReport } from '../index.ts';
import { modelArtifacts, modelOfArtifacts } from './artifacts.ts';
import { type ReadOptions, readModel } from './read-model.ts';

/** Where a file is, or the file itself. */
export type SwrSource = string | URL | Blob | ArrayBuffer | Uint8Array;

/** Takes a file that `model.save` made. */
export type SwrReceiver = (file: Uint8Array<ArrayBuffer>) => void | Promise<void>;

export interface SwrOptions
  extends ReadOptions,
    Pick<CompressOptions, 'methods' | 'reconstruction' | 'sensitivities' | 'smallTensors'> {
  /** For addresses: headers, credentials. */
  readonly request?: RequestInit;
  /** To save with: one of these, as in `compressModel`. */
  readonly bits?: number;
  readonly size?: number;
  readonly error?: number;
  /** What saving found: bytes and errors, in total and by tensor. */
  readonly onReport?: (report: WeightsReport) => void;
}

/**
 * With `worker`, decoding happens in a thread. Loading streams: weights are decoded while the rest of the file arrives.
 *
 * @example
 *   const model = await tf.loadGraphModel(swr('https://example.org/model.swr', { onProgress: (fraction) => { bar.value = fraction; } }));
 * @throws (the promises of `load` and `save`) SamplewireError: damage, no topology, a wrong seed, a file or server that fails
 */
export function swr(place: SwrSource | SwrReceiver, options: SwrOptions = {}): tf.io.IOHandler {
  return {
    async load() {
      const stream = await streamOf(place, options);
      try {
        const { document, tensors } = await readModel(stream, options);
        return await modelArtifacts(stream.name, document, tensors);
      } catch (error) {
        if (isSamplewireError(error) && !error.message.startsWith(stream.name)) {
          error.message = `${stream.name}: ${error.message}`;
        }
        throw error;
      }
    },
    async save(artifacts) {
      const target = targetOf(place);
      const { bytes, report } = await compressModel(await modelOfArtifacts(artifacts), compressOptions(options));
      if (typeof target === 'function') await target(bytes as Uint8Array<ArrayBuffer>);
      else await saveLocation(target, bytes);
      options.onReport?.(report);
      return { modelArtifactsInfo: io.getModelArtifactsInfoForJSON(artifacts) };
    },
  };
}

function streamOf(place: SwrSource | SwrReceiver, { request = {}, signal }: SwrOptions): Promise<InputStream> {
  if (typeof place === 'string' || place instanceof URL) {
    return openLocation(place, signal === undefined ? request : { ...request, signal });
  }
  if (place instanceof Blob) return Promise.resolve(blobStream(place));
  if (place instanceof ArrayBuffer || place instanceof Uint8Array) {
    const bytes = place instanceof Uint8Array ? place : new Uint8Array(place);
    return Promise.resolve({ name: 'file', size: bytes.length, chunks: () => only(bytes) });
  }
  throw new InvalidArgumentError(
    `"place" expected a path, an address, a File or bytes to load from, got a ${typeof place}`,
  );
}

function targetOf(place: SwrSource | SwrReceiver): string | URL | SwrReceiver {
  if (typeof place === 'function' || typeof place === 'string' || place instanceof URL) return place;
  throw new InvalidArgumentError('"place" expected a name or a function to save to, got a file');
}

async function* only(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  yield bytes;
}

function compressOptions(options: SwrOptions): CompressOptions {
  const { bits, size, error, seed, signal, onProgress, methods, reconstruction, sensitivities, smallTensors } = options;
  const budgets = [{ bits }, { size }, { error }].filter((budget) => Object.values(budget)[0] !== undefined);
  const [budget, second] = budgets as WeightBudget[];
  if (budget === undefined || second !== undefined) {
    throw new InvalidArgumentError(`"options" expected one of bits, size, error to save with, got ${budgets.length}`);
  }
  return {
    budget,
    ...(methods === undefined ? {} : { methods }),
    ...(reconstruction === undefined ? {} : { reconstruction }),
    ...(sensitivities === undefined ? {} : { sensitivities }),
    ...(smallTensors === undefined ? {} : { smallTensors }),
    ...(seed === undefined ? {} : { key: { seed } }),
    async onProgress({ stage, done, total }) {
      signal?.throwIfAborted();
      // Measuring is about as much work as writing; how often a budget takes writing is not known before.
      const share = total === 0 ? 1 : done / total;
      onProgress?.(stage === 'measuring' ? share / 2 : 0.5 + share / 2);
      await nextTurn();
    },
  };
}
