/**
 * Latents as a file: v = s_alpha(y / step) through a noise channel, points under the laws of the channels, and z out.
 *
 *     header:  channel, alpha, step, sigma, number of channels, hash of the model
 *     first chunk, of no values: the tables of all channels, unless the laws are those of a model that both ends hold
 *     data chunks of up to 65,536 values: one stream each; value i is of channel i mod channels
 *
 * Where laws are tables of y, the code length is the training loss: -log2 P(k | u) = -log2 p(z). Layout: docs/format.md 11.
 */
import { ContainerReader, ContainerWriter } from '../../container/index.ts';
import {
  type Bits,
  ByteReader,
  ByteWriter,
  CorruptDataError,
  checkFinite,
  checkInteger,
  checkPositive,
  concatenate,
  InvalidArgumentError,
  invalidArgument,
  LimitExceededError,
  type LocalRandomness,
  log2,
  type SharedRandomness,
  UnexpectedEndError,
  UnsupportedFormatError,
} from '../../core/index.ts';
import type { Distribution } from '../../distributions/index.ts';
import { RangeDecoder, RangeEncoder } from '../../entropy/index.ts';
import { type ChannelKey, openKey, sharedOf } from '../../rcc/index.ts';
import { gaussianNoiseChannel } from './channels/gaussian-noise-channel.ts';
import { latticeNoiseChannel } from './channels/lattice-noise-channel.ts';
import type { NoiseChannel, NoiseQuantizer } from './channels/noise-channel.ts';
import { uniformNoiseChannel } from './channels/uniform-noise-channel.ts';
import { softRounded } from './laws/soft-rounded.ts';
import { type LatentTable, massBetween, tableCodec, tableLaw } from './laws/tables.ts';
import { softRound, softRoundConditionalMean } from './soft-round.ts';

/** The position of a channel is its method less 1. */
const CHANNELS = ['uniform', 'gaussian', 'lattice'] as const;
const CHUNK_VALUES = 65_536;
const MAXIMAL_CHANNELS = 4096;
const MAXIMAL_VALUES = 268_435_456;
const HASH_BYTES = 32;
/** Beyond a table the likelihood counts as that of its last cell at least. */
const SMALLEST_MASS = 1 / 65_536;
const STREAM = 'latents';

/** Tables that both ends hold, and 32 bytes that name them: a hash of the model that they came with. */
export interface LatentModel {
  readonly tables: readonly LatentTable[];
  readonly hash: Uint8Array;
}

export interface LatentSettings {
  readonly channel: NoiseChannel;
  /** Row-major; the last dimension counts the channels. */
  readonly shape: readonly number[];
  /** Laws of y / step: tables, one per channel, which the file then holds, or those of a model. */
  readonly laws: readonly LatentTable[] | LatentModel;
  /** Sharpness of soft rounding, 0 by default. */
  readonly alpha?: number;
  /** Unit of the channel, 1 by default. */
  readonly step?: number;
  readonly key: ChannelKey;
  readonly local: LocalRandomness;
}

export interface EncodedLatents {
  readonly bytes: Uint8Array;
  /** What the receiver gets, in units of y: noisy, and reconstructed. */
  readonly latents: DecodedLatents;
  /** Bits of the data chunks' streams, and -log2 p(z) of the tables summed (uniform noise; NaN for other channels). */
  readonly payloadBits: Bits;
  readonly likelihoodBits: Bits;
}

export interface DecodedLatents {
  readonly channel: NoiseChannel;
  readonly shape: readonly number[];
  readonly alpha: number;
  readonly step: number;
  /** step (s(y / step) + noise). */
  readonly z: Float64Array;
  /** step r(z / step), the middle of what y can have been; z itself for alpha = 0. */
  readonly reconstruction: Float64Array;
}

