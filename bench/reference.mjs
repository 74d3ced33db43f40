/**
 * Programs beside ours: C from bench/reference, compiled on first use, and Python. Each measures itself (processor time)
 * and prints nanoseconds, then whatever proves that it did the same work. Where a tool is missing its column is left out.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const sources = fileURLToPath(new URL('./reference/', import.meta.url));
const folder = fileURLToPath(new URL('../.tmp/bench/', import.meta.url));
/** The same operations in the same order on both sides: a fused multiply-add would give other bits. */
const FLAGS = ['-O3', '-march=native', '-ffp-contract=off', '-Wall', '-Wextra'];

const runs = (program, ...args) => spawnSync(program, args, { stdio: 'ignore' }).status === 0;
const has = { gcc: runs('gcc', '--version'), numpy: runs('python3', '-c', 'import numpy') };

/** One line for every tool that is not at hand. */
export function missingTools() {
  const lines = [];
  if (!has.gcc) lines.push('gcc is missing (Debian package gcc): no column for C');
  if (!has.numpy) lines.push('python3 with numpy is missing: no column for numpy');
  return lines;
}

/** Runs bench/reference/NAME.c. `expected` is what it must print behind its nanoseconds. */
export function cProgram(name, args, expected) {
  return { program: true, run: () => (has.gcc ? nanoseconds(compiled(name), args, expected) : undefined) };
}

/** Runs bench/reference/NAME.py, once: it does `operations` and takes seconds. */
export function pythonProgram(name, args, operations) {
  const run = () => (has.numpy ? nanoseconds('python3', [`${sources}${name}.py`, ...args]) : undefined);
  return { program: true, slow: true, operations, run };
}

function nanoseconds(program, args, expected) {
  const { stdout, stderr, status } = spawnSync(program, args.map(String), { encoding: 'utf8', maxBuffer: 2 ** 20 });
  if (status !== 0) throw new Error(`${program} ${args.join(' ')} ended with ${status}: ${stderr}`);
  const [time, ...rest] = stdout.trim().split(/\s+/);
  if (expected !== undefined && rest.join(' ') !== expected()) {
    throw new Error(`${program} ${args.join(' ')} computed ${rest.join(' ')}, expected ${expected()}`);
  }
  return Number(time);
}

/** The compiled program; sources newer than it are compiled again. */
function compiled(name) {
  mkdirSync(folder, { recursive: true });
  const [source, program] = [`${sources}${name}.c`, `${folder}${name}`];
  const newest = Math.max(...[source, `${sources}reference.h`].map((path) => statSync(path).mtimeMs));
  if ((statSync(program, { throwIfNoEntry: false })?.mtimeMs ?? 0) < newest) {
    const { status, stderr } = spawnSync('gcc', [...FLAGS, '-o', program, source, '-lm'], { encoding: 'utf8' });
    if (status !== 0) throw new Error(`gcc ${name}.c: ${stderr}`);
  }
  return program;
}
