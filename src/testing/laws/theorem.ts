/**
 * A law as a theorem about subjects of one type: for every subject, and whatever else is chosen at random, there is
 * nothing to find. fast-check makes the choices and shrinks what breaks it.
 *
 * K. Claessen and J. Hughes, "QuickCheck: a lightweight tool for random testing of Haskell programs", ICFP 2000.
 */
import fc from 'fast-check';
import { isSamplewireError } from '../../core/index.ts';
import type { LawSettings } from './options.ts';
import { show } from './show.ts';
import type { Violation } from './violation.ts';

/** The objects that a law is about: a list, each of which is tested, or an arbitrary of them. */
export type Subjects<S> = readonly S[] | fc.Arbitrary<S>;

export interface Theorem<S> {
  readonly name: string;
  /** `noun` says what a subject is: 'target', 'distribution', 'codec'. */
  check(subjects: Subjects<S>, noun: string, settings: LawSettings): Violation | undefined;
}

export interface Statement<S, G> {
  readonly name: string;
  readonly usualCauses: readonly string[];
  /** The part of the `runs` that this law takes; 1 where not given. */
  readonly share?: number;
  /** What is chosen besides the subject, and what it is called in a report. */
  readonly given?: { readonly noun: string; readonly arbitrary: fc.Arbitrary<G> };
  /** What is wrong, in a few words with numbers; undefined where the law holds, or says nothing about this subject. */
  finding(subject: S, given: G, settings: LawSettings): string | undefined;
}

export function theorem<S, G = undefined>(statement: Statement<S, G>): Theorem<S> {
  const { name, usualCauses, share = 1, given } = statement;
  return {
    name,
    check(subjects, noun, settings) {
      const numRuns = Math.max(1, Math.floor(settings.runs * share));
      const others = given?.arbitrary ?? (fc.constant(undefined) as fc.Arbitrary<G>);
      for (const subject of each(subjects)) {
        // A listed subject without random choices has but one run.
        const runs = given === undefined && Array.isArray(subjects) ? 1 : numRuns;
        const property = fc.property(subject, others, (chosen, other) => {
          const finding = findingOf(() => statement.finding(chosen, other, settings));
          if (finding !== undefined) throw new Finding(finding);
        });
        const { failed, counterexample, errorInstance } = fc.check(property, { seed: settings.seed, numRuns: runs });
        if (!failed) continue;
        if (counterexample === null) throw errorInstance;
        const [chosen, other] = counterexample;
        const shown = given === undefined ? '' : `, ${given.noun} ${show(other)}`;
        return {
          law: name,
          finding: (errorInstance as Error).message,
          counterexample: `${noun}: ${show(chosen)}${shown}`,
          usualCauses,
        };
      }
      return undefined;
    },
  };
}

class Finding extends Error {}

/** A subject that throws breaks the law that asked it. */
function findingOf(run: () => string | undefined): string | undefined {
  try {
    return run();
  } catch (caught) {
    const name = isSamplewireError(caught) ? caught.code : caught instanceof Error ? caught.name : 'something';
    return `threw ${name}: ${caught instanceof Error ? caught.message : String(caught)}`;
  }
}

/** A listed subject becomes an arbitrary of one value. */
function each<S>(subjects: Subjects<S>): readonly fc.Arbitrary<S>[] {
  return isArbitrary(subjects) ? [subjects] : subjects.map((subject) => fc.constant(subject));
}

/** Structural: a user's fast-check may be another copy than this module's. */
export function isArbitrary<S>(subjects: Subjects<S>): subjects is fc.Arbitrary<S> {
  return 'generate' in subjects && 'shrink' in subjects;
}
