/**
 * A convolution as one product of matrices: row r of P holds the pixels under the filter at output position r, so that
 *
 *     Y = P W,     dW = P^T dY,     dX = the rows of dY W^T added where they were taken from.
 *
 * K. Chellapilla, S. Puri and P. Simard, "High performance convolutional neural networks for document processing", 2006.
 */
import { InvalidArgumentError } from '../../core/index.ts';

/** Where the patches of a convolution lie. Heights and widths in pixels; images are [batch, height, width, channels]. */
export interface PatchGrid {
  readonly batch: number;
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  readonly filterHeight: number;
  readonly filterWidth: number;
  readonly strideHeight: number;
  readonly strideWidth: number;
  /** Rows of zeros above the image and columns of zeros left of it. */
  readonly top: number;
  readonly left: number;
  readonly outHeight: number;
  readonly outWidth: number;
}

/** Square filters without padding. @throws InvalidArgumentError where the filter is larger than the image */
export function validGrid(
  [batch, height, width, channels]: readonly [number, number, number, number],
  filter: number,
  stride: number,
): PatchGrid {
  if (filter > height || filter > width) {
    throw new InvalidArgumentError(`"filter" expected at most ${Math.min(height, width)} pixels, got ${filter}`);
  }
  return {
    batch,
    height,
    width,
    channels,
    filterHeight: filter,
    filterWidth: filter,
    strideHeight: stride,
    strideWidth: stride,
    top: 0,
    left: 0,
    outHeight: Math.floor((height - filter) / stride) + 1,
    outWidth: Math.floor((width - filter) / stride) + 1,
  };
}

/** The matrix P, [batch * outHeight * outWidth, filterHeight * filterWidth * channels], zeros where the filter leaves the image. */
export function gatherPatches(image: ArrayLike<number>, grid: PatchGrid): Float32Array {
  const patches = new Float32Array(patchRows(grid) * patchColumns(grid));
  eachRun(grid, (pixel, entry, length) => {
    for (let i = 0; i < length; i++) patches[entry + i] = image[pixel + i]!;
  });
  return patches;
}

/** The transpose of `gatherPatches`: entries of P added up where they were taken from. */
export function scatterPatches(patches: ArrayLike<number>, grid: PatchGrid): Float32Array {
  const image = new Float32Array(grid.batch * grid.height * grid.width * grid.channels);
  eachRun(grid, (pixel, entry, length) => {
    for (let i = 0; i < length; i++) image[pixel + i]! += patches[entry + i]!;
  });
  return image;
}

export function patchRows({ batch, outHeight, outWidth }: PatchGrid): number {
  return batch * outHeight * outWidth;
}

export function patchColumns({ filterHeight, filterWidth, channels }: PatchGrid): number {
  return filterHeight * filterWidth * channels;
}

/** Every row of every filter position: `length` neighbouring numbers from `pixel` of the image are those from `entry` of P. */
function eachRun(grid: PatchGrid, visit: (pixel: number, entry: number, length: number) => void): void {
  const { height, width, channels, filterHeight, filterWidth, top, left } = grid;
  let entry = 0;
  for (let image = 0; image < grid.batch; image++) {
    for (let row = 0; row < grid.outHeight; row++) {
      for (let column = 0; column < grid.outWidth; column++) {
        const x = column * grid.strideWidth - left;
        const first = Math.max(0, -x);
        const last = Math.min(filterWidth, width - x);
        for (let line = 0; line < filterHeight; line++) {
          const y = row * grid.strideHeight - top + line;
          if (y >= 0 && y < height && last > first) {
            const pixel = ((image * height + y) * width + x + first) * channels;
            visit(pixel, entry + first * channels, (last - first) * channels);
          }
          entry += filterWidth * channels;
        }
      }
    }
  }
}
