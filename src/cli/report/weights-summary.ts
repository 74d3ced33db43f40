/** What `compress` says on success, and the table of `inspect`: what went in, what came out, what each tensor costs. */
import type { TensorInspection, WeightsReport } from '../../compress-ml/index.ts';
import type { Lines } from '../terminal/lines.ts';
import { bitsPerValue, counted, grouped, short } from '../terminal/numbers.ts';

/** What a tolerance was measured on, and what came out. */
export interface Calibration {
  readonly inputs: number;
  /** Names of files, or how the inputs were made. */
  readonly source: string;
  readonly isSynthetic: boolean;
  /** Root of the mean over inputs and outputs of |y' - y|^2 / |y|^2, and the largest of one input. */
  readonly error: number;
  readonly worst: number;
  readonly outputs: readonly { readonly name: string; readonly error: number; readonly worst: number }[];
  /** Eight bits per weight as the converter of TensorFlow.js makes them, model.json and shard by brotli 11. */
  readonly uint8Brotli: { readonly bytes: number; readonly error: number };
}

export interface CompressReport extends WeightsReport {
  /** With a tolerance. */
  readonly calibration?: Calibration;
  /** The line of a program that loads the file; undefined where no program can. */
  readonly loading?: string;
  readonly samplewire: string;
  /** The command line that repeats it. */
  readonly command: string;
  readonly input: string;
  readonly output: string;
  readonly budget: string;
  readonly keyStored: boolean;
}

/** Warnings that are shown one by one; of more only the number. */
const SHOWN_WARNINGS = 5;
const BAR_WIDTH = 16;
/** Bits per weight that fill a bar. */
const BAR_BITS = 16;
const LONGEST_NAME = 44;

/** Before the bar: the input. */
export function modelLines(lines: Lines, report: WeightsReport & { input: string }): Lines {
  const { warnings } = report;
  lines.add(
    report.input,
    `${counted(report.tensors.length, 'tensor')}, ${counted(report.elements, 'weight')}, ${kilobytes(report.sourceBytes)}`,
  );
  warnings.slice(0, SHOWN_WARNINGS).forEach((warning, i) => {
    lines.add(i === 0 ? 'warning' : '', warning);
  });
  if (warnings.length > SHOWN_WARNINGS) lines.more(`and ${warnings.length - SHOWN_WARNINGS} more`);
  return lines;
}

/** After the bar: bytes, how they are made, what they lose. */
export function outcomeLines(lines: Lines, report: CompressReport): Lines {
  const { output, bytes, elements, sourceBytes, relativeError, outputError, calibration, loading } = report;
  const bits = bitsPerValue(8 * bytes, elements);
  lines.add(output, `${kilobytes(bytes)}   ${bits} bits per weight   ${percent(bytes / sourceBytes)} of the original`);
  if (calibration !== undefined) {
    const { uint8Brotli } = calibration;
    const share = percent(bytes / uint8Brotli.bytes);
    lines.more(`${share} of uint8 + brotli (which changes the output by ${percent(uint8Brotli.error)})`);
  }
  for (const { method, tensors, weights, bits } of methodSums(report)) {
    lines.more(`${method}: ${counted(tensors, 'tensor')}, ${counted(weights, 'weight')} at ${bits.toFixed(2)} bits`);
  }
  const sums = sampleSums(report);
  if (sums !== undefined) {
    const { information, bits, index, candidates } = sums;
    lines.more(
      `samples: information ${information.toFixed(2)} bits per weight, ${(bits - information).toFixed(2)} above it ` +
        `(${index.toFixed(2)} say which candidate, of ${short(candidates)} per block)`,
    );
  }
  lines.more(`error ${percent(relativeError)} of the weights (root mean square, each tensor relative to its own)`);
  if (calibration !== undefined) {
    const { error, inputs, isSynthetic, worst } = calibration;
    const kind = isSynthetic ? 'synthetic input' : 'calibration input';
    lines.more(`output changed by ${percent(error)} on ${counted(inputs, kind)} (worst ${percent(worst)})`);
  } else if (outputError !== undefined) lines.more(`output changed by ${percent(outputError)}`);
  if (loading !== undefined) lines.add('load it', loading);
  return lines;
}

