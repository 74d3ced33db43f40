/**
 * The header of a `.swr` file: what kind of file it is, how its chunks were made, how the randomness is shared, and how
 * far the samples may be from their law. Normative description: docs/format.md.
 */
import {
  ByteReader,
  ByteWriter,
  CorruptDataError,
  checkInteger,
  invalidArgument,
  LimitExceededError,
  UnexpectedEndError,
  UnsupportedFormatError,
} from '../core/index.ts';
import { MAXIMAL_RANK, shapeFault } from './shape.ts';

const KINDS = ['samples', 'weights', 'latents', 'model'] as const;
const ELEMENTS = ['float64', 'float32'] as const;
export type ContainerKind = (typeof KINDS)[number];
export type ContainerElement = (typeof ELEMENTS)[number];

/** A 32-byte key that is stored, or an 8-byte check value of one that is not. */
export type ContainerKey =
  | { readonly kind: 'stored'; readonly key: Uint8Array }
  | { readonly kind: 'check'; readonly check: Uint8Array };

/** Exact, or within a total variation per block, or without a certificate. */
export type Exactness =
  | { readonly kind: 'exact' }
  | { readonly kind: 'bound'; readonly totalVariation: number }
  | { readonly kind: 'none' };

export interface ContainerHeader {
  readonly kind: ContainerKind;
  /** The method's id, 0 .. 255, in the table of its kind. */
  readonly method: number;
  readonly element: ContainerElement;
  /** Generator of the shared randomness: 0 is philox4x32-10. */
  readonly generator: number;
  /** Entropy coder of the payloads: 0 is the range coder. */
  readonly coder: number;
  readonly key: ContainerKey;
  readonly exactness: Exactness;
  /** Dimensions, row-major; empty states nothing; a first dimension of 0 is open: the end chunk's count decides it. */
  readonly shape: readonly number[];
  /** What the method needs before its chunks. */
  readonly parameters: Uint8Array;
}

const KEY_BYTES = 32;
const CHECK_BYTES = 8;
const STORED = 1;
const CHECK = 2;
const EXACT = 0;
const BOUND = 1;
const NO_CERTIFICATE = 2;

/** @throws InvalidArgumentError where a field is out of range. */
export function writeHeader(header: ContainerHeader): Uint8Array {
  const fault = shapeFault(header.shape);
  if (fault !== undefined) throw invalidArgument('shape', fault, header.shape.join(' x '));
  const writer = new ByteWriter();
  writer.u8(tagOf('kind', KINDS, header.kind));
  writer.u8(checkInteger('method', header.method, 0, 255));
  writer.u8(tagOf('element', ELEMENTS, header.element));
  writer.u8(checkInteger('generator', header.generator, 0, 255));
  writer.u8(checkInteger('coder', header.coder, 0, 255));
  writeKey(writer, header.key);
  writeExactness(writer, header.exactness);
  writer.u8(header.shape.length);
  for (const size of header.shape) writer.varuint(size);
  writer.bytes(header.parameters);
  return writer.toBytes();
}

export interface PlacedHeader {
  readonly header: ContainerHeader;
  /** Where the header's parameters start in the file. */
  readonly parametersOffset: number;
}

/** `byteOffset` is where the header's bytes start in the file. They are whole: a field that they cut is corrupt. */
export function readHeader(bytes: Uint8Array, byteOffset: number): PlacedHeader {
  try {
    return readFields(new ByteReader(bytes, byteOffset));
  } catch (error) {
    if (!(error instanceof UnexpectedEndError)) throw error;
    throw new CorruptDataError(`"header" expected all fields in ${bytes.length} bytes`, byteOffset);
  }
}

function readFields(reader: ByteReader): PlacedHeader {
  const kind = named(reader, 'kind', KINDS);
  const method = reader.u8();
  const element = named(reader, 'element', ELEMENTS);
  const generator = reader.u8();
  const coder = reader.u8();
  const key = readKey(reader);
  const exactness = readExactness(reader);
  const shape = readShape(reader);
  const parametersOffset = reader.offset;
  const parameters = reader.bytes(reader.remaining).slice();
  return { header: { kind, method, element, generator, coder, key, exactness, shape, parameters }, parametersOffset };
}

/** Names are written as their position, from 1. */
function tagOf<T extends string>(name: string, names: readonly T[], value: T): number {
  const position = names.indexOf(value);
  if (position < 0) throw invalidArgument(name, `one of ${names.join(', ')}`, value);
  return position + 1;
}

function named<T extends string>(reader: ByteReader, name: string, names: readonly T[]): T {
  const tag = reader.u8();
  return names[tag - 1] ?? unsupported(reader, name, `one of this version's (${names.join(', ')})`, tag);
}

/** For a tag that was just read. */
function unsupported(reader: ByteReader, name: string, expected: string, tag: number): never {
  throw new UnsupportedFormatError(`"${name}" expected ${expected}, got id ${tag} (at byte ${reader.offset - 1})`);
}

function writeKey(writer: ByteWriter, key: ContainerKey): void {
  const [tag, bytes, length] = key.kind === 'stored' ? [STORED, key.key, KEY_BYTES] : [CHECK, key.check, CHECK_BYTES];
  if (bytes.length !== length) throw invalidArgument('key.length', `${length} bytes`, bytes.length);
  writer.u8(tag);
  writer.bytes(bytes);
}

function readKey(reader: ByteReader): ContainerKey {
  const tag = reader.u8();
  if (tag === STORED) return { kind: 'stored', key: reader.bytes(KEY_BYTES).slice() };
  if (tag === CHECK) return { kind: 'check', check: reader.bytes(CHECK_BYTES).slice() };
  return unsupported(reader, 'key', `${STORED} (stored) or ${CHECK} (check value)`, tag);
}

function writeExactness(writer: ByteWriter, exactness: Exactness): void {
  if (exactness.kind !== 'bound') {
    writer.u8(exactness.kind === 'exact' ? EXACT : NO_CERTIFICATE);
    return;
  }
  if (!isBound(exactness.totalVariation)) {
    throw invalidArgument('totalVariation', 'a number between 0 and 1', exactness.totalVariation);
  }
  writer.u8(BOUND);
  writer.f64(exactness.totalVariation);
}

function readExactness(reader: ByteReader): Exactness {
  const tag = reader.u8();
  if (tag === EXACT) return { kind: 'exact' };
  if (tag === NO_CERTIFICATE) return { kind: 'none' };
  if (tag !== BOUND) return unsupported(reader, 'exactness', 'one of 0, 1, 2', tag);
  const at = reader.offset;
  const totalVariation = reader.f64();
  if (isBound(totalVariation)) return { kind: 'bound', totalVariation };
  throw new CorruptDataError(`"totalVariation" expected a number between 0 and 1, got ${totalVariation}`, at);
}

function isBound(totalVariation: number): boolean {
  return totalVariation > 0 && totalVariation < 1;
}

function readShape(reader: ByteReader): number[] {
  const at = reader.offset;
  const rank = reader.u8();
  if (rank > MAXIMAL_RANK) {
    throw new LimitExceededError(`"rank" expected at most ${MAXIMAL_RANK}, got ${rank} (at byte ${at})`, MAXIMAL_RANK);
  }
  const shape: number[] = [];
  for (let i = 0; i < rank; i++) shape.push(reader.varuint());
  const fault = shapeFault(shape);
  if (fault !== undefined) throw new CorruptDataError(`"shape" expected ${fault}, got ${shape.join(' x ')}`, at);
  return shape;
}
