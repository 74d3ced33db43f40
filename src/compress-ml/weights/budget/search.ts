/**
 * Finds the quality at which a measured quantity meets its target: the quantity falls (error) or rises (bytes) with it,
 * nearly as the curves predict, so that the ratio of measured to predicted corrects the next guess.
 */

export interface Trial<T> {
  readonly octaves: number;
  /** What the budget limits: bytes or error. */
  readonly amount: number;
  readonly result: T;
}

export interface SearchRequest<T> {
  /** Never exceeded by the result. */
  readonly limit: number;
  /** The amount is good enough from here on, as a share of the limit. */
  readonly enough: number;
  readonly start: number;
  /** Whether the amount grows with quality. */
  readonly rises: boolean;
  /** By the curves: cheap. */
  predict(octaves: number): number;
  /** Really: dear. */
  attempt(octaves: number): Promise<Trial<T>>;
  readonly attempts: number;
}

const LOWEST = -12;
const HIGHEST = 60;
const FINE = 1e-3;

/** The trial with the largest amount within the limit; undefined where no attempt is, not even at the end of the scale. */
export async function searchQuality<T>(request: SearchRequest<T>): Promise<Trial<T> | undefined> {
  const { limit, enough, rises, attempts } = request;
  let best: Trial<T> | undefined;
  let ratio = 1;
  // Qualities that are known to be within the limit, and beyond it.
  let within = rises ? LOWEST : HIGHEST;
  let beyond = rises ? HIGHEST : LOWEST;
  let guess = request.start;
  for (let i = 0; i < attempts; i++) {
    const trial = await request.attempt(guess);
    // Where nothing depends on quality (every tensor is kept, say), one attempt shows as much as ten.
    if (best !== undefined && trial.amount === best.amount) return best;
    if (trial.amount <= limit) {
      if (best === undefined || trial.amount > best.amount) best = trial;
      within = guess;
      if (trial.amount >= enough * limit) return best;
    } else beyond = guess;
    const predicted = request.predict(guess);
    if (predicted > 0 && trial.amount > 0) ratio = trial.amount / predicted;
    const aim = limit * (i < 2 ? (1 + enough) / 2 : 0.3 + 0.7 * enough);
    const next = solve(request, aim / ratio, guess);
    const isBetween = next > Math.min(within, beyond) && next < Math.max(within, beyond);
    const fresh = isBetween ? next : (within + beyond) / 2;
    if (Math.abs(fresh - guess) < 1e-4) break;
    guess = fresh;
  }
  if (best !== undefined) return best;
  const last = await request.attempt(rises ? LOWEST : HIGHEST);
  return last.amount <= limit ? last : undefined;
}

/** Where the prediction is `amount`, looked for from `start` on: far-off qualities are dear to predict. */
export function solve<T>(
  { predict, rises }: Pick<SearchRequest<T>, 'predict' | 'rises'>,
  amount: number,
  start: number,
): number {
  const isBelow = (octaves: number): boolean => predict(octaves) < amount === rises;
  const startIsBelow = isBelow(start);
  let low = start;
  let high = start;
  for (let width = 1; low > LOWEST && high < HIGHEST; width *= 2) {
    if (startIsBelow) high = Math.min(HIGHEST, start + width);
    else low = Math.max(LOWEST, start - width);
    if (isBelow(startIsBelow ? high : low) !== startIsBelow) break;
    if (startIsBelow) low = high;
    else high = low;
  }
  while (high - low > FINE) {
    const middle = (low + high) / 2;
    if (isBelow(middle)) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