/** Per weight that is sent as a sample; candidates per block, of the tensor that needs the most. */
function sampleSums({
  tensors,
}: WeightsReport): { information: number; bits: number; index: number; candidates: number } | undefined {
  let [information, bits, index, candidates, sent] = [0, 0, 0, 0, 0];
  for (const { samples, bytes } of tensors) {
    if (samples === undefined) continue;
    information += samples.informationBits;
    index += samples.indexBits;
    bits += 8 * bytes;
    candidates = Math.max(candidates, samples.candidatesPerBlock);
    sent += samples.sent;
  }
  if (sent === 0) return undefined;
  return { information: information / sent, bits: bits / sent, index: index / sent, candidates };
}

export interface MethodSum {
  readonly method: string;
  readonly tensors: number;
  readonly weights: number;
  readonly bytes: number;
  readonly bits: number;
}

/** By method, whatever the model: the most bytes first. */
export function methodSums(report: Pick<WeightsReport, 'tensors'>): MethodSum[] {
  const sums = new Map<string, { tensors: number; weights: number; bytes: number }>();
  for (const { method, elements, bytes } of report.tensors) {
    const name = method.split(',')[0]!;
    const sum = sums.get(name) ?? { tensors: 0, weights: 0, bytes: 0 };
    sums.set(name, { tensors: sum.tensors + 1, weights: sum.weights + elements, bytes: sum.bytes + bytes });
  }
  return [...sums]
    .map(([method, sum]) => ({ method, ...sum, bits: (8 * sum.bytes) / Math.max(1, sum.weights) }))
    .sort((a, b) => b.bytes - a.bytes);
}

/** One row per tensor: name, shape, method, a bar of its bits per weight, its error. */
export function tensorTable(tensors: readonly TensorInspection[]): string {
  const hasSamples = tensors.some(({ samples }) => samples !== undefined);
  const rows = tensors.map(({ name, dtype, shape, elements, bytes, method, relativeError, samples }) => {
    const bits = (8 * bytes) / Math.max(1, elements);
    return [
      shortened(name),
      `${dtype} ${shape.length === 0 ? 'scalar' : shape.join('x')}`,
      method,
      `${bar(bits)} ${bits.toFixed(2)}`,
      grouped(bytes),
      relativeError === 0 ? '-' : percent(relativeError),
      ...(hasSamples ? sampleCells(samples, bits, elements) : []),
    ];
  });
  const head = ['tensor', 'shape', 'method', 'bits per weight', 'bytes', 'error'];
  if (hasSamples) head.push('information', 'index', 'overhead');
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]!.length)));
  const line = (cells: readonly string[]): string => {
    return cells
      .map((cell, column) => (column > 3 ? cell.padStart(widths[column]!) : cell.padEnd(widths[column]!)))
      .join('  ')
      .trimEnd();
  };
  return [head, ...rows].map((row) => `${line(row)}\n`).join('');
}

/** Bits per weight of the information, of the indices, and of all beyond the information. */
function sampleCells(samples: TensorInspection['samples'], bits: number, elements: number): string[] {
  if (samples === undefined) return ['-', '-', '-'];
  const { informationBits, indexBits } = samples;
  const count = Math.max(1, elements);
  return [informationBits / count, indexBits / count, bits - informationBits / count].map((part) => part.toFixed(2));
}

export function percent(ratio: number): string {
  return `${short(100 * ratio)} %`;
}

/** 240,123 bytes as 240 kB. */
export function kilobytes(bytes: number): string {
  return bytes < 10_000 ? counted(bytes, 'byte') : `${grouped(Math.floor(bytes / 1000 + 0.5))} kB`;
}

function bar(bits: number): string {
  const full = Math.min(BAR_WIDTH, Math.floor((BAR_WIDTH * bits) / BAR_BITS + 0.5));
  return '#'.repeat(full) + '.'.repeat(BAR_WIDTH - full);
}

/** The end of a name tells more than its beginning; control characters would redraw a terminal. */
function shortened(name: string): string {
  const line = name.replace(/[\p{Cc}\p{Zl}\p{Zp}]/gu, ' ');
  return line.length <= LONGEST_NAME ? line : `...${line.slice(3 - LONGEST_NAME)}`;
}
