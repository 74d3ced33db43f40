/** `samplewire decompress`: a file of weights in, the model out, or what is left of it. */
import { writeText } from '#platform';
import {
  inspectWeights,
  type ModelDocument,
  type SizedTensor,
  salvageWeights,
  type Tensor,
  WeightsDecoder,
} from '../../compress-ml/index.ts';
import { aboutSamples } from '../arguments/about-file.ts';
import { onlyPositional, parseCommandLine, required } from '../arguments/command.ts';
import { checkDistinct } from '../arguments/distinct-files.ts';
import { seedOf } from '../arguments/seed-options.ts';
import { modelWriter } from '../models/write-model.ts';
import { reportJson } from '../report/send-report.ts';
import { kilobytes } from '../report/weights-summary.ts';
import { Lines } from '../terminal/lines.ts';
import { counted } from '../terminal/numbers.ts';
import { Progress } from '../terminal/progress.ts';
import { withOutputs } from './outputs.ts';
import { readWhole } from './read-whole.ts';

const options = {
  output: { type: 'string', short: 'o' },
  seed: { type: 'string' },
  'seed-file': { type: 'string' },
  salvage: { type: 'boolean' },
  quiet: { type: 'boolean', short: 'q' },
  json: { type: 'boolean' },
} as const;

/** Bytes given to the decoder at a time: between them the progress line is drawn and signals are seen. */
const SLICE_BYTES = 65_536;

interface DecompressReport {
  readonly input: string;
  readonly output: string;
  readonly files: readonly string[];
  readonly tensors: number;
  readonly bytes: number;
  readonly lost: readonly string[];
  readonly damage?: string;
}

export async function decompress(args: readonly string[]): Promise<void> {
  const { values, positionals } = parseCommandLine('decompress', args, options);
  const path = onlyPositional('decompress', 'one .swr file, or - for standard input', positionals);
  const output = required('decompress', '-o FOLDER, or -o FILE.safetensors', values.output);
  const seed = await seedOf(values.seed, values['seed-file']);
  checkDistinct(path, [output]);
  const { name, bytes } = await readWhole(path);
  const progress = new Progress('tensors', values.quiet === true || values.json === true);
  const seeded = seed === undefined ? {} : { seed };
  try {
    const report = await aboutSamples(name, seed !== undefined, () => {
      if (values.salvage === true) return salvaged(name, bytes, seeded, output);
      return decoded(name, bytes, seeded, output, progress);
    });
    await progress.clear();
    if (values.json === true) await writeText('stdout', reportJson(report));
    else if (values.quiet !== true) await writeText('stdout', decompressLines(report));
  } finally {
    await progress.clear();
  }
}

async function decoded(
  input: string,
  bytes: Uint8Array,
  seeded: { seed?: string | Uint8Array },
  output: string,
  progress: Progress,
): Promise<DecompressReport> {
  const { document, tensors } = inspectWeights(bytes);
  const decoder = new WeightsDecoder(seeded);
  return withOutputs(async (outputs) => {
    const writer = await modelWriter(output, document, tensors, outputs);
    let done = 0;
    for (let start = 0; start < bytes.length; start += SLICE_BYTES) {
      for (const tensor of decoder.push(bytes.subarray(start, start + SLICE_BYTES))) {
        await writer.write(tensor);
        await progress.show(++done, done / tensors.length);
      }
    }
    decoder.finish();
    const length = tensors.reduce((sum, { byteLength }) => sum + byteLength, 0);
    return { input, output, files: writer.paths, tensors: done, bytes: length, lost: [] };
  });
}

async function salvaged(
  input: string,
  bytes: Uint8Array,
  seeded: { seed?: string | Uint8Array },
  output: string,
): Promise<DecompressReport> {
  const { document, tensors, lost, error } = salvageWeights(bytes, seeded);
  const sized: SizedTensor[] = tensors.map(({ data, ...info }) => ({ ...info, byteLength: data.length }));
  return withOutputs(async (outputs) => {
    const writer = await modelWriter(output, partial(document, lost), sized, outputs);
    for (const tensor of tensors as readonly Tensor[]) await writer.write(tensor);
    return {
      input,
      output,
      files: writer.paths,
      tensors: tensors.length,
      bytes: sized.reduce((sum, { byteLength }) => sum + byteLength, 0),
      lost,
      ...(error === undefined ? {} : { damage: error.message }),
    };
  });
}

/** A topology whose weights are not all there could not be loaded: what is left is a manifest. */
function partial(document: ModelDocument, lost: readonly string[]): ModelDocument {
  return document.format === 'tensorflowjs' && lost.length > 0 ? { ...document, text: '' } : document;
}

function decompressLines({ input, output, files, tensors, bytes, lost, damage }: DecompressReport): string {
  const lines = new Lines([input, output]).add(input, `${counted(tensors, 'tensor')}, ${kilobytes(bytes)}`);
  if (damage !== undefined) lines.add('damaged', damage);
  lines.addAll('lost', lost.slice(0, 20));
  if (lost.length > 20) lines.more(`and ${lost.length - 20} more`);
  lines.addAll('written', files.slice(0, 3));
  if (files.length > 3) lines.more(`and ${files.length - 3} more`);
  return lines.text();
}
