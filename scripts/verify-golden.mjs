/**
 * npm run verify:golden [-- FOLDER]: reference values, computed independently to 20 digits, against this build. Every file
 * of the folder that has the name and shape of one of ours is read value by value, with the tolerances of its README;
 * sections whose subject is not built yet are listed as such. Without a folder: the copy in test/vectors/golden.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { checkCoder } from './golden/coder.mjs';
import { checkDistributions } from './golden/distributions.mjs';
import { checkInformation } from './golden/information.mjs';
import { checkPhilox } from './golden/philox.mjs';
import { checkSpecialFunctions } from './golden/special-functions.mjs';
import { checkUniversalQuantization } from './golden/universal-quantization.mjs';
import { checkZipf } from './golden/zipf.mjs';

const files = {
  'special-functions.json': checkSpecialFunctions,
  'distributions.json': checkDistributions,
  'philox.json': checkPhilox,
  'coder.json': checkCoder,
  'zipf.json': checkZipf,
  'universal-quantization.json': checkUniversalQuantization,
  'information.json': checkInformation,
  'soft-rounding.json': (_, sections) => sections.notBuilt('cases'),
};

/** What was checked in one file, section by section. */
class Sections {
  rows = [];
  /** A section's tally: `values` checked, `worst` error in units of its tolerance. */
  #open(name) {
    let row = this.rows.find((known) => known.name === name);
    if (row === undefined) {
      row = { name, values: 0, worst: 0, first: '' };
      this.rows.push(row);
    }
    return row;
  }
  /** An error in units of its tolerance: above 1 fails. */
  check(name, error, what) {
    const row = this.#open(name);
    row.values++;
    const size = Number.isNaN(error) ? Number.POSITIVE_INFINITY : error;
    if (size > row.worst) row.worst = size;
    if (size > 1 && row.first === '') row.first = what;
  }
  /** A value against a decimal string; equal infinities and missing values agree. */
  close(name, value, text, relative, absolute, what) {
    const expected = parse(text);
    if (expected === undefined) return this.check(name, value === undefined || value === null ? 0 : Infinity, what);
    if (value === expected) return this.check(name, 0, what);
    this.check(
      name,
      Math.abs(value - expected) / (relative * Math.abs(expected) + absolute),
      `${what}: expected ${text}, got ${value}`,
    );
  }
  equal(name, value, expected, what) {
    const same = JSON.stringify(value) === JSON.stringify(expected);
    this.check(
      name,
      same ? 0 : Infinity,
      `${what}: expected ${JSON.stringify(expected).slice(0, 80)}, got ${JSON.stringify(value)?.slice(0, 80)}`,
    );
  }
  notBuilt(name) {
    this.rows.push({ name, values: 0, worst: 0, first: '', notBuilt: true });
  }
}

function parse(text) {
  if (text === null || text === undefined) return undefined;
  return Number(text);
}

const folder = process.argv[2] ?? fileURLToPath(new URL('../test/vectors/golden', import.meta.url));
let failed = 0;
let found = 0;
console.log(
  `${'file'.padEnd(30)} ${'section'.padEnd(30)} ${'values'.padStart(7)} ${'worst / tolerance'.padStart(18)}  verdict`,
);
for (const [file, check] of Object.entries(files)) {
  const path = join(folder, file);
  if (!existsSync(path)) continue;
  found++;
  const sections = new Sections();
  try {
    check(JSON.parse(readFileSync(path, 'utf8')), sections);
  } catch (error) {
    sections.check('shape', Infinity, `${error.message}`);
  }
  for (const { name, values, worst, first, notBuilt } of sections.rows) {
    const verdict = notBuilt ? 'not built' : worst <= 1 ? 'ok' : `FAILED ${first}`;
    if (!notBuilt && worst > 1) failed++;
    console.log(
      `${file.padEnd(30)} ${name.padEnd(30)} ${String(values).padStart(7)} ${worst.toPrecision(3).padStart(18)}  ${verdict}`,
    );
  }
}
if (found === 0) console.log(`no golden file in ${folder}`);
console.log(`${failed === 0 && found > 0 ? 'all sections hold' : `${failed} sections failed`}`);
process.exitCode = failed > 0 || found === 0 ? 1 : 0;
