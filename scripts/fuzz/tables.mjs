/** Damaged tables: what the readers of the command line make of broken CSV, TSV, NPY and JSON. */
import { openCsv } from '../../dist/cli/formats/csv-reader.js';
import { openJson } from '../../dist/cli/formats/json-reader.js';
import { openNpy } from '../../dist/cli/formats/npy-reader.js';

const text = (string) => new TextEncoder().encode(string);
const LETTERS = [...'0123456789.,;"\'{}[]:-+eE \t\r\n\\/nul\u0000\u00e9\u{1f600}'];

function npy(header, ...values) {
  const described = `{'descr': '<f8', 'fortran_order': False, 'shape': ${header}, }`;
  const length = 64 * Math.ceil((10 + described.length + 1) / 64) - 10;
  const padded = `${described.padEnd(length - 1)}\n`;
  const head = [0x93, ...text('NUMPY'), 1, 0, length % 256, Math.floor(length / 256), ...text(padded)];
  return Uint8Array.from([...head, ...new Uint8Array(Float64Array.from(values).buffer)]);
}

/** A format, how it is opened, and whole tables of it. */
export const TABLES = [
  {
    name: 'csv',
    open: (input) => openCsv(input, ','),
    bases: ['a,b\n1,2\n3,4.5e-3\n', '"a","b ""c"""\r\n1,"2"\r\n"3",4\r\n', '\ufeffx\n1\n\n2\n'].map(text),
  },
  { name: 'tsv', open: (input) => openCsv(input, '\t'), bases: ['a\tb\n1\t2\n3\t4\n'].map(text) },
  {
    name: 'json',
    open: openJson,
    bases: ['[1,2.5,-3e2]', '[[1,2],[3,4]]', '[{"a":1,"b":2},{"a":3,"b":4}]', '{"a":[1,2],"b":[3,4]}'].map(text),
  },
  { name: 'npy', open: openNpy, bases: [npy('(4,)', 1, 2, 3, 4), npy('(2, 3)', 1, 2, 3, 4, 5, 6)] },
];

/** Some edits: letters of the formats, any byte, cuts, repeats. */
export function damagedTable(bytes, random) {
  const below = (n) => random.nextUint32() % Math.max(1, n);
  let copy = Array.from(bytes);
  for (let edits = below(5); edits >= 0; edits--) {
    const at = below(copy.length + 1);
    const kind = below(5);
    if (kind === 0) copy.splice(at, below(3), ...text(LETTERS[below(LETTERS.length)]));
    else if (kind === 1) copy[Math.min(at, copy.length - 1)] = below(256);
    else if (kind === 2) copy.splice(at, 1 + below(8));
    else if (kind === 3) copy.splice(at, 0, ...copy.slice(at, at + 1 + below(32)));
    else copy = copy.slice(0, at);
    if (copy.length === 0) copy = [below(256)];
  }
  return Uint8Array.from(copy);
}

/** Reads a table to its end. */
export async function readTable(open, bytes) {
  const cut = Math.floor(bytes.length / 2);
  const chunks = async function* () {
    yield bytes.subarray(0, cut);
    yield bytes.subarray(cut);
  };
  const reader = await open({ name: 'input', chunks });
  let rows = 0;
  const options = { missing: 'skip', rowsPerBatch: 64, onSkip: () => {} };
  for await (const batch of reader.batches(reader.variables, options)) rows += batch.rows;
  return rows;
}
