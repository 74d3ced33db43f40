/** Hybrid coding over arrays, in both forms: z space (cell widths per column, float32) and CDF space (integer widths). */
import { log } from '../../core/index.ts';
import type { Distribution } from '../../distributions/index.ts';
import { mapCodec, uniformCodec } from '../../entropy/index.ts';
import { empiricalCode } from '../message/empirical-code.ts';
import type { AnyIndexCode } from '../message/index-code.ts';
import { tableCode } from '../message/table-code.ts';
import { zipfCode } from '../message/zipf-code.ts';
import { cdfDithered, largestCdfWidth, MAXIMAL_CDF_WIDTH } from '../proposal/cdf-dithered.ts';
import { dithered } from '../proposal/dithered.ts';
import { poissonFunctionalRepresentation } from '../selection/poisson-functional-representation.ts';
import type { Selection, Weights } from '../types.ts';
import { blockMethod } from './block-method.ts';
import { cellWidths, cellWork } from './cell-widths.ts';
import { coordinates, float32Width, widthsCodec } from './columns.ts';
import { type ChannelMethod, meanWork } from './method.ts';
import { logRatioBounds } from './ratio-bounds.ts';

const indexCodes = (): readonly AnyIndexCode[] => [zipfCode, tableCode, empiricalCode];
const selection = (): Selection => poissonFunctionalRepresentation;

export const hybridMethod: ChannelMethod = blockMethod<Float64Array, Float64Array, Weights>({
  name: 'hybrid',
  id: 2,
  selection,
  indexCodes,
  work: ({ targets, dimension, columns }) =>
    meanWork(cellWork(targets, cellWidths(targets, columns, dimension)), dimension),
  fit: ({ targets, marginals, dimension }) => cellWidths(targets, marginals.length, dimension),
  parameters: (columns) => widthsCodec(columns, float32Width),
  proposal: (widths, marginals, column, dimension) => dithered(coordinates(widths, marginals, column, dimension)),
});

/** The largest legal M of each column. */
function cdfWidths(targets: readonly Distribution[], marginals: readonly Distribution[]): Float64Array {
  return Float64Array.from(marginals, (marginal, column) => {
    const ofColumn = targets.filter((_, i) => i % marginals.length === column);
    return largestCdfWidth(ofColumn, marginal);
  });
}

const integerWidth = mapCodec(
  uniformCodec(MAXIMAL_CDF_WIDTH),
  (width: number) => width - 1,
  (code: number) => code + 1,
);

export const cdfHybridMethod: ChannelMethod = blockMethod<Float64Array, Float64Array, Weights>({
  name: 'hybrid-cdf',
  id: 3,
  marginal: 'covering',
  selection,
  indexCodes,
  work({ targets, dimension, marginals }) {
    const laws = marginals();
    const widths = cdfWidths(targets, laws);
    const bounds = logRatioBounds(targets, laws);
    return meanWork(
      bounds.map((bound, i) => bound - log(widths[i % laws.length]!)),
      dimension,
    );
  },
  fit: ({ targets, marginals }) => cdfWidths(targets, marginals),
  parameters: (columns) => widthsCodec(columns, integerWidth),
  proposal: (widths, marginals, column, dimension) => cdfDithered(coordinates(widths, marginals, column, dimension)),
});
