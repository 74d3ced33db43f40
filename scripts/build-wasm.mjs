/**
 * npm run build:wasm: compiles wasm/ (AssemblyScript; fixed-width SIMD, nothing relaxed) and writes the module, as base64,
 * to src/core/wasm/module.ts. npm run check:wasm compiles it (--check) and compares with what is committed.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import asc from 'assemblyscript/asc';

/** What every browser compiles synchronously on a page's main thread. */
const MAXIMAL_BYTES = 4096;
const target = new URL('../src/core/wasm/module.ts', import.meta.url);
const root = fileURLToPath(new URL('..', import.meta.url));

let binary;
const options = ['--enable', 'simd', '--runtime', 'stub', '-O3', '--noAssert', '--noColors', '--disableWarning', '112'];
/** 31 pages are in use; they are committed when they are touched. */
const memory = ['--initialMemory', '31', '--maximumMemory', '31'];
const { error, stderr } = await asc.main(
  ['wasm/index.ts', '--baseDir', root, ...options, ...memory, '--outFile', 'module.wasm'],
  {
    writeFile: (_, contents) => {
      binary = contents;
    },
  },
);
process.stderr.write(stderr.toString());
if (error || binary === undefined) throw error ?? new Error('the compiler wrote no module');
if (binary.length > MAXIMAL_BYTES) throw new Error(`the module has ${binary.length} bytes, limit ${MAXIMAL_BYTES}`);

const text = `/** The compiled form of wasm/, base64. Written by npm run build:wasm; npm run check:wasm compares. */
export const WASM_MODULE: string =
  '${Buffer.from(binary).toString('base64')}';
`;
const committed = readFileSync(target, { encoding: 'utf8', flag: 'a+' });
if (!process.argv.includes('--check')) {
  if (committed !== text) writeFileSync(target, text);
  console.log(`src/core/wasm/module.ts: ${binary.length} bytes${committed === text ? '' : ', written'}`);
} else if (committed !== text) {
  console.error('src/core/wasm/module.ts is not what wasm/ compiles to: npm run build:wasm');
  process.exitCode = 1;
}
