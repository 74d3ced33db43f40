/**
 * The module of a thread that decodes one file: pieces of the file in, the tensors that they complete out. It knows
 * nothing of TensorFlow.js. Errors are answers, so that they keep their codes.
 */
import { type PlainError, plainError } from '../../core/index.ts';
import { type ModelDocument, type Tensor, WeightsDecoder, type WeightsDecoderOptions } from '../index.ts';

export type DecoderQuestion =
  | { readonly kind: 'open'; readonly options: WeightsDecoderOptions }
  | { readonly kind: 'push'; readonly bytes: Uint8Array }
  | { readonly kind: 'finish' };

export type DecoderAnswer =
  | { readonly kind: 'tensors'; readonly tensors: readonly Tensor[]; readonly document?: ModelDocument }
  | { readonly kind: 'error'; readonly error: PlainError };

let decoder = new WeightsDecoder();

/** Answers one question; the questions of a file come in its order. */
export function run(question: DecoderQuestion): DecoderAnswer {
  try {
    if (question.kind === 'push') return { kind: 'tensors', tensors: decoder.push(question.bytes) };
    if (question.kind === 'open') {
      decoder = new WeightsDecoder(question.options);
      return { kind: 'tensors', tensors: [] };
    }
    decoder.finish();
    return { kind: 'tensors', tensors: [], document: decoder.contents!.document };
  } catch (error) {
    return { kind: 'error', error: plainError(error) };
  }
}

// A thread of a browser hears messages; elsewhere the pool calls `run`.
if ('DedicatedWorkerGlobalScope' in globalThis && typeof document === 'undefined') {
  addEventListener('message', ({ data }: MessageEvent<DecoderQuestion>) => {
    postMessage(run(data));
  });
}
