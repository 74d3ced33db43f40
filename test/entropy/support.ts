/** What the tests of entropy coding share: golden files, recorded cells, plain laws, and reproducible words. */
import { readFileSync } from 'node:fs';
import { exp, isSamplewireError, log, logisticCdf, normalCdf, normalQuantile, normalSurvival } from 'samplewire/core';
import type { Cdf, EntropyDecoder, EntropyEncoder } from 'samplewire/entropy';

export function golden<T>(name: string): T {
  return JSON.parse(readFileSync(new URL(`../vectors/golden/${name}`, import.meta.url), 'utf8')) as T;
}

/** (cumulative, frequency, precision). */
export type Cell = [cumulative: number, frequency: number, precision: number];

export class Recorder implements EntropyEncoder {
  readonly cells: Cell[] = [];
  encode(...cell: Cell): void {
    this.cells.push(cell);
  }
}

/** Counts the symbols that a decoder is asked for. */
export class CountingDecoder implements EntropyDecoder {
  readonly #decoder: EntropyDecoder;
  symbols = 0;
  constructor(decoder: EntropyDecoder) {
    this.#decoder = decoder;
  }
  peek(precision: number): number {
    return this.#decoder.peek(precision);
  }
  consume(cumulative: number, frequency: number, precision: number): void {
    this.symbols++;
    this.#decoder.consume(cumulative, frequency, precision);
  }
}

export const toHex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
export const fromHex = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'hex'));

/** The code of the SamplewireError that `run` throws, 'none' where it returns; any other exception is a failure. */
export function errorCode(run: () => unknown): string {
  try {
    run();
  } catch (caught) {
    if (isSamplewireError(caught)) return caught.code;
    throw caught;
  }
  return 'none';
}

/** A stream of 32-bit words from a seed (Marsaglia's xorshift, 2003): fixed, and no part of what is tested. */
export function words(seed: number): () => number {
  let state = (Math.imul(seed, 0x9e3779b9) ^ 0x85ebca6b) >>> 0 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state;
  };
}

export type QuantileLaw = Required<Cdf>;

function symmetric(
  survival: (z: number) => number,
  upper: (s: number) => number,
  mu: number,
  scale: number,
): QuantileLaw {
  const cdf = (x: number): number => survival((mu - x) / scale);
  return {
    median: mu,
    cdf,
    survival: (x) => survival((x - mu) / scale),
    quantile: (p) => mu - scale * upper(p),
    quantileSurvival: (s) => mu + scale * upper(s),
  };
}

export const normal = (mu: number, sigma: number): QuantileLaw =>
  symmetric(normalSurvival, (s) => -normalQuantile(s), mu, sigma);
export const laplace = (mu: number, scale: number): QuantileLaw =>
  symmetric(
    (z) => (z > 0 ? 0.5 * exp(-z) : 1 - 0.5 * exp(z)),
    (s) => (s < 0.5 ? -log(2 * s) : log(2 * (1 - s))),
    mu,
    scale,
  );
export const logistic = (mu: number, scale: number): QuantileLaw =>
  symmetric(
    (z) => logisticCdf(-z),
    (s) => log((1 - s) / s),
    mu,
    scale,
  );

/** Student's t with 3 or 4 degrees of freedom, in closed form; no quantile. */
export function studentT(nu: 3 | 4, mu: number, sigma: number): Cdf {
  const cdf = (z: number): number =>
    nu === 4
      ? 0.5 + (0.375 * z * (1 - (z * z) / (12 * (1 + (z * z) / 4)))) / Math.sqrt(1 + (z * z) / 4)
      : 0.5 + (z / Math.sqrt(3) / (1 + (z * z) / 3) + Math.atan(z / Math.sqrt(3))) / Math.PI;
  return { median: mu, cdf: (x) => cdf((x - mu) / sigma), survival: (x) => cdf((mu - x) / sigma) };
}

/** An equal mixture of two normals, without quantile or median: what a law must bring at least. */
export function bimodal(separation: number): Cdf {
  return {
    cdf: (x) => 0.5 * normalCdf(x + separation) + 0.5 * normalCdf(x - separation),
    survival: (x) => 0.5 * normalSurvival(x + separation) + 0.5 * normalSurvival(x - separation),
  };
}

/** Shannon's information of weights, in bits. */
export function entropyBits(probabilities: Iterable<number>): number {
  let sum = 0;
  for (const p of probabilities) if (p > 0) sum -= p * Math.log2(p);
  return sum;
}
