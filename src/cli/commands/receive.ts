/** `samplewire receive`: a file of samples in, a table out. */
import { type InputStream, inputStream, writeText } from '#platform';
import { boundOf, ChannelDecoder } from '../../rcc/index.ts';
import { aboutSamples } from '../arguments/about-file.ts';
import { onlyPositional, parseCommandLine, required } from '../arguments/command.ts';
import { checkDistinct } from '../arguments/distinct-files.ts';
import { seedOf } from '../arguments/seed-options.ts';
import { formatOf } from '../formats/formats.ts';
import type { TableWriter } from '../formats/table.ts';
import { reportJson } from '../report/send-report.ts';
import { Lines } from '../terminal/lines.ts';
import { counted } from '../terminal/numbers.ts';
import { Progress } from '../terminal/progress.ts';
import { withOutputs } from './outputs.ts';

const options = {
  output: { type: 'string', short: 'o' },
  format: { type: 'string' },
  seed: { type: 'string' },
  'seed-file': { type: 'string' },
  quiet: { type: 'boolean', short: 'q' },
  json: { type: 'boolean' },
} as const;

/** What was received, and what its sender promised. */
interface ReceiveReport {
  readonly input: string;
  readonly output: string;
  readonly columns: readonly string[];
  readonly rows: number;
  readonly values: number;
  readonly totalVariationBound: number;
}

export async function receive(args: readonly string[]): Promise<void> {
  const { values, positionals } = parseCommandLine('receive', args, options);
  const path = onlyPositional('receive', 'one .swr file, or - for standard input', positionals);
  const output = required('receive', '-o FILE, or -o - for standard output', values.output);
  const seed = await seedOf(values.seed, values['seed-file']);
  checkDistinct(path, [output]);
  const format = formatOf(output, values.format);
  const input = await inputStream(path);
  const progress = new Progress('values', values.quiet === true || values.json === true);
  try {
    const decoder = new ChannelDecoder(seed === undefined ? {} : { seed });
    const report = await aboutSamples(input.name, seed !== undefined, () => {
      return withOutputs(async (outputs) => {
        const sink = await outputs.open(output);
        return decodeAll(input, decoder, (columns) => format.writer(sink, columns), output, progress);
      });
    });
    await progress.clear();
    const stream = output === '-' ? 'stderr' : 'stdout';
    if (values.json === true) await writeText(stream, reportJson(report));
    else if (values.quiet !== true) await writeText(stream, receiveLines(report));
  } finally {
    await progress.clear();
  }
}

async function decodeAll(
  input: InputStream,
  decoder: ChannelDecoder,
  writerOf: (columns: readonly string[]) => TableWriter,
  output: string,
  progress: Progress,
): Promise<ReceiveReport> {
  let writer: TableWriter | undefined;
  let received = 0;
  let bytesRead = 0;
  for await (const bytes of input.chunks()) {
    bytesRead += bytes.length;
    for (const { columns, samples } of decoder.push(bytes)) {
      writer ??= writerOf(columns);
      await writer.write(samples);
      received += samples.length;
      await progress.show(received, input.size === undefined ? undefined : bytesRead / input.size);
    }
  }
  decoder.finish();
  const { header, parameters } = decoder.header!;
  const columns = parameters.columns.map(({ name }) => name);
  writer ??= writerOf(columns);
  await writer.finish();
  return {
    input: input.name,
    output: output === '-' ? 'standard output' : output,
    columns,
    rows: received / columns.length,
    values: received,
    totalVariationBound: boundOf(header.exactness),
  };
}

function receiveLines({ input, output, columns, rows, totalVariationBound }: ReceiveReport): string {
  const law =
    totalVariationBound === 0
      ? 'exact: every value follows the target that its sender stated'
      : totalVariationBound === 1
        ? 'approximate: the sender states no bound'
        : `approximate: the sender states ${totalVariationBound} as the total variation of a block`;
  return new Lines([input, output])
    .add(input, `${counted(rows, 'row')} of ${columns.join(', ')}`)
    .more(law)
    .add(output, counted(rows, 'row'))
    .text();
}
