/**
 * How often two networks decide alike: the same largest component where an output is a vector of classes, the same numbers
 * where it is made of integers. An output is a vector of classes if it says so (components that are not negative and sum to
 * 1, on every input) or if the user does.
 */
import type { ModelOutput } from '../../compress-ml/tfjs/index.ts';

export interface OutputAgreement {
  readonly name: string;
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly agreement?: {
    /** `class`: inputs with the same largest component. `equal`: numbers that are the same. */
    readonly kind: 'class' | 'equal';
    readonly same: number;
    readonly of: number;
  };
}

interface Counts {
  readonly shape: readonly number[];
  readonly dtype: string;
  isLaw: boolean;
  sameClass: number;
  equal: number;
  numbers: number;
}

const LAW_PRECISION = 1e-3;

export class Agreements {
  readonly #classes: readonly string[];
  readonly #counts: Map<string, Counts> = new Map();
  #inputs = 0;

  /** `classes`: names of outputs that are vectors of classes whatever their components are. */
  constructor(classes: readonly string[]) {
    this.#classes = classes;
  }

  add(outputs: readonly ModelOutput[], reference: readonly ModelOutput[]): void {
    this.#inputs++;
    reference.forEach(({ name, dtype, shape, values }, i) => {
      const other = outputs[i]!.values;
      if (values === undefined || other === undefined) return;
      const counts = this.#counts.get(name) ?? { shape, dtype, isLaw: true, sameClass: 0, equal: 0, numbers: 0 };
      this.#counts.set(name, counts);
      counts.isLaw &&= isVector(shape) && isLaw(values);
      if (argmax(values) === argmax(other)) counts.sameClass++;
      counts.numbers += Math.max(values.length, other.length);
      for (let at = 0; at < values.length; at++) if (values[at] === other[at]) counts.equal++;
    });
  }

  result(): OutputAgreement[] {
    return [...this.#counts].map(([name, { shape, dtype, isLaw: isLawAlways, sameClass, equal, numbers }]) => {
      const output = { name, dtype, shape };
      if (isLawAlways || this.#classes.includes(name)) {
        return { ...output, agreement: { kind: 'class', same: sameClass, of: this.#inputs } };
      }
      return dtype === 'float32' ? output : { ...output, agreement: { kind: 'equal', same: equal, of: numbers } };
    });
  }
}

/** Two components at least, all other sizes 1. */
function isVector(shape: readonly number[]): boolean {
  return (shape.at(-1) ?? 1) > 1 && shape.slice(0, -1).every((size) => size === 1);
}

function isLaw(values: ArrayLike<number>): boolean {
  let sum = 0;
  for (let i = 0; i < values.length; i++) {
    if (!(values[i]! >= 0)) return false;
    sum += values[i]!;
  }
  return Math.abs(sum - 1) < LAW_PRECISION;
}

/** The first of the largest. */
function argmax(values: ArrayLike<number>): number {
  let best = 0;
  for (let i = 1; i < values.length; i++) if (values[i]! > values[best]!) best = i;
  return best;
}
