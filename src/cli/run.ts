/** The whole command: arguments in, exit code out. Everything that goes wrong becomes one line on the standard error. */
import { FileSystemError, writeText } from '#platform';
import { isSamplewireError } from '../core/index.ts';
import { UsageError } from './arguments/usage-error.ts';
import { parseCompressRequest } from './commands/compress-request.ts';
import { parseSendRequest } from './commands/send-request.ts';
import {
  compressHelp,
  decompressHelp,
  evaluateHelp,
  inspectHelp,
  overviewHelp,
  receiveHelp,
  sendHelp,
  verifyHelp,
} from './help.ts';
import { packageVersion } from './version.ts';

interface Command {
  readonly name: string;
  /** What `samplewire NAME --help` prints. */
  readonly help: string;
  /** Loads what the command needs and runs it: expressions, for one, are only for `send`. */
  run(args: readonly string[]): Promise<void>;
}

const commands: readonly Command[] = [
  { name: 'send', help: sendHelp, run: runSend },
  { name: 'receive', help: receiveHelp, run: async (args) => (await import('./commands/receive.ts')).receive(args) },
  { name: 'inspect', help: inspectHelp, run: async (args) => (await import('./commands/inspect.ts')).inspect(args) },
  { name: 'verify', help: verifyHelp, run: async (args) => (await import('./commands/verify.ts')).verify(args) },
  { name: 'compress', help: compressHelp, run: runCompress },
  {
    name: 'decompress',
    help: decompressHelp,
    run: async (args) => (await import('./commands/decompress.ts')).decompress(args),
  },
  {
    name: 'evaluate',
    help: evaluateHelp,
    run: async (args) => (await import('./commands/evaluate.ts')).evaluate(args),
  },
];

/** A wrong command line is refused before the parser of expressions is loaded. */
async function runSend(args: readonly string[]): Promise<void> {
  const request = await parseSendRequest(args);
  await (await import('./commands/send.ts')).send(request);
}

async function runCompress(args: readonly string[]): Promise<void> {
  const request = await parseCompressRequest(args);
  await (await import('./commands/compress.ts')).compress(request);
}

const DONE = 0;
const BAD_DATA = 1;
const WRONG_USAGE = 2;

/** Returns the exit code: 0 done, 1 bad data, wrong seed or a file system that refuses, 2 a wrong command line. */
export async function run(args: readonly string[]): Promise<number> {
  try {
    await dispatch(args);
    return DONE;
  } catch (error) {
    // The reader went away (`... | head`): nobody is left to tell.
    if (error instanceof FileSystemError && error.systemCode === 'EPIPE') return DONE;
    await report(error, args.includes('--json'));
    return error instanceof UsageError ? WRONG_USAGE : BAD_DATA;
  }
}

async function dispatch(args: readonly string[]): Promise<void> {
  const [name, ...rest] = args;
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') return help(rest[0]);
  if (name === '--version' || name === '-V') return writeText('stdout', `samplewire ${packageVersion()}\n`);
  const command = commands.find((known) => known.name === name);
  if (command === undefined) {
    const known = commands.map((one) => one.name).join(', ');
    throw new UsageError(`expected a command (${known}), got "${name}" (samplewire --help shows examples)`);
  }
  const beforeSeparator = rest.includes('--') ? rest.slice(0, rest.indexOf('--')) : rest;
  if (beforeSeparator.includes('--help') || beforeSeparator.includes('-h')) return writeText('stdout', command.help);
  return command.run(rest);
}

function help(name: string | undefined): Promise<void> {
  return writeText('stdout', commands.find((known) => known.name === name)?.help ?? overviewHelp);
}

/** `samplewire: what [Code]`; with `--json` also as JSON on the standard output. */
async function report(error: unknown, json: boolean): Promise<void> {
  const { code, message } = isSamplewireError(error)
    ? error
    : {
        code: 'Internal',
        message: `unexpected ${error instanceof Error ? `${error.name}: ${error.message}` : String(error)}`,
      };
  const line = oneLine(message);
  if (json)
    await writeText('stdout', `${JSON.stringify({ error: { code, message: line } }, null, 2)}\n`).catch(() => {});
  await writeText('stderr', `samplewire: ${line} [${code}]\n`).catch(() => {});
}

/** Control characters of hostile names would redraw a terminal; a long expression would fill it. */
function oneLine(message: string): string {
  const line = message.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim();
  return line.length > 600 ? `${line.slice(0, 597)}...` : line;
}
