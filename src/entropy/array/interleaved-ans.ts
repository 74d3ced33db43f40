/**
 * rANS over whole arrays: symbol i goes by its row's table to lane i mod 2 of a stack of two lanes. While one lane waits
 * for its table, the other one computes. The bytes are those of `AnsStack`, pushed from the last symbol to the first:
 *
 *     push: x = floor(x / f) 2^12 + (x mod f) + c          pop: q = x mod 2^12,  x = f floor(x / 2^12) + q - c
 *
 * with a word of 16 bits leaving before x would pass 2^32 and entering where it falls below 2^16. Words are little-endian;
 * behind them stand the states of lane 1 and lane 0, low half first.
 *
 * F. Giesen, "Interleaved entropy coders", arXiv 1402.3392, 2014.
 */
import { CorruptDataError, UnexpectedEndError } from '../../core/index.ts';
import { AnsStack } from '../coder/ans-stack.ts';
import { type SymbolTables, TABLE_PRECISION } from './symbol-tables.ts';

const LANES = 2;
const START = 65_536;
const STATE_WORDS = 2 * LANES;

/** Words that `encodeInterleaved` may need for so many symbols. */
export function interleavedWords(symbols: number): number {
  return symbols + STATE_WORDS;
}

/** The bytes of symbols, each by its row. `words`, if given, is room for the stream. */
export function encodeInterleaved(
  tables: SymbolTables,
  symbols: Uint8Array,
  rows: Uint16Array,
  words: Uint16Array = new Uint16Array(interleavedWords(symbols.length)),
): Uint8Array {
  const { frequencies, cumulatives, inverses } = tables;
  let length = 0;
  let even = START;
  let odd = START;
  let i = symbols.length - 1;
  // Invariant: both states, read as unsigned, are at least 2^16; symbols behind the i-th are on the stack.
  if (i % 2 === 0) {
    const entry = (rows[i]! << 8) | symbols[i]!;
    even = (even % frequencies[entry]!) + (Math.floor(even / frequencies[entry]!) << 12) + cumulatives[entry]!;
    i--;
  }
  for (; i > 0; i -= 2) {
    const oddEntry = (rows[i]! << 8) | symbols[i]!;
    const oddFrequency = frequencies[oddEntry]!;
    if (odd >>> 20 >= oddFrequency) {
      words[length++] = odd;
      odd >>>= 16;
    }
    const oddQuotient = ((odd >>> 0) * inverses[oddEntry]!) | 0;
    odd = ((oddQuotient << 12) + (odd - Math.imul(oddQuotient, oddFrequency)) + cumulatives[oddEntry]!) | 0;

    const evenEntry = (rows[i - 1]! << 8) | symbols[i - 1]!;
    const evenFrequency = frequencies[evenEntry]!;
    if (even >>> 20 >= evenFrequency) {
      words[length++] = even;
      even >>>= 16;
    }
    const evenQuotient = ((even >>> 0) * inverses[evenEntry]!) | 0;
    even = ((evenQuotient << 12) + (even - Math.imul(evenQuotient, evenFrequency)) + cumulatives[evenEntry]!) | 0;
  }
  for (const state of [odd, even]) {
    words[length++] = state;
    words[length++] = state >>> 16;
  }
  const bytes = new Uint8Array(2 * length);
  for (let at = 0; at < length; at++) {
    bytes[2 * at] = words[at]!;
    bytes[2 * at + 1] = words[at]! >>> 8;
  }
  return bytes;
}

/**
 * The symbols of these bytes, one for every row, into `symbols`.
 * @throws UnexpectedEndError, CorruptDataError (TrailingData where symbols are left)
 */
