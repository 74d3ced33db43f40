/**
 * Every channel simulator on the same channels (bench/simulators/cases.mjs): bits per value against the information and
 * what is published, candidates, time. `npm run bench -- simulators --case mine.json` does so for a case of your own.
 */

import { caseFromFile, standardCases } from '../simulators/cases.mjs';
import { drawMethods } from '../simulators/chart.mjs';
import { measureMethod } from '../simulators/measure.mjs';
import { methods } from '../simulators/methods.mjs';
import { caseLines } from '../simulators/table.mjs';

export const title = 'Channel simulators';

/** What the bench prints and, for the standard cases, keeps: rows by case. */
export async function report({ caseFile }) {
  const cases = caseFile === undefined ? standardCases() : [caseFromFile(caseFile)];
  const measured = [];
  for (const testCase of cases) {
    const { name, key, note, informationBits } = testCase;
    const rows = [];
    for (const method of methods) rows.push(...(await measureMethod(method, testCase)));
    measured.push({ name, key, note, informationBits: Number(informationBits.toFixed(3)), rows });
    if (process.stderr.isTTY) process.stderr.write(`${name}\n`);
  }
  return {
    cases: measured,
    lines: measured.flatMap((testCase) => [...caseLines(testCase), '']),
    draw: () => drawMethods(measured),
  };
}
