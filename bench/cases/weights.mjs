/**
 * Packaged networks at equal output error: affine codes with brotli and with an order-0 coder, and ours by method. Each network
 * is measured in a process of its own; half an hour on two busy cores. With SAMPLEWIRE_KEPT set, networks whose measurement
 * lies in .tmp/bench/weights are not measured again.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { drawWeights } from '../weights/chart.mjs';
import { MODELS } from '../weights/models.mjs';
import { isInstalled } from '../weights/network.mjs';
import { missingPhotographs } from '../weights/photographs.mjs';
import { weightTables } from '../weights/table.mjs';

export const title = 'Weights: networks of packages at equal output error';

const folder = fileURLToPath(new URL('../../.tmp/bench/weights/', import.meta.url));
const program = fileURLToPath(new URL('../weights/one.mjs', import.meta.url));

export async function report({ caseFile }) {
  if (caseFile !== undefined) throw new Error("weights has no cases of the caller's own");
  const missing = missingPhotographs() ?? missingModels();
  if (missing !== undefined) {
    console.log(`
${title}: not measured, ${missing}`);
    return undefined;
  }
  mkdirSync(folder, { recursive: true });
  const cases = MODELS.map(({ name }) => {
    const file = `${folder}${name}.json`;
    if (process.env.SAMPLEWIRE_KEPT === undefined || !existsSync(file)) {
      const { status, stderr } = spawnSync(process.execPath, [program, name, file], { encoding: 'utf8' });
      if (status !== 0) throw new Error(`${name}: ${stderr}`);
    }
    return JSON.parse(readFileSync(file, 'utf8'));
  });
  return { cases, lines: weightTables(cases), draw: () => drawWeights(cases) };
}

function missingModels() {
  const missing = MODELS.filter(({ file }) => !isInstalled(file)).map(({ file }) => file);
  return missing.length === 0 ? undefined : `networks are missing (${missing.join(', ')}): npm ci`;
}
