/** Writes latents: the encoder of `latents-file.ts`. */
import { ContainerWriter } from '../../container/index.ts';
import {
  type Bits,
  checkFinite,
  checkInteger,
  checkPositive,
  concatenate,
  invalidArgument,
  type LocalRandomness,
  log2,
} from '../../core/index.ts';
import { RangeEncoder } from '../../entropy/index.ts';
import { type ChannelKey, openKey } from '../../rcc/index.ts';
import type { NoiseChannel } from './channels/noise-channel.ts';
import { CHUNK_VALUES, type DecodedLatents, inUnits, type LatentModel, lawsOf, streamOf } from './latents-file.ts';
import { CHANNELS, MAXIMAL_CHANNELS, tooManyChannels, writeParameters } from './latents-header.ts';
import { type LatentTable, massBetween, tableCodec } from './laws/tables.ts';
import { softRound } from './soft-round.ts';

/** Beyond a table the likelihood counts as that of its last cell at least. */
const SMALLEST_MASS = 1 / 65_536;

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

function writeTables(tables: readonly LatentTable[]): Uint8Array {
  const encoder = new RangeEncoder();
  for (const table of tables) tableCodec.encode(table, encoder);
  return encoder.finish();
}

function channelsOf(shape: readonly number[]): number {
  const channels = checkInteger('channels', shape.at(-1) ?? 0, 1);
  if (channels > MAXIMAL_CHANNELS) throw tooManyChannels(channels);
  return channels;
}
