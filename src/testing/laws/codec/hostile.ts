/** Whatever the bytes: a value that could have been written, or a `SamplewireError`, after a bounded number of symbols. */
import fc from 'fast-check';
import { isSamplewireError } from '../../../core/index.ts';
import type { Codec, EntropyDecoder } from '../../../entropy/index.ts';
import { hostileBytes } from '../../arbitraries/bytes.ts';
import { CellRecorder, EndlessDecodingError, WatchedDecoder } from '../../instruments/recorder.ts';
import { show } from '../show.ts';
import { type CodecSubject, coders, written } from './round-trip.ts';

const VARIANTS = 8;

/** The finding for some damaged copies of a message; `read` decodes what one value takes. */
export function hostileFinding(
  valid: Uint8Array,
  open: (bytes: Uint8Array) => EntropyDecoder,
  read: (decoder: EntropyDecoder) => void,
  limits: { readonly seed: number; readonly maximalSymbols: number },
): string | undefined {
  for (const bytes of fc.sample(hostileBytes(valid), { seed: limits.seed, numRuns: VARIANTS })) {
    let decoder: WatchedDecoder | undefined;
    try {
      decoder = new WatchedDecoder(open(bytes), limits.maximalSymbols);
      read(decoder);
    } catch (caught) {
      const hex = Array.from(bytes.subarray(0, 16), (byte) => byte.toString(16).padStart(2, '0')).join(' ');
      const place = `for the bytes ${hex}${bytes.length > 16 ? ' ...' : ''}`;
      if (caught instanceof EndlessDecodingError) return `${caught.message} ${place}`;
      if (!isSamplewireError(caught)) return `threw ${String(caught)} ${place}, not a SamplewireError`;
    }
  }
  return undefined;
}

/** Range coder and rANS alike. `maximalSymbols` is what one message may take. */
export function codecHostileFinding<T>(
  subject: CodecSubject<T>,
  limits: { readonly seed: number; readonly maximalSymbols: number },
): string | undefined {
  for (const coder of coders) {
    const finding = hostileFinding(
      written(subject, coder),
      coder.decoder,
      (decoder) => {
        const codec = subject.make();
        const again = subject.make();
        for (const _ of subject.values) checkWritable(codec.decode(decoder), again);
      },
      limits,
    );
    if (finding !== undefined) return `${coder.name}: ${finding}`;
  }
  return undefined;
}

/** What is decoded is one of the values that the codec writes. */
function checkWritable<T>(value: T, codec: Codec<T>): void {
  try {
    codec.encode(value, new CellRecorder());
  } catch (caught) {
    throw new Error(`decodes to ${show(value)}, which cannot be written: ${String(caught)}`);
  }
}
