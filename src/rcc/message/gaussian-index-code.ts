/**
 * The index of a Gaussian channel: its law is known beforehand, because the weights of all blocks have one law, so it needs no
 * parameters. Given the noise the index is geometric; two components stand for the mixture over the noise, to 1e-6 bit.
 *
 *     bits a block: 0.075 (E8), 0.086 (D4), 0.032 (A2)
 */
import { geometricMixtureTable, tabledIndexCodec, unitCodec } from '../../entropy/index.ts';
import type { GaussianCell } from '../lattice/gaussian-weight.ts';
import type { IndexCode } from './index-code.ts';

/** Indices 0 .. 6 and the escape. */
const CELLS = 8;
const PRECISION = 16;

export function gaussianIndexCode({ indexLaw }: GaussianCell): IndexCode<null> {
  const codec = tabledIndexCodec(geometricMixtureTable(indexLaw, CELLS, PRECISION), PRECISION);
  return { name: 'gaussian', fit: () => null, parameters: unitCodec, codec: () => codec };
}
