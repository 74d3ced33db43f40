/** Where networks are run outside a browser: by WebAssembly where its package is there, else by plain JavaScript. */
import * as tf from '@tensorflow/tfjs';

export interface RunningBackend {
  /** As TensorFlow.js calls it. */
  readonly name: string;
  /** How it could be faster; undefined where it is fast. */
  readonly hint: string | undefined;
}

/** Not a literal in the import, for a bundler would insist on a package that need not be there. */
const WASM_BACKEND: string = '@tensorflow/tfjs-backend-wasm';

/** Chooses it for all models of this process, and silences the notices of TensorFlow.js. */
export async function useFastBackend(): Promise<RunningBackend> {
  tf.enableProdMode();
  try {
    await import(/* @vite-ignore */ WASM_BACKEND);
    if (await tf.setBackend('wasm')) return { name: 'wasm', hint: undefined };
  } catch {
    // Not installed: the others do the same, only slower.
  }
  await tf.ready();
  const name = tf.getBackend();
  const hint = 'networks run ten times faster with npm install @tensorflow/tfjs-backend-wasm';
  return { name, hint: name === 'cpu' ? hint : undefined };
}
