/** Bytes as text. @throws CorruptDataError where they are no UTF-8. */
import { CorruptDataError } from '../../core/index.ts';

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

export function utf8Text(what: string, bytes: Uint8Array, byteOffset: number = 0): string {
  try {
    return decoder.decode(bytes);
  } catch {
    throw new CorruptDataError(`"${what}" expected well-formed UTF-8`, byteOffset);
  }
}
