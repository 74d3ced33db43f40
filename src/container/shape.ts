/**
 * The shape that a header states, row-major. Rank 0 states nothing. A first dimension of 0 is open, as for a stream
 * whose rows are not counted beforehand: the file then holds any whole number of rows. Otherwise the file holds exactly
 *
 *     n_1 n_2 ... n_r  values,  which its end chunk repeats.
 */
export const MAXIMAL_RANK = 8;

/** What is wrong with a shape, in the words of an error message; undefined where nothing is. */
export function shapeFault(shape: readonly number[]): string | undefined {
  if (shape.length > MAXIMAL_RANK) return `at most ${MAXIMAL_RANK} dimensions`;
  if (shape.some((size, i) => !Number.isSafeInteger(size) || size < (i === 0 ? 0 : 1))) {
    return 'positive integers, the first of which may be 0';
  }
  return product(shape) <= Number.MAX_SAFE_INTEGER ? undefined : 'at most 2^53 - 1 values';
}

/** How many values the shape states; undefined where that is open. */
export function statedValues(shape: readonly number[]): number | undefined {
  return shape.length === 0 || shape[0] === 0 ? undefined : product(shape);
}

export function fitsShape(shape: readonly number[], values: number): boolean {
  return shape[0] === 0 ? values % product(shape.slice(1)) === 0 : values === (statedValues(shape) ?? values);
}

/** Beyond 2^53 it is rounded, which comparisons do not mind. */
function product(sizes: readonly number[]): number {
  return sizes.reduce((result, size) => result * size, 1);
}
