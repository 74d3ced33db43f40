/**
 * The header of NumPy's .npy format, versions 1 to 3: a magic string, a version, the length of a Python literal, and that
 * literal, `{'descr': '<f8', 'fortran_order': False, 'shape': (3, 2), }`.
 *
 * NumPy Enhancement Proposal 1, "A simple file format for NumPy arrays", 2007, and numpy.lib.format.
 */
import { checkInteger, UnsupportedFormatError } from '../../core/index.ts';
import type { ByteStream } from './byte-stream.ts';
import { InvalidDataError } from './invalid-data-error.ts';

/** An array's element type: `f` float, `i` signed, `u` unsigned integer. */
export interface NpyElement {
  readonly kind: 'f' | 'i' | 'u';
  readonly bytes: 1 | 2 | 4 | 8;
  readonly littleEndian: boolean;
}

/** Of a table. */
export interface NpyHeader {
  readonly element: NpyElement;
  readonly rows: number;
  /** Undefined for an array of one dimension. */
  readonly columns: number | undefined;
}

/** Of an array of any number of dimensions, in C order. */
export interface NpyArrayHeader {
  readonly element: NpyElement;
  readonly shape: readonly number[];
}

const MAGIC = '\x93NUMPY';
const MAXIMAL_HEADER_BYTES = 65_536;
const MAXIMAL_COLUMNS = 65_536;

/** @throws UnsupportedFormatError where it has more than two dimensions */
export async function readNpyHeader(name: string, stream: ByteStream): Promise<NpyHeader> {
  const { element, shape } = await readNpyArrayHeader(name, stream);
  if (shape.length !== 1 && shape.length !== 2) {
    throw new UnsupportedFormatError(`${name}: expected an array of 1 or 2 dimensions, got ${shape.length}`);
  }
  const [rows, columns] = shape as [number, number | undefined];
  if (columns !== undefined) checkInteger(`${name}: shape`, columns, 1, MAXIMAL_COLUMNS);
  return { element, rows, columns };
}

export async function readNpyArrayHeader(name: string, stream: ByteStream): Promise<NpyArrayHeader> {
  const start = await stream.upTo(8);
  if (start.length < 8 || String.fromCharCode(...start.subarray(0, 6)) !== MAGIC) {
    throw new InvalidDataError(`${name}: expected a .npy file, got other bytes`);
  }
  const version = start[6]!;
  if (version < 1 || version > 3)
    throw new UnsupportedFormatError(`${name}: expected .npy version 1 to 3, got ${version}`);
  const size = await stream.exactly(version === 1 ? 2 : 4);
  const view = new DataView(size.buffer, size.byteOffset, size.length);
  const length = version === 1 ? view.getUint16(0, true) : view.getUint32(0, true);
  if (length > MAXIMAL_HEADER_BYTES) {
    throw new InvalidDataError(`${name}: expected a header of at most ${MAXIMAL_HEADER_BYTES} bytes, got ${length}`);
  }
  return parseHeader(name, new TextDecoder().decode(await stream.exactly(length)));
}

function parseHeader(name: string, text: string): NpyArrayHeader {
  const descr = /'descr'\s*:\s*'([^']*)'/.exec(text)?.[1];
  const order = /'fortran_order'\s*:\s*(True|False)/.exec(text)?.[1];
  const shape = /'shape'\s*:\s*\(([\d\s,L]*)\)/.exec(text)?.[1];
  if (order === undefined || shape === undefined)
    throw new InvalidDataError(`${name}: expected a .npy header, got other text`);
  const element = /^([<>|=]?)([fiu])([1248])$/.exec(descr ?? '');
  if (element === null || (element[2] === 'f' && Number(element[3]) < 4)) {
    throw new UnsupportedFormatError(
      `${name}: expected an array of f4, f8, i1 to i8 or u1 to u8, got ${descr ?? 'a record type'}`,
    );
  }
  const sizes = shape
    .split(',')
    .map((part) => part.replace('L', '').trim())
    .filter((part) => part !== '')
    .map(Number);
  for (const size of sizes) checkInteger(`${name}: shape`, size, 0);
  if (order === 'True' && sizes.filter((size) => size > 1).length > 1) {
    throw new UnsupportedFormatError(`${name}: expected C order, got Fortran order (save numpy.ascontiguousarray(x))`);
  }
  const [, endian, kind, bytes] = element as unknown as [string, string, NpyElement['kind'], string];
  return {
    element: { kind, bytes: Number(bytes) as NpyElement['bytes'], littleEndian: endian !== '>' },
    shape: sizes,
  };
}

/** Bytes of every header written here, so that the shape can be filled in once it is known. */
export const NPY_HEADER_BYTES = 128;

/** Version 1.0, `<f8`, C order. */
export function npyHeader(rows: number, columns: number): Uint8Array {
  const shape = columns === 1 ? `(${rows},)` : `(${rows}, ${columns})`;
  const text = `{'descr': '<f8', 'fortran_order': False, 'shape': ${shape}, }`;
  const bytes = new Uint8Array(NPY_HEADER_BYTES).fill(0x20);
  for (let i = 0; i < 6; i++) bytes[i] = MAGIC.charCodeAt(i);
  bytes.set([1, 0, (NPY_HEADER_BYTES - 10) & 0xff, (NPY_HEADER_BYTES - 10) >> 8], 6);
  bytes.set(new TextEncoder().encode(text), 10);
  bytes[NPY_HEADER_BYTES - 1] = 0x0a;
  return bytes;
}
