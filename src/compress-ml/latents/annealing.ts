/**
 * How sharp soft rounding is at step n of a training: alpha never falls. A small alpha lets gradients through, a large one makes
 * what is sent nearly an integer; the channel is exact at every alpha, so training may stop anywhere and evaluation takes the last.
 *
 *     geometric:  alpha(n) = first (last / first)^min(1, n / steps)
 *
 * Agustsson and Theis 2020, section 4.3, anneal; the geometric schedule is ours.
 */
import { checkInteger, checkPositive, exp, invalidArgument, log } from '../../core/index.ts';

/** alpha at step n = 0, 1, .. */
export type AnnealingSchedule = (step: number) => number;

export interface Annealing {
  /** Sharpness at the start: 1. */
  readonly first?: number;
  /** Sharpness at the end: 12. */
  readonly last?: number;
  /** Steps until it is reached; 0.8 of the training is a good choice. */
  readonly steps: number;
}

/** Equal factors. @throws InvalidArgumentError unless 0 < first <= last */
export function geometricAnnealing({ first = 1, last = 12, steps }: Annealing): AnnealingSchedule {
  checkRise(checkPositive('first', first), checkPositive('last', last));
  const rate = log(last / first) / checkInteger('steps', steps, 1);
  return (step) => (step >= steps ? last : first * exp(rate * checkInteger('step', step, 0)));
}

/** Equal differences; `first` may be 0. */
export function linearAnnealing({ first = 1, last = 12, steps }: Annealing): AnnealingSchedule {
  checkRise(first === 0 ? 0 : checkPositive('first', first), checkPositive('last', last));
  checkInteger('steps', steps, 1);
  return (step) => (step >= steps ? last : first + (last - first) * (checkInteger('step', step, 0) / steps));
}

/** The sharpness of the last stage that has begun: stages are pairs of a first step and a sharpness, both rising from step 0. */
export function stagedAnnealing(stages: readonly (readonly [firstStep: number, alpha: number])[]): AnnealingSchedule {
  if (stages[0]?.[0] !== 0) throw invalidArgument('stages', 'a first stage from step 0', stages[0]?.[0]);
  stages.forEach(([firstStep, alpha], i) => {
    const [stepBefore, alphaBefore] = stages[i - 1] ?? [-1, 0];
    checkInteger('firstStep', firstStep, stepBefore + 1);
    checkRise(alphaBefore, alpha);
  });
  return (step) => {
    checkInteger('step', step, 0);
    let current = stages[0]![1];
    for (const [firstStep, alpha] of stages) if (firstStep <= step) current = alpha;
    return current;
  };
}

function checkRise(before: number, after: number): void {
  if (!(after >= before)) throw invalidArgument('alpha', `a sharpness of at least ${before}`, after);
}
