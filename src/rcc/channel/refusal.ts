/** Why a method does not apply: what it says when it takes the targets in, before anything is sent. */
import { isSamplewireError } from '../../core/index.ts';

/** The message of the `SamplewireError` that `take` throws; undefined where it throws none. */
export function refusalOf(take: () => unknown): string | undefined {
  try {
    take();
    return undefined;
  } catch (error) {
    if (isSamplewireError(error)) return error.message;
    throw error;
  }
}
