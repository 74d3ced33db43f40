/**
 * How a chunk states the noise of each column:
 *
 *     law     8 bits: 0 Gaussian, 1 Laplace, 2 logistic, 3 Student t, 4 triangular
 *     scale   float64 as two 32-bit words, the high one first; positive and finite
 *     shape   law 3: nu / 2 - 1, 8 bits, nu at most 248;  law 4: the share of the mass left of the mode as a float64, 0 to 1
 */
import { CorruptDataError } from '../../core/index.ts';
import { bitsCodec, type Codec } from '../../entropy/index.ts';
import { gaussianNoise } from '../noise/gaussian.ts';
import { laplaceNoise } from '../noise/laplace.ts';
import { logisticNoise } from '../noise/logistic.ts';
import type { UnimodalNoise } from '../noise/noise.ts';
import { MAXIMAL_DEGREES, studentTNoise } from '../noise/student-t.ts';
import { triangularNoise } from '../noise/triangular.ts';
import { float64Share, float64Width } from './columns.ts';

/** The noise of one column and its scale. */
export interface ColumnNoise {
  readonly noise: UnimodalNoise;
  readonly scale: number;
}

const byte = bitsCodec(8);
const plain: readonly UnimodalNoise[] = [gaussianNoise, laplaceNoise, logisticNoise];
const STUDENT = plain.length;
const TRIANGULAR = STUDENT + 1;

export const columnNoiseCodec: Codec<ColumnNoise> = {
  encode({ noise, scale }, encoder) {
    const id = noise.law === 'studentT' ? STUDENT : noise.law === 'triangular' ? TRIANGULAR : plain.indexOf(noise);
    byte.encode(id, encoder);
    float64Width.encode(scale, encoder);
    if (id === STUDENT) byte.encode(noise.shape / 2 - 1, encoder);
    if (id === TRIANGULAR) float64Share.encode(noise.shape, encoder);
  },
  decode(decoder) {
    const id = byte.decode(decoder);
    if (id > TRIANGULAR) throw new CorruptDataError(`"law" expected a noise id from 0 to ${TRIANGULAR}, got ${id}`, 0);
    const scale = float64Width.decode(decoder);
    if (id === TRIANGULAR) return { scale, noise: triangularNoise(float64Share.decode(decoder)) };
    if (id < STUDENT) return { scale, noise: plain[id]! };
    const nu = 2 * (byte.decode(decoder) + 1);
    if (nu > MAXIMAL_DEGREES) throw new CorruptDataError(`"nu" expected at most ${MAXIMAL_DEGREES}, got ${nu}`, 0);
    return { scale, noise: studentTNoise(nu) };
  },
};
