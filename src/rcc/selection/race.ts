/**
 * The search of the Poisson functional representation in a race: candidates that cannot win any more are passed over by the
 * kernel that generates them. With the loss x_n = log w_max - log w_n >= 0
 *
 *     n* = argmin_n T_n e^(x_n),    ended by the first arrival at or after the least one,
 *
 * which is the argmin of T_n / w_n in other units: one exponential for each new best, and a logarithm for its arrival.
 */
import { exp, LimitExceededError, log, type Nats, type RandomSource } from '../../core/index.ts';
import type { CandidateRace, Selected } from '../types.ts';
import { checkWeight, MAXIMAL_CANDIDATES } from './weight-checks.ts';

/** Relative room for the rounding of exp and log when a time is looked up among products. */
const NEARLY_ONE = 1 + 1e-9;

/** No product of groups below it, times another group, underflows: 16 uniforms of 52 bits multiply to at least 2^-848. */
const SMALL = 1e-50;

/** The winner; undefined where the candidates have no kernel. */
export function raceWinner(race: CandidateRace, local: RandomSource, logWeightBound: Nats): Selected | undefined {
  if (!race.start(local)) return undefined;
  const { products, bounds, rounding } = race;
  let best = -1;
  let least = Number.POSITIVE_INFINITY;
  let last = Number.POSITIVE_INFINITY;
  let start = 0;
  for (let first = 0; first < MAXIMAL_CANDIDATES; ) {
    // Invariant: `best` minimises T e^x over the candidates before `first`; none from `last` on can win. `start` as in `next`.
    const paused = race.next(first, start, last);
    const eights = paused >>> 9;
    // The groups that the call went through: one logarithm for all of them, unless their product is small.
    let passed = 1;
    for (let e = (first & 8) === 0 ? 15 : 7; e < 8 * (eights - 1); e += 16) {
      passed *= products[e]!;
      if (passed < SMALL) {
        start -= log(passed);
        passed = 1;
      }
    }
    if (passed < 1) start -= log(passed);
    const at = 8 * (eights - 1);
    const firstOfEight = first + at;
    let check = (paused & 256) !== 0;
    for (let alive = paused & 255; alive !== 0; alive &= alive - 1) {
      const place = 31 - Math.clz32(alive & -alive);
      // It arrives later than the best one: only a smaller loss can win.
      if (bounds[place]! > least + rounding) continue;
      const loss = race.loss(place, firstOfEight + place, least);
      if (!(loss < least)) continue;
      checkWeight(logWeightBound - loss, logWeightBound);
      const arrival = start - log(products[at + place]!);
      if (arrival >= last) break;
      const end = arrival * exp(loss);
      if (!(end < last)) continue;
      best = firstOfEight + place;
      race.keep(place, best);
      least = loss;
      last = end;
      check = true;
    }
    if (check) {
      const stop = firstFrom(products, at, start, last);
      if (stop < 8) {
        race.end();
        // The winner was examined, even where its loss is 0 and rounding puts its own arrival at the stop.
        const examined = Math.max(firstOfEight + stop, best + 1);
        return { index: best, examined, logScore: log(last) - logWeightBound };
      }
    }
    if ((firstOfEight & 8) !== 0) start -= log(products[at + 7]!);
    first += 8 * eights;
  }
  throw new LimitExceededError('"candidates" expected a search that ends; use smaller blocks', MAXIMAL_CANDIDATES);
}

/** The place of the first of the eight arrivals from products[at] on at or after `time`; 8 where there is none. */
function firstFrom(products: Float64Array, at: number, start: number, time: number): number {
  // T >= time where the product is at most exp(start - time), up to rounding: near it the times themselves decide.
  const product = exp(start - time);
  let n = 0;
  while (n < 8 && products[at + n]! > product * NEARLY_ONE) n++;
  while (n < 8 && products[at + n]! * NEARLY_ONE > product && start - log(products[at + n]!) < time) n++;
  return n;
}
