/** `samplewire send`: a table and one law per value in, a file of samples out. */
import { type ByteSink, inputStream, writeText } from '#platform';
import { localRandomness } from '../../core/index.ts';
import { ChannelEncoder, freshKey, targetValues } from '../../rcc/index.ts';
import type { WorkerPool } from '../../workers/index.ts';
import { aboutFile } from '../arguments/about-file.ts';
import { onOption } from '../arguments/usage-error.ts';
import { formatOf } from '../formats/formats.ts';
import { InvalidDataError } from '../formats/invalid-data-error.ts';
import type { RowBatch, TableReader, TableWriter } from '../formats/table.ts';
import { reportPage } from '../page/report-page.ts';
import { reportJson, type SendReport } from '../report/send-report.ts';
import { TargetStatistics } from '../report/statistics.ts';
import { decisionLines, outcomeLines } from '../report/summary.ts';
import { Lines } from '../terminal/lines.ts';
import { Progress } from '../terminal/progress.ts';
import { packageVersion } from '../version.ts';
import { type CountingInput, counting } from './counting-input.ts';
import { type Outputs, withOutputs } from './outputs.ts';
import { withPool } from './pool.ts';
import type { SendRequest } from './send-request.ts';
import { inSlices } from './slices.ts';
import { type NamedTarget, namedProposals, namedTargets, targetColumn } from './targets.ts';

/** Values per batch of rows: with the channel's own chunk, all that is held of an input. */
const VALUES_PER_BATCH = 65_536;

export async function send(request: SendRequest): Promise<void> {
  const format = formatOf(request.input, request.format);
  const input = counting(await inputStream(request.input));
  const progress = new Progress('rows', request.quiet || request.json);
  try {
    const { report, given } = await aboutFile(input.name, async () => {
      const table = await format.open(input);
      const targets = namedTargets(request.targets, table.variables);
      return withPool(request.workers, (pool) =>
        withOutputs((outputs) => new Sending(request, input, table, targets, outputs, progress, pool).run()),
      );
    });
    await announce(request, report, given, progress);
  } finally {
    await progress.clear();
  }
}

/** One run of the command, once its input is open. */
class Sending {
  readonly #request: SendRequest;
  readonly #input: CountingInput;
  readonly #table: TableReader;
  readonly #targets: readonly NamedTarget[];
  readonly #outputs: Outputs;
  readonly #progress: Progress;
  readonly #pool: WorkerPool | undefined;
  readonly #given: readonly boolean[];
  readonly #encoder: ChannelEncoder;
  readonly #statistics: TargetStatistics | undefined;
  #rows = 0;
  #leftOut = 0;

