/** The command line itself is wrong: exit code 2, whatever the files hold. */
import { isSamplewireError, SamplewireError } from '../../core/index.ts';

export class UsageError extends SamplewireError {
  readonly code: string;
  constructor(message: string, code = 'Usage') {
    super(message);
    this.code = code;
  }
}

/** Runs `work` on the text of an option; what the library finds wrong with it is a wrong command line, its code kept. */
export function onOption<T>(option: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof UsageError || !isSamplewireError(error)) throw error;
    throw new UsageError(`${option}: ${error.message}`, error.code);
  }
}
