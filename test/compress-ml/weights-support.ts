/** Tensors with known numbers. */
import { floatTensor, type Tensor } from 'samplewire/compress-ml';
import { exponential, localRandomness, type RandomSource, standardNormal } from 'samplewire/core';

export const laplaceVariate = (random: RandomSource): number => {
  return ((random.nextUint32() & 1) === 0 ? 1 : -1) * exponential(random) * Math.SQRT1_2;
};

/** Variance 1. */
export const laws: { name: string; draw: (random: RandomSource) => number }[] = [
  { name: 'normal', draw: standardNormal },
  { name: 'laplace', draw: laplaceVariate },
];

export function draws(seed: string, count: number, draw: (random: RandomSource) => number): Float32Array {
  const random = localRandomness({ seed }).block(0);
  return Float32Array.from({ length: count }, () => draw(random));
}

export const key = { stored: Uint8Array.from({ length: 32 }, (_, i) => i) };

/** A small network: kernels whose channels differ in scale, biases, integers, a text, an empty tensor, a scalar. */
export function network(): Tensor[] {
  const kernel = draws('kernel', 3 * 3 * 16 * 32, standardNormal).map((x, i) => x * (0.01 + 0.02 * (i % 32)));
  const dense = draws('dense', 128 * 40, laplaceVariate).map((x) => 0.1 * x);
  return [
    floatTensor('conv/kernel', [3, 3, 16, 32], kernel),
    floatTensor('conv/bias', [32], draws('bias', 32, standardNormal)),
    { name: 'steps', dtype: 'I64', shape: [2], data: Uint8Array.from({ length: 16 }, (_, i) => i) },
    { name: 'labels', dtype: 'STRING', shape: [1], data: Uint8Array.of(1, 0, 0, 0, 65) },
    floatTensor('dense/kernel', [128, 40], dense, 'F16'),
    floatTensor('empty', [0, 4], []),
    floatTensor('scalar', [], [3.25], 'F64'),
    floatTensor('broken', [1200, 2], draws('broken', 2400, (r) => standardNormal(r)).fill(Number.NaN, 7, 8)),
    floatTensor('zeros', [2000, 2], new Float32Array(4000), 'BF16'),
    { name: 'codes', dtype: 'U8', shape: [64, 64], affine: { scale: 0.01, min: -1.28, numbers: 'F32' }, data: codes() },
  ];
}

function codes(): Uint8Array {
  return Uint8Array.from(draws('codes', 4096, standardNormal), (x) =>
    Math.max(0, Math.min(255, 128 + Math.round(30 * x))),
  );
}
