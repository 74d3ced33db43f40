/** Names of files that must not survive this process unless it succeeds, whatever ends it short of SIGKILL. */
import { rmSync } from 'node:fs';

const names = new Set<string>();

export function keepTemporary(path: string): void {
  names.add(path);
}

export function forgetTemporary(path: string): void {
  names.delete(path);
}

export function removeTemporaryFiles(): void {
  for (const path of names) {
    try {
      rmSync(path, { force: true });
    } catch {
      // Nothing better can be done for this file; the others still want to go.
    }
  }
  names.clear();
}

/** Exit codes of a shell: 128 plus the number of the signal. */
const exitCodes = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;

/** From now on a signal that ends this process first removes its temporary files. */
export function removeTemporaryFilesOnSignals(): void {
  for (const [signal, exitCode] of Object.entries(exitCodes)) {
    process.once(signal, () => {
      removeTemporaryFiles();
      process.exit(exitCode);
    });
  }
}
