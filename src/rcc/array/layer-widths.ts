/**
 * Widths and dithers of the layers of a chunk's values, both ends': W = s (r - l) and t = u - (l + r) / (2 (r - l)), from the
 * same shared words and by the same functions as value by value, block by block instead.
 */
import { type SharedBlock, type SharedRandomness, setChiThree, uniform32 } from '../../core/index.ts';
import type { ColumnNoise } from '../channel/layered-noise.ts';
import { gaussianNoise } from '../noise/gaussian.ts';
import { type Layer, SMALLEST_SMOOTH } from '../noise/noise.ts';
import { MAXIMAL_DEGREES } from '../noise/student-t.ts';
import { FIRST_FURTHER_WORD, SCALE_WORDS, VALUES_PER_BLOCK } from '../proposal/layer.ts';

/** One place per value of a chunk. */
export interface Layers {
  readonly words: Uint32Array;
  /** W. */
  readonly widths: Float64Array;
  /** t. */
  readonly dithers: Float64Array;
  /** (l + r) / (2 (r - l)). */
  readonly middles: Float64Array;
}

interface Room extends Layers {
  readonly scaleWords: Uint32Array;
}

/** Kept from chunk to chunk: it is read before anything else runs. */
let kept: Room = roomFor(0);

function roomFor(count: number): Room {
  return {
    words: new Uint32Array(count),
    scaleWords: new Uint32Array(SCALE_WORDS * count),
    widths: new Float64Array(count),
    dithers: new Float64Array(count),
    middles: new Float64Array(count),
  };
}

/** Of `count` values from `first` on; `places` in the columns' lists of scales. */
export function layersOf(
  columns: readonly ColumnNoise[],
  places: Uint8Array,
  shared: SharedRandomness,
  first: number,
  count: number,
): Layers {
  if (kept.words.length !== count) kept = roomFor(count);
  const { words, scaleWords, widths, dithers, middles } = kept;
  eachBlock(first, count, (index, j, start, end) => {
    const block = shared.block(index);
    block.fill(0, j, words.subarray(start, end));
    block.fill(0, VALUES_PER_BLOCK + SCALE_WORDS * j, scaleWords.subarray(SCALE_WORDS * start, SCALE_WORDS * end));
  });
  middles.fill(0);
  if (columns.every(({ noise }) => noise === gaussianNoise)) {
    setChiThree(scaleWords, widths);
    for (let i = 0; i < count; i++) widths[i] = 2 * Math.max(widths[i]!, SMALLEST_SMOOTH);
  } else {
    eachBlock(first, count, (index, j, start, end) => {
      setUnitLayers(columns, shared.block(index), j, start, end);
    });
  }
  columns.forEach(({ scales }, column) => {
    for (let i = column; i < count; i += columns.length) widths[i] = scales[places[i]!]! * widths[i]!;
  });
  for (let i = 0; i < count; i++) dithers[i] = uniform32(words[i]!) - middles[i]!;
  return kept;
}

/** Widths and middles of layers in units of the scale. */
function setUnitLayers(
  columns: readonly ColumnNoise[],
  block: SharedBlock,
  j: number,
  start: number,
  end: number,
): void {
  const { scaleWords, widths, middles } = kept;
  const layer: Layer = { lower: 0, upper: 0 };
  const words = columns.map(({ noise }) => new Uint32Array(SCALE_WORDS + noise.furtherWords));
  for (let i = start; i < end; i++) {
    const column = i % columns.length;
    const own = words[column]!;
    for (let word = 0; word < SCALE_WORDS; word++) own[word] = scaleWords[SCALE_WORDS * i + word]!;
    if (own.length > SCALE_WORDS) {
      block.fill(0, FIRST_FURTHER_WORD + MAXIMAL_DEGREES * (j + i - start), own.subarray(SCALE_WORDS));
    }
    columns[column]!.noise.direct(own, layer);
    const { lower, upper } = layer;
    widths[i] = upper - lower;
    middles[i] = (lower + upper) / (2 * (upper - lower));
  }
}

/** Blocks of values first .. first + count - 1: value `start` of them is value j of the block, and so on up to `end`. */
function eachBlock(
  first: number,
  count: number,
  visit: (index: number, j: number, start: number, end: number) => void,
): void {
  for (let start = 0; start < count; ) {
    const j = (first + start) % VALUES_PER_BLOCK;
    const end = start + Math.min(count - start, VALUES_PER_BLOCK - j);
    visit((first + start - j) / VALUES_PER_BLOCK, j, start, end);
    start = end;
  }
}
