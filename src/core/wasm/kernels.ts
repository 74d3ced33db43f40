/**
 * The vector kernels of wasm/, compiled on first use. Where WebAssembly or its SIMD is missing or not allowed there are
 * none, and callers take their plain forms: the same words, the same bytes. One memory, so the kernels are not
 * re-entrant: whoever calls one reads what it left before anything else runs.
 */
import { compiledExports } from './compile.ts';
import { WASM_MODULE } from './module.ts';

/** Places in the memory, as in wasm/layout.ts. */
const COORDINATES = 512;
const BOUNDS = 2560;
const RACE = 2624;
const SURVIVORS = 4096;
const WORDS = 8192;
const WORDS_END = 40_960;
const SCREENED = WORDS_END;
const PRIVATE = 57_344;
/** Eights of candidates in one call of `race`. */
export const MOST_EIGHTS = 64;

export class Kernels {
  /** Words out of the last call. */
  readonly words: Uint32Array;
  /** Words of the last screening or race. */
  readonly screened: Uint32Array;
  /** Candidates that the last screening left, by place. */
  readonly survivors: Uint32Array;
  /** Records of eight numbers per coordinate, the first an integer. */
  readonly records: Float32Array;
  readonly recordIntegers: Int32Array;
  /** Bounds of the last eight candidates. */
  readonly bounds: Float32Array;
  /** Of a race: four words of sfc32's state, the product of the open group, products of the last call's arrivals, private words. */
  readonly raceState: Int32Array;
  readonly raceProduct: Float64Array;
  readonly products: Float64Array;
  readonly privateWords: Uint32Array;
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
    this.screened = new Uint32Array(buffer, SCREENED, (PRIVATE - SCREENED) / 4);
    this.survivors = new Uint32Array(buffer, SURVIVORS, (WORDS - SURVIVORS) / 4);
    this.records = new Float32Array(buffer, COORDINATES, (SURVIVORS - COORDINATES) / 4);
    this.recordIntegers = new Int32Array(buffer, COORDINATES, (SURVIVORS - COORDINATES) / 4);
    this.bounds = new Float32Array(buffer, BOUNDS, 8);
    this.raceState = new Int32Array(buffer, RACE, 4);
    this.raceProduct = new Float64Array(buffer, RACE + 16, 1);
    this.products = new Float64Array(buffer, SURVIVORS, 8 * MOST_EIGHTS);
    this.privateWords = new Uint32Array(buffer, PRIVATE, 16);
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

  /** The next eights of a race, wasm/race.ts; `given`: private words lie at `privateWords`. */
  race(
    first: number,
    blockLow: number,
    blockHigh: number,
    eights: number,
    coordinates: number,
    lines: boolean,
    slack: number,
    start: number,
    last: number,
    given: boolean,
  ): number {
    const words = given ? PRIVATE : 0;
    const { race } = this.#exports;
    return race(first, 0, blockLow, blockHigh, eights, coordinates, lines ? 1 : 0, slack, start, last, words);
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
  race(
    c0: number,
    c1: number,
    c2: number,
    c3: number,
    eights: number,
    coordinates: number,
    lines: number,
    slack: number,
    start: number,
    last: number,
    words: number,
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
