/** What a file of latents states before its tables and values: channel, alpha, step, sigma, channels, hash of the model. */
import {
  ByteReader,
  ByteWriter,
  CorruptDataError,
  invalidArgument,
  LimitExceededError,
  UnexpectedEndError,
} from '../../core/index.ts';
import { gaussianNoiseChannel } from './channels/gaussian-noise-channel.ts';
import { latticeNoiseChannel } from './channels/lattice-noise-channel.ts';
import type { NoiseChannel } from './channels/noise-channel.ts';
import { uniformNoiseChannel } from './channels/uniform-noise-channel.ts';

/** The position of a channel is its method less 1. */
export const CHANNELS = ['uniform', 'gaussian', 'lattice'] as const;
export const HASH_BYTES = 32;
export const MAXIMAL_CHANNELS = 4096;

export interface LatentParameters {
  readonly channel: NoiseChannel;
  readonly alpha: number;
  readonly step: number;
  readonly channels: number;
  readonly hash: Uint8Array | undefined;
}

export function writeParameters({ channel, alpha, step, channels, hash }: LatentParameters): Uint8Array {
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

/** `offset`: of the parameters in the file. @throws CorruptDataError, LimitExceededError */
export function readParameters(method: number, parameters: Uint8Array, offset: number): LatentParameters {
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

export function tooManyChannels(channels: number): LimitExceededError {
  return new LimitExceededError(`"channels" expected at most ${MAXIMAL_CHANNELS}, got ${channels}`, MAXIMAL_CHANNELS);
}
