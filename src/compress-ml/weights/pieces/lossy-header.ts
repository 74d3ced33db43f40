/**
 * What stands in front of the coded points of a piece:
 *
 *     method u8 | step u16 | error u8 | model and flags u8 | [channels, inner: varuints] | [shifts: 4 bytes] | the model's own bytes
 *
 * The error is what the encoder states of it: 2^(-code / 8) of the root mean square of the numbers. Decoding does not use it.
 */
import {
  type ByteReader,
  type ByteWriter,
  CorruptDataError,
  exp,
  LN2,
  log2,
  UnsupportedFormatError,
} from '../../../core/index.ts';
import type { WeightMethod } from '../options.ts';
import { POINT_LAWS } from '../points/law-points.ts';
import type { Channels } from '../points/point-model.ts';
import { SHIFTS, type Shifts } from '../reconstruction.ts';

/** Ids of methods with loss, from here on. */
export const FIRST_LOSSY = 16;
const METHODS: readonly WeightMethod[] = ['rounding', 'universal', 'lattice'];

const MODELS = ['adaptive', 'law', 'law per channel', 'empirical'] as const;
export type PointModelName = (typeof MODELS)[number];
const MODEL_BITS = 15;
const HAS_CHANNELS = 16;
const HAS_SHIFTS = 32;
const HAS_CHANNEL_STEPS = 64;
const ERRORS_PER_OCTAVE = 8;
const LARGEST_ERROR_CODE = 255;
/** More channels than elements are no channels. */
export const MAXIMAL_CHANNELS = 1_048_576;

export interface LossyHeader {
  readonly method: WeightMethod;
  /** Number of the step on the grid; of a channel's step 16 times its code is added. */
  readonly step: number;
  /** Code of the error. */
  readonly error: number;
  readonly model: PointModelName;
  readonly channels: Channels;
  readonly shifts: Shifts | undefined;
  readonly hasChannelSteps: boolean;
  /** adaptive: code of the first mean size. law: code of the scale. empirical: bits of a cell. */
  readonly parameter: number;
  /** Of `POINT_LAWS`; 0 where no law is used. */
  readonly law: number;
}

export function writeLossyHeader(writer: ByteWriter, header: LossyHeader): void {
  const { method, step, error, model, channels, shifts, hasChannelSteps, parameter, law } = header;
  const hasChannels = channels.channels > 1;
  writer.u8(FIRST_LOSSY + METHODS.indexOf(method));
  writer.u16(step);
  writer.u8(error);
  writer.u8(
    MODELS.indexOf(model) +
      (hasChannels ? HAS_CHANNELS : 0) +
      (shifts === undefined ? 0 : HAS_SHIFTS) +
      (hasChannelSteps ? HAS_CHANNEL_STEPS : 0),
  );
  if (hasChannels) {
    writer.varuint(channels.channels);
    writer.varuint(channels.inner);
  }
  if (shifts !== undefined) for (const shift of shifts) writer.u8(shift & 255);
  if (model === 'law' || model === 'law per channel') writer.u8(law);
  if (model !== 'law per channel') writer.u8(parameter);
}

/** `id` was read already. @throws SamplewireError */
export function readLossyHeader(id: number, reader: ByteReader): LossyHeader {
  const method = METHODS[id - FIRST_LOSSY];
  if (method === undefined) {
    throw new UnsupportedFormatError(
      `"method" expected one of this version's, got id ${id} (at byte ${reader.offset - 1})`,
    );
  }
  const step = reader.u16();
  const error = reader.u8();
  const flags = reader.u8();
  const model = MODELS[flags & MODEL_BITS];
  if (model === undefined || flags >= 2 * HAS_CHANNEL_STEPS) {
    throw new UnsupportedFormatError(
      `"model" expected one of this version's, got ${flags} (at byte ${reader.offset - 1})`,
    );
  }
  const channels = flags & HAS_CHANNELS ? readChannels(reader) : { channels: 1, inner: 1 };
  const shifts = flags & HAS_SHIFTS ? Int8Array.from(reader.bytes(SHIFTS)) : undefined;
  const law = model === 'law' || model === 'law per channel' ? reader.u8() : 0;
  if (law >= POINT_LAWS.length) {
    throw new UnsupportedFormatError(
      `"law" expected one of this version's, got id ${law} (at byte ${reader.offset - 1})`,
    );
  }
  const parameter = model === 'law per channel' ? 0 : reader.u8();
  return {
    method,
    step,
    error,
    model,
    channels,
    shifts,
    hasChannelSteps: (flags & HAS_CHANNEL_STEPS) !== 0,
    parameter,
    law,
  };
}

function readChannels(reader: ByteReader): Channels {
  const at = reader.offset;
  const channels = reader.varuint();
  const inner = reader.varuint();
  if (channels >= 2 && channels <= MAXIMAL_CHANNELS && inner >= 1) return { channels, inner };
  throw new CorruptDataError(`"channels" expected 2 to ${MAXIMAL_CHANNELS}, got ${channels} with ${inner} in each`, at);
}

/** `ratio`: root mean square of the errors over that of the numbers. */
export function errorCode(ratio: number): number {
  const code = ratio > 0 ? Math.floor(-ERRORS_PER_OCTAVE * log2(ratio) + 0.5) : LARGEST_ERROR_CODE;
  return Math.max(0, Math.min(LARGEST_ERROR_CODE, code));
}

export function errorOf(code: number): number {
  return exp((-code * LN2) / ERRORS_PER_OCTAVE);
}
