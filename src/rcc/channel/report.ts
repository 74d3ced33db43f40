/** What a channel reports of one encoded file: where the bytes went, against what the samples carry. */
import { type Bits, expm1, log1p } from '../../core/index.ts';
import type { DistributionDescription } from '../../distributions/index.ts';

export interface ChannelReport {
  readonly method: string;
  readonly values: number;
  readonly blocks: number;
  /** Values per block. */
  readonly dimension: number;
  readonly bytes: number;
  /** Totals over the file; they sum to 8 x bytes. */
  readonly bits: { readonly index: Bits; readonly point: Bits; readonly framing: Bits };
  /** Sum of KL(target || proposal). */
  readonly informationBits: Bits;
  readonly candidatesExamined: number;
  /** Total variation between the law of a block and its target; 0 where the method is exact. */
  readonly totalVariationBound: number;
  /** The same for the whole file: 1 - (1 - D)^blocks. */
  readonly fileTotalVariationBound: number;
  readonly columns: readonly { readonly name: string; readonly proposal: DistributionDescription | undefined }[];
}

/** 1 - (1 - D)^blocks: independent blocks. */
export function fileTotalVariation(blockBound: number, blocks: number): number {
  return blockBound === 0 || blocks === 0 ? 0 : -expm1(blocks * log1p(-blockBound));
}
