/** The examples of docs/format.md are what this program writes. */
import { readFileSync } from 'node:fs';
import { type ContainerHeader, ContainerWriter, FORMAT_VERSION, readContainer } from 'samplewire/container';
import { crc32c, keyCheck, sharedRandomness } from 'samplewire/core';
import { describe, expect, test } from 'vitest';
import { chunkOf, header, join } from './files.ts';

const text = readFileSync(new URL('../../docs/format.md', import.meta.url), 'utf8');
const utf8 = (characters: string) => new TextEncoder().encode(characters);
const hex = (bytes: Uint8Array) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join(' ');

/** The bytes of the indented lines of a section: what stands before two spaces. */
function bytesIn(section: string): string {
  const start = text.indexOf(`\n## ${section}`);
  const lines = text.slice(start, text.indexOf('\n## ', start + 1)).split('\n');
  const written = lines.map((line) => /^ {4}([0-9a-f]{2}(?: [0-9a-f]{2})*)(?: {2}|$)/.exec(line)?.[1]);
  return written.filter((line) => line !== undefined).join(' ');
}

const check = keyCheck(sharedRandomness('ours'));
const example: ContainerHeader = {
  ...header,
  key: { kind: 'check', check },
  shape: [0, 2],
  parameters: utf8('abc'),
};

describe('docs/format.md', () => {
  test('its version is the one that is written', () => {
    expect(text).toMatch(`# The \`.swr\` format, version ${FORMAT_VERSION}\n`);
  });

  test('its example is what the writer writes, and reads as it says', () => {
    const writer = new ContainerWriter();
    const bytes = join([writer.header(example), writer.chunk(300, utf8('samples')), writer.end()]);
    expect(bytesIn('8. ')).toBe(hex(bytes));
    expect(text).toMatch(`. ${bytes.length} bytes:`);
    const read = readContainer(Uint8Array.from(bytesIn('8. ').split(' '), (byte) => Number.parseInt(byte, 16)));
    expect(read.header).toEqual(example);
    expect(read.chunks).toMatchObject([{ count: 300, payload: utf8('samples') }]);
  });

  test('its check value and its checksum are those of core', () => {
    expect(bytesIn('7. ')).toBe(hex(check));
    expect(crc32c(utf8('123456789'))).toBe(0xe3069283);
  });

  test('a chunk checksum is that of prologue and chunk, one after the other', () => {
    const prologue = new ContainerWriter().header(example);
    const chunk = chunkOf(prologue, [1, 0, 0, 3], utf8('abc'));
    const covered = join([prologue.subarray(0, -4), chunk.subarray(0, -4)]);
    expect(new DataView(chunk.buffer).getUint32(chunk.length - 4, true)).toBe(crc32c(covered));
  });
});

test('one chunk of one column costs 73 bytes of framing, and what the method puts into header and payload', () => {
  const writer = new ContainerWriter();
  const none = new Uint8Array(0);
  const stored: ContainerHeader = { ...header, shape: [0, 1], parameters: none };
  const framing = [writer.header(stored), writer.chunk(1_461, new Uint8Array(700)).subarray(700), writer.end()];
  expect(framing.map(({ length }) => length)).toEqual([52, 11, 10]);
});
