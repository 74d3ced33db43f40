/** The mirror of `openSafetensors`: a header in the order of the tensors, padded so that the data start at a multiple of 8. */
import { ByteWriter, invalidArgument } from '../../core/index.ts';
import type { SizedTensor, Tensor } from '../tensors/tensor.ts';

/** The bytes before the data; `metadata` is JSON as `openSafetensors` gave it, or empty. @throws InvalidArgumentError */
export function safetensorsHeader(tensors: readonly SizedTensor[], metadata: string = ''): Uint8Array {
  const names = new Set<string>();
  const members = metadata === '' ? [] : [`"__metadata__":${metadata}`];
  let begin = 0;
  for (const { name, dtype, shape, byteLength, affine } of tensors) {
    if (affine !== undefined) throw invalidArgument('tensor', 'a type of safetensors', `the affine codes ${name}`);
    if (names.has(name) || name === '__metadata__') throw invalidArgument('name', 'different names', name);
    names.add(name);
    const end = begin + byteLength;
    members.push(`${JSON.stringify(name)}:${JSON.stringify({ dtype, shape, data_offsets: [begin, end] })}`);
    begin = end;
  }
  const text = `{${members.join(',')}}`;
  const writer = new ByteWriter();
  const json = new TextEncoder().encode(text);
  const length = 8 * Math.ceil(json.length / 8);
  writer.u32(length);
  writer.u32(0);
  writer.bytes(json);
  for (let at = json.length; at < length; at++) writer.u8(0x20);
  return writer.toBytes();
}

/** A whole file in memory. */
export function serializeSafetensors(tensors: readonly Tensor[], metadata: string = ''): Uint8Array {
  const writer = new ByteWriter();
  writer.bytes(
    safetensorsHeader(
      tensors.map(({ data, ...info }) => ({ ...info, byteLength: data.length })),
      metadata,
    ),
  );
  for (const { data } of tensors) writer.bytes(data);
  return writer.toBytes();
}
