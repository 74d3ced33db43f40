/** No output may be the input or another output: each is replaced as a whole. */
import { realpathSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { UsageError } from './usage-error.ts';

export function checkDistinct(input: string, outputs: readonly string[]): void {
  const seen = new Map<string, string>();
  if (input !== '-') seen.set(canonical(input), 'the input');
  for (const output of outputs) {
    const place = output === '-' ? '-' : canonical(output);
    const before = seen.get(place);
    if (before !== undefined)
      throw new UsageError(`expected different files, got ${output} as an output and as ${before}`);
    seen.set(place, 'another output');
  }
}

/** One name for one file, also where links lead to it or it does not exist yet. */
function canonical(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    try {
      return join(realpathSync(dirname(path)), basename(path));
    } catch {
      return path;
    }
  }
}
