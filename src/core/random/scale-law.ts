/**
 * The scale law chi_nu from shared words, without gamma variates: two squared normals sum to 2 Exponential(1), so
 *
 *     nu = 2j + 1:  sqrt(n^2 - 2 log(u_1 u_2 ... u_j)),    nu = 2j:  the same without n^2,
 *
 * n a normal by quantile, u_i uniform on 52 bits; the words come in this order, two each. Decoder-visible.
 */
import { checkInteger } from '../checks.ts';
import { log } from '../math/log.ts';
import { normalQuantile } from '../math/normal.ts';
import { layerKernels, VARIATES_PER_CALL } from '../wasm/layer-kernels.ts';
import type { SharedBlock } from './types.ts';
import { uniform52 } from './uniforms.ts';

/** At most this many uniforms share a logarithm: their product stays above 2^-900. */
const UNIFORMS_PER_LOGARITHM = 16;

/** Words that `chi` reads. */
export function chiWords(nu: number): number {
  return 2 * (Math.floor(nu / 2) + (nu % 2));
}

/** A chi variate with nu >= 1 degrees of freedom from words firstWord .. firstWord + chiWords(nu) - 1. */
export function chi(nu: number, shared: SharedBlock, candidate: number, firstWord: number): number {
  const words = new Uint32Array(chiWords(checkInteger('nu', nu, 1, 1024)));
  shared.fill(candidate, firstWord, words);
  return chiOfWords(nu, words, 0);
}

/** The same from words already at hand. */
export function chiOfWords(nu: number, words: Uint32Array, offset: number): number {
  let at = offset;
  let square = 0;
  if (nu % 2 === 1) {
    const normal = normalQuantile(uniform52(words[at]!, words[at + 1]!));
    square = normal * normal;
    at += 2;
  }
  const pairs = Math.floor(nu / 2);
  for (let first = 0; first < pairs; first += UNIFORMS_PER_LOGARITHM) {
    let product = 1;
    for (let i = first; i < Math.min(first + UNIFORMS_PER_LOGARITHM, pairs); i++) {
      product *= uniform52(words[at]!, words[at + 1]!);
      at += 2;
    }
    square -= 2 * log(product);
  }
  return Math.sqrt(square);
}

/** A chi variate with 3 degrees of freedom from every four words: `chiOfWords(3, words, 4 i)` at out[i], on vectors. */
export function setChiThree(words: Uint32Array, out: Float64Array): void {
  const wide = layerKernels();
  if (wide === undefined) {
    setChiThreePlain(words, out);
    return;
  }
  for (let first = 0; first < out.length; first += VARIATES_PER_CALL) {
    const end = Math.min(first + VARIATES_PER_CALL, out.length);
    wide.words.set(words.subarray(4 * first, 4 * end));
    if (wide.chi(2 * Math.ceil((end - first) / 2)) === 0) out.set(wide.variates.subarray(0, end - first), first);
    else setChiThreePlain(words.subarray(4 * first, 4 * end), out.subarray(first, end));
  }
}

export function setChiThreePlain(words: Uint32Array, out: Float64Array): void {
  for (let i = 0; i < out.length; i++) out[i] = chiOfWords(3, words, 4 * i);
}
