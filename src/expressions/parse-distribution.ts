/** A law with numbers only, as text: `normal(16, 8)`, with or without a name in front (`temp_max = normal(16, 8)`). */
import { invalidArgument } from '../core/index.ts';
import type { Distribution } from '../distributions/index.ts';
import { lawBuilder } from './laws/build-law.ts';
import { lawParameters } from './laws/law-term.ts';
import { parseLaw } from './parse-target.ts';

/** @throws InvalidArgumentError where the text is no law or the law refuses a parameter; LimitExceededError. */
export function parseDistribution(text: string): Distribution {
  const { law } = parseLaw(text, []);
  const values = lawParameters(law).map(([name, term]) => {
    const value = term.kind === 'constant' ? term.value : Number.NaN;
    if (!Number.isFinite(value)) throw invalidArgument(name, 'a finite number', value);
    return value;
  });
  return lawBuilder(law).build(values, new Map());
}
