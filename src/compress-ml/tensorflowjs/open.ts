/**
 * A TensorFlow.js model from its files: model.json (layers or graph model) or a manifest alone, and the shards that it
 * names. Everything but the manifest is kept as text: what a layer means is TensorFlow.js's business.
 */
import { ByteReader, CorruptDataError, invalidArgument, LimitExceededError } from '../../core/index.ts';
import type { ByteSource } from '../../platform/browser/index.ts';
import type { Model, ModelDocument } from '../tensors/model.ts';
import { joinedSource, rangeOf } from '../tensors/range.ts';
import { elementCount, type LazyTensor, type TensorInfo } from '../tensors/tensor.ts';
import { jsonMembers, parseJson, shown } from '../text/json-members.ts';
import { utf8Text } from '../text/utf8-text.ts';
import { parseManifest, storedBytes, type WeightGroup } from './manifest.ts';

const MAXIMAL_JSON_BYTES = 100_000_000;
const LENGTH_BYTES = 4;
const MANIFEST = 'weightsManifest';

/**
 * `open` gives the file of a path that the manifest names, relative to model.json.
 *
 * @throws CorruptDataError, LimitExceededError, InvalidArgumentError for paths that lead elsewhere, and what `open` throws
 */
export async function openTensorflowjs(
  modelJson: ByteSource,
  open: (path: string) => Promise<ByteSource>,
): Promise<Model> {
  if (modelJson.size > MAXIMAL_JSON_BYTES) {
    throw new LimitExceededError(
      `"model.json" expected at most ${MAXIMAL_JSON_BYTES} bytes, got ${modelJson.size}`,
      MAXIMAL_JSON_BYTES,
    );
  }
  const { document, groups } = splitModelJson(utf8Text('model.json', await rangeOf(modelJson, 0, modelJson.size)));
  for (const path of groups.flatMap(({ paths }) => paths)) checkPath(path);
  const tensors: LazyTensor[] = [];
  for (const group of groups) tensors.push(...(await groupTensors(group, open)));
  return { document, tensors, warnings: [] };
}

/** The text with an empty manifest in the place of its own, and the groups of that. */
export function splitModelJson(text: string): { document: ModelDocument; groups: WeightGroup[] } {
  const value = parseJson('model.json', text);
  if (Array.isArray(value)) return { document: { format: 'tensorflowjs', text: '' }, groups: parseManifest(value) };
  const member = jsonMembers('model.json', text).find(({ name }) => name === MANIFEST);
  if (member === undefined) throw new CorruptDataError(`"model.json" expected a "${MANIFEST}"`, 0);
  const groups = parseManifest(JSON.parse(text.slice(member.start, member.end)));
  return { document: { format: 'tensorflowjs', text: replaced(text, member, '[]') }, groups };
}

/** model.json again: the document with this manifest in its place. */
export function joinModelJson({ text }: ModelDocument, manifest: string): string {
  if (text === '') return manifest;
  const member = jsonMembers('model.json', text).find(({ name }) => name === MANIFEST);
  if (member === undefined) throw new CorruptDataError(`"model.json" expected a "${MANIFEST}"`, 0);
  return replaced(text, member, manifest);
}

function replaced(text: string, { start, end }: { start: number; end: number }, value: string): string {
  return text.slice(0, start) + value + text.slice(end);
}

/** A shard lies beside model.json or below it. */
function checkPath(path: string): void {
  const parts = path.split(/[/\\]/);
  const leadsAway = path === '' || /^[a-z][a-z0-9+.-]*:/i.test(path) || parts[0] === '' || parts.includes('..');
  if (leadsAway || path.includes('\0')) {
    throw invalidArgument('paths', 'file names beside model.json, without .., / in front or a scheme', path);
  }
}

async function groupTensors(
  { paths, weights }: WeightGroup,
  open: (path: string) => Promise<ByteSource>,
): Promise<LazyTensor[]> {
  const shards: ByteSource[] = [];
  for (const path of paths) shards.push(await open(path));
  const data = joinedSource(shards);
  const tensors: LazyTensor[] = [];
  let offset = 0;
  for (const info of weights) {
    const start = offset;
    const byteLength = storedBytes(info) ?? (await textBytes(data, start, info));
    offset += byteLength;
    if (offset > data.size) {
      throw new CorruptDataError(
        `"${paths.join(', ')}" expected ${offset} bytes up to the weight ${shown(info.name)}, got ${data.size}`,
        0,
      );
    }
    tensors.push({
      ...info,
      byteLength,
      read: async () => ({ ...info, data: await rangeOf(data, start, byteLength) }),
    });
  }
  if (offset !== data.size) {
    throw new CorruptDataError(`"${paths.join(', ')}" expected ${offset} bytes for their weights, got ${data.size}`, 0);
  }
  return tensors;
}

/** Texts stand in the data as their length (u32) and their bytes. */
async function textBytes(data: ByteSource, start: number, info: TensorInfo): Promise<number> {
  let length = 0;
  for (let i = elementCount(info); i > 0; i--) {
    length += LENGTH_BYTES + new ByteReader(await rangeOf(data, start + length, LENGTH_BYTES)).u32();
  }
  return length;
}
