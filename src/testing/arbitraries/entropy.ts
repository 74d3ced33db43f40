/** Entropy models and sequences of their symbols: flat and skewed, with rare and with excluded symbols, of every precision. */
import fc from 'fast-check';
import { categoricalModel, type EntropyModel, frequencyModel, uniformModel } from '../../entropy/index.ts';

const weights = fc
  .array(fc.oneof(fc.double({ min: 0, max: 1, noNaN: true }), fc.constantFrom(0, 1, 1e-12, 1e6)), { maxLength: 30 })
  .map((some) => [...some, 1]);

const categorical = fc
  .record({ precision: fc.integer({ min: 5, max: 16 }), weights })
  .map(({ precision, weights }) => categoricalModel(weights, precision));

/** Frequencies, zeros among them, that fill 2^P. */
const tables = fc
  .record({
    precision: fc.integer({ min: 8, max: 16 }),
    frequencies: fc.array(fc.integer({ min: 0, max: 6 }), { minLength: 1, maxLength: 40 }),
  })
  .map(({ precision, frequencies }) => {
    const rest = (1 << precision) - frequencies.reduce((sum, frequency) => sum + frequency, 0);
    return frequencyModel([0, ...frequencies, 0, rest, 0], precision);
  });

/** Any partition of 0 .. 2^P - 1 into cells. */
export const entropyModels: fc.Arbitrary<EntropyModel> = fc.oneof(
  categorical,
  tables,
  fc.integer({ min: 1, max: 300 }).map(uniformModel),
);

/** Symbols of a model by its own law, rare ones included: points of 0 .. 2^P - 1 evenly. */
export function symbolSequences(model: EntropyModel, maxLength: number = 200): fc.Arbitrary<readonly number[]> {
  const points = fc.integer({ min: 0, max: (1 << model.precision) - 1 });
  return fc.array(
    points.map((q) => model.symbolAt(q)),
    { maxLength },
  );
}

/** A model with a sequence of its symbols. */
export const modelMessages: fc.Arbitrary<{ readonly model: EntropyModel; readonly symbols: readonly number[] }> =
  entropyModels.chain((model) => symbolSequences(model).map((symbols) => ({ model, symbols })));
