/**
 * First: candidate 0 is sent, always. The choice for proposals whose candidate already has the target's law: universal,
 * layered and lattice quantization. No bits for the index, nothing to search.
 */
import type { Selection } from '../types.ts';

export const first: Selection = { select: () => ({ index: 0, examined: 1 }) };
