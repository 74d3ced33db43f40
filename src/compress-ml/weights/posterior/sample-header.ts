/**
 * What stands in front of the samples of a piece:
 *
 *     kind u8 | flags u8 | information f32 | index f32 | [total variation f32] | scale u16 | [channels, inner: varuints] |
 *     [kept: their number, gaps and bytes] | kind's own bytes | [bytes: varuint, range coder: numbers of channels]
 *
 * Information and index are what the encoder states of it, in bits; decoding does not use them.
 */
import {
  type Bits,
  type ByteReader,
  type ByteWriter,
  CorruptDataError,
  UnsupportedFormatError,
} from '../../../core/index.ts';
import { RangeDecoder, RangeEncoder } from '../../../entropy/index.ts';
import { MAXIMAL_CHANNELS } from '../pieces/lossy-header.ts';
import type { Channels } from '../points/point-model.ts';
import { decodeNumbers, encodeNumbers, type GridNumbers } from './channel-numbers.ts';

/** How samples are sent. The position is the id in files. */
export const SAMPLE_KINDS = ['prior', 'gaussian', 'hybrid'] as const;
export type SampleKind = (typeof SAMPLE_KINDS)[number];

const HAS_CHANNELS = 1;
const HAS_SCALES = 2;
const HAS_NUMBERS = 4;
const HAS_KEPT = 8;
const HAS_VARIATION = 16;
const MAXIMAL_DIMENSION = 64;
const SINGLE: Channels = { channels: 1, inner: 1 };

export interface SampleHeader {
  readonly kind: SampleKind;
  readonly informationBits: Bits;
  readonly indexBits: Bits;
  /** Of each weight, 0 where its law is exact. */
  readonly totalVariation: number;
  readonly channels: Channels;
  /** Of the proposals' deviations. */
  readonly scale: GridNumbers;
  /** Elements of the piece that are kept, rising, and their bytes. */
  readonly kept: Uint32Array;
  readonly keptBytes: Uint8Array;
  /** prior and hybrid: weights of a block. */
  readonly dimension: number;
  /** gaussian: the deviation of the noise of all; 0 where channels have their own. */
  readonly sigma: number;
  /** gaussian: of deviations of the noise; hybrid: of cell widths. */
  readonly second: GridNumbers;
}

export function writeSampleHeader(writer: ByteWriter, header: SampleHeader): void {
  const { kind, informationBits, indexBits, totalVariation, channels, scale, kept, keptBytes, second } = header;
  const hasNumbers = second.numbers !== undefined;
  const flags =
    (channels.channels > 1 ? HAS_CHANNELS : 0) +
    (scale.numbers === undefined ? 0 : HAS_SCALES) +
    (hasNumbers ? HAS_NUMBERS : 0) +
    (kept.length > 0 ? HAS_KEPT : 0) +
    (totalVariation > 0 ? HAS_VARIATION : 0);
  writer.u8(SAMPLE_KINDS.indexOf(kind));
  writer.u8(flags);
  writer.f32(informationBits);
  writer.f32(indexBits);
  if (totalVariation > 0) writer.f32(totalVariation);
  writer.u16(scale.base);
  if (channels.channels > 1) {
    writer.varuint(channels.channels);
    writer.varuint(channels.inner);
  }
  if (kept.length > 0) {
    writer.varuint(kept.length);
    kept.forEach((element, i) => {
      writer.varuint(element - (i === 0 ? 0 : kept[i - 1]! + 1));
    });
    writer.bytes(keptBytes);
  }
  if (kind !== 'gaussian') writer.u8(header.dimension);
  if (kind === 'gaussian' && !hasNumbers) writer.f64(header.sigma);
  else if (kind !== 'prior') writer.u16(second.base);
  if (scale.numbers === undefined && second.numbers === undefined) return;
  const encoder = new RangeEncoder();
  for (const { base, numbers } of [scale, second]) if (numbers !== undefined) encodeNumbers(base, numbers, encoder);
  const coded = encoder.finish();
  writer.varuint(coded.length);
  writer.bytes(coded);
}

