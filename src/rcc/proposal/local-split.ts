/**
 * The local split: an exact way to send an unbounded target through bounded cells. Cut the line into intervals of one
 * width, draw X from the target with local randomness, and keep the interval that X lies in. A target is the mixture of
 * its restrictions, so sending a sample of the restriction sends a sample of the target; nothing is truncated.
 */
import type { RandomSource } from '../../core/index.ts';
import type { Distribution } from '../../distributions/index.ts';

export interface Interval {
  readonly lower: number;
  readonly upper: number;
}

/** The interval of the cut that a draw of the law falls into, cut off at the ends of the support. */
export function splitInterval(law: Distribution, width: number, local: RandomSource): Interval {
  const origin = centralInterval(law, width).lower;
  const draw = law.sample(local);
  let interval = Math.floor((draw - origin) / width);
  // The quotient may round across an end: the ends themselves, one expression for both neighbours, decide.
  while (draw < origin + interval * width) interval--;
  while (draw >= origin + (interval + 1) * width) interval++;
  return clip(law, origin + interval * width, origin + (interval + 1) * width);
}

/** The interval of the given width that is placed first: around the mode, or from the end of a one-sided support. */
export function centralInterval(law: Distribution, width: number): Interval {
  const { lower, upper } = law.support;
  const centre = law.mode ?? law.quantile(0.5);
  let start = centre - width / 2;
  if (start < lower) start = lower;
  else if (start + width > upper) start = upper - width;
  return clip(law, start, start + width);
}

function clip({ support }: Distribution, lower: number, upper: number): Interval {
  return { lower: Math.max(lower, support.lower), upper: Math.min(upper, support.upper) };
}
