/** The weights of a file's blocks, held from the piece that has their stream to the last piece that they are of. */
import { type ByteReader, CorruptDataError, type SharedRandomness } from '../../../core/index.ts';
import { elementCount, type SizedTensor } from '../../tensors/tensor.ts';
import { blockValues, readBlocks } from './block-payload.ts';

export class BlockStore {
  readonly #shared: () => SharedRandomness;
  readonly #most: number;
  #values: Float64Array | undefined = undefined;

  /** `shared`: of the file. `tensors`: of the file; there are not more weights in blocks than they have. */
  constructor(shared: () => SharedRandomness, tensors: readonly SizedTensor[]) {
    this.#shared = shared;
    this.#most = tensors.reduce((sum, tensor) => sum + elementCount(tensor), 0);
  }

  /** Reads the stream. @throws SamplewireError */
  open(reader: ByteReader): void {
    if (this.#values !== undefined) throw new CorruptDataError('"piece" expected one stream of blocks', reader.offset);
    this.#values = blockValues(readBlocks(reader, this.#most), this.#shared());
  }

  /** Weights first .. first + count - 1 of the stream. @throws CorruptDataError where it has none of them */
  take(first: number, count: number): Float64Array {
    if (this.#values === undefined || first + count > this.#values.length) {
      throw new CorruptDataError(
        `"piece" expected a stream of blocks before it with weights up to ${first + count}`,
        0,
      );
    }
    return this.#values.subarray(first, first + count);
  }
}
