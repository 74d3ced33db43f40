/**
 * The header of a `.swr` file: what kind of file it is, how its chunks were made, how the randomness is shared, and how
 * far the samples may be from their law. Normative description: docs/format.md.
 */
import {
  ByteReader,
  ByteWriter,
  checkInteger,
  CorruptDataError,
  invalidArgument,
  LimitExceededError,
  UnsupportedFormatError,
} from '../core/index.ts';

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
  /** Dimensions; a first dimension of 0 is open: the end chunk's count decides it. */
  readonly shape: readonly number[];
  /** What the method needs before its chunks. */
  readonly parameters: Uint8Array;
}

const KEY_BYTES = 32;
const CHECK_BYTES = 8;
const MAXIMAL_RANK = 8;
const STORED = 1;
const CHECK = 2;
const EXACT = 0;
const BOUND = 1;
const NO_CERTIFICATE = 2;

export function writeHeader(header: ContainerHeader): Uint8Array {
  const writer = new ByteWriter();
  writer.u8(tagOf('kind', KINDS, header.kind));
  writer.u8(checkInteger('method', header.method, 0, 255));
  writer.u8(tagOf('element', ELEMENTS, header.element));
  writer.u8(checkInteger('generator', header.generator, 0, 255));
  writer.u8(checkInteger('coder', header.coder, 0, 255));
  writeKey(writer, header.key);
  writeExactness(writer, header.exactness);
  writer.u8(checkInteger('shape.length', header.shape.length, 0, MAXIMAL_RANK));
  for (const size of header.shape) writer.varuint(size);
  writer.bytes(header.parameters);
  return writer.toBytes();
}

/** `byteOffset` is where the header's bytes start in the file. */
export function readHeader(bytes: Uint8Array, byteOffset: number): { header: ContainerHeader; parametersOffset: number } {
  const reader = new ByteReader(bytes, byteOffset);
  const kind = named(reader, 'kind', KINDS);
  const method = reader.u8();
  const element = named(reader, 'element', ELEMENTS);
  const generator = reader.u8();
  const coder = reader.u8();
  const key = readKey(reader);
  const exactness = readExactness(reader);
  const rank = reader.u8();
  if (rank > MAXIMAL_RANK) throw new LimitExceededError(`"rank" expected at most ${MAXIMAL_RANK}, got ${rank}`, MAXIMAL_RANK);
  const shape: number[] = [];
  for (let i = 0; i < rank; i++) shape.push(reader.varuint());
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
  const value = names[tag - 1];
  if (value === undefined) {
    throw new UnsupportedFormatError(`"${name}" expected one of this version's (${names.join(', ')}), got id ${tag}`);
  }
  return value;
}

function writeKey(writer: ByteWriter, key: ContainerKey): void {
  const [tag, bytes, length] = key.kind === 'stored' ? [STORED, key.key, KEY_BYTES] : [CHECK, key.check, CHECK_BYTES];
  if (bytes.length !== length) throw invalidArgument('key', `${length} bytes`, bytes);
  writer.u8(tag);
  writer.bytes(bytes);
}

function readKey(reader: ByteReader): ContainerKey {
  const tag = reader.u8();
  if (tag === STORED) return { kind: 'stored', key: reader.bytes(KEY_BYTES).slice() };
  if (tag === CHECK) return { kind: 'check', check: reader.bytes(CHECK_BYTES).slice() };
  throw new UnsupportedFormatError(`"key" expected tag ${STORED} or ${CHECK}, got ${tag}`);
}

function writeExactness(writer: ByteWriter, exactness: Exactness): void {
  if (exactness.kind === 'exact') return writer.u8(EXACT);
  if (exactness.kind === 'none') return writer.u8(NO_CERTIFICATE);
  if (!(exactness.totalVariation > 0 && exactness.totalVariation < 1)) {
    throw invalidArgument('totalVariation', 'a number between 0 and 1', exactness.totalVariation);
  }
  writer.u8(BOUND);
  writer.f64(exactness.totalVariation);
}

function readExactness(reader: ByteReader): Exactness {
  const tag = reader.u8();
  if (tag === EXACT) return { kind: 'exact' };
  if (tag === NO_CERTIFICATE) return { kind: 'none' };
  if (tag !== BOUND) throw new UnsupportedFormatError(`"exactness" expected tag 0, 1 or 2, got ${tag}`);
  const totalVariation = reader.f64();
  if (!(totalVariation > 0 && totalVariation < 1)) {
    throw new CorruptDataError(`"totalVariation" expected a number between 0 and 1, got ${totalVariation}`, reader.offset - 8);
  }
  return { kind: 'bound', totalVariation };
}
