/**
 * Whole files by hybrid coding, and back, at one setting: Gaussian targets of deviation 1, centres of deviation 40 and 20
 * in turn, 1e-4 of a block's mass cut off. Beside them the published way: one numpy draw and one scipy call per candidate.
 */
import { localRandomness, standardNormal } from 'samplewire/core';
import { normal } from 'samplewire/distributions';
import { decode, encode } from 'samplewire/rcc';
import { pythonProgram } from '../reference.mjs';

export const title = 'Hybrid coding: whole files';

const DEVIATIONS = [40, 20];
const SETTINGS = [
  { dimension: 1, blocks: 16_000, published: 200 },
  { dimension: 2, blocks: 8_000, published: 50 },
  { dimension: 4, blocks: 1_500, published: 20 },
];

export async function cases() {
  const all = [];
  for (const { dimension, blocks, published } of SETTINGS) {
    const rows = Math.ceil((blocks * dimension) / DEVIATIONS.length);
    const local = localRandomness({ seed: 'bench' });
    const random = local.block(dimension);
    const targets = {
      rows,
      columns: DEVIATIONS.map((deviation) => ({
        law: 'normal',
        mu: Float64Array.from({ length: rows }, () => deviation * standardNormal(random)),
        sigma: 1,
      })),
    };
    const settings = {
      method: 'hybrid',
      columns: DEVIATIONS.map((deviation) => ({
        name: `x${deviation}`,
        proposal: normal(0, Math.hypot(1, deviation)),
      })),
      block: dimension,
      truncate: 1e-4,
      key: { seed: 'bench' },
      local,
    };
    const { bytes } = await encode(targets, settings);
    const numpy = pythonProgram('published', [dimension, published], published);
    all.push({
      name: `encode, blocks of ${dimension}`,
      unit: 'block',
      operations: (rows * DEVIATIONS.length) / dimension,
      forms: { samplewire: () => encode(targets, settings), numpy },
      limits: dimension === 4 ? { numpy: 3000 } : {},
      rounds: 3,
    });
    all.push({
      name: `decode, blocks of ${dimension}`,
      unit: 'block',
      operations: (rows * DEVIATIONS.length) / dimension,
      forms: { samplewire: () => decode(bytes, { seed: 'bench' }) },
      rounds: 5,
    });
  }
  return all;
}