/** @throws InvalidArgumentError, LimitExceededError */
export function encodeLatents(y: ArrayLike<number>, settings: LatentSettings): EncodedLatents {
  const { channel, shape, laws, alpha = 0, step = 1, key, local } = settings;
  const channels = channelsOf(shape);
  const count = shape.reduce((product, size) => product * size, 1);
  if (y.length !== count) throw invalidArgument('y.length', `${count}, the product of the shape`, y.length);
  checkPositive('step', step);
  const tables = 'tables' in laws ? laws.tables : laws;
  const model = 'tables' in laws ? laws : undefined;
  if (tables.length !== channels) throw invalidArgument('laws', `${channels}, one per channel`, tables);
  const { shared, statement } = openKey(key);
  const writer = new ContainerWriter();
  const parameters = writeParameters({ channel, alpha, step, channels, hash: model?.hash });
  const parts = [
    writer.header({
      kind: 'latents',
      method: CHANNELS.indexOf(channel.name) + 1,
      element: 'float64',
      generator: 0,
      coder: 0,
      key: statement,
      exactness: { kind: 'exact' },
      shape,
      parameters,
    }),
  ];
  if (model === undefined) parts.push(writer.chunk(0, writeTables(tables)));

  const distributions = lawsOf(tables, alpha);
  const quantizer = channel.quantizer(distributions, streamOf(shared));
  const v = softRound(
    Array.from(y, (value) => checkFinite('y', value) / step),
    alpha,
  );
  const z = new Float64Array(count);
  let payloadBits = 0;
  for (let first = 0; first < count; first += CHUNK_VALUES) {
    const encoder = new RangeEncoder();
    const part = v.subarray(first, first + CHUNK_VALUES);
    z.set(quantizer.encode(part, first, local.block(first / CHUNK_VALUES), encoder), first);
    const payload = encoder.finish();
    payloadBits += 8 * payload.length;
    parts.push(writer.chunk(part.length, payload));
  }
  parts.push(writer.end());
  let likelihoodBits = channel.name === 'uniform' ? 0 : Number.NaN;
  z.forEach((value, i) => {
    likelihoodBits -= log2(
      Math.max(massBetween(distributions[i % channels]!, value - 0.5, value + 0.5), SMALLEST_MASS),
    );
  });
  return {
    bytes: concatenate(parts),
    latents: inUnits(z, { channel, shape, alpha, step }),
    payloadBits,
    likelihoodBits,
  };
}

export interface DecodeLatentsOptions {
  /** What the file was written with, where it does not hold its key. */
  readonly seed?: string | number | Uint8Array;
  /** The model, where the file holds no tables. */
  readonly model?: LatentModel;
}

/** @throws SamplewireError for bytes that no encoder wrote, another seed, or another model */
export function decodeLatents(bytes: Uint8Array, options: DecodeLatentsOptions = {}): DecodedLatents {
  const reader = new ContainerReader();
  reader.append(bytes);
  let stated: Parameters | undefined;
  let shape: readonly number[] = [];
  let shared: SharedRandomness | undefined;
  let quantizer: NoiseQuantizer | undefined;
  let place = 0;
  const pieces: Float64Array[] = [];
  for (let event = reader.next(); event !== undefined; event = reader.next()) {
    if (event.type === 'header') {
      const { header, parametersOffset } = event;
      const { kind, method, element, generator, coder, parameters } = header;
      if (
        kind !== 'latents' ||
        element !== 'float64' ||
        generator !== 0 ||
        coder !== 0 ||
        CHANNELS[method - 1] === undefined
      )
        throw new UnsupportedFormatError(`"file" expected latents of a known channel, got ${kind}, method ${method}`);
      shape = header.shape;
      stated = readParameters(method, parameters, parametersOffset);
      if (shape.at(-1) !== stated.channels || shape[0] === 0) {
        throw new CorruptDataError(
          `"shape" expected ${stated.channels} channels, got ${shape.join(' x ')}`,
          parametersOffset,
        );
      }
      shared = streamOf(sharedOf(header.key, options.seed));
      if (stated.hash !== undefined) quantizer = quantizerOf(stated, modelTables(stated, options.model), shared);
    } else if (event.type === 'chunk') {
      const { count, payload, byteOffset } = event;
      if (quantizer === undefined) {
        if (count !== 0) throw new CorruptDataError('"chunk" expected one of tables', byteOffset);
        quantizer = quantizerOf(
          stated!,
          located(byteOffset, () => readTables(payload, stated!.channels)),
          shared!,
        );
        continue;
      }
      if (count === 0 || place % CHUNK_VALUES !== 0)
        throw new CorruptDataError(`"chunk" expected ${CHUNK_VALUES} values in all but the last`, byteOffset);
      const known = quantizer;
      const first = place;
      pieces.push(
        located(byteOffset, () => {
          const decoder = new RangeDecoder(payload);
          const z = known.decode(count, first, decoder);
          decoder.finish();
          return z;
        }),
      );
      place += count;
      if (place > MAXIMAL_VALUES)
        throw new LimitExceededError(`"values" expected at most ${MAXIMAL_VALUES}`, MAXIMAL_VALUES);
    }
  }
  reader.finish();
  if (stated === undefined || quantizer === undefined) throw new CorruptDataError('"file" expected tables', 0);
  const z = new Float64Array(place);
  let at = 0;
  for (const piece of pieces) {
    z.set(piece, at);
    at += piece.length;
  }
  const { channel, alpha, step } = stated;
  if (!z.every((value) => Number.isFinite(step * value)))
    throw new CorruptDataError('"latents" expected finite numbers', 0);
  return inUnits(z, { channel, shape, alpha, step });
}

interface Parameters {
  readonly channel: NoiseChannel;
  readonly alpha: number;
  readonly step: number;
  readonly channels: number;
  readonly hash: Uint8Array | undefined;
}

