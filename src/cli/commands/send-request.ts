/** The command line of `send`, checked as far as it can be without reading a file. */
import { integerOption, onlyPositional, parseCommandLine, probabilityOption, required } from '../arguments/command.ts';
import { checkDistinct } from '../arguments/distinct-files.ts';
import { seedOf } from '../arguments/seed-options.ts';
import { shellCommand } from '../arguments/shell-words.ts';
import { UsageError } from '../arguments/usage-error.ts';

export interface SendRequest {
  readonly input: string;
  readonly format: string | undefined;
  readonly output: string;
  readonly targets: readonly string[];
  readonly proposals: readonly string[];
  readonly method: string;
  readonly block: number | undefined;
  readonly truncate: number | undefined;
  readonly missing: 'refuse' | 'skip';
  readonly seed: string | Uint8Array | undefined;
  readonly localSeed: string | undefined;
  readonly samples: string | undefined;
  readonly reports: readonly string[];
  readonly quiet: boolean;
  readonly json: boolean;
  /** The command line that repeats this one, the seed left out. */
  readonly command: string;
}

const options = {
  target: { type: 'string', short: 't', multiple: true },
  proposal: { type: 'string', short: 'p', multiple: true },
  output: { type: 'string', short: 'o' },
  format: { type: 'string' },
  method: { type: 'string' },
  block: { type: 'string' },
  truncate: { type: 'string' },
  missing: { type: 'string' },
  seed: { type: 'string' },
  'seed-file': { type: 'string' },
  'local-seed': { type: 'string' },
  samples: { type: 'string' },
  report: { type: 'string', multiple: true },
  quiet: { type: 'boolean', short: 'q' },
  json: { type: 'boolean' },
} as const;

const MAXIMAL_BLOCK = 64;

export async function parseSendRequest(args: readonly string[]): Promise<SendRequest> {
  const { values, positionals } = parseCommandLine('send', args, options);
  const reports = values.report ?? [];
  const unknown = reports.find((path) => !/\.(html|json)$/i.test(path));
  if (unknown !== undefined)
    throw new UsageError(`--report expected a name that ends in .html or .json, got "${unknown}"`);
  const { missing = 'refuse' } = values;
  if (missing !== 'refuse' && missing !== 'skip')
    throw new UsageError(`--missing expected refuse or skip, got "${missing}"`);
  const input = onlyPositional('send', 'one input file, or - for standard input', positionals);
  const output = required('send', '-o FILE.swr', values.output);
  checkDistinct(input, [output, ...reports, ...(values.samples === undefined ? [] : [values.samples])]);
  return {
    input,
    format: values.format,
    output,
    targets: required('send', "--target 'NAME = LAW'", values.target),
    proposals: values.proposal ?? [],
    method: values.method ?? 'auto',
    block: integerOption('--block', values.block, 1, MAXIMAL_BLOCK),
    truncate: probabilityOption('--truncate', values.truncate),
    missing,
    seed: await seedOf(values.seed, values['seed-file']),
    localSeed: values['local-seed'],
    samples: values.samples,
    reports,
    quiet: values.quiet ?? false,
    json: values.json ?? false,
    command: shellCommand(['samplewire', 'send', ...withoutSeed(args)]),
  };
}

/** A report is shown to others; the seed is not. */
function withoutSeed(args: readonly string[]): string[] {
  return args.flatMap((arg, i) => {
    if (/^--(local-)?seed=/.test(arg)) return [arg.replace(/=.*$/s, '=...')];
    return args[i - 1] === '--seed' ? ['...'] : [arg];
  });
}
