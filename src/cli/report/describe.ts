/** Laws and decisions as a person would write them. */
import { ByteWriter } from '../../core/index.ts';
import { type DistributionDescription, distribution, writeDistribution } from '../../distributions/index.ts';
import { counted, short } from '../terminal/numbers.ts';
import type { SendReport } from './send-report.ts';

/** `normal(16, 8)`; `mixture of 3 normals` for what has no short form. */
export function lawText(description: DistributionDescription): string {
  const { law, ...parameters } = description;
  const entries: [string, unknown][] = Object.entries(parameters);
  const components = entries.find(([name]) => name === 'components')?.[1];
  if (Array.isArray(components)) {
    const laws = new Set(components.map((component: DistributionDescription) => component.law));
    return `${law} of ${components.length} ${laws.size === 1 ? `${[...laws][0]}s` : 'laws'}`;
  }
  if (entries.every(([, value]) => typeof value === 'number')) {
    return `${law}(${entries.map(([, value]) => short(value as number)).join(', ')})`;
  }
  return law;
}

/** Bytes of a law in a file. */
export function lawBytes(description: DistributionDescription): number {
  const writer = new ByteWriter();
  writeDistribution(writer, distribution(description));
  return writer.length;
}

/** What was chosen, and why. */
export function methodText({ method, methodRequested, dimension }: SendReport): string {
  const blocks = dimension === 1 ? 'value by value' : `in blocks of ${dimension} values`;
  if (methodRequested !== 'auto') return `${method}, ${blocks}`;
  return `auto: ${method}, ${blocks} (${REASONS[method] ?? 'the fewest bits for its time'})`;
}

/** Which case holds, by the method that was chosen for it. */
const REASONS: Readonly<Record<string, string>> = {
  universal: 'all targets are uniform and of one width, so the receiver knows it',
  layered: 'noise of few scales a column, so the receiver knows it',
  'gaussian-channel': 'normal noise of few scales a column, so the receiver knows it',
  hybrid: 'targets of any shape and scale, in the fewest bits for its time',
  'poisson-functional-representation': 'little information a value: one of few samples of the proposal will do',
  'a-star-branching': 'one search of a few steps a value, over the proposal',
};

/** What is promised of the samples' law. */
export function exactnessText({ totalVariationBound, fileTotalVariationBound, blocks }: SendReport): string {
  if (totalVariationBound === 0) return 'exact: every received value follows its target; nothing truncated';
  if (totalVariationBound === 1)
    return 'approximate, without a certificate: the law of a block may be far from its target';
  return (
    `approximate: the law of a block is within ${short(totalVariationBound)} of its target in total variation, ` +
    `of all ${counted(blocks, 'block')} within ${short(fileTotalVariationBound)}`
  );
}
