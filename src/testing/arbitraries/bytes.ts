/**
 * Hostile bytes derived from valid ones: mostly valid, so that they get far into a decoder before something is wrong. A
 * few bits flipped, a piece cut out, doubled or overwritten by the extremes 00 and ff, bytes appended; now and then nothing
 * that was ever valid.
 */
import fc from 'fast-check';

interface Damage {
  readonly flips: readonly number[];
  readonly from: number;
  readonly length: number;
  readonly piece: 'kept' | 'cut out' | 'doubled' | 'zeros' | 'ones';
  readonly extra: Uint8Array;
}

const damages: fc.Arbitrary<Damage> = fc.record({
  flips: fc.array(fc.nat(1_048_576), { maxLength: 3 }),
  from: fc.nat(65_536),
  length: fc.oneof(fc.nat(4), fc.nat(65_536)),
  piece: fc.constantFrom('kept' as const, 'cut out' as const, 'doubled' as const, 'zeros' as const, 'ones' as const),
  extra: fc.uint8Array({ maxLength: 6 }),
});

/** Damaged copies of one message, or of the messages of an arbitrary. */
export function hostileBytes(valid: Uint8Array | fc.Arbitrary<Uint8Array>): fc.Arbitrary<Uint8Array> {
  const messages = valid instanceof Uint8Array ? fc.constant(valid) : valid;
  return fc.oneof(
    { weight: 9, arbitrary: fc.tuple(messages, damages).map(([bytes, damage]) => damaged(bytes, damage)) },
    { weight: 1, arbitrary: fc.uint8Array({ maxLength: 40 }) },
  );
}

function damaged(bytes: Uint8Array, { flips, from, length, piece, extra }: Damage): Uint8Array {
  const start = from % (bytes.length + 1);
  const end = start + (length % (bytes.length - start + 1));
  const middle = bytes.slice(start, end);
  const replaced = piece === 'cut out' ? [] : piece === 'doubled' ? [...middle, ...middle] : filled(middle, piece);
  const changed = Uint8Array.of(...bytes.subarray(0, start), ...replaced, ...bytes.subarray(end), ...extra);
  for (const flip of flips) if (changed.length > 0) changed[(flip >> 3) % changed.length]! ^= 1 << (flip & 7);
  return changed;
}

function filled(middle: Uint8Array, piece: 'kept' | 'zeros' | 'ones'): Uint8Array {
  return piece === 'kept' ? middle : middle.fill(piece === 'zeros' ? 0 : 255);
}
