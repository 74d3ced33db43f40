/** Reads latents: the decoder of `latents-file.ts`. */
import { ContainerReader } from '../../container/index.ts';
import {
  CorruptDataError,
  InvalidArgumentError,
  inFile,
  invalidArgument,
  LimitExceededError,
  type SharedRandomness,
  UnsupportedFormatError,
} from '../../core/index.ts';
import { RangeDecoder } from '../../entropy/index.ts';
import { sharedOf } from '../../rcc/index.ts';
import type { NoiseQuantizer } from './channels/noise-channel.ts';
import { CHUNK_VALUES, type DecodedLatents, inUnits, type LatentModel, lawsOf, streamOf } from './latents-file.ts';
import { CHANNELS, HASH_BYTES, type LatentParameters, readParameters } from './latents-header.ts';
import { type LatentTable, tableCodec } from './laws/tables.ts';

const MAXIMAL_VALUES = 268_435_456;
const ALL_VALUES = '"chunk" expected all of its values';

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
  let stated: LatentParameters | undefined;
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
          inFile(byteOffset, () => readTables(payload, stated!.channels), ALL_VALUES),
          shared!,
        );
        continue;
      }
      if (count === 0 || place % CHUNK_VALUES !== 0)
        throw new CorruptDataError(`"chunk" expected ${CHUNK_VALUES} values in all but the last`, byteOffset);
      const known = quantizer;
      const first = place;
      pieces.push(
        inFile(
          byteOffset,
          () => {
            const decoder = new RangeDecoder(payload);
            const z = known.decode(count, first, decoder);
            decoder.finish();
            return z;
          },
          ALL_VALUES,
        ),
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

function readTables(payload: Uint8Array, channels: number): LatentTable[] {
  const decoder = new RangeDecoder(payload);
  const tables: LatentTable[] = [];
  for (let i = 0; i < channels; i++) tables.push(tableCodec.decode(decoder));
  decoder.finish();
  return tables;
}

function modelTables({ hash, channels }: LatentParameters, model: LatentModel | undefined): readonly LatentTable[] {
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

function quantizerOf(
  stated: LatentParameters,
  tables: readonly LatentTable[],
  shared: SharedRandomness,
): NoiseQuantizer {
  return stated.channel.quantizer(lawsOf(tables, stated.alpha), shared);
}
