/**
 * The file of a network whose weights were sent in blocks: all blocks stand in the piece of the first weight, the other
 * pieces say which weights of them are theirs, and tensors beside them stay as they are.
 */
import type { ContainerKey } from '../../../container/index.ts';
import { ByteWriter } from '../../../core/index.ts';
import type { ModelDocument } from '../../tensors/model.ts';
import { elementCount, type SizedTensor, type Tensor } from '../../tensors/tensor.ts';
import { type WeightsFile, weightsFile } from '../file-writer.ts';
import { encodePiece, pieceBytes, pieceRanges } from '../pieces/piece.ts';
import { type CodedBlocks, writeBlocks } from './block-payload.ts';
import { BLOCKS_CONTINUED, BLOCKS_FIRST } from './ids.ts';

export interface BlockFile extends WeightsFile {
  /** Of the pieces of the blocks. */
  readonly blockBytes: number;
}

/** `coded`: float32 tensors whose weights are numbered through them; `beside`: tensors as they are. */
export function blockFile(
  coded: readonly { readonly name: string; readonly shape: readonly number[] }[],
  blocks: CodedBlocks,
  beside: readonly Tensor[],
  document: ModelDocument,
  key: ContainerKey,
): BlockFile {
  const sent: SizedTensor[] = coded.map(({ name, shape }) => {
    return { name, dtype: 'F32', shape: [...shape], byteLength: 4 * elementCount({ shape }) };
  });
  const payloads = blockPieces(sent, blocks);
  const blockBytes = payloads.reduce((sum, { length }) => sum + length, 0);
  const others = beside.map((tensor) => ({ ...tensor, byteLength: tensor.data.length }));
  for (const tensor of others) {
    for (const range of pieceRanges(tensor)) {
      payloads.push(encodePiece(tensor, pieceBytes(tensor.data, range), range, { kind: 'exact' }).payload);
    }
  }
  return { ...weightsFile({ document, tensors: [...sent, ...others] }, key, payloads), blockBytes };
}

function blockPieces(tensors: readonly SizedTensor[], blocks: CodedBlocks): Uint8Array[] {
  const payloads: Uint8Array[] = [];
  let start = 0;
  // Invariant: `start` is the number of weights in the tensors before.
  for (const tensor of tensors) {
    for (const { first, count } of pieceRanges(tensor)) {
      const writer = new ByteWriter();
      if (count === 0) writer.u8(0);
      else if (start + first > 0) {
        writer.u8(BLOCKS_CONTINUED);
        writer.varuint(start + first);
      } else {
        writer.u8(BLOCKS_FIRST);
        writeBlocks(writer, blocks);
      }
      payloads.push(writer.toBytes());
    }
    start += elementCount(tensor);
  }
  return payloads;
}
