/** A whole array of NumPy, of any number of dimensions: inputs of networks, for example. */
import { inputStream } from '#platform';
import { CorruptDataError, LimitExceededError, UnsupportedFormatError } from '../../core/index.ts';
import { ByteStream } from './byte-stream.ts';
import { readNpyArrayHeader } from './npy-header.ts';
import { elementReader } from './npy-reader.ts';

export interface NpyArray {
  readonly name: string;
  readonly shape: readonly number[];
  /** float32 and float64 as they are, unsigned bytes as bytes, other integers up to 32 bits as int32. */
  readonly values: Float32Array | Float64Array | Int32Array | Uint8Array;
}

const MAXIMAL_ELEMENTS = 1 << 28;
/** Elements read at a time: what a header claims is not allocated before it is there. */
const SLICE_ELEMENTS = 1 << 16;

/** @throws FileSystemError, InvalidDataError, UnsupportedFormatError, LimitExceededError, UnexpectedEndError, CorruptDataError */
export async function readNpyArray(path: string): Promise<NpyArray> {
  const input = await inputStream(path);
  const stream = new ByteStream(input.name, input.chunks());
  const { element, shape } = await readNpyArrayHeader(input.name, stream);
  const count = shape.reduce((product, size) => product * size, 1);
  if (count > MAXIMAL_ELEMENTS) {
    throw new LimitExceededError(
      `${input.name}: expected at most ${MAXIMAL_ELEMENTS} numbers, got ${count}`,
      MAXIMAL_ELEMENTS,
    );
  }
  const { kind, bytes } = element;
  if (kind !== 'f' && (bytes === 8 || (kind === 'u' && bytes === 4))) {
    throw new UnsupportedFormatError(`${input.name}: expected f4, f8, u1, u2 or i1 to i4, got ${kind}${bytes}`);
  }
  const read = elementReader(element);
  const parts: NpyArray['values'][] = [];
  for (let done = 0; done < count; ) {
    const length = Math.min(SLICE_ELEMENTS, count - done);
    const slice = await stream.exactly(length * bytes);
    const view = new DataView(slice.buffer, slice.byteOffset, slice.length);
    const part = emptyArray(kind, bytes, length);
    for (let i = 0; i < length; i++) part[i] = read(view, i * bytes);
    parts.push(part);
    done += length;
  }
  if ((await stream.upTo(1)).length > 0) {
    throw new CorruptDataError(
      `${input.name}: expected the end after ${count} numbers, got more`,
      count * bytes,
      'TrailingData',
    );
  }
  const values = emptyArray(kind, bytes, count);
  parts.forEach((part, i) => {
    values.set(part, i * SLICE_ELEMENTS);
  });
  return { name: input.name, shape, values };
}

function emptyArray(kind: 'f' | 'i' | 'u', bytes: number, length: number): NpyArray['values'] {
  if (kind === 'f') return bytes === 4 ? new Float32Array(length) : new Float64Array(length);
  return kind === 'u' && bytes === 1 ? new Uint8Array(length) : new Int32Array(length);
}
