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
  /** Undefined where samples by given sigmas are asked for. */
  readonly budget: { readonly kind: 'bits' | 'size' | 'error' | 'tolerance'; readonly value: number } | undefined;
  /** Samples of the weights are sent. */
  readonly posterior: PosteriorRequest | undefined;
  readonly methods: readonly WeightMethod[] | undefined;
  readonly reconstruction: Reconstruction | undefined;
  readonly smallTensors: 'exact' | 'half' | undefined;
  /** Inputs to measure the output on: FILE.npy, NAME=FILE.npy, or a folder. */
  readonly calibrate: readonly string[];
  readonly seed: string | Uint8Array | undefined;
  readonly reports: readonly string[];
  readonly quiet: boolean;
  readonly json: boolean;
  /** The command line that repeats this one, the seed left out. */
  readonly command: string;
}

export interface PosteriorRequest {
  /** Files of tensors. */
  readonly sigmas: string | undefined;
  readonly curvature: string | undefined;
  readonly totalVariation: number | undefined;
}

const options = {
  output: { type: 'string', short: 'o' },
  bits: { type: 'string' },
  size: { type: 'string' },
  error: { type: 'string' },
  tolerance: { type: 'string' },
  calibrate: { type: 'string', multiple: true },
  method: { type: 'string', multiple: true },
  sigmas: { type: 'string' },
  curvature: { type: 'string' },
  'total-variation': { type: 'string' },
  reconstruction: { type: 'string' },
  small: { type: 'string' },
  seed: { type: 'string' },
  'seed-file': { type: 'string' },
  report: { type: 'string', multiple: true },
  quiet: { type: 'boolean', short: 'q' },
  json: { type: 'boolean' },
} as const;

const METHODS: readonly string[] = ['rounding', 'universal', 'lattice'];
const POSTERIOR = 'posterior';

export async function parseCompressRequest(args: readonly string[]): Promise<CompressRequest> {
  const { values, positionals } = parseCommandLine('compress', args, options);
  const reports = values.report ?? [];
  const unknown = reports.find((path) => !/\.(html|json)$/i.test(path));
  if (unknown !== undefined)
    throw new UsageError(`--report expected a name that ends in .html or .json, got "${unknown}"`);
  const input = onlyPositional('compress', 'one model: a .safetensors file or a model.json', positionals);
  const output = required('compress', '-o FILE.swr', values.output);
  checkDistinct(input, [output, ...reports]);
  const calibrate = values.calibrate ?? [];
  if (calibrate.length > 0 && values.tolerance === undefined) {
    throw new UsageError('--calibrate is for --tolerance, which is not given');
  }
  const names = values.method?.flatMap((list) => list.split(','));
  const posterior = names?.includes(POSTERIOR) === true ? posteriorOf(values, names) : undefined;
  if (posterior === undefined) refuseSampleOptions(values);
  const budget = posterior?.sigmas === undefined ? budgetOf(values) : undefined;
  if (posterior !== undefined && budget?.kind === 'tolerance') {
    throw new UsageError('--tolerance is not for --method posterior: use --bits, --size, --error or --sigmas');
  }
  return {
    input,
    output,
    budget,
    posterior,
    methods: posterior === undefined ? names?.map(methodOf) : undefined,
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

interface SampleValues {
  sigmas?: string;
  curvature?: string;
  'total-variation'?: string;
}

function posteriorOf(
  { sigmas, curvature, 'total-variation': variation, ...values }: SampleValues & Record<string, unknown>,
  names: readonly string[],
): PosteriorRequest {
  if (names.length > 1) throw new UsageError('--method expected posterior alone: it is not compared with others');
  const budgets = ['bits', 'size', 'error', 'tolerance'].filter((name) => values[name] !== undefined);
  if (sigmas !== undefined && budgets.length > 0) {
    throw new UsageError(`--sigmas needs no budget, got --${budgets[0]} as well`);
  }
  if (sigmas !== undefined && curvature !== undefined) {
    throw new UsageError('--curvature expected a budget in the place of --sigmas');
  }
  const totalVariation = ratioOption('--total-variation', variation);
  if (totalVariation !== undefined && totalVariation >= 1) {
    throw new UsageError(`--total-variation expected a number below 1, got "${variation}"`);
  }
  return { sigmas, curvature, totalVariation };
}

function refuseSampleOptions(values: SampleValues): void {
  for (const name of ['sigmas', 'curvature', 'total-variation'] as const) {
    if (values[name] !== undefined) throw new UsageError(`--${name} is for --method posterior, which is not given`);
  }
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
  throw new UsageError(`--method expected some of ${METHODS.join(', ')}, or ${POSTERIOR}, got "${name}"`);
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
