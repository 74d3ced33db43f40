/**
 * A chunk's task as data that a message can carry, and back. Laws cross as their descriptions, local randomness as its key.
 * Arrays are copied, so that the caller keeps his, and their copies move without another copy.
 */
import { invalidArgument, type LocalKey, localKeyOf, localOfKey } from '../core/index.ts';
import {
  type Distribution,
  type DistributionDescription,
  distribution,
  type TargetColumn,
} from '../distributions/index.ts';
import type { ChannelColumn, ChannelSettings, DecodeTask, EncodeTask, Targets } from '../rcc/index.ts';

interface PlainColumn {
  readonly name: string;
  readonly proposal?: DistributionDescription;
}

/** A law of its own for every row. */
interface PlainLaws {
  readonly law: 'distributions';
  readonly descriptions: readonly DistributionDescription[];
}

interface PlainPiece {
  readonly rows: number;
  readonly columns: readonly (Exclude<TargetColumn, { law: 'distributions' }> | PlainLaws)[];
}

type PlainSettings = Omit<ChannelSettings, 'columns' | 'local'> & {
  readonly columns: readonly PlainColumn[];
  readonly local: LocalKey;
};

export type PlainEncode = Omit<EncodeTask, 'settings' | 'pieces'> & {
  readonly settings: PlainSettings;
  readonly pieces: readonly PlainPiece[];
};

export type PlainDecode = Omit<DecodeTask, 'parameters'> & {
  readonly parameters: { readonly dimension: number; readonly columns: readonly PlainColumn[] };
};

/** @throws InvalidArgumentError for a local randomness of the caller's own, which has no key */
export function plainEncode({ settings, pieces, ...place }: EncodeTask): PlainEncode {
  const { columns, local, key, truncate, totalVariation, candidates, indexCode } = settings;
  const localKey = localKeyOf(local);
  if (localKey === undefined) throw invalidArgument('local', 'localRandomness() where a pool is used', local);
  return {
    ...place,
    settings: {
      columns: columns.map(plainColumn),
      local: localKey,
      key,
      ...(truncate === undefined ? {} : { truncate }),
      ...(totalVariation === undefined ? {} : { totalVariation }),
      ...(candidates === undefined ? {} : { candidates }),
      ...(indexCode === undefined ? {} : { indexCode }),
    },
    pieces: pieces.map((piece) => ({ rows: piece.rows, columns: piece.columns.map(plainTargets) })),
  };
}

export function revivedEncode({ settings, pieces, ...place }: PlainEncode): EncodeTask {
  const { columns, local, ...others } = settings;
  return {
    ...place,
    settings: { ...others, columns: columns.map(revivedColumn), local: localOfKey(local) },
    pieces: pieces.map(revivedPiece),
  };
}

export function plainDecode({ parameters, payload, ...place }: DecodeTask): PlainDecode {
  const { dimension, columns } = parameters;
  return { ...place, payload: payload.slice(), parameters: { dimension, columns: columns.map(plainColumn) } };
}

export function revivedDecode({ parameters, ...place }: PlainDecode): DecodeTask {
  const { dimension, columns } = parameters;
  return { ...place, parameters: { dimension, columns: columns.map(revivedColumn) } };
}

function plainColumn({ name, proposal }: ChannelColumn): PlainColumn {
  return proposal === undefined ? { name } : { name, proposal: proposal.description() };
}

function revivedColumn({ name, proposal }: PlainColumn): ChannelColumn {
  return proposal === undefined ? { name } : { name, proposal: distribution(proposal) };
}

function plainTargets(column: TargetColumn): PlainPiece['columns'][number] {
  if (column.law === 'distributions') {
    return { law: column.law, descriptions: describedLaws(column.distributions) };
  }
  const entries = Object.entries(column).map(([name, value]) => [
    name,
    ArrayBuffer.isView(value) ? sliced(value) : value,
  ]);
  return Object.fromEntries(entries) as PlainPiece['columns'][number];
}

/** One description for every law object: a message keeps what is the same the same. */
function describedLaws(laws: readonly Distribution[]): DistributionDescription[] {
  const known = new Map<Distribution, DistributionDescription>();
  return laws.map((law) => {
    const description = known.get(law) ?? law.description();
    known.set(law, description);
    return description;
  });
}

/** Only the part that is seen: a message would carry all of its buffer. */
function sliced(array: ArrayBufferView): Float64Array | Float32Array {
  return (array as Float64Array | Float32Array).slice();
}

function revivedPiece({ rows, columns }: PlainPiece): Targets {
  return { rows, columns: columns.map(revivedTargets) };
}

function revivedTargets(column: PlainPiece['columns'][number]): TargetColumn {
  if (column.law !== 'distributions') return column;
  return { law: column.law, distributions: revivedLaws(column.descriptions) };
}

/** Rows of one law share one object, as the sender's do: what is found out of it is found once. */
function revivedLaws(descriptions: readonly DistributionDescription[]): Distribution[] {
  const known = new Map<DistributionDescription, Distribution>();
  return descriptions.map((description) => {
    const law = known.get(description) ?? distribution(description);
    known.set(description, law);
    return law;
  });
}

/** The buffers of a task's own copies, which may move to a thread. */
export function buffersOf({ task }: { readonly task: PlainEncode | PlainDecode }): ArrayBuffer[] {
  if ('payload' in task) return [task.payload.buffer as ArrayBuffer];
  const views = task.pieces.flatMap(({ columns }) => columns.flatMap((column) => Object.values(column)));
  return views.filter((value) => ArrayBuffer.isView(value)).map((value) => value.buffer as ArrayBuffer);
}
