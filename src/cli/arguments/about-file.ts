/** An error that a library function threw about a file's content, told with the file's name in front. */

import { FileSystemError } from '#platform';
import { isSamplewireError, WrongSeedError } from '../../core/index.ts';
import { InvalidDataError } from '../formats/invalid-data-error.ts';
import { UsageError } from './usage-error.ts';

export async function aboutFile<T>(name: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    // These name their file or option already.
    const named = error instanceof FileSystemError || error instanceof InvalidDataError || error instanceof UsageError;
    if (isSamplewireError(error) && !named && !error.message.startsWith(name))
      error.message = `${name}: ${error.message}`;
    throw error;
  }
}

/** Of a file of samples: says what to do about the seed. */
export async function aboutSamples<T>(name: string, seedGiven: boolean, work: () => Promise<T>): Promise<T> {
  try {
    return await aboutFile(name, work);
  } catch (error) {
    if (!(error instanceof WrongSeedError)) throw error;
    throw new WrongSeedError(
      seedGiven
        ? `${name}: wrong seed (this file was written with another --seed)`
        : `${name}: needs a seed (this file was written with --seed TEXT or --seed-file FILE; give the same)`,
    );
  }
}
