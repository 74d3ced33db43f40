/** The chi kernel of wasm/layers: 2,048 variates a call; the plain form is `setChiThreePlain`. */
import { QUANTILE_CENTRE, QUANTILE_TAIL } from '../math/normal.ts';
import { compiledExports } from './compile.ts';
import { LAYER_MODULE } from './layer-module.ts';

/** Places in the memory, as in wasm/layers/chi.ts. */
const SERIES = 256;
const SERIES_TERMS = 12;
const WORDS = 1024;
const OUT = 33_792;
const WORDS_PER_VARIATE = 4;
export const VARIATES_PER_CALL = 2048;

export interface LayerKernels {
  /** Four words a variate in. */
  readonly words: Uint32Array;
  readonly variates: Float64Array;
  /** `count` variates, even; not 0 where some of them must be drawn by the plain form. */
  chi(count: number): number;
}

interface LayerExports {
  readonly memory: WebAssembly.Memory;
  chi(count: number): number;
}

let compiled: LayerKernels | undefined;
let tried = false;

/** Undefined where this engine has none. */
export function layerKernels(): LayerKernels | undefined {
  if (tried) return compiled;
  tried = true;
  const exports = compiledExports(LAYER_MODULE) as unknown as LayerExports | undefined;
  if (exports === undefined) return undefined;
  const { buffer } = exports.memory;
  [...QUANTILE_CENTRE, ...QUANTILE_TAIL].forEach((coefficients, i) => {
    new Float64Array(buffer, i * coefficients.byteLength, coefficients.length).set(coefficients);
  });
  new Float64Array(buffer, SERIES, SERIES_TERMS).forEach((_, i, series) => {
    series[i] = 2 / (2 * i + 3);
  });
  compiled = {
    words: new Uint32Array(buffer, WORDS, WORDS_PER_VARIATE * VARIATES_PER_CALL),
    variates: new Float64Array(buffer, OUT, VARIATES_PER_CALL),
    chi: exports.chi,
  };
  return compiled;
}
