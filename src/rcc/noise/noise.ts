/**
 * Unimodal noise as layered quantization needs it: any unimodal density f is a mixture of uniform laws on its level sets
 * {x : f(x) >= h}. A layer is one such interval, drawn from shared words, so both ends have it.
 *
 *     direct:   X ~ f, V uniform,  lambda = V f(X) / f(mode),  layer = [l(lambda), r(lambda)]
 *     shifted:  layer = [l(lambda), r(1 - lambda)],  lambda = V f(X)/f(mode) if X < mode, else 1 - V f(X)/f(mode)
 *
 * with f >= lambda f(mode) on [l(lambda), r(lambda)]. A uniform point of the layer has density f in both forms. Direct
 * layers are the cheapest possible under an entropy code, but may be narrow; shifted ones have a smallest width.
 *
 * Direct: A. Hegazy and C. T. Li, "Randomized quantization with exact error distribution", ITW 2022; shifted:
 * D. B. Wilson, "Layered multishift coupling", Random Structures and Algorithms 16, 2000.
 */
import { uniform52 } from '../../core/index.ts';
import type { Distribution } from '../../distributions/index.ts';

/** An interval around the mode, 0, of noise of scale 1; reused from value to value. */
export interface Layer {
  lower: number;
  upper: number;
}

/** Where a law of the noise's location-scale family stands: target = centre + scale * noise. */
export interface Place {
  readonly centre: number;
  readonly scale: number;
}

/** Which coupling of level sets. */
export type LayerForm = 'direct' | 'shifted';

/** Noise of scale 1 with mode 0. */
export interface UnimodalNoise {
  readonly law: string;
  /** Student t: nu; triangular: the share of the mass left of the mode; 0 for laws without a shape. */
  readonly shape: number;
  /** Words that a layer needs beside its four. */
  readonly furtherWords: number;
  /** The layer of words 0 .. 3 and, from word 4 on, the further ones. Deterministic: the decoder draws it, too. */
  direct(words: Uint32Array, layer: Layer): void;
  shifted(words: Uint32Array, layer: Layer): void;
  /** Where a target stands if it is this noise, scaled and translated; undefined otherwise. */
  placeOf(target: Distribution): Place | undefined;
}

/**
 * Narrower layers are widened to this, in units of the scale: for smooth modes, whose layers are narrower with probability
 * below x^3, and for cusps, with probability below x^2. The law moves by less than 1e-15 in total variation.
 */
export const SMALLEST_SMOOTH: number = 1 / 65_536;
export const SMALLEST_CUSP: number = 1 / 67_108_864;

/** A number in (0, 1) from words at, at + 1. */
export function uniformAt(words: Uint32Array, at: number): number {
  return uniform52(words[at]!, words[at + 1]!);
}

/** [-left, right], a symmetric law's half widths at lambda and at 1 - lambda; mirrored where X is not left of the mode. */
export function setShifted(layer: Layer, isLeft: boolean, wide: number, narrow: number): void {
  layer.lower = isLeft ? -wide : -narrow;
  layer.upper = isLeft ? narrow : wide;
}

export function setHalfWidth(layer: Layer, half: number, smallest: number): void {
  const clamped = Math.max(half, smallest);
  layer.lower = -clamped;
  layer.upper = clamped;
}
