/** Laws as tests of a runner, or at once. */
import { invalidArgument } from '../../core/index.ts';
import { type LawOptions, lawSettings } from './options.ts';
import { isArbitrary, type Subjects, type Theorem } from './theorem.ts';
import { LawViolationError, type Violation } from './violation.ts';

/** `noun` says what a subject is. @throws LawViolationError where no runner was given */
export function runLaws<S>(
  theorems: readonly Theorem<S>[],
  subjects: Subjects<S>,
  noun: string,
  options: LawOptions,
): void {
  const settings = lawSettings(options);
  if (!isArbitrary(subjects) && subjects.length === 0) throw invalidArgument(`${noun}s`, 'at least one', subjects);
  if (settings.test !== undefined) {
    for (const theorem of theorems) {
      settings.test(theorem.name, () => {
        const violation = theorem.check(subjects, noun, settings);
        if (violation !== undefined) throw new LawViolationError([violation]);
      });
    }
    return;
  }
  const violations: Violation[] = [];
  for (const theorem of theorems) {
    const violation = theorem.check(subjects, noun, settings);
    if (violation !== undefined) violations.push(violation);
  }
  if (violations.length > 0) throw new LawViolationError(violations);
}
