/** The weights of candidates that all have exactly the target's law: nothing to select, candidate 0 is sent. */
import type { Weights } from '../types.ts';

export const equalWeights: Weights = {
  logWeightBound: 0,
  normalised: true,
  logWeights: (_, out) => {
    out.fill(0);
  },
};