/** `count`: elements of the piece, `elementBytes`: of one as it comes out. @throws SamplewireError */
export function readSampleHeader(reader: ByteReader, count: number, elementBytes: number): SampleHeader {
  const kind = SAMPLE_KINDS[reader.u8()];
  const flags = reader.u8();
  if (kind === undefined || flags >= 2 * HAS_VARIATION || (kind === 'prior' && flags & HAS_NUMBERS)) {
    throw new UnsupportedFormatError(`"samples" expected a kind and flags of this version, got flags ${flags}`);
  }
  const informationBits = reader.f32();
  const indexBits = reader.f32();
  const totalVariation = flags & HAS_VARIATION ? reader.f32() : 0;
  const scaleBase = reader.u16();
  const channels = flags & HAS_CHANNELS ? readChannels(reader) : SINGLE;
  const { kept, keptBytes } = flags & HAS_KEPT ? readKept(reader, count, elementBytes) : NONE;
  const dimension = kind === 'gaussian' ? 0 : reader.u8();
  if (kind !== 'gaussian' && (dimension < 1 || dimension > MAXIMAL_DIMENSION)) {
    throw new CorruptDataError(`"dimension" expected 1 to ${MAXIMAL_DIMENSION}, got ${dimension}`, reader.offset);
  }
  const hasNumbers = (flags & HAS_NUMBERS) !== 0;
  const sigma = kind === 'gaussian' && !hasNumbers ? reader.f64() : 0;
  if (kind === 'gaussian' && !hasNumbers && !(sigma > 0 && Number.isFinite(sigma))) {
    throw new CorruptDataError(`"sigma" expected a positive finite number, got ${sigma}`, reader.offset);
  }
  const secondBase = kind === 'hybrid' || (kind === 'gaussian' && hasNumbers) ? reader.u16() : 0;
  const coded = flags & (HAS_SCALES | HAS_NUMBERS) ? reader.bytes(reader.varuint()) : undefined;
  const decoder = coded === undefined ? undefined : new RangeDecoder(coded);
  const numbersOf = (flag: number, base: number): GridNumbers => {
    const numbers = flags & flag && decoder !== undefined ? decodeNumbers(base, channels.channels, decoder) : undefined;
    return { base, numbers };
  };
  const scale = numbersOf(HAS_SCALES, scaleBase);
  const second = numbersOf(HAS_NUMBERS, secondBase);
  decoder?.finish();
  const stated = { informationBits, indexBits, totalVariation };
  return { kind, ...stated, channels, scale, kept, keptBytes, dimension, sigma, second };
}

const NONE = { kept: new Uint32Array(0), keptBytes: new Uint8Array(0) };

function readChannels(reader: ByteReader): Channels {
  const channels = reader.varuint();
  const inner = reader.varuint();
  if (channels >= 2 && channels <= MAXIMAL_CHANNELS && inner >= 1) return { channels, inner };
  throw new CorruptDataError(`"channels" expected 2 to ${MAXIMAL_CHANNELS}, got ${channels}`, reader.offset);
}

function readKept(reader: ByteReader, count: number, elementBytes: number): Pick<SampleHeader, 'kept' | 'keptBytes'> {
  const size = reader.varuint();
  if (size > count) throw new CorruptDataError(`"kept" expected at most ${count} elements, got ${size}`, reader.offset);
  const kept: number[] = [];
  let next = 0;
  for (let i = 0; i < size; i++) {
    const element = next + reader.varuint();
    if (element >= count) throw new CorruptDataError(`"kept" expected elements below ${count}`, reader.offset);
    kept.push(element);
    next = element + 1;
  }
  return { kept: Uint32Array.from(kept), keptBytes: reader.bytes(size * elementBytes).slice() };
}
