/**
 * Universal quantization of whole arrays: the same points and samples as value by value,
 *
 *     k = ceil(c - u - 1/2),    z = W (k + u),
 *
 * in loops over typed arrays: dither in bulk, one wrapped subtraction a value, points by the tables of their dither's
 * bucket on interleaved rANS. Payload: per column the width (float64), then the points.
 */
import { ByteReader, ByteWriter, CorruptDataError, InvalidArgumentError } from '../../core/index.ts';
import { MAXIMAL_ARRAY_COLUMNS } from '../channel/coders.ts';
import type { ArrayChannel } from '../channel/method.ts';
import { GRID, GRID_STEP, gridCentre, MAXIMAL_POINT } from '../proposal/cell.ts';
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
    const { words, points } = tables.roomFor(targets.rows * widths.length);
    setSliceCentres(targets, widths, points);
    const isUnbounded = marginals.every(({ support }) => !Number.isFinite(support.upper - support.lower));
    const informationBits = isUnbounded ? uniformInformation(points, widths, marginals) : undefined;
    setDitherWords(shared, firstValue, words);
    const samples = new Float64Array(points.length);
    for (let column = 0; column < widths.length; column++) quantizeColumn(points, words, widths, column, samples);
    const bytes = tables.code.encode(points, words);
    const writer = new ByteWriter();
    for (const width of widths) writer.f64(width);
    writer.bytes(bytes);
    return {
      payload: writer.toBytes(),
      samples,
      bits: { index: 0, point: 8 * bytes.length },
      candidatesExamined: points.length,
      informationBits,
    };
  },

  decode(payload, count, { marginals, firstValue, shared }) {
    const reader = new ByteReader(payload);
    const widths = Float64Array.from(marginals, () => readWidth(reader));
    const points = new Float64Array(count);
    const tables = columnTables(widths, marginals);
    const { words } = tables.roomFor(count);
    setDitherWords(shared, firstValue, words);
    tables.code.decode(reader.bytes(reader.remaining), words, points);
    setSamples(points, words, widths);
    return points;
  },
};

/**
 * One column's centres, in widths, to lattice points, in place, and their samples: `pointInCell(gridCentre(c), word)` and
 * `width * fromPoint(point, word) + 0` without an object.
 */
function quantizeColumn(
  centres: Float64Array,
  words: Uint32Array,
  widths: Float64Array,
  column: number,
  samples: Float64Array,
): void {
  const width = widths[column]!;
  const stride = widths.length;
  for (let i = column; i < centres.length; i += stride) {
    const centre = centres[i]!;
    const word = words[i]!;
    if (!(Math.abs(centre) < MAXIMAL_POINT - 1)) gridCentre(centre);
    const integer = Math.floor(centre);
    // A fraction rounded up to 2^32 counts as one more cell: the sum below is exact either way.
    const fraction = Math.floor((centre - integer) * GRID + 0.5);
    const offset = (word - fraction) | 0;
    const point = integer + (fraction + offset - word) * GRID_STEP;
    centres[i] = point;
    samples[i] = width * (point + (word + 0.5) * GRID_STEP) + 0;
  }
}

/** Points to samples, in place: `width * fromPoint(point, word) + 0`. */
function setSamples(points: Float64Array, words: Uint32Array, widths: Float64Array): void {
  const stride = widths.length;
  for (let column = 0; column < stride; column++) {
    const width = widths[column]!;
    for (let i = column; i < points.length; i += stride) {
      points[i] = width * (points[i]! + (words[i]! + 0.5) * GRID_STEP) + 0;
    }
  }
}

function readWidth(reader: ByteReader): number {
  const width = reader.f64();
  if (width > 0 && Number.isFinite(width)) return width;
  throw new CorruptDataError(`"width" expected a positive finite number, got ${width}`, reader.offset - 8);
}
