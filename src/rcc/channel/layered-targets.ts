/**
 * What layered quantization needs of its targets: the noise of each column with its scales, and of each value the centre and
 * the place of its scale. Read from typed arrays where they are, from laws where they are not.
 */
import { InvalidArgumentError, invalidArgument } from '../../core/index.ts';
import type { Distribution } from '../../distributions/index.ts';
import { type LayeredTargets, layeredTargets } from '../array/layered-columns.ts';
import type { UnimodalNoise } from '../noise/noise.ts';
import { noiseOfTarget } from '../noise/noise-of-target.ts';
import { ScaleList } from './column-scales.ts';
import type { ColumnNoise } from './layered-noise.ts';
import type { TargetSlice } from './target-slice.ts';

const NAME = 'layered';

export interface TakenTargets {
  readonly noises: ColumnNoise[];
  readonly centres: Float64Array;
  readonly places: Uint8Array;
  /** Of each value, where they are at hand. */
  readonly scales: Float64Array | undefined;
}

/** @throws InvalidArgumentError where a column is not one noise, scaled and translated */
export function takenSlice(slice: TargetSlice, columns: number): TakenTargets {
  const arrays = layeredTargets(slice, columns);
  return arrays === undefined ? takenLaws(slice.laws(), columns) : takenArrays(arrays, columns);
}

function takenArrays({ noises, centres, scales }: LayeredTargets, columns: number): TakenTargets {
  const lists = noises.map(() => new ScaleList(NAME));
  const places = new Uint8Array(centres.length);
  lists.forEach((list, column) => {
    let scale = Number.NaN;
    let place = 0;
    for (let i = column; i < centres.length; i += columns) {
      if (scales[i]! !== scale) {
        scale = scales[i]!;
        place = list.place(scale);
      }
      places[i] = place;
    }
  });
  return { noises: noises.map((noise, column) => ({ noise, scales: lists[column]!.scales })), centres, places, scales };
}

export function takenLaws(targets: readonly Distribution[], columns: number): TakenTargets {
  const noises = targets.slice(0, columns).map(noiseOf);
  const lists = noises.map(() => new ScaleList(NAME));
  const centres = new Float64Array(targets.length);
  const places = new Uint8Array(targets.length);
  targets.forEach((target, i) => {
    const noise = noises[i % columns]!;
    const place = noise.placeOf(target);
    if (place === undefined) {
      throw invalidArgument('targets', `one noise a column, here ${noise.law}, scaled and translated`, target.law);
    }
    centres[i] = place.centre;
    places[i] = lists[i % columns]!.place(place.scale);
  });
  return {
    noises: noises.map((noise, column) => ({ noise, scales: lists[column]!.scales })),
    centres,
    places,
    scales: undefined,
  };
}

function noiseOf(target: Distribution): UnimodalNoise {
  const noise = noiseOfTarget(target);
  if (noise !== undefined) return noise;
  throw new InvalidArgumentError(
    '"targets" expected normal, laplace, logistic, triangular or studentT laws (even nu up to 248) for layered ' +
      'quantization, got another; hybrid sends any law',
  );
}
