/** What `send` says on success: what was read, what was decided and why, what came out, what it cost, what is promised. */

import type { Lines } from '../terminal/lines.ts';
import { bitsPerValue, counted, grouped } from '../terminal/numbers.ts';
import { exactnessText, lawBytes, lawText, methodText } from './describe.ts';
import { planTable } from './plan-table.ts';
import type { SendReport } from './send-report.ts';

export interface DecisionOptions {
  /** Per column, whether its proposal was given. */
  readonly given: readonly boolean[];
  /** Whether to show what the method was chosen from. */
  readonly explain: boolean;
}

/** Before the bar: the input and the decisions. */
export function decisionLines(lines: Lines, report: SendReport, { given, explain }: DecisionOptions): Lines {
  const leftOut = report.rowsLeftOut === 0 ? '' : ` (${grouped(report.rowsLeftOut)} left out)`;
  lines.add(report.input, `${counted(report.rows, 'row')}${leftOut}, ${counted(report.targets.length, 'target')}`);
  for (const target of report.targets) lines.more(target.replace(/^\s*([^=]*?)\s*=\s*/, '$1 ~ '));
  report.columns.forEach(({ name, proposal }, i) => {
    if (proposal === undefined) return;
    const law = given[i] ? `${lawText(proposal)}, as given` : `fitted to the data: ${lawText(proposal)}`;
    const column = report.columns.length === 1 ? '' : `${name}: `;
    lines.add(i === 0 ? 'proposal' : '', `${column}${law} (${counted(lawBytes(proposal), 'byte')})`);
  });
  if (explain && report.plan !== undefined) lines.addAll('plan', planTable(report.plan));
  return lines.add('method', methodText(report));
}

/** After the bar: bytes, where they went, the promise. */
export function outcomeLines(lines: Lines, report: SendReport): Lines {
  const { bits, bytes, values, informationBits, publishedBoundBits } = report;
  const per = (amount: number): string => bitsPerValue(amount, values);
  lines.add(report.output, `${counted(bytes, 'byte')}   ${per(8 * bytes)} bits per value`);
  lines.more(
    `index ${per(bits.index)}, point ${per(bits.point)}, framing ${per(bits.framing)}; information ${per(informationBits)}, published bound ${per(publishedBoundBits)}`,
  );
  lines.more(exactnessText(report));
  return lines.more(
    report.keyStored ? 'the key is in the file: who has the file can read it' : 'the receiver needs the same seed',
  );
}
