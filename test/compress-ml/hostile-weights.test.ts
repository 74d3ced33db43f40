/** Damaged files of weights: a tensor is lost or decodes to something, with a coded error, in bounded time; others are saved. */
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import {
  compressWeights,
  decompressWeights,
  inspectWeights,
  salvageWeights,
  type Tensor,
  WeightsDecoder,
} from 'samplewire/compress-ml';
import { ContainerWriter } from 'samplewire/container';
import { crc32c, isSamplewireError, sharedRandomness } from 'samplewire/core';
import { describe, expect, test } from 'vitest';
import { readContents, writeContents } from '../../src/compress-ml/weights/document.ts';
import { decodePiece, pieceRange } from '../../src/compress-ml/weights/pieces/piece.ts';
import { key, network } from './weights-support.ts';

const golden = (name: string): Uint8Array =>
  new Uint8Array(readFileSync(new URL(`../vectors/weights/${name}.swr`, import.meta.url)));
const codes = /^(CorruptData|TrailingData|UnexpectedEnd|UnsupportedFormat|LimitExceeded|WrongSeed)$/;

function codeOf(work: () => unknown): string {
  try {
    work();
    return 'decoded';
  } catch (error) {
    if (isSamplewireError(error)) return error.code;
    throw error;
  }
}

describe('payloads behind whole checksums', () => {
  const info = { name: 'w', dtype: 'F32', shape: [40, 30], byteLength: 4800 };
  const shared = () => sharedRandomness('hostile');
  const decode = (payload: Uint8Array) => decodePiece(info, payload, pieceRange(info, 0), shared, 0);

  test('any bytes decode to all elements, or are refused with a code', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 32, max: 35 })),
        fc.uint8Array({ maxLength: 60 }),
        fc.boolean(),
        (id, rest, isConstant) => {
          const payload = Uint8Array.from(isConstant ? [id, ...rest.fill(rest[0] ?? 0)] : [id, ...rest]);
          const code = codeOf(() => expect(decode(payload).data.length).toBe(4800));
          if (code !== 'decoded') expect(code).toMatch(codes);
        },
      ),
      { seed: 1, numRuns: 4000 },
    );
  });

  test.each([
    ...['rounding', 'universal', 'lattice', 'models', 'dithered-table', 'channel-steps'],
    ...['posterior', 'posterior-curvature', 'posterior-search', 'posterior-blocks', 'posterior-blocks-minimal'],
  ])('mutations of the pieces of %s', (name) => {
    const bytes = golden(name);
    const decoder = new WeightsDecoder();
    decoder.push(bytes);
    const pieces = piecesOf(bytes);
    const { tensors } = decoder.contents!;
    fc.assert(
      fc.property(
        fc.nat(pieces.length - 1),
        fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 3 }),
        (i, edits) => {
          const payload = pieces[i]!.slice();
          for (const [at, byte] of edits) payload[at % Math.min(payload.length, 40)] = byte;
          const tensor = tensors[i]!;
          const code = codeOf(() => decodePiece(tensor, payload, pieceRange(tensor, 0), shared, 0));
          if (code !== 'decoded') expect(code).toMatch(codes);
        },
      ),
      { seed: 2, numRuns: 150 },
    );
  });
});

/** The payloads of a file, one per tensor (these are small). */
function piecesOf(bytes: Uint8Array): Uint8Array[] {
  const found: Uint8Array[] = [];
  let at = 5;
  const varuint = (): number => {
    let [value, weight] = [0, 1];
    for (;;) {
      const byte = bytes[at++]!;
      value += (byte & 127) * weight;
      weight *= 128;
      if (byte < 128) return value;
    }
  };
  const header = varuint();
  at += header + 4;
  while (at < bytes.length) {
    at++;
    varuint();
    varuint();
    const count = varuint();
    const length = varuint();
    if (count === 1) found.push(bytes.slice(at, at + length));
    at += length + 4;
  }
  return found;
}

