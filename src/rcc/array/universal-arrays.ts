/**
 * Universal quantization of whole arrays: the same points and samples as value by value,
 *
 *     k = ceil(c - u - 1/2),    z = W (k + u),
 *
 * in loops over typed arrays: dither in bulk, one wrapped subtraction a value, points by the tables of their dither's
 * bucket on interleaved rANS. Payload: per column the width (float64), then the points.
 */
import { ByteReader, bulkArrays, CorruptDataError, InvalidArgumentError } from '../../core/index.ts';
import { MAXIMAL_ARRAY_COLUMNS } from '../channel/coders.ts';
import type { ArrayChannel } from '../channel/method.ts';
import { gridCentre, MAXIMAL_POINT } from '../proposal/cell.ts';
import { columnTables } from './column-tables.ts';
import { setDitherWords } from './dither-words.ts';
import { REFUSAL, setSliceCentres, sliceWidths } from './uniform-columns.ts';
import { uniformInformation } from './uniform-information.ts';

/** Share of the bits that tables may lose against exact probabilities. */
const WORTHWHILE_LOSS = 0.003;

export const universalArrays: ArrayChannel = {
  pays(targets, marginals) {
    const widths = sliceWidths(targets, marginals.length);
    if (widths === undefined || widths.length > MAXIMAL_ARRAY_COLUMNS) return false;
    return columnTables(widths, marginals).lossShare() <= WORTHWHILE_LOSS;
  },

  encode(targets, { marginals, firstValue, shared }) {
    const widths = sliceWidths(targets, marginals.length);
    if (widths === undefined) {
      // A law that is none says so itself.
      targets.laws();
      throw new InvalidArgumentError(REFUSAL);
    }
    const tables = columnTables(widths, marginals);
    const arrays = bulkArrays(targets.rows * widths.length);
    const { points } = arrays;
    setSliceCentres(targets, widths, arrays);
    const isUnbounded = marginals.every(({ support }) => !Number.isFinite(support.upper - support.lower));
    const informationBits = isUnbounded ? uniformInformation(arrays, widths, marginals) : undefined;
    setDitherWords(shared, firstValue, arrays.words);
    widths.forEach((width, column) => {
      const end = arrays.quantize(column, widths.length, width, MAXIMAL_POINT - 1);
      if (end < points.length) gridCentre(points[end]!);
    });
    const bytes = tables.code.encodeArrays(arrays);
    const payload = new Uint8Array(8 * widths.length + bytes.length);
    const head = new DataView(payload.buffer);
    widths.forEach((width, column) => {
      head.setFloat64(8 * column, width, true);
    });
    payload.set(bytes, 8 * widths.length);
    return {
      payload,
      samples: arrays.samples.slice(),
      bits: { index: 0, point: 8 * bytes.length },
      candidatesExamined: points.length,
      informationBits,
    };
  },

  decode(payload, count, { marginals, firstValue, shared }) {
    const reader = new ByteReader(payload);
    const widths = Float64Array.from(marginals, () => readWidth(reader));
    const tables = columnTables(widths, marginals);
    const arrays = bulkArrays(count);
    setDitherWords(shared, firstValue, arrays.words);
    tables.code.decodeArrays(reader.bytes(reader.remaining), arrays);
    widths.forEach((width, column) => {
      arrays.setSamples(column, widths.length, width);
    });
    return arrays.samples.slice();
  },
};

function readWidth(reader: ByteReader): number {
  const width = reader.f64();
  if (width > 0 && Number.isFinite(width)) return width;
  throw new CorruptDataError(`"width" expected a positive finite number, got ${width}`, reader.offset - 8);
}
