/** The models of a piece's points: which there are, and what of them stands in the stream. */
import {
  adaptiveCodec,
  type EntropyDecoder,
  type EntropyEncoder,
  type EntropyModel,
  empiricalModelCodec,
} from '../../../entropy/index.ts';
import { AdaptivePoints } from '../points/adaptive-points.ts';
import { EmpiricalPoints } from '../points/empirical-points.ts';
import { LawPoints, POINT_LAWS } from '../points/law-points.ts';
import type { PointModel } from '../points/point-model.ts';
import type { LossyHeader } from './lossy-header.ts';

const CODES = 256;
const INCREMENT = 24;

/** A code of a byte per channel, each as the difference from the one before. */
export function encodeCodes(codes: Uint8Array, encoder: EntropyEncoder): void {
  const codec = adaptiveCodec(CODES, INCREMENT);
  let previous = 0;
  for (const code of codes) {
    codec.encode((code - previous) & (CODES - 1), encoder);
    previous = code;
  }
}

export function decodeCodes(count: number, decoder: EntropyDecoder): Uint8Array {
  const codec = adaptiveCodec(CODES, INCREMENT);
  const codes = new Uint8Array(count);
  for (let i = 0; i < count; i++) codes[i] = (codec.decode(decoder) + (i === 0 ? 0 : codes[i - 1]!)) & (CODES - 1);
  return codes;
}

/** What of a model is no single byte. */
export interface ModelTables {
  /** law per channel: the code of each channel's scale. */
  readonly codes?: Uint8Array;
  /** empirical: the frequencies. */
  readonly table?: EntropyModel;
}

export function writeTables({ codes, table }: ModelTables, encoder: EntropyEncoder): void {
  if (codes !== undefined) encodeCodes(codes, encoder);
  if (table !== undefined) empiricalModelCodec.encode(table, encoder);
}

/** @throws CorruptDataError */
export function readTables({ model, channels }: LossyHeader, decoder: EntropyDecoder): ModelTables {
  if (model === 'law per channel') return { codes: decodeCodes(channels.channels, decoder) };
  return model === 'empirical' ? { table: empiricalModelCodec.decode(decoder) } : {};
}

/** A fresh model for the elements from `first` on. @throws CorruptDataError */
export function pointModel(header: LossyHeader, tables: ModelTables, first: number, dithered: boolean): PointModel {
  const { model, channels, parameter, law } = header;
  switch (model) {
    case 'adaptive':
      return new AdaptivePoints(channels, first, parameter, dithered);
    case 'law':
      return new LawPoints(POINT_LAWS[law]!, Uint8Array.of(parameter), channels, first, dithered);
    case 'law per channel':
      return new LawPoints(POINT_LAWS[law]!, tables.codes!, channels, first, dithered);
    case 'empirical':
      return new EmpiricalPoints(tables.table!, parameter, dithered);
  }
}
