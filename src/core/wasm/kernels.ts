/**
 * The vector kernels of wasm/, compiled on first use. Where WebAssembly or its SIMD is missing or not allowed there are
 * none, and callers take their plain forms: the same words, the same bytes. One memory, so the kernels are not
 * re-entrant: whoever calls one reads what it left before anything else runs.
 */
import { compiledExports } from './compile.ts';
import { WASM_MODULE } from './module.ts';

/** Places in the memory, as in wasm/layout.ts. */
const COORDINATES = 512;
const SURVIVORS = 4096;
const WORDS = 8192;
const WORDS_END = 65_536;

export class Kernels {
  /** Words out of the last call. */
  readonly words: Uint32Array;
  /** Candidates that the last screening left, by place. */
  readonly survivors: Uint32Array;
  /** Records of eight numbers per coordinate, the first an integer. */
  readonly records: Float32Array;
  readonly recordIntegers: Int32Array;
  /** Whose records lie there. */
  owner: object | undefined = undefined;
  /** Loops over whole arrays, for `WideArrays`. */
  readonly arrays: ArrayExports;
  readonly #exports: KernelExports;
  #k0 = 0;
  #k1 = 0;

  constructor(exports: KernelExports) {
    const { buffer } = exports.memory;
    this.words = new Uint32Array(buffer, WORDS, (WORDS_END - WORDS) / 4);
    this.survivors = new Uint32Array(buffer, SURVIVORS, (WORDS - SURVIVORS) / 4);
    this.records = new Float32Array(buffer, COORDINATES, (SURVIVORS - COORDINATES) / 4);
    this.recordIntegers = new Int32Array(buffer, COORDINATES, (SURVIVORS - COORDINATES) / 4);
    this.#exports = exports;
    this.arrays = exports;
    exports.schedule(0, 0);
  }

  /** Makes (k0, k1) the key of the calls to come. */
  key(k0: number, k1: number): void {
    if (this.#k0 === k0 && this.#k1 === k1) return;
    this.#k0 = k0;
    this.#k1 = k1;
    this.#exports.schedule(k0, k1);
  }

  /** Four words of each of `calls` counters, (step0, step1) apart in c0 and c1. */
  fill(c0: number, c1: number, c2: number, c3: number, step0: number, step1: number, calls: number): void {
    this.#exports.words(c0, c1, c2, c3, step0, step1, calls);
  }

  /** How many of the candidates from this counter on have bounds that add up to at most `allowed`; `lines`: not all of them 0. */
  screen(
    c0: number,
    c1: number,
    c2: number,
    c3: number,
    count: number,
    coordinates: number,
    lines: boolean,
    allowed: number,
  ): number {
    return this.#exports.screen(c0, c1, c2, c3, count, coordinates, lines ? 1 : 0, allowed);
  }
}

interface ArrayExports {
  divide(start: number, stride: number, end: number, width: number): void;
  squares(start: number, stride: number, end: number, unit: number, place: number): number;
  quantize(start: number, stride: number, end: number, width: number, limit: number): number;
  samples(start: number, stride: number, end: number, width: number): void;
  rows(start: number, stride: number, end: number, row: number, shift: number): void;
  symbols(start: number, stride: number, end: number, kmin: number, span: number): number;
  firsts(start: number, stride: number, end: number): number;
}

interface KernelExports extends ArrayExports {
  readonly memory: WebAssembly.Memory;
  schedule(k0: number, k1: number): void;
  words(c0: number, c1: number, c2: number, c3: number, step0: number, step1: number, calls: number): void;
  screen(
    c0: number,
    c1: number,
    c2: number,
    c3: number,
    count: number,
    coordinates: number,
    lines: number,
    allowed: number,
  ): number;
}

let compiled: Kernels | undefined;
let tried = false;

/** The kernels, or undefined where this engine has none. */
export function kernels(): Kernels | undefined {
  if (tried) return compiled;
  tried = true;
  compiled = compile();
  return compiled;
}

function compile(): Kernels | undefined {
  const exports = compiledExports(WASM_MODULE);
  return exports === undefined ? undefined : new Kernels(exports as unknown as KernelExports);
}