function writeParameters({ channel, alpha, step, channels, hash }: Parameters): Uint8Array {
  const writer = new ByteWriter();
  writer.f64(alpha);
  writer.f64(step);
  if (channel.name === 'gaussian') writer.f64(channel.sigma);
  writer.varuint(channels);
  writer.u8(hash === undefined ? 0 : 1);
  if (hash === undefined) return writer.toBytes();
  if (hash.length !== HASH_BYTES) throw invalidArgument('model.hash', `${HASH_BYTES} bytes`, hash.length);
  writer.bytes(hash);
  return writer.toBytes();
}

function readParameters(method: number, parameters: Uint8Array, offset: number): Parameters {
  const reader = new ByteReader(parameters, offset);
  try {
    const alpha = reader.f64();
    const step = reader.f64();
    const name = CHANNELS[method - 1]!;
    const sigma = name === 'gaussian' ? reader.f64() : 1;
    const channels = reader.varuint();
    const tag = reader.u8();
    const hash = tag === 1 ? reader.bytes(HASH_BYTES) : undefined;
    reader.expectEnd();
    const isSound =
      alpha >= 0 && step > 0 && step < Number.POSITIVE_INFINITY && sigma > 0 && sigma < Number.POSITIVE_INFINITY;
    if (!isSound || tag > 1 || channels < 1)
      throw new CorruptDataError('"parameters" expected numbers in range', offset);
    if (channels > MAXIMAL_CHANNELS) throw tooManyChannels(channels);
    const channel =
      name === 'uniform' ? uniformNoiseChannel : name === 'lattice' ? latticeNoiseChannel : gaussianNoiseChannel(sigma);
    return { channel, alpha, step, channels, hash };
  } catch (error) {
    if (error instanceof UnexpectedEndError) throw new CorruptDataError('"parameters" expected all fields', offset);
    throw error;
  }
}

function writeTables(tables: readonly LatentTable[]): Uint8Array {
  const encoder = new RangeEncoder();
  for (const table of tables) tableCodec.encode(table, encoder);
  return encoder.finish();
}

function readTables(payload: Uint8Array, channels: number): LatentTable[] {
  const decoder = new RangeDecoder(payload);
  const tables: LatentTable[] = [];
  for (let i = 0; i < channels; i++) tables.push(tableCodec.decode(decoder));
  decoder.finish();
  return tables;
}

function modelTables({ hash, channels }: Parameters, model: LatentModel | undefined): readonly LatentTable[] {
  const name = (bytes: Uint8Array): string =>
    Array.from(bytes.subarray(0, 8), (byte) => byte.toString(16).padStart(2, '0')).join('');
  const expected = `"model" expected the one whose hash starts with ${name(hash!)}`;
  if (model === undefined) throw new InvalidArgumentError(`${expected}, got none`);
  if (model.hash.length !== HASH_BYTES || model.hash.some((byte, i) => byte !== hash![i])) {
    throw new InvalidArgumentError(`${expected}, got ${name(model.hash)}`);
  }
  if (model.tables.length !== channels) throw invalidArgument('model.tables', `${channels} tables`, model.tables);
  return model.tables;
}

function quantizerOf(stated: Parameters, tables: readonly LatentTable[], shared: SharedRandomness): NoiseQuantizer {
  return stated.channel.quantizer(lawsOf(tables, stated.alpha), shared);
}

function lawsOf(tables: readonly LatentTable[], alpha: number): Distribution[] {
  return tables.map((table) => softRounded(tableLaw(table), alpha));
}

function streamOf(shared: SharedRandomness): SharedRandomness {
  return shared.derive(STREAM);
}

function inUnits(z: Float64Array, stated: Omit<DecodedLatents, 'z' | 'reconstruction'>): DecodedLatents {
  const { alpha, step } = stated;
  const scaled = (values: Float64Array): Float64Array => values.map((value) => step * value + 0);
  return { ...stated, z: scaled(z), reconstruction: scaled(softRoundConditionalMean(z, alpha)) };
}

function channelsOf(shape: readonly number[]): number {
  const channels = checkInteger('channels', shape.at(-1) ?? 0, 1);
  if (channels > MAXIMAL_CHANNELS) throw tooManyChannels(channels);
  return channels;
}

function tooManyChannels(channels: number): LimitExceededError {
  return new LimitExceededError(`"channels" expected at most ${MAXIMAL_CHANNELS}, got ${channels}`, MAXIMAL_CHANNELS);
}

/** Errors of a payload, placed in the file. */
function located<T>(byteOffset: number, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof UnexpectedEndError)
      throw new CorruptDataError('"chunk" expected all of its values', byteOffset);
    if (error instanceof CorruptDataError)
      throw new CorruptDataError(error.reason, byteOffset + error.byteOffset, error.code);
    throw error;
  }
}
