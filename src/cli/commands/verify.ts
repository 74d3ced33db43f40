/** `samplewire verify`: what can be proved of a file, with or without its seed, and what cannot. */
import { writeText } from '#platform';
import { inspectWeights, WeightsDecoder } from '../../compress-ml/index.ts';
import { ChannelDecoder, type ChannelInspection, inspectChannel } from '../../rcc/index.ts';
import { aboutSamples } from '../arguments/about-file.ts';
import { onlyPositional, parseCommandLine } from '../arguments/command.ts';
import { seedOf } from '../arguments/seed-options.ts';
import { reportJson } from '../report/send-report.ts';
import { Lines } from '../terminal/lines.ts';
import { counted, short } from '../terminal/numbers.ts';
import { fileKind } from './file-kind.ts';
import { readWhole } from './read-whole.ts';

const options = {
  seed: { type: 'string' },
  'seed-file': { type: 'string' },
  quiet: { type: 'boolean', short: 'q' },
  json: { type: 'boolean' },
} as const;

/** Each statement is one sentence; those of `proved` were checked just now. */
interface Verification {
  readonly file: string;
  readonly bytes: number;
  readonly values: number;
  readonly decoded: boolean;
  readonly proved: readonly string[];
  readonly stated: readonly string[];
  readonly notProvable: readonly string[];
}

export async function verify(args: readonly string[]): Promise<void> {
  const { values, positionals } = parseCommandLine('verify', args, options);
  const path = onlyPositional('verify', 'one .swr file, or - for standard input', positionals);
  const seed = await seedOf(values.seed, values['seed-file']);
  const { name, bytes } = await readWhole(path);
  const verification = await aboutSamples(name, seed !== undefined, async () => {
    return fileKind(bytes) === 'weights' ? verifiedWeights(name, bytes, seed) : verified(name, bytes, seed);
  });
  if (values.json === true) await writeText('stdout', reportJson(verification));
  else if (values.quiet !== true) await writeText('stdout', verificationText(verification));
}

function verified(file: string, bytes: Uint8Array, seed: string | Uint8Array | undefined): Verification {
  const inspection = inspectChannel(bytes);
  const { key, values, rows, chunks, columns } = inspection;
  const decoded = key === 'stored' || seed !== undefined;
  const proved = [
    `header, ${counted(chunks.length, 'chunk')} and end are whole: every byte is under a checksum, every checksum holds`,
    `${counted(values, 'value')} in ${counted(rows, 'row')} of ${counted(columns.length, 'column')}, as the end states; nothing follows`,
    'method, laws and sizes are known to this version and within its limits',
  ];
  if (decoded) proved.push(decodeAll(bytes, values, key === 'stored' ? undefined : seed));
  const notProvable = [
    'that the samples follow the targets: the targets stay with the sender (its --report page shows them)',
    'who wrote the file: checksums find damage, not forgery',
  ];
  if (!decoded) notProvable.unshift('the values: decoding needs the seed (verify again with --seed or --seed-file)');
  return { file, bytes: bytes.length, values, decoded, proved, stated: [statement(inspection)], notProvable };
}

/** A file of weights: every tensor is decoded, none is kept. */
function verifiedWeights(file: string, bytes: Uint8Array, seed: string | Uint8Array | undefined): Verification {
  const { tensors, elements, key } = inspectWeights(bytes);
  const decoded = key !== 'outside' || seed !== undefined;
  const proved = [
    'header, contents, pieces and end are whole: every byte is under a checksum, every checksum holds',
    `${counted(tensors.length, 'tensor')} of ${counted(elements, 'weight')}, as the contents name them; nothing follows`,
  ];
  if (decoded) {
    const decoder = new WeightsDecoder(key === 'outside' && seed !== undefined ? { seed } : {});
    for (let start = 0; start < bytes.length; start += 65_536) decoder.push(bytes.subarray(start, start + 65_536));
    decoder.finish();
    proved.push('all tensors decode');
  }
  const notProvable = [
    'how far the weights are from those that were compressed: errors are what the encoder states',
    'who wrote the file: checksums find damage, not forgery',
  ];
  if (!decoded) notProvable.unshift('the weights: decoding needs the seed (verify again with --seed or --seed-file)');
  const lossy = tensors.filter(({ relativeError }) => relativeError > 0);
  const worst = lossy.reduce((most, { relativeError }) => Math.max(most, relativeError), 0);
  const stated = [
    `${counted(tensors.length - lossy.length, 'tensor')} kept or rounded to float16; ${lossy.length} with loss, ` +
      `root mean square errors up to ${short(100 * worst)} % of a tensor`,
  ];
  return { file, bytes: bytes.length, values: elements, decoded, proved, stated, notProvable };
}

function statement({ totalVariationBound, fileTotalVariationBound }: ChannelInspection): string {
  return totalVariationBound === 0
    ? 'exact: the sender states a total variation of 0'
    : totalVariationBound === 1
      ? 'approximate: nothing is stated of how near the law of a block is to its target'
      : `approximate: total variation at most ${short(totalVariationBound)} per block, ${short(fileTotalVariationBound)} over the file`;
}

/** Decodes in pieces, so that a file's values are never held at once. */
function decodeAll(bytes: Uint8Array, values: number, seed: string | Uint8Array | undefined): string {
  const decoder = new ChannelDecoder(seed === undefined ? {} : { seed });
  let finite = 0;
  for (let start = 0; start < bytes.length; start += 65_536) {
    for (const { samples } of decoder.push(bytes.subarray(start, start + 65_536))) {
      for (const sample of samples) if (Number.isFinite(sample)) finite++;
    }
  }
  decoder.finish();
  const all =
    finite === values
      ? `all ${counted(values, 'value')} decode`
      : `${counted(finite, 'value')} of ${values} decode to finite numbers`;
  return seed === undefined ? `${all} with the key in the file` : `the seed is the sender's; ${all} with it`;
}

function verificationText({ file, bytes, proved, stated, notProvable }: Verification): string {
  return new Lines([file])
    .add(file, `${counted(bytes, 'byte')}: sound`)
    .addAll('proved', proved)
    .addAll('stated', stated)
    .addAll('not provable', notProvable)
    .text();
}
