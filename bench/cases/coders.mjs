/** Static coding of 10^7 symbols at five bits each: a quantized normal law, one table of 2^12. */
import { exp, localRandomness } from 'samplewire/core';
import {
  decodeInterleaved,
  decodeInterleavedPlain,
  encodeInterleaved,
  encodeInterleavedPlain,
  frequencyModel,
  quantizeFrequencies,
  RangeDecoder,
  RangeEncoder,
  SymbolTables,
} from 'samplewire/entropy';
import { hashOf, inputFile } from '../inputs.mjs';
import { cProgram } from '../reference.mjs';

export const title = 'Coders: 10^7 symbols of 5 bits, one static table';

const COUNT = 10_000_000;
const PRECISION = 12;
/** Plain forms are slow: a share of the symbols. */
const SHARE = 1_000_000;

export function cases() {
  const weights = Array.from({ length: 67 }, (_, i) => exp(-((i - 33) ** 2) / 128));
  const frequencies = quantizeFrequencies(weights, PRECISION);
  const model = frequencyModel(frequencies, PRECISION);
  const random = localRandomness({ seed: 'symbols' }).block(0);
  const symbols = Uint8Array.from({ length: COUNT }, () => model.symbolAt(random.nextUint32() >>> 20));
  const rows = new Uint16Array(COUNT);
  const decoded = new Uint8Array(COUNT);
  const tables = new SymbolTables([frequencies]);
  const table = inputFile('table', Uint16Array.from(frequencies));
  const file = inputFile('symbols', symbols);

  let tabled = encodeInterleaved(tables, symbols, rows);
  const fewer = [symbols.subarray(0, SHARE), rows.subarray(0, SHARE)];
  const plainBytes = encodeInterleavedPlain(tables, ...fewer);
  const [starts, sizes] = [new Uint16Array(67), new Uint16Array(67)];
  for (let s = 0; s < 67; s++) [starts[s], sizes[s]] = [model.cumulative(s), model.frequency(s)];
  let ranged;
  const rangeEncode = () => {
    const encoder = new RangeEncoder();
    for (let i = 0; i < COUNT; i++) encoder.encode(starts[symbols[i]], sizes[symbols[i]], PRECISION);
    ranged = encoder.finish();
  };
  const rangeDecode = () => {
    const decoder = new RangeDecoder(ranged);
    for (let i = 0; i < COUNT; i++) {
      const symbol = model.symbolAt(decoder.peek(PRECISION));
      decoder.consume(starts[symbol], sizes[symbol], PRECISION);
      decoded[i] = symbol;
    }
    decoder.finish();
  };
  const each = { unit: 'symbol', operations: COUNT };
  const c = (mode, proof) => cProgram('coders', [mode, table, file], proof);
  return [
    {
      ...each,
      name: 'rANS encode',
      forms: {
        samplewire: () => {
          tabled = encodeInterleaved(tables, symbols, rows);
        },
        plain: { run: () => encodeInterleavedPlain(tables, ...fewer), operations: SHARE },
        c: c('rans-encode', () => hashOf(tabled)),
      },
    },
    {
      ...each,
      name: 'rANS decode',
      forms: {
        samplewire: () => decodeInterleaved(tables, tabled, rows, decoded),
        plain: {
          run: () => decodeInterleavedPlain(tables, plainBytes, fewer[1], decoded.subarray(0, SHARE)),
          operations: SHARE,
        },
        c: c('rans-decode', () => hashOf(symbols)),
      },
      limits: { c: 2 },
    },
    {
      ...each,
      name: 'range coder encode',
      forms: { samplewire: rangeEncode, c: c('range-encode', () => hashOf(ranged)) },
      limits: { c: 2.5 },
    },
    {
      ...each,
      name: 'range coder decode',
      forms: { samplewire: rangeDecode, c: c('range-decode', () => hashOf(decoded)) },
      limits: { c: 2.5 },
    },
  ];
}
