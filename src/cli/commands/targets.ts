/** `--target` and `--proposal` as laws. */
import { describe, invalidArgument, isSamplewireError } from '../../core/index.ts';
import type { Distribution } from '../../distributions/index.ts';
import { parseDistribution, parseTarget } from '../../expressions/index.ts';
import type { TargetColumn } from '../../rcc/index.ts';
import { onOption, UsageError } from '../arguments/usage-error.ts';
import { listed } from '../formats/variable-names.ts';

/** A target with its text; the name is there. */
export interface NamedTarget {
  readonly name: string;
  readonly text: string;
  /** Columns of the input that its expression reads. */
  readonly variables: readonly string[];
  columns(data: Readonly<Record<string, Float64Array>>, rows: number): TargetColumn;
}

/** `--target 'NAME = LAW'`, each name once. `variables` are the columns that an expression may use. */
export function namedTargets(texts: readonly string[], variables: readonly string[]): NamedTarget[] {
  const targets = texts.map((text) => {
    const target = onOption('--target', () => parseTarget(text, variables));
    const { name } = target;
    if (name === undefined) throw new UsageError(`--target expected 'NAME = LAW', got the law only: ${describe(text)}`);
    return { ...target, name, text };
  });
  const names = targets.map(({ name }) => name);
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice !== undefined) throw new UsageError(`--target expected each name once, got ${twice} twice`);
  return targets;
}

/** `--proposal 'NAME = LAW'`; the name may be left out where there is one target. */
export function namedProposals(texts: readonly string[], names: readonly string[]): (Distribution | undefined)[] {
  const laws = new Map<string, Distribution>();
  for (const text of texts) {
    const given = /^\s*(?:`([^`]*)`|([^\s`=(]+))\s*=(?!=)/su.exec(text);
    const name = given === null && names.length === 1 ? names[0]! : (given?.[1] ?? given?.[2]);
    if (name === undefined || !names.includes(name)) {
      throw new UsageError(
        `--proposal expected the name of a target (${listed(names)}) and a law, got ${describe(text)}`,
      );
    }
    if (laws.has(name)) throw new UsageError(`--proposal expected each name once, got ${name} twice`);
    laws.set(
      name,
      onOption('--proposal', () => visible(parseDistribution(text))),
    );
  }
  return names.map((name) => laws.get(name));
}

/** The receiver computes with a proposal, so it must be one of the laws that every engine computes alike. */
function visible(law: Distribution): Distribution {
  if (law.decoderVisible) return law;
  throw invalidArgument('proposal', 'a law that a receiver can compute on every engine', law.law);
}

/** The laws of a batch of rows; an error in one of them counts rows from the first one of the input, not of the batch. */
export function targetColumn(
  target: NamedTarget,
  data: Readonly<Record<string, Float64Array>>,
  rows: number,
  rowsBefore: number,
): TargetColumn {
  try {
    return target.columns(data, rows);
  } catch (error) {
    if (isSamplewireError(error)) {
      error.message = error.message.replace(/\bin row (\d+)/, (_, row: string) => `in row ${Number(row) + rowsBefore}`);
    }
    throw error;
  }
}
