/** The module of a worker thread: a chunk in, its result out. Errors are answers, so that they keep their codes. */

import { type PlainError, plainError } from '../core/index.ts';
import { decodeChunk, type EncodedTask, encodeChunk, type KeyAtReceiver, openKey, sharedOf } from '../rcc/index.ts';
import { type PlainDecode, type PlainEncode, revivedDecode, revivedEncode } from './plain-task.ts';

export type Question =
  | { readonly kind: 'encode'; readonly task: PlainEncode }
  | { readonly kind: 'decode'; readonly task: PlainDecode; readonly key: KeyAtReceiver };

export type Answer =
  | { readonly kind: 'encoded'; readonly encoded: EncodedTask }
  | { readonly kind: 'samples'; readonly samples: Float64Array }
  | { readonly kind: 'error'; readonly error: PlainError };

/** Answers one question. */
export function run(question: Question): Answer {
  try {
    if (question.kind === 'encode') {
      const task = revivedEncode(question.task);
      return { kind: 'encoded', encoded: encodeChunk(task, openKey(task.settings.key).shared) };
    }
    const { statement, seed } = question.key;
    return { kind: 'samples', samples: decodeChunk(revivedDecode(question.task), sharedOf(statement, seed)) };
  } catch (error) {
    return { kind: 'error', error: plainError(error) };
  }
}

// A thread of a browser hears messages; elsewhere the pool calls `run`.
if ('DedicatedWorkerGlobalScope' in globalThis && typeof document === 'undefined') {
  addEventListener('message', ({ data }: MessageEvent<Question>) => {
    postMessage(run(data));
  });
}
