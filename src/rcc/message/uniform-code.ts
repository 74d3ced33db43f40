/** Uniform over K values, log2 K bits each: the law of the index of minimal random coding. No parameters. */
import { type Codec, uniformCodec } from '../../entropy/index.ts';
import type { IndexCode } from './index-code.ts';

const nothing: Codec<null> = { encode() {}, decode: () => null };

export function uniformCode(candidates: number): IndexCode<null> {
  return { name: 'uniform', fit: () => null, parameters: nothing, codec: () => uniformCodec(candidates) };
}
