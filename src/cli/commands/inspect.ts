/** `samplewire inspect`: everything that a file states of itself, without its seed. */
import { writeText } from '#platform';
import { inspectWeights, type WeightsInspection } from '../../compress-ml/index.ts';
import { type ChannelInspection, inspectChannel } from '../../rcc/index.ts';
import { aboutFile } from '../arguments/about-file.ts';
import { onlyPositional, parseCommandLine } from '../arguments/command.ts';
import { lawBytes, lawText } from '../report/describe.ts';
import { reportJson } from '../report/send-report.ts';
import { kilobytes, tensorTable } from '../report/weights-summary.ts';
import { Lines } from '../terminal/lines.ts';
import { bitsPerValue, counted, grouped, short } from '../terminal/numbers.ts';
import { fileKind } from './file-kind.ts';
import { readWhole } from './read-whole.ts';

const options = { json: { type: 'boolean' } } as const;

export async function inspect(args: readonly string[]): Promise<void> {
  const { values, positionals } = parseCommandLine('inspect', args, options);
  const path = onlyPositional('inspect', 'one .swr file, or - for standard input', positionals);
  const { name, bytes } = await readWhole(path);
  const text = await aboutFile(name, async () => {
    if (fileKind(bytes) === 'weights') {
      const weights = inspectWeights(bytes);
      return values.json === true ? reportJson(weights) : weightsText(name, weights);
    }
    const inspection = inspectChannel(bytes);
    return values.json === true ? reportJson(inspection) : inspectionText(name, inspection);
  });
  await writeText('stdout', text);
}

function inspectionText(file: string, inspection: ChannelInspection): string {
  const { bytes, columns, rows, values, method, dimension, blocks, key, chunks, totalVariationBound } = inspection;
  const lines = new Lines([file]);
  lines.add(file, `${counted(bytes, 'byte')}   ${bitsPerValue(8 * bytes, values)} bits per value`);
  lines.add('holds', `${counted(rows, 'row')} of ${counted(columns.length, 'column')}, ${inspection.element}`);
  columns.forEach(({ name, proposal }, i) => {
    const law =
      typeof proposal === 'string'
        ? 'law of the samples fitted in every chunk'
        : `law of the samples ${lawText(proposal)} (${counted(lawBytes(proposal), 'byte')})`;
    lines.add(i === 0 ? 'columns' : '', `${name}: ${law}`);
  });
  lines.add('method', `${method}, ${counted(blocks, 'block')} of ${counted(dimension, 'value')}`);
  lines.add('key', key === 'stored' ? 'in the file' : 'outside: a seed; the file holds a check value of it');
  lines.add(
    'law',
    totalVariationBound === 0
      ? 'stated as exact'
      : totalVariationBound === 1
        ? 'approximate, without a certificate'
        : `stated within ${short(totalVariationBound)} of the target per block, ` +
          `${short(inspection.fileTotalVariationBound)} over the file (total variation)`,
  );
  const payload = chunks.reduce((sum, chunk) => sum + chunk.payloadBytes, 0);
  lines.add(
    'chunks',
    `${counted(chunks.length, 'chunk')}, ${counted(payload, 'byte')} of payload; every checksum holds`,
  );
  for (const { values: count, payloadBytes, byteOffset } of chunks.slice(0, 8)) {
    lines.more(`${counted(count, 'value')} in ${counted(payloadBytes, 'byte')} at byte ${grouped(byteOffset)}`);
  }
  if (chunks.length > 8) lines.more(`and ${chunks.length - 8} more (--json lists them all)`);
  lines.add('format', `version ${inspection.formatVersion}`);
  return lines.text();
}

const KEYS = {
  stored: 'in the file',
  outside: 'outside: a seed; the file holds a check value of it',
  none: 'none: nothing is dithered',
} as const;

function weightsText(file: string, inspection: WeightsInspection): string {
  const { bytes, contentsBytes, document, key, elements, tensors } = inspection;
  const source = tensors.reduce((sum, { byteLength }) => sum + byteLength, 0);
  const payload = tensors.reduce((sum, tensor) => sum + tensor.bytes, 0);
  const lines = new Lines([file])
    .add(file, `${counted(bytes, 'byte')}   ${bitsPerValue(8 * bytes, elements)} bits per weight`)
    .add('holds', `${counted(tensors.length, 'tensor')}, ${counted(elements, 'weight')}, ${kilobytes(source)} decoded`)
    .add('model', `${document.format}; topology, names and shapes in ${counted(contentsBytes, 'byte')}`)
    .add('framing', `${counted(bytes - contentsBytes - payload, 'byte')}; every checksum holds`)
    .add('key', KEYS[key]);
  return `${lines.text()}\n${tensorTable(tensors)}`;
}
