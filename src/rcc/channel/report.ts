/** What a channel reports of one encoded file: where the bytes went, against what the samples carry. */

import type { Exactness } from '../../container/index.ts';
import { type Bits, expm1, log1p } from '../../core/index.ts';
import type { DistributionDescription } from '../../distributions/index.ts';
import { zipfIndexBoundBits } from '../information/published-bounds.ts';
import type { PlanTable } from '../planner/plan-channel.ts';

export interface ChannelReport {
  /** What was compared, where the method was chosen and not named. */
  readonly plan?: PlanTable;
  readonly method: string;
  readonly values: number;
  readonly blocks: number;
  /** Values per block. */
  readonly dimension: number;
  readonly bytes: number;
  /** Totals over the file; they sum to 8 x bytes. */
  readonly bits: { readonly index: Bits; readonly point: Bits; readonly framing: Bits };
  /** Sum of KL(target || proposal): what no exact scheme can undercut on average (see `lowerBoundBits`). */
  readonly informationBits: Bits;
  /** Sum over the blocks of D + log2(D + 2) + 2, what one sample at a time need not exceed (C. T. Li, 2024). */
  readonly publishedBoundBits: Bits;
  readonly candidatesExamined: number;
  /** Total variation between the law of a block and its target; 0 where the method is exact, 1 without a certificate. */
  readonly totalVariationBound: number;
  /** The same for the whole file: 1 - (1 - D)^blocks. */
  readonly fileTotalVariationBound: number;
  readonly columns: readonly { readonly name: string; readonly proposal: DistributionDescription | undefined }[];
}

/**
 * The published bound of blocks that carry some information in all. It is concave in the information of a block, so blocks of
 * equal information have the largest sum.
 */
export function publishedBoundOfBlocks(informationBits: Bits, blocks: number): Bits {
  return blocks === 0 ? 0 : blocks * zipfIndexBoundBits(informationBits / blocks);
}

/** The bound that a header states: 0 where samples are exact, 1 (which says nothing) where it has no certificate. */
export function boundOf(exactness: Exactness): number {
  if (exactness.kind === 'bound') return exactness.totalVariation;
  return exactness.kind === 'exact' ? 0 : 1;
}

/** 1 - (1 - D)^blocks: independent blocks. */
export function fileTotalVariation(blockBound: number, blocks: number): number {
  if (blockBound === 1) return blocks === 0 ? 0 : 1;
  return blockBound === 0 || blocks === 0 ? 0 : -expm1(blocks * log1p(-blockBound));
}
