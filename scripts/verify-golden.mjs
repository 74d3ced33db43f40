/**
 * npm run verify:golden [-- FOLDER]: every file of the folder (test/vectors/golden unless given) that has the name and
 * shape of one there, value by value, with the tolerances of its README: file, section, values, worst error as a share of
 * its tolerance, verdict. Sections whose subject is not in this version are listed as `not built`. Ends with 1 where a
 * value is wrong, a file cannot be read, or there is nothing to compare.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { checkCoder } from './golden/coder.mjs';
import { Section } from './golden/compare.mjs';
import { checkDistributions } from './golden/distributions.mjs';
import { checkInformation } from './golden/information.mjs';
import { checkPhilox } from './golden/philox.mjs';
import { checkSoftRounding } from './golden/soft-rounding.mjs';
import { checkSpecialFunctions } from './golden/special-functions.mjs';
import { checkUniversalQuantization } from './golden/universal-quantization.mjs';
import { checkZipf } from './golden/zipf.mjs';

/** A file's checks; undefined where all of its subject is still to be built. */
const CHECKS = {
  'special-functions.json': checkSpecialFunctions,
  'distributions.json': checkDistributions,
  'philox.json': checkPhilox,
  'coder.json': checkCoder,
  'zipf.json': checkZipf,
  'universal-quantization.json': checkUniversalQuantization,
  'information.json': checkInformation,
  'soft-rounding.json': checkSoftRounding,
};

/** Sections whose subject is still to be built. */
const NOT_BUILT = {};

const folder = resolve(process.argv[2] ?? fileURLToPath(new URL('../test/vectors/golden', import.meta.url)));
const rows = [['file', 'section', 'values', 'worst / tolerance', 'verdict']];
const faults = [];
const total = { passed: 0, failed: 0 };

let files;
try {
  files = readdirSync(folder).sort();
} catch (error) {
  console.error(`"folder" expected one with golden values, got ${folder}: ${error.code}`);
  process.exit(1);
}
for (const file of files) if (Object.hasOwn(CHECKS, file)) checkFile(file, CHECKS[file]);

const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
for (const row of rows)
  console.log(row.map((cell, i) => (i < 2 ? cell.padEnd(widths[i]) : cell.padStart(widths[i]))).join('  '));
for (const fault of faults) console.log(fault);
if (total.passed + total.failed === 0) console.log(`nothing to compare in ${basename(folder)}`);
console.log(`${total.passed} values agree, ${total.failed} do not`);
process.exitCode = total.failed > 0 || total.passed === 0 ? 1 : 0;

function checkFile(file, check) {
  const sections = [];
  const section = (name, missing) => {
    const made = new Section(name);
    sections.push([made, missing]);
    return made;
  };
  let data;
  let broken;
  try {
    data = JSON.parse(readFileSync(join(folder, file), 'utf8'));
    if (check === undefined) {
      rows.push([file, '', '', '', 'not built']);
      return;
    }
    check(data, section);
  } catch (error) {
    broken = error;
  }
  for (const [made, missing] of sections) {
    const failed = made.failed + (missing === undefined ? 0 : 1);
    total.passed += made.values - made.failed;
    total.failed += failed;
    const worst = made.values === 0 ? '' : made.worst === 0 ? 'equal' : made.worst.toPrecision(2);
    rows.push([file, made.name, String(made.values), worst, missing ?? (made.ok ? 'ok' : `${made.failed} FAILED`)]);
    for (const fault of made.faults) faults.push(`${file}, ${made.name}: ${fault}`);
  }
  for (const name of NOT_BUILT[file] ?? []) {
    if (data !== undefined && Object.hasOwn(data, name)) rows.push([file, name, '', '', 'not built']);
  }
  if (broken === undefined) return;
  total.failed++;
  rows.push([file, '', '', '', 'FAILED']);
  faults.push(`${file}: ${broken instanceof Error ? broken.message : broken}`);
}
