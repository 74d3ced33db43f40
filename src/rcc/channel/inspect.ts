/** Everything that a file states, without its seed: header, chunks and checksums. */
import { type ContainerKey, readContainer } from '../../container/index.ts';
import type { DistributionDescription } from '../../distributions/index.ts';
import { openHeader } from './decoder.ts';
import { blocksIn } from './method.ts';
import { boundOf, fileTotalVariation } from './report.ts';

export interface ChannelInspection {
  readonly formatVersion: number;
  readonly method: string;
  readonly element: string;
  readonly values: number;
  readonly rows: number;
  readonly dimension: number;
  readonly blocks: number;
  readonly bytes: number;
  /** Whether the file carries its key, or a check value of a seed that the receiver must hold. */
  readonly key: ContainerKey['kind'];
  /** Total variation of a block and of the file; 0 where the samples are exact. */
  readonly totalVariationBound: number;
  readonly fileTotalVariationBound: number;
  readonly columns: readonly {
    readonly name: string;
    readonly proposal: DistributionDescription | 'fitted per chunk';
  }[];
  readonly chunks: readonly { readonly values: number; readonly payloadBytes: number; readonly byteOffset: number }[];
}

/** @throws SamplewireError where the file is not a whole, undamaged file of samples. */
export function inspectChannel(bytes: Uint8Array): ChannelInspection {
  const { header, parametersOffset, chunks } = readContainer(bytes);
  const { method, parameters } = openHeader(header, parametersOffset);
  const { dimension, columns } = parameters;
  const values = chunks.reduce((sum, chunk) => sum + chunk.count, 0);
  const blocks = chunks.reduce((sum, chunk) => sum + blocksIn(chunk.count, dimension).length, 0);
  const totalVariationBound = boundOf(header.exactness);
  return {
    formatVersion: 1,
    method: method.name,
    element: header.element,
    values,
    rows: values / columns.length,
    dimension,
    blocks,
    bytes: bytes.length,
    key: header.key.kind,
    totalVariationBound,
    fileTotalVariationBound: fileTotalVariation(totalVariationBound, blocks),
    columns: columns.map(({ name, proposal }) => ({ name, proposal: proposal?.description() ?? 'fitted per chunk' })),
    chunks: chunks.map(({ count, payload, byteOffset }) => ({
      values: count,
      payloadBytes: payload.length,
      byteOffset,
    })),
  };
}
