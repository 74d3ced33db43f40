/** `samplewire evaluate`: what a compressed model answers, beside what the original answers, output by output. */
import { nextTurn, writeText } from '#platform';
import { type ModelDocument, type Tensor, WeightsDecoder } from '../../compress-ml/index.ts';
import type { TensorflowModel } from '../../compress-ml/tfjs/index.ts';
import { InvalidArgumentError } from '../../core/index.ts';
import { aboutFile, aboutSamples } from '../arguments/about-file.ts';
import { parseCommandLine } from '../arguments/command.ts';
import { seedOf } from '../arguments/seed-options.ts';
import { UsageError } from '../arguments/usage-error.ts';
import { openInputs, openTensorflow, type Tensorflow } from '../models/network.ts';
import { openModel } from '../models/open-model.ts';
import { Agreements } from '../report/agreement.ts';
import { type Evaluation, evaluationLines } from '../report/evaluation-table.ts';
import { reportJson } from '../report/send-report.ts';
import { Progress } from '../terminal/progress.ts';
import { packageVersion } from '../version.ts';
import { readWhole } from './read-whole.ts';

const options = {
  inputs: { type: 'string', multiple: true },
  classes: { type: 'string', multiple: true },
  seed: { type: 'string' },
  'seed-file': { type: 'string' },
  quiet: { type: 'boolean', short: 'q' },
  json: { type: 'boolean' },
} as const;

interface WholeModel {
  readonly document: ModelDocument;
  readonly tensors: readonly Tensor[];
  readonly bytes: number;
}

export async function evaluate(args: readonly string[]): Promise<void> {
  const { values, positionals } = parseCommandLine('evaluate', args, options);
  const [original, compressed] = positionals;
  if (original === undefined || compressed === undefined || positionals.length > 2) {
    throw new UsageError(
      `evaluate expected the original (model.json or .swr) and a .swr file, got ${positionals.length} names (samplewire evaluate --help shows examples)`,
    );
  }
  const seed = await seedOf(values.seed, values['seed-file']);
  const progress = new Progress('inputs', values.quiet === true || values.json === true);
  try {
    const report = await evaluated(original, compressed, values.inputs ?? [], values.classes ?? [], seed, progress);
    await progress.clear();
    if (values.json === true) await writeText('stdout', reportJson(report));
    else if (values.quiet !== true) await writeText('stdout', evaluationLines(report));
  } finally {
    await progress.clear();
  }
}

async function evaluated(
  original: string,
  compressed: string,
  sources: readonly string[],
  classes: readonly string[],
  seed: string | Uint8Array | undefined,
  progress: Progress,
): Promise<Evaluation> {
  const reference = await wholeModel(original, seed);
  const changed = await wholeModel(compressed, seed);
  const layer = await openTensorflow();
  const [first, second] = [await loaded(layer, original, reference), await loaded(layer, compressed, changed)];
  checkTwins(layer, { name: original, model: first }, { name: compressed, model: second });
  const names = layer.modelOutputNames(first);
  const unknown = classes.find((name) => !names.includes(name));
  if (unknown !== undefined) throw new UsageError(`--classes expected one of ${names.join(', ')}, got "${unknown}"`);
  const { inputs, description, isSynthetic } = await openInputs(layer, first, sources);
  await progress.note([
    ...(isSynthetic
      ? [`warning: without --inputs the models are run on ${description}: real inputs may show more`]
      : []),
    ...(layer.hint === undefined ? [] : [`hint: ${layer.hint}`]),
  ]);
  const errors = new layer.OutputErrors();
  const agreements = new Agreements(classes);
  for (const [i, input] of inputs.entries()) {
    await progress.show(i, i / inputs.length, '', inputs.length);
    const expected = await layer.runModel(first, input);
    const got = await layer.runModel(second, input);
    errors.add(got, expected);
    agreements.add(got, expected);
    await nextTurn();
  }
  const found = agreements.result();
  // A model of decisions alone has no error, only agreements.
  const hasNumbers = found.some(({ dtype }) => dtype === 'float32');
  const { error, worst, outputs } = hasNumbers ? errors.result() : { error: undefined, worst: undefined, outputs: [] };
  return {
    samplewire: packageVersion(),
    original: { name: original, bytes: reference.bytes },
    compressed: { name: compressed, bytes: changed.bytes },
    inputs: inputs.length,
    source: description,
    isSynthetic,
    ...(error === undefined ? {} : { error, worst }),
    outputs: found.map((output) => {
      const errorOf = outputs.find(({ name }) => name === output.name);
      return { ...output, ...(errorOf === undefined ? {} : { error: errorOf.error, worst: errorOf.worst }) };
    }),
  };
}

async function wholeModel(path: string, seed: string | Uint8Array | undefined): Promise<WholeModel> {
  if (/\.json$/i.test(path)) {
    const { model, close } = await aboutFile(path, () => openModel(path));
    try {
      const tensors: Tensor[] = [];
      for (const tensor of model.tensors) tensors.push(await aboutFile(path, () => tensor.read()));
      const bytes = tensors.reduce((sum, { data }) => sum + data.length, 0);
      return { document: model.document, tensors, bytes };
    } finally {
      await close();
    }
  }
  const { name, bytes } = await readWhole(path);
  return aboutSamples(name, seed !== undefined, async () => {
    const decoder = new WeightsDecoder(seed === undefined ? {} : { seed });
    const tensors = decoder.push(bytes);
    decoder.finish();
    return { document: decoder.contents!.document, tensors, bytes: bytes.length };
  });
}

function loaded(layer: Tensorflow, name: string, { document, tensors }: WholeModel): Promise<TensorflowModel> {
  return layer.loadModel(name, document, tensors);
}

/** The same inputs and outputs by name and shape, or they cannot be compared. */
function checkTwins(
  layer: Tensorflow,
  original: { name: string; model: TensorflowModel },
  compressed: { name: string; model: TensorflowModel },
): void {
  const inputs = ({ model }: { model: TensorflowModel }): string => {
    return layer
      .modelInputs(model)
      .map(
        ({ name, dtype, shape = [] }) => `${name} ${dtype} ${shape.map((size) => (size < 0 ? 'any' : size)).join('x')}`,
      )
      .join(', ');
  };
  const outputs = ({ model }: { model: TensorflowModel }): string => layer.modelOutputNames(model).join(', ');
  for (const [what, textOf] of [
    ['inputs', inputs],
    ['outputs', outputs],
  ] as const) {
    const [expected, got] = [textOf(original), textOf(compressed)];
    if (expected !== got) {
      throw new InvalidArgumentError(
        `${compressed.name}: expected the ${what} of ${original.name} (${expected}), got ${got}: another architecture`,
      );
    }
  }
}
