/** Uniform over K values, log2 K bits each: the law of the index of minimal random coding. No parameters. */
import { uniformCodec, unitCodec } from '../../entropy/index.ts';
import type { IndexCode } from './index-code.ts';

export function uniformCode(candidates: number): IndexCode<null> {
  return { name: 'uniform', fit: () => null, parameters: unitCodec, codec: () => uniformCodec(candidates) };
}
