/** The command line of `compress`, checked as far as it can be without reading a file. */
import type { Reconstruction, WeightMethod } from '../../compress-ml/index.ts';
import { bytesOption, ratioOption } from '../arguments/amounts.ts';
import { onlyPositional, parseCommandLine, required } from '../arguments/command.ts';
import { checkDistinct } from '../arguments/distinct-files.ts';
import { seedOf } from '../arguments/seed-options.ts';
import { shellCommand } from '../arguments/shell-words.ts';
import { UsageError } from '../arguments/usage-error.ts';

export interface CompressRequest {
  readonly input: string;
  readonly output: string;
  readonly budget: { readonly kind: 'bits' | 'size' | 'error' | 'tolerance'; readonly value: number };
  readonly methods: readonly WeightMethod[] | undefined;
  readonly reconstruction: Reconstruction | undefined;
  readonly smallTensors: 'exact' | 'half' | undefined;
  /** Inputs to measure the output on. */
  readonly calibrate: string | undefined;
  readonly seed: string | Uint8Array | undefined;
  readonly reports: readonly string[];
  readonly quiet: boolean;
  readonly json: boolean;
  /** The command line that repeats this one, the seed left out. */
  readonly command: string;
}

const options = {
  output: { type: 'string', short: 'o' },
  bits: { type: 'string' },
  size: { type: 'string' },
  error: { type: 'string' },
  tolerance: { type: 'string' },
  calibrate: { type: 'string' },
  method: { type: 'string', multiple: true },
  reconstruction: { type: 'string' },
  small: { type: 'string' },
  seed: { type: 'string' },
  'seed-file': { type: 'string' },
  report: { type: 'string', multiple: true },
  quiet: { type: 'boolean', short: 'q' },
  json: { type: 'boolean' },
} as const;

const METHODS: readonly string[] = ['rounding', 'universal', 'lattice'];

export async function parseCompressRequest(args: readonly string[]): Promise<CompressRequest> {
  const { values, positionals } = parseCommandLine('compress', args, options);
  const reports = values.report ?? [];
  const unknown = reports.find((path) => !/\.(html|json)$/i.test(path));
  if (unknown !== undefined)
    throw new UsageError(`--report expected a name that ends in .html or .json, got "${unknown}"`);
  const input = onlyPositional('compress', 'one model: a .safetensors file or a model.json', positionals);
  const output = required('compress', '-o FILE.swr', values.output);
  checkDistinct(input, [output, ...reports]);
  const { calibrate } = values;
  if (calibrate !== undefined && values.tolerance === undefined) {
    throw new UsageError('--calibrate is for --tolerance, which is not given');
  }
  return {
    input,
    output,
    budget: budgetOf(values),
    methods: values.method?.flatMap((names) => names.split(',')).map(methodOf),
    reconstruction: oneOf('--reconstruction', ['matched', 'mean', 'plain'] as const, values.reconstruction),
    smallTensors: oneOf('--small', ['exact', 'half'] as const, values.small),
    calibrate,
    seed: await seedOf(values.seed, values['seed-file']),
    reports,
    quiet: values.quiet ?? false,
    json: values.json ?? false,
    command: shellCommand(['samplewire', 'compress', ...withoutSeed(args)]),
  };
}

function budgetOf(values: {
  bits?: string;
  size?: string;
  error?: string;
  tolerance?: string;
}): CompressRequest['budget'] {
  const given = [
    { kind: 'bits', value: ratioOption('--bits', values.bits) },
    { kind: 'size', value: bytesOption('--size', values.size) },
    { kind: 'error', value: ratioOption('--error', values.error) },
    { kind: 'tolerance', value: ratioOption('--tolerance', values.tolerance) },
  ] as const;
  const [budget, second] = given.filter(({ value }) => value !== undefined);
  if (budget === undefined || second !== undefined) {
    const got = second === undefined ? 'none' : `--${budget!.kind} and --${second.kind}`;
    throw new UsageError(
      `compress expected one of --bits, --size, --error, --tolerance, got ${got} (samplewire compress --help shows examples)`,
    );
  }
  return { kind: budget.kind, value: budget.value! };
}

function methodOf(name: string): WeightMethod {
  if (METHODS.includes(name)) return name as WeightMethod;
  throw new UsageError(`--method expected some of ${METHODS.join(', ')}, got "${name}"`);
}

function oneOf<T extends string>(option: string, names: readonly T[], text: string | undefined): T | undefined {
  if (text === undefined) return undefined;
  const name = names.find((known) => known === text);
  if (name !== undefined) return name;
  throw new UsageError(`${option} expected ${names.join(' or ')}, got "${text}"`);
}

/** A report is shown to others; the seed is not. */
function withoutSeed(args: readonly string[]): string[] {
  return args.flatMap((arg, i) => {
    if (/^--seed=/.test(arg)) return [arg.replace(/=.*$/s, '=...')];
    return args[i - 1] === '--seed' ? ['...'] : [arg];
  });
}
