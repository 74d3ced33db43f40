/** The command line of `send`, checked as far as it can be without reading a file. */
import { MAXIMAL_FIXED, type PlanLimits, type Preference, preferences } from '../../rcc/index.ts';
import {
  integerOption,
  onlyPositional,
  parseCommandLine,
  positiveOption,
  probabilityOption,
  required,
} from '../arguments/command.ts';
import { checkDistinct } from '../arguments/distinct-files.ts';
import { seedOf } from '../arguments/seed-options.ts';
import { shellCommand } from '../arguments/shell-words.ts';
import { UsageError } from '../arguments/usage-error.ts';
import { workersOption } from './pool.ts';

export interface SendRequest {
  readonly input: string;
  readonly format: string | undefined;
  readonly output: string;
  readonly targets: readonly string[];
  readonly proposals: readonly string[];
  readonly method: string;
  /** Whether to print what was compared: `auto` was asked for by name, or a preference was given. */
  readonly explain: boolean;
  readonly prefer: Preference | undefined;
  readonly limits: PlanLimits;
  readonly totalVariation: number | undefined;
  readonly candidates: number | undefined;
  readonly block: number | undefined;
  readonly truncate: number | undefined;
  readonly missing: 'refuse' | 'skip';
  readonly seed: string | Uint8Array | undefined;
  readonly localSeed: string | undefined;
  readonly samples: string | undefined;
  readonly reports: readonly string[];
  /** Threads that encode; 1: none beside this one. */
  readonly workers: number;
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
  prefer: { type: 'string' },
  'max-bits': { type: 'string' },
  'max-time': { type: 'string' },
  'total-variation': { type: 'string' },
  candidates: { type: 'string' },
  block: { type: 'string' },
  truncate: { type: 'string' },
  missing: { type: 'string' },
  seed: { type: 'string' },
  'seed-file': { type: 'string' },
  'local-seed': { type: 'string' },
  samples: { type: 'string' },
  workers: { type: 'string' },
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
    explain: values.method === 'auto' || values.prefer !== undefined,
    prefer: preferenceOf(values.prefer),
    limits: limitsOf(values['max-bits'], values['max-time']),
    totalVariation: probabilityOption('--total-variation', values['total-variation']),
    candidates: integerOption('--candidates', values.candidates, 1, MAXIMAL_FIXED),
    block: integerOption('--block', values.block, 1, MAXIMAL_BLOCK),
    truncate: probabilityOption('--truncate', values.truncate),
    missing,
    seed: await seedOf(values.seed, values['seed-file']),
    localSeed: values['local-seed'],
    samples: values.samples,
    reports,
    workers: workersOption(values.workers),
    quiet: values.quiet ?? false,
    json: values.json ?? false,
    command: shellCommand(['samplewire', 'send', ...withoutSeed(args)]),
  };
}

function preferenceOf(text: string | undefined): Preference | undefined {
  const found = preferences.find((preference) => preference === text);
  if (text === undefined || found !== undefined) return found;
  throw new UsageError(`--prefer expected size, speed or balanced, got "${text}"`);
}

function limitsOf(bits: string | undefined, nanoseconds: string | undefined): PlanLimits {
  const bitsPerValue = positiveOption('--max-bits', bits);
  const nanosecondsPerValue = positiveOption('--max-time', nanoseconds);
  return {
    ...(bitsPerValue === undefined ? {} : { bitsPerValue }),
    ...(nanosecondsPerValue === undefined ? {} : { nanosecondsPerValue }),
  };
}

/** A report is shown to others; the seed is not. */
function withoutSeed(args: readonly string[]): string[] {
  return args.flatMap((arg, i) => {
    if (/^--(local-)?seed=/.test(arg)) return [arg.replace(/=.*$/s, '=...')];
    return args[i - 1] === '--seed' ? ['...'] : [arg];
  });
}
