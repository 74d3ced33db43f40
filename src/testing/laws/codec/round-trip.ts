/** What is encoded is decoded: by both coders, from the same cells, in as many bytes as the cells say. */
import { LN2, pow } from '../../../core/index.ts';
import {
  AnsDecoder,
  AnsEncoder,
  type Codec,
  CodelengthMeter,
  type EntropyDecoder,
  type EntropyEncoder,
  RangeDecoder,
  RangeEncoder,
} from '../../../entropy/index.ts';
import { CellRecorder, WatchedDecoder } from '../../instruments/recorder.ts';
import { sameValue } from '../../instruments/same-bits.ts';
import { digits, show } from '../show.ts';

/** A message: values, and the codec that writes them; codecs with a state begin anew for each message. */
export interface CodecSubject<T> {
  readonly make: () => Codec<T>;
  readonly values: readonly T[];
  readonly equal?: (a: T, b: T) => boolean;
}

interface Coder {
  readonly name: string;
  readonly encoder: () => EntropyEncoder & { finish(): Uint8Array };
  readonly decoder: (bytes: Uint8Array) => EntropyDecoder & { finish(): void };
}

export const coders: readonly Coder[] = [
  { name: 'range coder', encoder: () => new RangeEncoder(), decoder: (bytes) => new RangeDecoder(bytes) },
  { name: 'rANS', encoder: () => new AnsEncoder(1), decoder: (bytes) => new AnsDecoder(bytes, 1) },
  { name: 'rANS, 2 lanes', encoder: () => new AnsEncoder(2), decoder: (bytes) => new AnsDecoder(bytes, 2) },
];

/** The bytes of a message. */
export function written<T>({ make, values }: CodecSubject<T>, coder: Coder): Uint8Array {
  const encoder = coder.encoder();
  const codec = make();
  for (const value of values) codec.encode(value, encoder);
  return encoder.finish();
}

/** A statement about messages of values of any type. */
export interface CodecStatement {
  readonly name: string;
  readonly usualCauses: readonly string[];
  finding<T>(subject: CodecSubject<T>): string | undefined;
}

export const decodingInvertsEncoding: CodecStatement = {
  name: 'decoding inverts encoding',
  usualCauses: [
    'a decoder that updates its state before or after the encoder does',
    'an index or count that starts at 0 on one side and at 1 on the other',
    'a frequency of 0; a carry that is lost',
  ],
  finding<T>(subject: CodecSubject<T>): string | undefined {
    const { make, values, equal = sameValue } = subject;
    for (const coder of coders) {
      const decoder = coder.decoder(written(subject, coder));
      const codec = make();
      for (let i = 0; i < values.length; i++) {
        const value = codec.decode(decoder);
        if (!equal(value, values[i] as T))
          return `${coder.name}: value ${i} is ${show(value)}, written was ${show(values[i])}`;
      }
      decoder.finish();
    }
    return undefined;
  },
};

export const cellsAreRead: CodecStatement = {
  name: 'the decoder takes the cells that the encoder wrote',
  usualCauses: ['two formulas for one frequency', 'a model that was fitted to more than the decoder knows'],
  finding(subject) {
    const { make, values } = subject;
    const recorder = new CellRecorder();
    const codec = make();
    for (const value of values) codec.encode(value, recorder);
    const watched = new WatchedDecoder(new RangeDecoder(written(subject, coders[0]!)));
    const reading = make();
    for (const _ of values) reading.decode(watched);
    const at = recorder.cells.findIndex((cell, i) => cell !== watched.cells[i]);
    if (at < 0 && watched.cells.length === recorder.cells.length) return undefined;
    const place = at < 0 ? recorder.cells.length : at;
    return `symbol ${place}: written ${recorder.cells[place] ?? 'nothing'}, read ${watched.cells[place] ?? 'nothing'}`;
  },
};

const TWO_24 = 16_777_216;

/** Range coder: at most log2(1 + 2^P / (2^24 - 2^P)) a symbol and 8 bits; rANS: 0.02 a symbol and its states,
 * and, since a single symbol of precision 16 may lose almost a bit, a word more. */
export const bytesAreTheCodelength: CodecStatement = {
  name: 'bytes are the codelength, within the loss of the coder',
  usualCauses: ['a cell that is larger in the model than in the coder', 'precision lost when the range gets small'],
  finding(subject) {
    const { make, values } = subject;
    const meter = new CodelengthMeter();
    let symbols = 0;
    let losses = 0;
    const codec = make();
    const counting: EntropyEncoder = {
      encode(cumulative, frequency, precision) {
        symbols++;
        losses += pow(2, precision) / (TWO_24 - pow(2, precision)) / LN2;
        meter.encode(cumulative, frequency, precision);
      },
    };
    for (const value of values) codec.encode(value, counting);
    const [range, ans, two] = coders.map((coder) => 8 * written(subject, coder).length) as [number, number, number];
    if (range > meter.bits + losses + 8) return `range coder: ${range} bits for ${digits(meter.bits)}`;
    if (ans > meter.bits + 0.02 * symbols + 48) return `rANS: ${ans} bits for ${digits(meter.bits)}`;
    return two > meter.bits + 0.02 * symbols + 80 ? `rANS, 2 lanes: ${two} bits for ${digits(meter.bits)}` : undefined;
  },
};
