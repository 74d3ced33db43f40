/**
 * The law of one coordinate's importance weight w = q/p: what the level functions of a product are made of.
 */
import type { Nats } from '../../core/index.ts';
import type { LevelFunctions } from '../types.ts';

export interface WeightLaw extends LevelFunctions {
  /** E_q[f(log w); w >= e^logLevel]. */
  meanAbove(f: (logWeight: Nats) => number, logLevel: Nats): number;
}
