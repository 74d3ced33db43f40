/**
 * A tensor as files hold it: a name, a type, a shape, and its bytes in row-major order, little-endian. Its numbers are
 * read from the bytes when somebody asks for them, so that what is kept exactly is never converted.
 */
import { invalidArgument } from '../../core/index.ts';
import { dataType } from './data-type.ts';
import { brainToNumber, halfToNumber, numberToBrain, numberToHalf } from './half.ts';

/** Integers q that stand for numbers q scale + min, of type F32 or (rounded) I32: TensorFlow.js's quantized weights. */
export interface AffineCode {
  readonly scale: number;
  readonly min: number;
  readonly numbers: 'F32' | 'I32';
}

export interface TensorInfo {
  readonly name: string;
  /** F64, F32, F16, BF16, I64 ... as in safetensors; an unknown one is kept as bytes. */
  readonly dtype: string;
  readonly shape: readonly number[];
  /** Only with the types U8 and U16. */
  readonly affine?: AffineCode;
}

export interface Tensor extends TensorInfo {
  readonly data: Uint8Array;
}

export interface SizedTensor extends TensorInfo {
  readonly byteLength: number;
}

/** One that is read when it is wanted. */
export interface LazyTensor extends SizedTensor {
  read(): Promise<Tensor>;
}

export type NumberArray =
  | Float64Array
  | Float32Array
  | Int32Array
  | Uint32Array
  | Int16Array
  | Uint16Array
  | Int8Array
  | Uint8Array;

/** Number of elements: 1 for a scalar. Beyond 2^53 it is rounded, which comparisons do not mind. */
export function elementCount({ shape }: { readonly shape: readonly number[] }): number {
  return shape.reduce((product, size) => product * size, 1);
}

/** Whether the numbers are floating-point ones, so that they may be sent with loss. */
export function isFloating({ dtype, affine }: TensorInfo): boolean {
  return dataType(dtype).numbers === 'float' || affine?.numbers === 'F32';
}

/**
 * The numbers of a tensor: float32 for F32, F16, BF16 and affine codes, float64 for F64, integers up to 32 bits in an
 * array of their type. Undefined for types that have none here (64-bit integers, eight-bit floats, strings, complex).
 */
export function tensorValues({ dtype, affine, data }: Tensor): NumberArray | undefined {
  const { buffer, byteOffset, byteLength } = data.slice();
  switch (dtype) {
    case 'F64':
      return littleEndian(new Float64Array(buffer, byteOffset, byteLength / 8));
    case 'F32':
      return littleEndian(new Float32Array(buffer, byteOffset, byteLength / 4));
    case 'F16':
      return Float32Array.from(words(data), halfToNumber);
    case 'BF16':
      return Float32Array.from(words(data), brainToNumber);
    case 'I32':
      return littleEndian(new Int32Array(buffer, byteOffset, byteLength / 4));
    case 'U32':
      return littleEndian(new Uint32Array(buffer, byteOffset, byteLength / 4));
    case 'I16':
      return littleEndian(new Int16Array(buffer, byteOffset, byteLength / 2));
    case 'U16':
      return affine === undefined ? words(data) : affineValues(words(data), affine);
    case 'I8':
      return new Int8Array(buffer, byteOffset, byteLength);
    case 'U8':
    case 'BOOL': {
      const bytes = new Uint8Array(buffer, byteOffset, byteLength);
      return affine === undefined ? bytes : affineValues(bytes, affine);
    }
    default:
      return undefined;
  }
}

/** A tensor of a floating-point type from numbers, each rounded to nearest. @throws InvalidArgumentError */
export function floatTensor(
  name: string,
  shape: readonly number[],
  values: ArrayLike<number>,
  dtype: string = 'F32',
): Tensor {
  const count = elementCount({ shape });
  if (values.length !== count) throw invalidArgument('values', `${count} numbers for its shape`, values.length);
  return { name, dtype, shape: [...shape], data: floatBytes(dtype, values) };
}

export function floatBytes(dtype: string, values: ArrayLike<number>): Uint8Array {
  switch (dtype) {
    case 'F64':
      return bytesOf(littleEndian(Float64Array.from(values)));
    case 'F32':
      return bytesOf(littleEndian(Float32Array.from(values)));
    case 'F16':
      return bytesOf(littleEndian(Uint16Array.from(values, numberToHalf)));
    case 'BF16':
      return bytesOf(littleEndian(Uint16Array.from(values, numberToBrain)));
    default:
      throw invalidArgument('dtype', 'F64, F32, F16 or BF16', dtype);
  }
}

function affineValues(codes: ArrayLike<number>, { scale, min, numbers }: AffineCode): NumberArray {
  if (numbers === 'F32') return Float32Array.from(codes, (code) => code * scale + min);
  return Int32Array.from(codes, (code) => Math.floor(code * scale + min + 0.5));
}

function words(data: Uint8Array): Uint16Array {
  const { buffer, byteOffset, byteLength } = data.slice();
  return littleEndian(new Uint16Array(buffer, byteOffset, byteLength / 2));
}

function bytesOf(array: NumberArray): Uint8Array {
  return new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
}

const hostIsLittleEndian = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;

/** Exchanges the bytes of every element where the host is big-endian. */
function littleEndian<T extends NumberArray>(array: T): T {
  if (!hostIsLittleEndian) {
    const bytes = bytesOf(array);
    const size = array.BYTES_PER_ELEMENT;
    for (let at = 0; at < bytes.length; at += size) bytes.subarray(at, at + size).reverse();
  }
  return array;
}
