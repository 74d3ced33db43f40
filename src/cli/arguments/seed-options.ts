/** `--seed TEXT` and `--seed-file FILE`: the secret that both ends hold, so that it need not travel in the file. */
import { readSmallFile } from '#platform';
import { UsageError } from './usage-error.ts';

const MAXIMAL_SEED_BYTES = 1 << 20;

/** The text as it is, or the file's bytes as they are (a line break at its end counts). Undefined where neither is given. */
export async function seedOf(
  text: string | undefined,
  file: string | undefined,
): Promise<string | Uint8Array | undefined> {
  if (text !== undefined && file !== undefined)
    throw new UsageError('expected one of --seed and --seed-file, got both');
  if (text === '') throw new UsageError('--seed expected a text, got an empty one');
  if (file === undefined) return text;
  const bytes = await readSmallFile(file, MAXIMAL_SEED_BYTES);
  if (bytes.length === 0) throw new UsageError(`--seed-file expected a file with content, got the empty ${file}`);
  return bytes;
}
