/** What a broken law reports: which law, what was found, the shrunk counterexample, and what usually causes it. */
import { SamplewireError } from '../../core/index.ts';

export interface Violation {
  readonly law: string;
  /** What was measured, and what it must stay within. */
  readonly finding: string;
  /** What the law was broken for, as small as shrinking made it. */
  readonly counterexample: string;
  readonly usualCauses: readonly string[];
}

/** At least one law is broken; the message says all that is known, a line for each law. */
export class LawViolationError extends SamplewireError {
  readonly code = 'LawViolation';
  readonly violations: readonly Violation[];
  constructor(violations: readonly Violation[]) {
    super(violations.map(sentence).join('\n'));
    this.violations = violations;
  }
}

function sentence({ law, finding, counterexample, usualCauses }: Violation): string {
  return `${law}: ${finding}. Shrunk ${counterexample}. Usual causes: ${usualCauses.join('; ')}.`;
}
