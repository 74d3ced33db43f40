/** Runs the built command as a child process, as a shell would. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect } from 'vitest';

const main = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));

if (!existsSync(main)) throw new Error('the command is not built: run npm run build');

export interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly bytes: Uint8Array;
}

/** `input` goes to the standard input; `onStart` may send signals. */
export function samplewire(
  args: readonly string[],
  options: { cwd?: string; input?: string | Uint8Array; onStart?: (child: ReturnType<typeof spawn>) => void } = {},
): Promise<Ran> {
  return new Promise((resolve, reject) => {
    // A command that hangs fails its test; it does not outlive it.
    const child = spawn(process.execPath, [main, ...args], {
      cwd: options.cwd,
      timeout: 60_000,
      killSignal: 'SIGKILL',
    });
    const stdout: Buffer[] = [];
    const stderr: Buffer[] = [];
    child.stdout.on('data', (part: Buffer) => stdout.push(part));
    child.stderr.on('data', (part: Buffer) => stderr.push(part));
    child.stdin.on('error', () => {});
    child.on('error', reject);
    child.on('close', (code) => {
      const bytes = Buffer.concat(stdout);
      resolve({ code, stdout: bytes.toString(), stderr: Buffer.concat(stderr).toString(), bytes });
    });
    if (options.input !== undefined) child.stdin.end(options.input);
    options.onStart?.(child);
  });
}

/** One line on the standard error that ends in the code, nothing on the standard output. */
export function expectFailure(ran: Ran, exitCode: number, code: string, message: RegExp | string): void {
  expect(ran.stderr.trimEnd().split('\n').length).toBeLessThanOrEqual(2);
  expect(ran.stderr).toMatch(/^samplewire: /);
  expect(ran.stderr).toMatch(message);
  expect(ran.stderr).toContain(`[${code}]\n`);
  expect(ran.stdout).toBe('');
  expect(ran.code).toBe(exitCode);
}

/** A fresh folder for each test of a file. */
export function freshFolder(): { readonly path: string; file(name: string): string; names(): Promise<string[]> } {
  let path = '';
  beforeEach(async () => {
    path = await mkdtemp(join(tmpdir(), 'samplewire-cli-'));
  });
  afterEach(() => rm(path, { recursive: true, force: true }));
  return {
    get path() {
      return path;
    },
    file: (name) => join(path, name),
    names: async () => (await readdir(path)).sort(),
  };
}