  constructor(
    request: SendRequest,
    input: CountingInput,
    table: TableReader,
    targets: readonly NamedTarget[],
    outputs: Outputs,
    progress: Progress,
    pool: WorkerPool | undefined,
  ) {
    const names = targets.map(({ name }) => name);
    const proposals = namedProposals(request.proposals, names);
    this.#request = request;
    this.#input = input;
    this.#table = table;
    this.#targets = targets;
    this.#outputs = outputs;
    this.#progress = progress;
    this.#pool = pool;
    this.#given = proposals.map((proposal) => proposal !== undefined);
    this.#encoder = onOption('send', () => {
      return new ChannelEncoder({
        method: request.method,
        columns: names.map((name, i) => (proposals[i] === undefined ? { name } : { name, proposal: proposals[i] })),
        ...(request.block === undefined ? {} : { block: request.block }),
        ...(request.truncate === undefined ? {} : { truncate: request.truncate }),
        ...(request.prefer === undefined ? {} : { prefer: request.prefer }),
        ...(request.totalVariation === undefined ? {} : { totalVariation: request.totalVariation }),
        ...(request.candidates === undefined ? {} : { candidates: request.candidates }),
        limits: request.limits,
        key: request.seed === undefined ? freshKey() : { seed: request.seed },
        local: request.localSeed === undefined ? localRandomness() : localRandomness({ seed: request.localSeed }),
      });
    });
    this.#statistics = request.reports.some(isPage) ? new TargetStatistics(names) : undefined;
  }

  async run(): Promise<{ report: SendReport; given: readonly boolean[] }> {
    const { output, samples, missing } = this.#request;
    const sink = await this.#outputs.open(output);
    const writer = samples === undefined ? undefined : await this.#samplesWriter(samples);
    const reportSinks: [string, ByteSink][] = [];
    for (const path of this.#request.reports) reportSinks.push([path, await this.#outputs.open(path)]);

    const needed = [...new Set(this.#targets.flatMap((target) => target.variables))];
    const rowsPerBatch = Math.max(1, Math.floor(VALUES_PER_BATCH / this.#targets.length));
    const onSkip = (): void => {
      this.#leftOut++;
    };
    for await (const batch of this.#table.batches(needed, { missing, rowsPerBatch, onSkip })) {
      await this.#take(sink, writer, await this.#pushed(batch));
    }
    if (this.#rows === 0) throw new InvalidDataError(`${this.#input.name}: expected at least one row, got none`);
    await this.#take(sink, writer, await this.#finished());
    await writer?.finish();

    const report = this.#report();
    for (const [path, reportSink] of reportSinks) {
      const text = isPage(path) ? await reportPage(report, this.#statistics!.columns()) : reportJson(report);
      await reportSink.write(new TextEncoder().encode(text));
    }
    return { report, given: this.#given };
  }

  /** Encodes one batch of rows. */
  #pushed({ rows, columns }: RowBatch): Promise<Uint8Array[]> {
    const targets = { rows, columns: this.#targets.map((target) => targetColumn(target, columns, rows, this.#rows)) };
    this.#statistics?.expect(
      targetValues(targets),
      this.#targets.map(({ name }) => columns[name]),
    );
    this.#rows += rows;
    if (this.#pool !== undefined) return this.#encoder.pushWith(this.#pool, targets, this.#shown());
    return inSlices(this.#encoder.pushSteps(targets), (values) => this.#show(values));
  }

  #finished(): Promise<Uint8Array[]> {
    if (this.#pool !== undefined) return this.#encoder.finishWith(this.#pool, this.#shown());
    return inSlices(this.#encoder.finishSteps(), (values) => this.#show(values));
  }

  #shown(): { onProgress: (values: number) => void } {
    return { onProgress: (values) => void this.#show(values) };
  }

  async #take(sink: ByteSink, writer: TableWriter | undefined, pieces: readonly Uint8Array[]): Promise<void> {
    for (const piece of pieces) await sink.write(piece);
    const samples = this.#encoder.takeSamples();
    this.#statistics?.receive(samples);
    await writer?.write(samples);
  }

  /** The size of the whole input is estimated from the part that was read. */
  #show(values: number): Promise<void> {
    const { bytesRead, size } = this.#input;
    const total = size === undefined ? undefined : (this.#rows * size) / bytesRead;
    const rows = Math.floor(values / this.#targets.length);
    return this.#progress.show(rows, total === undefined ? undefined : rows / total);
  }

  async #samplesWriter(path: string): Promise<TableWriter> {
    const format = formatOf(path, path === '-' ? this.#request.format : undefined);
    return format.writer(
      await this.#outputs.open(path),
      this.#targets.map(({ name }) => name),
    );
  }

  #report(): SendReport {
    const { output, targets, method, command, seed } = this.#request;
    return {
      samplewire: packageVersion(),
      command,
      input: this.#input.name,
      output: output === '-' ? 'standard output' : output,
      rows: this.#rows,
      rowsLeftOut: this.#leftOut,
      targets,
      methodRequested: method,
      keyStored: seed === undefined,
      ...this.#encoder.report(),
    };
  }
}

function isPage(path: string): boolean {
  return /\.html$/i.test(path);
}

/** On the standard output, or beside it where that carries the result. */
async function announce(
  request: SendRequest,
  report: SendReport,
  given: readonly boolean[],
  progress: Progress,
): Promise<void> {
  const stream = request.output === '-' || request.samples === '-' ? 'stderr' : 'stdout';
  if (request.json) return writeText(stream, reportJson(report));
  if (request.quiet) return;
  const names = [report.input, report.output];
  await progress.clear();
  await writeText(stream, decisionLines(new Lines(names), report, { given, explain: request.explain }).text());
  await progress.finish(report.rows);
  const lines = outcomeLines(new Lines(names), report);
  if (request.samples !== undefined && request.samples !== '-') lines.add('samples', request.samples);
  for (const path of request.reports) lines.add('report', path);
  await writeText(stream, lines.text());
}
