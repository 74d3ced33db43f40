/**
 * Decodes a part of a file that starts at `byteOffset`: the places that errors name count from the start of the file. What
 * ends before its value does is corrupt there, for a part is as long as its file says; `whole` is what was expected then,
 * and left out, the end passes as it is.
 */
import { CorruptDataError, UnexpectedEndError } from '../errors.ts';

export function inFile<T>(byteOffset: number, decode: () => T, whole?: string): T {
  try {
    return decode();
  } catch (error) {
    if (whole !== undefined && error instanceof UnexpectedEndError) throw new CorruptDataError(whole, byteOffset);
    if (!(error instanceof CorruptDataError)) throw error;
    throw new CorruptDataError(error.reason, byteOffset + error.byteOffset, error.code);
  }
}
