/** `samplewire compress`: a model in, a file of its weights out, within a budget. */
import { type ByteSink, nextTurn, writeText } from '#platform';
import {
  type CompressedWeights,
  compressModel,
  type Model,
  type PosteriorOptions,
  type WeightBudget,
  type WeightProgress,
} from '../../compress-ml/index.ts';
import { aboutFile } from '../arguments/about-file.ts';
import { openModel } from '../models/open-model.ts';
import { weightsPage } from '../page/weights-page.ts';
import { reportJson } from '../report/send-report.ts';
import { type Calibration, type CompressReport, modelLines, outcomeLines } from '../report/weights-summary.ts';
import { Lines } from '../terminal/lines.ts';
import { Progress } from '../terminal/progress.ts';
import { packageVersion } from '../version.ts';
import type { CompressRequest, PosteriorRequest } from './compress-request.ts';
import { type OutputErrorMeasure, outputErrorMeasure } from './output-error.ts';
import { withOutputs } from './outputs.ts';

/** The curve of a report: half a bit per weight to each side and more. */
const CURVE_OCTAVES: readonly number[] = [-6, -4, -2, -1, 0, 1, 2, 4, 6];

export async function compress(request: CompressRequest): Promise<void> {
  const progress = new Progress('tensors', request.quiet || request.json);
  const { model, close } = await aboutFile(request.input, () => openModel(request.input));
  try {
    const report = await aboutFile(request.input, () => written(request, model, progress));
    await announce(request, report, progress);
  } finally {
    await progress.clear();
    await close();
  }
}

/** Outputs are opened before the work starts, so that one that cannot be written costs no time. */
function written(request: CompressRequest, model: Model, progress: Progress): Promise<CompressReport> {
  return withOutputs(async (outputs) => {
    const sink = await outputs.open(request.output);
    const reportSinks: [string, ByteSink][] = [];
    for (const path of request.reports) reportSinks.push([path, await outputs.open(path)]);
    const { bytes, report, calibration } = await compressed(request, model, progress);
    await sink.write(bytes);
    const whole: CompressReport = {
      samplewire: packageVersion(),
      command: request.command,
      input: request.input,
      output: request.output === '-' ? 'standard output' : request.output,
      budget: request.budget === undefined ? 'sigmas' : `${request.budget.kind} ${request.budget.value}`,
      keyStored: request.seed === undefined,
      ...report,
      ...(calibration === undefined ? {} : { calibration }),
      ...loadingLine(request, model),
    };
    for (const [path, reportSink] of reportSinks) {
      const text = /\.html$/i.test(path) ? await weightsPage(whole) : reportJson(whole);
      await reportSink.write(new TextEncoder().encode(text));
    }
    return whole;
  });
}

async function compressed(
  request: CompressRequest,
  model: Model,
  progress: Progress,
): Promise<CompressedWeights & { calibration?: Calibration }> {
  const { budget, posterior, methods, reconstruction, smallTensors, seed, reports } = request;
  if (posterior !== undefined) return sampled(request, posterior, model, progress);
  const outputs =
    budget?.kind === 'tolerance' ? await outputErrorMeasure(request.input, model, request.calibrate) : undefined;
  await progress.note(notes(outputs));
  const result = await compressModel(model, {
    budget: budgetOf(budget!, outputs),
    ...(reconstruction === undefined ? {} : { reconstruction }),
    ...(methods === undefined ? {} : { methods }),
    ...(smallTensors === undefined ? {} : { smallTensors }),
    ...(seed === undefined ? {} : { key: { seed } }),
    ...(reports.length === 0 ? {} : { curveOctaves: CURVE_OCTAVES }),
    onProgress: shownOn(progress),
  });
  if (outputs === undefined) return result;
  await progress.show(model.tensors.length, 1, 'comparing with uint8 + brotli');
  return { ...result, calibration: await outputs.calibration(result.bytes, seed) };
}

/** By samples: of given deviations, or of those that the budget asks for. */
async function sampled(
  { budget, smallTensors, seed }: CompressRequest,
  { sigmas, curvature, totalVariation }: PosteriorRequest,
  model: Model,
  progress: Progress,
): Promise<CompressedWeights> {
  const path = sigmas ?? curvature;
  const beside = path === undefined ? undefined : await aboutFile(path, () => openModel(path));
  try {
    const deviations: Pick<PosteriorOptions, 'sigmas' | 'curvature'> =
      beside === undefined ? {} : sigmas === undefined ? { curvature: beside.model } : { sigmas: beside.model };
    return await compressModel(model, {
      method: 'posterior',
      ...deviations,
      ...(budget === undefined ? {} : { budget: { [budget.kind]: budget.value } as PosteriorOptions['budget'] & {} }),
      ...(totalVariation === undefined ? {} : { totalVariation }),
      ...(smallTensors === undefined ? {} : { smallTensors }),
      ...(seed === undefined ? {} : { key: { seed } }),
      onProgress: shownOn(progress),
    });
  } finally {
    await beside?.close();
  }
}

function shownOn(progress: Progress): (at: WeightProgress) => Promise<void> {
  return async ({ stage, done, total, attempt, bits }) => {
    const trying = bits === undefined ? `${stage}, attempt ${attempt}` : `trying ${bits.toFixed(1)} bits`;
    await progress.show(done, total === 0 ? 1 : done / total, attempt === 0 ? stage : trying, total);
    // Signals get their turn.
    await nextTurn();
  };
}

/** What is worth knowing before the work begins. */
function notes(outputs: OutputErrorMeasure | undefined): string[] {
  if (outputs === undefined) return [];
  const { inputs, hint } = outputs;
  return [
    ...(inputs.isSynthetic
      ? [`warning: without --calibrate the output is measured on ${inputs.description}: real inputs may change it more`]
      : []),
    ...(hint === undefined ? [] : [`hint: ${hint}`]),
  ];
}

function budgetOf(
  { kind, value }: CompressRequest['budget'] & {},
  outputs: OutputErrorMeasure | undefined,
): WeightBudget {
  switch (kind) {
    case 'bits':
      return { bits: value };
    case 'size':
      return { size: value };
    case 'error':
      return { error: value };
    case 'tolerance':
      return { tolerance: value, measure: outputs!.measure };
  }
}

/** For models that TensorFlow.js can load, and files that have a name. */
function loadingLine({ output, seed }: CompressRequest, { document }: Model): { loading?: string } {
  const { format, text } = document;
  if (format !== 'tensorflowjs' || text === '' || output === '-') return {};
  const { format: kind } = JSON.parse(text) as { format?: string };
  const load = kind === 'layers-model' ? 'loadLayersModel' : 'loadGraphModel';
  const place = `'${output.replace(/['\\]/g, '\\$&')}'${seed === undefined ? '' : ', { seed }'}`;
  return { loading: `import { swr } from 'samplewire/compress-ml/tfjs';  await tf.${load}(swr(${place}))` };
}

/** On the standard output, or beside it where that carries the result. */
async function announce(request: CompressRequest, report: CompressReport, progress: Progress): Promise<void> {
  const stream = request.output === '-' ? 'stderr' : 'stdout';
  if (request.json) return writeText(stream, reportJson(report));
  if (request.quiet) return;
  const names = [report.input, report.output];
  await progress.clear();
  await writeText(stream, modelLines(new Lines(names), report).text());
  await progress.finish(report.tensors.length);
  const lines = outcomeLines(new Lines(names), report);
  for (const path of request.reports) lines.add('report', path);
  await writeText(stream, lines.text());
}
