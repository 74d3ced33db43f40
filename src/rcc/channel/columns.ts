/** Per-column parameters of a chunk: how cell widths are written, and what a block that starts in some column sees. */
import { CorruptDataError } from '../../core/index.ts';
import type { Distribution } from '../../distributions/index.ts';
import { bitsCodec, type Codec, mapCodec } from '../../entropy/index.ts';

/** Widths and laws of `dimension` consecutive values, the first in column `column`; rows repeat the columns. */
export function coordinates(
  widths: Float64Array,
  marginals: readonly Distribution[],
  column: number,
  dimension: number,
): { widths: Float64Array; marginals: readonly Distribution[] } {
  return {
    widths: Float64Array.from(cyclic([...widths], column, dimension)),
    marginals: cyclic(marginals, column, dimension),
  };
}

/** What `dimension` consecutive values have, the first in column `column`; rows repeat the columns. */
export function cyclic<T>(ofColumns: readonly T[], column: number, dimension: number): T[] {
  return Array.from({ length: dimension }, (_, i) => ofColumns[(column + i) % ofColumns.length]!);
}

/** One width per column, each by `width`. */
export function widthsCodec(columns: number, width: Codec<number>): Codec<Float64Array> {
  return {
    encode(widths, encoder) {
      for (const value of widths) width.encode(value, encoder);
    },
    decode(decoder) {
      const widths = new Float64Array(columns);
      for (let column = 0; column < columns; column++) widths[column] = width.decode(decoder);
      return widths;
    },
  };
}

const view = new DataView(new ArrayBuffer(8));

/** A positive finite float32 as its 32 bits. */
export const float32Width: Codec<number> = mapCodec(
  bitsCodec(32),
  (width: number) => {
    view.setFloat32(0, width);
    return view.getUint32(0);
  },
  (bits: number) => {
    view.setUint32(0, bits);
    return checkWidth(view.getFloat32(0));
  },
);

const word = bitsCodec(32);

const float64: Codec<number> = {
  encode(value, encoder) {
    view.setFloat64(0, value);
    const low = view.getUint32(4);
    word.encode(view.getUint32(0), encoder);
    word.encode(low, encoder);
  },
  decode(decoder) {
    const high = word.decode(decoder);
    const low = word.decode(decoder);
    view.setUint32(0, high);
    view.setUint32(4, low);
    return view.getFloat64(0);
  },
};

/** A positive finite float64 as its 64 bits, the high half first. */
export const float64Width: Codec<number> = mapCodec(float64, (width: number) => width, checkWidth);

/** A finite float64 as its 64 bits, the high half first. */
export const float64Finite: Codec<number> = mapCodec(
  float64,
  (value: number) => value,
  (value: number) => {
    if (Number.isFinite(value)) return value;
    throw new CorruptDataError(`"value" expected a finite number, got ${value}`, 0);
  },
);

/** A float64 from 0 to 1 as its 64 bits, the high half first. */
export const float64Share: Codec<number> = mapCodec(
  float64,
  (share: number) => share,
  (share: number) => {
    if (share >= 0 && share <= 1) return share;
    throw new CorruptDataError(`"share" expected a number from 0 to 1, got ${share}`, 0);
  },
);

function checkWidth(width: number): number {
  if (!(width > 0 && Number.isFinite(width))) {
    throw new CorruptDataError(`"width" expected a positive finite number, got ${width}`, 0);
  }
  return width;
}