export function decodeInterleaved(
  tables: SymbolTables,
  bytes: Uint8Array,
  rows: Uint16Array,
  symbols: Uint8Array,
): void {
  const { points } = tables;
  if (points === undefined) {
    decodeInterleavedPlain(tables, bytes, rows, symbols);
    return;
  }
  const words = wordsOf(bytes);
  let length = words.length - STATE_WORDS;
  let odd = words[length]! | (words[length + 1]! << 16);
  let even = words[length + 2]! | (words[length + 3]! << 16);
  const pairs = symbols.length - (symbols.length % 2);
  for (let i = 0; i < pairs; i += 2) {
    const evenPoint = points[(rows[i]! << 12) | (even & 4095)]!;
    even = (Math.imul(((evenPoint >>> 12) & 4095) + 1, even >>> 12) + (evenPoint & 4095)) | 0;
    if (even >>> 16 === 0) {
      if (length === 0) throw cut();
      even = (even << 16) | words[--length]!;
    }
    symbols[i] = evenPoint >>> 24;

    const oddPoint = points[(rows[i + 1]! << 12) | (odd & 4095)]!;
    odd = (Math.imul(((oddPoint >>> 12) & 4095) + 1, odd >>> 12) + (oddPoint & 4095)) | 0;
    if (odd >>> 16 === 0) {
      if (length === 0) throw cut();
      odd = (odd << 16) | words[--length]!;
    }
    symbols[i + 1] = oddPoint >>> 24;
  }
  if (pairs < symbols.length) {
    const point = points[(rows[pairs]! << 12) | (even & 4095)]!;
    even = (Math.imul(((point >>> 12) & 4095) + 1, even >>> 12) + (point & 4095)) | 0;
    symbols[pairs] = point >>> 24;
    // The first symbol pushed moved no word.
  }
  if (length > 0 || even !== START || odd !== START) {
    throw new CorruptDataError('"bytes" expected the end of the stream', 2 * length, 'TrailingData');
  }
}

/** The same by one stack and one model per row: the form that defines the bytes. */
export function encodeInterleavedPlain(tables: SymbolTables, symbols: Uint8Array, rows: Uint16Array): Uint8Array {
  const stack = new AnsStack(LANES);
  const models = Array.from({ length: tables.rows }, (_, row) => tables.model(row));
  for (let i = symbols.length - 1; i >= 0; i--) {
    const [model, symbol] = [models[rows[i]!]!, symbols[i]!];
    stack.push(model.cumulative(symbol), model.frequency(symbol), TABLE_PRECISION, i % LANES);
  }
  return stack.toBytes();
}

export function decodeInterleavedPlain(
  tables: SymbolTables,
  bytes: Uint8Array,
  rows: Uint16Array,
  symbols: Uint8Array,
): void {
  const stack = AnsStack.open(bytes, LANES);
  const models = Array.from({ length: tables.rows }, (_, row) => tables.model(row));
  for (let i = 0; i < symbols.length; i++) {
    const model = models[rows[i]!]!;
    const symbol = model.symbolAt(stack.peek(TABLE_PRECISION, i % LANES));
    stack.pop(model.cumulative(symbol), model.frequency(symbol), TABLE_PRECISION, i % LANES);
    symbols[i] = symbol;
  }
  stack.finish();
}

function wordsOf(bytes: Uint8Array): Uint16Array {
  if (bytes.length % 2 !== 0 || bytes.length < 2 * STATE_WORDS) {
    throw new UnexpectedEndError(`"bytes" expected an even number, at least ${2 * STATE_WORDS}, got ${bytes.length}`);
  }
  const words = new Uint16Array(bytes.length / 2);
  for (let at = 0; at < words.length; at++) words[at] = bytes[2 * at]! | (bytes[2 * at + 1]! << 8);
  for (const half of [1, 3]) {
    const at = words.length - half;
    if (words[at] === 0) throw new CorruptDataError('"bytes" expected a state of at least 2^16', 2 * at);
  }
  return words;
}

function cut(): UnexpectedEndError {
  return new UnexpectedEndError('"bytes" expected another word, got the end');
}
