/** The tables of a file's columns, kept from chunk to chunk as long as laws and widths stay the same. */
import { invalidArgument } from '../../core/index.ts';
import type { Distribution } from '../../distributions/index.ts';
import { BucketedPoints, PointArrayCode } from '../../entropy/index.ts';

export class ColumnTables {
  readonly code: PointArrayCode;
  readonly #tables: readonly BucketedPoints[];
  readonly #widths: Float64Array;
  readonly #marginals: readonly Distribution[];

  constructor(widths: Float64Array, marginals: readonly Distribution[]) {
    this.#widths = widths;
    this.#marginals = marginals;
    this.#tables = marginals.map((marginal, column) => {
      if (!marginal.decoderVisible) throw invalidArgument('marginals', 'laws that a decoder can compute', marginal.law);
      return new BucketedPoints(marginal, widths[column]!);
    });
    this.code = new PointArrayCode(this.#tables);
  }

  /** What the tables lose against exact probabilities, as a share of their bits. */
  lossShare(): number {
    let [bits, loss] = [0, 0];
    for (const tables of this.#tables) {
      const expected = tables.expectation();
      bits += expected.bits;
      loss += expected.lossBits;
    }
    return loss / bits;
  }

  isOf(widths: Float64Array, marginals: readonly Distribution[]): boolean {
    return (
      marginals.length === this.#marginals.length &&
      marginals.every((law, column) => law === this.#marginals[column] && widths[column] === this.#widths[column])
    );
  }
}

/** Widths of one column may change by a rounding from chunk to chunk, and back. */
const KEPT = 4;
const kept = new WeakMap<Distribution, ColumnTables[]>();

export function columnTables(widths: Float64Array, marginals: readonly Distribution[]): ColumnTables {
  const first = marginals[0]!;
  const known = kept.get(first) ?? [];
  const found = known.find((tables) => tables.isOf(widths, marginals));
  if (found !== undefined) return found;
  const made = new ColumnTables(widths, marginals);
  kept.set(first, [made, ...known.slice(0, KEPT - 1)]);
  return made;
}
