/**
 * How far a network's outputs are from another's on the same inputs:
 *
 *     e^2 = mean over inputs and output tensors of  |y' - y|^2 / |y|^2,     |.| the Euclidean norm of a whole tensor
 *
 * Where y = 0 the ratio is 0 if y' = 0 as well, and otherwise 1, as it is for y' = 0 or another size of y'. Integers, booleans
 * and texts are decisions (classes, indices): they are not in e.
 */
import { InvalidArgumentError } from '../../core/index.ts';
import { type ModelInput, type ModelOutput, modelOutputNames, runModel, type TensorflowModel } from './run-model.ts';

export interface OutputError {
  /** e. */
  readonly error: number;
  /** The largest e of a single input. */
  readonly worst: number;
  readonly inputs: number;
  readonly outputs: readonly NamedOutputError[];
}

export interface NamedOutputError {
  readonly name: string;
  /** e of this output alone, and its largest on a single input. */
  readonly error: number;
  readonly worst: number;
}

/**
 * @example
 *   const { error, worst } = await outputError(await tf.loadGraphModel(swr('model.swr')), original, inputs);
 * @throws InvalidArgumentError for inputs or outputs that do not fit, or outputs of `reference` that are not finite
 */
export async function outputError(
  model: TensorflowModel,
  reference: TensorflowModel,
  inputs: Iterable<ModelInput>,
): Promise<OutputError> {
  const [names, expected] = [modelOutputNames(model), modelOutputNames(reference)];
  if (names.join() !== expected.join()) {
    throw new InvalidArgumentError(`"model" expected the outputs ${expected.join(', ')}, got ${names.join(', ')}`);
  }
  const errors = new OutputErrors();
  for (const input of inputs) errors.add(await runModel(model, input), await runModel(reference, input));
  return errors.result();
}

/** Gathers the ratios of one input after the other. */
export class OutputErrors {
  /** By output: its ratio on each input. */
  readonly #ratios: Map<string, number[]> = new Map();
  #inputs = 0;

  add(outputs: readonly ModelOutput[], reference: readonly ModelOutput[]): void {
    reference.forEach((original, i) => {
      if (original.dtype !== 'float32') return;
      const ratio = relativeSquare(outputs[i]!, original, this.#inputs);
      this.#ratios.set(original.name, [...(this.#ratios.get(original.name) ?? []), ratio]);
    });
    this.#inputs++;
  }

  /** @throws InvalidArgumentError where there is nothing to compare */
  result(): OutputError {
    if (this.#inputs === 0) throw new InvalidArgumentError('"inputs" expected at least one input, got none');
    if (this.#ratios.size === 0) throw new InvalidArgumentError('"model" expected an output of floating-point numbers');
    const rows = Array.from({ length: this.#inputs }, (_, i) => mean([...this.#ratios.values()].map((row) => row[i]!)));
    return {
      error: Math.sqrt(mean(rows)),
      worst: Math.sqrt(Math.max(...rows)),
      inputs: this.#inputs,
      outputs: [...this.#ratios].map(([name, ratios]) => ({
        name,
        error: Math.sqrt(mean(ratios)),
        worst: Math.sqrt(Math.max(...ratios)),
      })),
    };
  }
}

/** |y' - y|^2 / |y|^2; infinite where y' is not finite. */
function relativeSquare(changed: ModelOutput, original: ModelOutput, input: number): number {
  const [values, reference] = [changed.values!, original.values!];
  let power = 0;
  for (const value of reference) power += value * value;
  if (!Number.isFinite(power)) {
    throw new InvalidArgumentError(
      `"inputs" expected finite outputs of the original, got others in "${original.name}" on input ${input}`,
    );
  }
  if (changed.shape.join() !== original.shape.join()) return 1;
  let distance = 0;
  for (let i = 0; i < reference.length; i++) distance += (values[i]! - reference[i]!) * (values[i]! - reference[i]!);
  if (!(distance >= 0)) return Number.POSITIVE_INFINITY;
  if (power === 0) return distance === 0 ? 0 : 1;
  return distance / power;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
