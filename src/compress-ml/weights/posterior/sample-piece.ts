/** A piece of samples as its receiver sees it: a payload to numbers. */
import { type ByteReader, CorruptDataError, InvalidArgumentError, type SharedRandomness } from '../../../core/index.ts';
import { RangeDecoder } from '../../../entropy/index.ts';
import { floatBytes } from '../../tensors/tensor.ts';
import { valuesOf } from './channel-numbers.ts';
import { layoutOf } from './layout.ts';
import { type BlockKind, decodeBlocks, GAUSSIAN_DIMENSION } from './sample-blocks.ts';
import { readSampleHeader, type SampleHeader, type SampleKind } from './sample-header.ts';

/** Where a piece stands in its tensor. */
export interface SampleRange {
  readonly first: number;
  readonly count: number;
}

/** The bytes of a piece as it comes out, in type `dtype`. `id` was read. @throws SamplewireError */
export function decodeSamples(
  reader: ByteReader,
  dtype: string,
  { first, count }: SampleRange,
  shared: () => SharedRandomness,
): Uint8Array {
  const at = reader.offset;
  const size = floatBytes(dtype, [0]).length;
  const header = readSampleHeader(reader, count, size);
  const { kind, channels, kept, keptBytes } = header;
  const layout = layoutOf(count, first, channels, kept);
  const decoder = new RangeDecoder(reader.bytes(reader.remaining));
  const samples = read(() => decodeBlocks(blockKind(kind, header, channels), layout, shared(), first, decoder), at);
  decoder.finish();
  const values = new Float64Array(count);
  for (let i = 0; i < samples.length; i++) values[layout.elements[i]!] = samples[i]! + 0;
  if (!values.every(Number.isFinite)) throw new CorruptDataError('"weights" expected finite numbers', at);
  const bytes = floatBytes(dtype, values);
  kept.forEach((element, i) => {
    bytes.set(keptBytes.subarray(size * i, size * (i + 1)), size * element);
  });
  return bytes;
}

/** Scales and widths of a damaged header may make no laws. */
function read(decode: () => Float64Array, at: number): Float64Array {
  try {
    return decode();
  } catch (error) {
    if (!(error instanceof InvalidArgumentError)) throw error;
    throw new CorruptDataError(`"samples" expected laws that there are: ${error.message}`, at);
  }
}

/** What the header of a piece of samples says, for people. @throws SamplewireError */
export function inspectSamples(
  reader: ByteReader,
  dtype: string,
  count: number,
): Pick<SampleHeader, 'informationBits' | 'indexBits' | 'totalVariation'> & { readonly method: string } {
  const header = readSampleHeader(reader, count, floatBytes(dtype, [0]).length);
  const { kind, dimension, informationBits, indexBits, totalVariation } = header;
  const blocks = kind === 'gaussian' ? GAUSSIAN_DIMENSION : dimension;
  return {
    informationBits,
    indexBits,
    totalVariation,
    method: methodText(kind, totalVariation, blocks),
  };
}

/** In words, for tables. */
export function methodText(kind: SampleKind, totalVariation: number, dimension: number): string {
  const name =
    kind === 'gaussian'
      ? 'gaussian-channel'
      : kind === 'hybrid'
        ? 'hybrid'
        : totalVariation > 0
          ? 'ordered-random'
          : 'poisson-functional-representation';
  return `samples, ${name}${dimension > 1 ? ` in blocks of ${dimension}` : ''}`;
}

export function blockKind(
  kind: SampleKind,
  { dimension, sigma, scale, second }: Pick<SampleHeader, 'dimension' | 'sigma' | 'scale' | 'second'>,
  channels: SampleHeader['channels'],
): BlockKind {
  const isSingle = kind === 'gaussian' && second.numbers === undefined;
  return {
    kind,
    dimension: kind === 'gaussian' ? GAUSSIAN_DIMENSION : dimension,
    scales: valuesOf(scale, channels),
    seconds: isSingle ? new Float64Array(channels.channels).fill(sigma) : valuesOf(second, channels),
  };
}
