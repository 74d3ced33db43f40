/**
 * How a chunk states the noise of each column:
 *
 *     law     8 bits: 0 Gaussian, 1 Laplace, 2 logistic, 3 Student t, 4 triangular; plus 128: the column has several scales
 *     scales  float64 as two 32-bit words, the high one first, positive and finite; several: their number less 2 first, 8 bits
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
import { scaleListCodec } from './column-scales.ts';
import { float64Share } from './columns.ts';

/** The noise of one column and its scales. */
export interface ColumnNoise {
  readonly noise: UnimodalNoise;
  readonly scales: readonly number[];
}

const byte = bitsCodec(8);
const plain: readonly UnimodalNoise[] = [gaussianNoise, laplaceNoise, logisticNoise];
const STUDENT = plain.length;
const TRIANGULAR = STUDENT + 1;
const SEVERAL = 128;

export const columnNoiseCodec: Codec<ColumnNoise> = {
  encode({ noise, scales }, encoder) {
    const id = noise.law === 'studentT' ? STUDENT : noise.law === 'triangular' ? TRIANGULAR : plain.indexOf(noise);
    const several = scales.length > 1;
    byte.encode(several ? id + SEVERAL : id, encoder);
    scaleListCodec(several).encode(scales, encoder);
    if (id === STUDENT) byte.encode(noise.shape / 2 - 1, encoder);
    if (id === TRIANGULAR) float64Share.encode(noise.shape, encoder);
  },
  decode(decoder) {
    const tag = byte.decode(decoder);
    const id = tag % SEVERAL;
    if (id > TRIANGULAR) throw new CorruptDataError(`"law" expected a noise id from 0 to ${TRIANGULAR}, got ${id}`, 0);
    const scales = scaleListCodec(tag >= SEVERAL).decode(decoder);
    if (id === TRIANGULAR) return { scales, noise: triangularNoise(float64Share.decode(decoder)) };
    if (id < STUDENT) return { scales, noise: plain[id]! };
    const nu = 2 * (byte.decode(decoder) + 1);
    if (nu > MAXIMAL_DEGREES) throw new CorruptDataError(`"nu" expected at most ${MAXIMAL_DEGREES}, got ${nu}`, 0);
    return { scales, noise: studentTNoise(nu) };
  },
};
