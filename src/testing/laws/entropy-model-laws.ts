/** Laws of an entropy model: its cells partition 0 .. 2^P - 1, and every coder inverts it. */
import fc from 'fast-check';
import { type EntropyModel, modelCodec } from '../../entropy/index.ts';
import {
  bytesAreTheCodelength,
  type CodecStatement,
  type CodecSubject,
  decodingInvertsEncoding,
} from './codec/round-trip.ts';
import type { LawOptions } from './options.ts';
import { runLaws } from './run-laws.ts';
import { grouped } from './show.ts';
import { type Subjects, type Theorem, theorem } from './theorem.ts';

const cellsPartition: Theorem<EntropyModel> = theorem({
  name: 'cells partition 0 .. 2^P - 1',
  usualCauses: [
    'frequencies that do not sum to 2^P after rounding',
    'a frequency that is not the difference of cumulatives',
  ],
  finding(model) {
    const total = 1 << model.precision;
    let sum = 0;
    for (let s = 0; s < model.size; s++) {
      const [start, frequency] = [model.cumulative(s), model.frequency(s)];
      if (start !== sum) return `cumulative(${s}) = ${start}, expected ${sum}`;
      if (!(Number.isInteger(frequency) && frequency >= 0)) return `frequency(${s}) = ${frequency}`;
      sum += frequency;
    }
    if (sum !== total) return `the frequencies sum to ${grouped(sum)}, expected 2^${model.precision}`;
    return model.cumulative(model.size) === total
      ? undefined
      : `cumulative(${model.size}) = ${model.cumulative(model.size)}`;
  },
});

const symbolsAreFound: Theorem<EntropyModel> = theorem({
  name: 'symbolAt finds the cell that holds a point',
  usualCauses: [
    'a border that is looked up on its other side',
    'a symbol of frequency 0 found at the start of the next one',
  ],
  finding(model) {
    for (let s = 0; s < model.size; s++) {
      const [start, frequency] = [model.cumulative(s), model.frequency(s)];
      if (frequency === 0) continue;
      for (const q of [start, start + frequency - 1]) {
        if (model.symbolAt(q) !== s) return `symbolAt(${q}) = ${model.symbolAt(q)}, the point is in cell ${s}`;
      }
    }
    return undefined;
  },
});

const insidesAreFound: Theorem<EntropyModel> = theorem<EntropyModel, number>({
  name: 'symbolAt is a possible symbol at every point',
  usualCauses: ['a search that ends one symbol early', 'a table indexed with another precision'],
  given: { noun: 'share of the points', arbitrary: fc.integer({ min: 0, max: 65_535 }) },
  finding(model, share) {
    const q = share >>> (16 - model.precision);
    const s = model.symbolAt(q);
    const [start, frequency] = [model.cumulative(s), model.frequency(s)];
    if (start <= q && q < start + frequency) return undefined;
    return `symbolAt(${q}) = ${s}, whose cell is ${start} .. ${start + frequency - 1}`;
  },
});

/** Symbols as a message of the model's own law. */
function asCodec(model: EntropyModel, points: readonly number[]): CodecSubject<number> {
  const values = points.map((point) => model.symbolAt(point >>> (16 - model.precision)));
  return { make: () => modelCodec(model), values };
}

const points = { noun: 'points', arbitrary: fc.array(fc.integer({ min: 0, max: 65_535 }), { maxLength: 200 }) };

function ofMessages(statement: CodecStatement): Theorem<EntropyModel> {
  return theorem<EntropyModel, number[]>({
    name: statement.name,
    usualCauses: statement.usualCauses,
    given: points,
    finding: (model, chosen) => statement.finding(asCodec(model, chosen)),
  });
}

const theorems: readonly Theorem<EntropyModel>[] = [
  cellsPartition,
  symbolsAreFound,
  insidesAreFound,
  ofMessages(decodingInvertsEncoding),
  ofMessages(bytesAreTheCodelength),
];

/**
 * Checks one model, several, or those of an arbitrary.
 *
 * @example entropyModelLaws(myModel);
 * @throws LawViolationError
 */
export function entropyModelLaws(models: EntropyModel | Subjects<EntropyModel>, options: LawOptions = {}): void {
  const subjects =
    Array.isArray(models) || 'generate' in models ? (models as Subjects<EntropyModel>) : [models as EntropyModel];
  runLaws(theorems, subjects, 'model', options);
}
