/**
 * The safetensors format, read tensor by tensor:
 *
 *     n (8 bytes, little-endian) | n bytes of JSON: name -> { dtype, shape, data_offsets: [begin, end) } | data
 *
 * Nothing in the header is believed: ranges must cover the data without holes or overlaps, sizes must fit shapes, names
 * must differ. https://github.com/huggingface/safetensors, "Format".
 */
import { ByteReader, CorruptDataError, LimitExceededError, UnexpectedEndError } from '../../core/index.ts';
import type { ByteSource } from '../../platform/browser/index.ts';
import { checkTensorInfo } from '../tensors/check-info.ts';
import { dataType } from '../tensors/data-type.ts';
import type { Model } from '../tensors/model.ts';
import { rangeOf } from '../tensors/range.ts';
import { elementCount, type LazyTensor, type TensorInfo } from '../tensors/tensor.ts';
import { type JsonMember, jsonMembers, shown } from '../text/json-members.ts';
import { utf8Text } from '../text/utf8-text.ts';

const LENGTH_BYTES = 8;
const MAXIMAL_HEADER_BYTES = 100_000_000;
const METADATA = '__metadata__';

interface Entry extends TensorInfo {
  readonly begin: number;
  readonly end: number;
}

/** @throws CorruptDataError, UnexpectedEndError, LimitExceededError */
export async function openSafetensors(source: ByteSource): Promise<Model> {
  const length = await headerLength(source);
  const bytes = await rangeOf(source, LENGTH_BYTES, length);
  if (bytes[0] !== 0x7b) throw new CorruptDataError('"header" expected JSON that starts with {', LENGTH_BYTES);
  const text = utf8Text('header', bytes, LENGTH_BYTES);
  const members = jsonMembers('header', text);
  const metadata = members.find(({ name }) => name === METADATA);
  const entries = members.filter(({ name }) => name !== METADATA).map((member) => entryOf(text, member));
  const dataStart = LENGTH_BYTES + length;
  checkCovering(entries, source.size - dataStart);
  return {
    document: { format: 'safetensors', text: metadata === undefined ? '' : metadataText(text, metadata) },
    tensors: entries.map((entry) => lazyEntry(source, dataStart, entry)),
    warnings: entries.filter(({ dtype }) => dataType(dtype).numbers === 'opaque').map(warning),
  };
}

async function headerLength(source: ByteSource): Promise<number> {
  if (source.size < LENGTH_BYTES) {
    throw new UnexpectedEndError(`"file" expected a safetensors file, got ${source.size} bytes`);
  }
  const reader = new ByteReader(await rangeOf(source, 0, LENGTH_BYTES));
  const low = reader.u32();
  const high = reader.u32();
  const length = low + 4_294_967_296 * high;
  if (length > MAXIMAL_HEADER_BYTES) {
    throw new LimitExceededError(
      `"header" expected at most ${MAXIMAL_HEADER_BYTES} bytes, got ${length}`,
      MAXIMAL_HEADER_BYTES,
    );
  }
  if (length > source.size - LENGTH_BYTES) {
    throw new UnexpectedEndError(`"header" expected ${length} bytes, got ${source.size - LENGTH_BYTES}`);
  }
  return length;
}

function entryOf(text: string, { name, start, end }: JsonMember): Entry {
  const value = text.slice(start, end);
  const fields = new Map(
    jsonMembers(name, value).map((field) => [field.name, JSON.parse(value.slice(field.start, field.end))]),
  );
  const [dtype, shape, offsets] = [fields.get('dtype'), fields.get('shape'), fields.get('data_offsets')];
  const [begin, stop] = Array.isArray(offsets) && offsets.length === 2 ? offsets : [];
  if (!(Number.isSafeInteger(begin) && Number.isSafeInteger(stop) && begin >= 0 && begin <= stop)) {
    throw new CorruptDataError(`${shown(name)} expected "data_offsets" with begin <= end`, 0);
  }
  const info = checkTensorInfo(name, dtype, shape);
  const size = dataType(info.dtype).bytes;
  if (size !== undefined && elementCount(info) * size !== stop - begin) {
    throw new CorruptDataError(
      `${shown(name)} expected ${elementCount(info) * size} bytes for its shape, got ${stop - begin}`,
      0,
    );
  }
  return { ...info, begin, end: stop };
}

/** Every byte of the data belongs to exactly one tensor. */
function checkCovering(entries: readonly Entry[], dataBytes: number): void {
  const sorted = [...entries].sort((a, b) => a.begin - b.begin || a.end - b.end);
  let covered = 0;
  for (const { name, begin, end } of sorted) {
    if (begin !== covered) {
      throw new CorruptDataError(`${shown(name)} expected data from byte ${covered}, got ${begin}`, 0);
    }
    covered = end;
  }
  if (covered !== dataBytes) {
    throw new CorruptDataError(`"data" expected ${covered} bytes for all tensors, got ${dataBytes}`, 0);
  }
}

function metadataText(text: string, { start, end }: JsonMember): string {
  const value = text.slice(start, end).trim();
  const strings = jsonMembers(METADATA, value).every(
    (member) => typeof JSON.parse(value.slice(member.start, member.end)) === 'string',
  );
  if (!strings) throw new CorruptDataError(`"${METADATA}" expected texts`, 0);
  return value;
}

function lazyEntry(source: ByteSource, dataStart: number, { begin, end, ...info }: Entry): LazyTensor {
  const byteLength = end - begin;
  return {
    ...info,
    byteLength,
    read: async () => ({ ...info, data: await rangeOf(source, dataStart + begin, byteLength) }),
  };
}

function warning({ name, dtype }: Entry): string {
  return `${shown(name)} has the type ${dtype}, which is kept exactly`;
}