describe('contents', () => {
  const header = {
    kind: 'weights',
    method: 1,
    element: 'float32',
    generator: 0,
    coder: 0,
    key: { kind: 'check', check: new Uint8Array(8) },
    exactness: { kind: 'none' },
    shape: [],
    parameters: new Uint8Array(0),
  } as const;

  function file(contents: Uint8Array, ...pieces: Uint8Array[]): Uint8Array {
    const writer = new ContainerWriter();
    const parts = [
      writer.header(header),
      writer.chunk(0, contents),
      ...pieces.map((piece) => writer.chunk(1, piece)),
      writer.end(),
    ];
    return Uint8Array.from(parts.flatMap((part) => [...part]));
  }

  const one = (shape: number[], dtype = 'F32') =>
    writeContents({ document: { format: 'tensors', text: '' }, tensors: [{ name: 'w', dtype, shape, byteLength: 4 }] });

  test('that name more weights than there are', () => {
    const huge = one([1_000_000, 1_000_000, 1000]);
    expect(codeOf(() => decompressWeights(file(huge)))).toBe('CorruptData');
    expect(codeOf(() => decompressWeights(file(huge, Uint8Array.of(1, 0, 0, 0, 0))))).toBe('CorruptData');
    expect(codeOf(() => inspectWeights(file(huge)))).toBe('CorruptData');
    expect(salvageWeights(file(huge)).lost).toEqual(['w']);
  });

  test('that decode to more than a reader wants', () => {
    const millions = Array.from({ length: 5 }, () => Uint8Array.of(1, 0, 0, 0, 0));
    const bytes = file(one([5, 1_048_576]), ...millions);
    expect(codeOf(() => decompressWeights(bytes, { maximalBytes: 10_000_000 }))).toBe('LimitExceeded');
    expect(decompressWeights(bytes).tensors[0]!.data.length).toBe(4 * 5 * 1_048_576);
  });

  test('of loss where there can be none', () => {
    expect(codeOf(() => decompressWeights(file(one([1], 'I32'), Uint8Array.of(16, 0, 128, 0, 0, 0))))).toBe(
      'CorruptData',
    );
  });

  test('damaged anywhere are read or refused', () => {
    const contents = writeContents({
      document: { format: 'safetensors', text: '{"a":"b"}' },
      tensors: network().map(({ data, ...info }) => ({ ...info, byteLength: data.length })),
    });
    expect(readContents(contents).tensors.length).toBe(network().length);
    fc.assert(
      fc.property(fc.nat(contents.length - 1), fc.nat(255), fc.nat(contents.length), (at, byte, end) => {
        const damaged = contents.slice(0, end % 3 === 0 ? end : contents.length);
        if (at < damaged.length) damaged[at] = byte;
        const code = codeOf(() => readContents(damaged));
        if (code !== 'decoded') expect(code).toMatch(codes);
      }),
      { seed: 3, numRuns: 3000 },
    );
  });
});

const hashes = (tensors: readonly Tensor[]): string[] => tensors.map(({ name, data }) => `${name} ${crc32c(data)}`);

describe('salvage', () => {
  test('one damaged byte costs one tensor, and the others are the same', async () => {
    const { bytes } = await compressWeights(network(), { budget: { bits: 6 }, key });
    const whole = decompressWeights(bytes).tensors;
    const start = bytes.length - [...piecesOf(bytes)].reduce((sum, piece) => sum + piece.length + 20, 0);
    fc.assert(
      fc.property(fc.integer({ min: Math.max(900, start), max: bytes.length - 20 }), (at) => {
        const damaged = bytes.slice();
        damaged[at]! ^= 64;
        const { tensors, lost, error } = salvageWeights(damaged);
        expect(error).toBeDefined();
        expect(lost.length).toBeLessThanOrEqual(1);
        expect(hashes(tensors)).toEqual(hashes(whole.filter(({ name }) => !lost.includes(name))));
      }),
      { seed: 4, numRuns: 30 },
    );
  });

  test('of a whole file is the file', async () => {
    const { bytes } = await compressWeights(network(), { budget: { bits: 6 }, key });
    const { tensors, lost, error } = salvageWeights(bytes);
    expect([lost, error]).toEqual([[], undefined]);
    expect(tensors).toEqual(decompressWeights(bytes).tensors);
  });

  test('of a cut file is what lies before the cut', async () => {
    const { bytes } = await compressWeights(network(), { budget: { bits: 6 }, key });
    const { tensors, lost } = salvageWeights(bytes.subarray(0, bytes.length - 1000));
    expect(tensors.length + lost.length).toBe(network().length);
    expect(tensors.length).toBeGreaterThan(1);
    expect(lost.length).toBeGreaterThan(0);
  });

  test('without contents is refused: nothing has a name', async () => {
    const { bytes } = await compressWeights(network(), { budget: { bits: 6 }, key });
    bytes[120]! ^= 1;
    expect(codeOf(() => salvageWeights(bytes))).toBe('CorruptData');
  });
});
