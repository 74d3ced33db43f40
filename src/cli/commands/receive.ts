/** `samplewire receive`: a file of samples in, a table out. */
import { type InputStream, inputStream, writeText } from '#platform';
import { boundOf, ChannelDecoder, type DecodedChunk, type DecodeTask } from '../../rcc/index.ts';
import type { WorkerPool } from '../../workers/index.ts';
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
import { withPool, workersOption } from './pool.ts';

const options = {
  output: { type: 'string', short: 'o' },
  format: { type: 'string' },
  seed: { type: 'string' },
  'seed-file': { type: 'string' },
  workers: { type: 'string' },
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
  const workers = workersOption(values.workers);
  checkDistinct(path, [output]);
  const format = formatOf(output, values.format);
  const input = await inputStream(path);
  const progress = new Progress('values', values.quiet === true || values.json === true);
  try {
    const decoder = new ChannelDecoder(seed === undefined ? {} : { seed });
    const report = await aboutSamples(input.name, seed !== undefined, () => {
      return withPool(workers, (pool) => {
        const chunks =
          pool === undefined
            ? (bytes: Uint8Array): DecodedChunk[] => decoder.push(bytes)
            : pooledChunks(pool, decoder, seed);
        return withOutputs(async (outputs) => {
          const sink = await outputs.open(output);
          return decodeAll(input, decoder, chunks, (columns) => format.writer(sink, columns), output, progress);
        });
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
  chunksOf: (bytes: Uint8Array, isLast: boolean) => DecodedChunk[] | Promise<DecodedChunk[]>,
  writerOf: (columns: readonly string[]) => TableWriter,
  output: string,
  progress: Progress,
): Promise<ReceiveReport> {
  let writer: TableWriter | undefined;
  let received = 0;
  let bytesRead = 0;
  const take = async (bytes: Uint8Array, isLast: boolean): Promise<void> => {
    for (const { columns, samples } of await chunksOf(bytes, isLast)) {
      writer ??= writerOf(columns);
      await writer.write(samples);
      received += samples.length;
      await progress.show(received, input.size === undefined ? undefined : bytesRead / input.size);
    }
  };
  for await (const bytes of input.chunks()) {
    bytesRead += bytes.length;
    await take(bytes, false);
  }
  await take(new Uint8Array(0), true);
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

/** Chunks wait until there are as many as the pool wants at once. */
function pooledChunks(
  pool: WorkerPool,
  decoder: ChannelDecoder,
  seed: string | Uint8Array | undefined,
): (bytes: Uint8Array, isLast: boolean) => Promise<DecodedChunk[]> {
  let waiting: DecodeTask[] = [];
  return async (bytes, isLast) => {
    waiting.push(...decoder.tasks(bytes));
    if (waiting.length < pool.chunksAtOnce && !isLast) return [];
    const tasks = waiting;
    waiting = [];
    const samples = await Promise.all(
      tasks.map((task) => pool.decode(task, { statement: decoder.header!.header.key, seed })),
    );
    return tasks.map(({ parameters, firstValue }, i) => ({
      columns: parameters.columns.map(({ name }) => name),
      firstValue,
      samples: samples[i]!,
    }));
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
