/** What `evaluate` found, as a table: a row for each output. */
import { Lines } from '../terminal/lines.ts';
import { counted, grouped } from '../terminal/numbers.ts';
import type { OutputAgreement } from './agreement.ts';
import { kilobytes, percent } from './weights-summary.ts';

export interface EvaluatedOutput extends OutputAgreement {
  /** Root of the mean over the inputs of |y' - y|^2 / |y|^2, and its largest on one input; absent for integers. */
  readonly error?: number;
  readonly worst?: number;
}

export interface Evaluation {
  readonly samplewire: string;
  /** Bytes: of the weights, and of the whole file. */
  readonly original: { readonly name: string; readonly bytes: number };
  readonly compressed: { readonly name: string; readonly bytes: number };
  readonly inputs: number;
  readonly source: string;
  readonly isSynthetic: boolean;
  /** Root of the mean over inputs and floating-point outputs, and its largest on one input. */
  readonly error?: number;
  readonly worst?: number;
  readonly outputs: readonly EvaluatedOutput[];
}

export function evaluationLines({ original, compressed, inputs, source, error, worst, outputs }: Evaluation): string {
  const lines = new Lines([original.name, compressed.name]);
  lines.add(original.name, `weights of ${kilobytes(original.bytes)}`);
  lines.add(compressed.name, `${kilobytes(compressed.bytes)}   ${percent(compressed.bytes / original.bytes)}`);
  lines.add('inputs', `${grouped(inputs)}: ${source}`);
  if (error !== undefined) {
    lines.add('outputs', `changed by ${percent(error)} (worst ${percent(worst!)} on one input)`);
  }
  const rows = outputs.map((output) => [
    output.name,
    output.shape.length === 0 ? 'scalar' : output.shape.join('x'),
    output.error === undefined ? '-' : percent(output.error),
    output.worst === undefined ? '-' : percent(output.worst),
    agreementText(output),
  ]);
  const table = [['output', 'shape', 'changed by', 'worst', 'agreement'], ...rows];
  const widths = table[0]!.map((_, column) => Math.max(...table.map((row) => row[column]!.length)));
  const text = table.map((row) =>
    row
      .map((cell, i) => padded(cell, i, widths[i]!))
      .join('  ')
      .trimEnd(),
  );
  return `${lines.text()}\n${text.join('\n')}\n`;
}

function padded(cell: string, column: number, width: number): string {
  return column === 2 || column === 3 ? cell.padStart(width) : cell.padEnd(width);
}

function agreementText({ agreement }: OutputAgreement): string {
  if (agreement === undefined) return '';
  const { kind, same, of } = agreement;
  return kind === 'class'
    ? `same class on ${grouped(same)} of ${counted(of, 'input')}`
    : `${grouped(same)} of ${counted(of, 'number')} the same`;
}
