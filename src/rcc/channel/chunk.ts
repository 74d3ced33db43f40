/**
 * One chunk, from its targets to what stands in the file and back. A chunk depends on no other: every chunk starts a new
 * block, randomness is addressed by block, and laws are fitted to the chunk's own targets. So chunks may be worked at in any
 * order, and elsewhere, once plan, first value and first block are known.
 */
import { type Bits, ByteReader, ByteWriter, inFile, type SharedRandomness } from '../../core/index.ts';
import {
  type Distribution,
  type DistributionDescription,
  readDistribution,
  writeDistribution,
} from '../../distributions/index.ts';
import { TABLED_ANS } from './coders.ts';
import { likelyMarginals, marginalsOf } from './fit-marginals.ts';
import type { EncodedChunk } from './method.ts';
import { methodById, methodNamed } from './methods.ts';
import type { ChannelParameters } from './parameters.ts';
import { approximationOf, type ChannelSettings } from './settings.ts';
import { drain, relabelled } from './steps.ts';
import { checkSupport, informationSteps } from './target-information.ts';
import { TargetSlice } from './target-slice.ts';
import type { Targets } from './targets.ts';
import { truncateTargets } from './truncation.ts';

/** What a chunk is encoded from. */
export interface EncodeTask {
  readonly settings: ChannelSettings;
  /** The planned method's name. */
  readonly method: string;
  readonly dimension: number;
  /** The coder's id in the container. */
  readonly coder: number;
  /** The chunk's rows, in pieces as they came. */
  readonly pieces: readonly Targets[];
  /** Values of all chunks before this one. */
  readonly firstValue: number;
  /** Blocks of all chunks before this one. */
  readonly firstBlock: number;
}

/** What becomes of it. */
export interface EncodedTask {
  /** The chunk's payload in the container: fitted laws, then what the method wrote. */
  readonly payload: Uint8Array;
  readonly samples: Float64Array;
  readonly bits: { readonly index: Bits; readonly point: Bits };
  readonly candidatesExamined: number;
  readonly informationBits: Bits;
  readonly marginals: readonly DistributionDescription[];
}

/** What a chunk is decoded from. */
export interface DecodeTask {
  /** The method's id in the container. */
  readonly method: number;
  /** The coder's id in the container. */
  readonly coder: number;
  readonly parameters: ChannelParameters;
  readonly payload: Uint8Array;
  /** Where the payload starts in the file. */
  readonly byteOffset: number;
  /** Values of the chunk. */
  readonly count: number;
  readonly firstValue: number;
  readonly firstBlock: number;
}

/** A chunk from its targets. @throws SamplewireError where targets do not fit the settings */
export function encodeChunk(task: EncodeTask, shared: SharedRandomness): EncodedTask {
  return drain(encodeChunkSteps(task, shared));
}

/** The same work, yielding the number of values encoded so far. */
export function* encodeChunkSteps(task: EncodeTask, shared: SharedRandomness): Generator<number, EncodedTask> {
  const { settings, dimension, firstValue, firstBlock } = task;
  const { columns, truncate, local, indexCode } = settings;
  const method = methodNamed(task.method);
  const slice = new TargetSlice(task.pieces);
  const count = slice.rows * columns.length;
  const isTabled = task.coder === TABLED_ANS;
  const given = columns.every(({ proposal }) => proposal !== undefined);
  const marginals =
    isTabled || given ? likelyMarginals(columns, slice) : marginalsOf(columns, slice.laws(), method.marginal);
  if (!marginals.every(isOfWholeLine)) checkSupport(slice.laws(), marginals, firstValue, columns);

  const approximation = approximationOf(settings);
  const context = { marginals, dimension, firstValue, firstBlock, shared, approximation };
  let encoded: EncodedChunk;
  if (isTabled) {
    encoded = method.arrays!.encode(slice, context);
    yield firstValue + count;
  } else {
    let cut: readonly Distribution[] | undefined;
    const steps = method.encode({
      ...context,
      get targets() {
        cut ??= truncate === undefined ? slice.laws() : truncateTargets(slice.laws(), truncate, dimension);
        return cut;
      },
      slice: truncate === undefined ? slice : undefined,
      local,
      indexCode,
      parameterShare: 1,
    });
    encoded = yield* relabelled(steps, (values) => firstValue + values);
  }
  const { payload, samples, bits, candidatesExamined } = encoded;
  const informationBits =
    encoded.informationBits ?? (yield* relabelled(informationSteps(slice.laws(), marginals), () => firstValue + count));

  const writer = new ByteWriter();
  columns.forEach(({ proposal }, i) => {
    if (proposal === undefined) writeDistribution(writer, marginals[i]!);
  });
  writer.bytes(payload);
  return {
    payload: writer.toBytes(),
    samples,
    bits,
    candidatesExamined,
    informationBits,
    marginals: marginals.map((marginal) => marginal.description()),
  };
}

/** The samples of a chunk. @throws SamplewireError for a payload that no encoder wrote */
export function decodeChunk(task: DecodeTask, shared: SharedRandomness): Float64Array {
  const { coder, parameters, payload, byteOffset, count, firstValue, firstBlock } = task;
  const method = methodById(task.method);
  const { dimension } = parameters;
  const { marginals, rest } = readMarginals(parameters, payload, byteOffset);
  const context = { firstValue, firstBlock, dimension, marginals, shared };
  const coded = coder === TABLED_ANS ? method.arrays! : method;
  return inFile(byteOffset, () => coded.decode(rest, count, context));
}

/** The laws that were fitted to the chunk stand in front of its payload. */
function readMarginals(
  { columns }: ChannelParameters,
  payload: Uint8Array,
  byteOffset: number,
): { marginals: Distribution[]; rest: Uint8Array } {
  const reader = new ByteReader(payload, byteOffset);
  const marginals = columns.map(({ proposal }) => proposal ?? readDistribution(reader));
  return { marginals, rest: reader.bytes(reader.remaining) };
}

function isOfWholeLine({ support }: Distribution): boolean {
  return support.lower === Number.NEGATIVE_INFINITY && support.upper === Number.POSITIVE_INFINITY;
}
