/**
 * npm run build:wasm: compiles wasm/ (AssemblyScript; fixed-width SIMD, nothing relaxed) and writes each module, as base64,
 * to src/core/wasm. npm run check:wasm compiles them (--check) and compares with what is committed.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import asc from 'assemblyscript/asc';

/** What every browser compiles synchronously on a page's main thread. */
const MAXIMAL_BYTES = 4096;
const root = fileURLToPath(new URL('..', import.meta.url));
const options = ['--enable', 'simd', '--runtime', 'stub', '-O3', '--noAssert', '--noColors', '--disableWarning', '112'];
/** Pages that are in use; they are committed when they are touched. */
const modules = [
  { source: 'wasm/index.ts', target: 'src/core/wasm/module.ts', pages: 31, name: 'WASM_MODULE', of: 'wasm/' },
  {
    source: 'wasm/layers/chi.ts',
    target: 'src/core/wasm/layer-module.ts',
    pages: 1,
    name: 'LAYER_MODULE',
    of: 'wasm/layers/',
  },
];

for (const { source, target, pages, name, of } of modules) {
  const binary = await compiled(source, pages);
  if (binary.length > MAXIMAL_BYTES) throw new Error(`${target} has ${binary.length} bytes, limit ${MAXIMAL_BYTES}`);
  const text = `/** The compiled form of ${of}, base64. Written by npm run build:wasm; npm run check:wasm compares. */
export const ${name}: string =
  '${Buffer.from(binary).toString('base64')}';
`;
  const place = new URL(`../${target}`, import.meta.url);
  const committed = readFileSync(place, { encoding: 'utf8', flag: 'a+' });
  if (!process.argv.includes('--check')) {
    if (committed !== text) writeFileSync(place, text);
    console.log(`${target}: ${binary.length} bytes${committed === text ? '' : ', written'}`);
  } else if (committed !== text) {
    console.error(`${target} is not what ${of} compiles to: npm run build:wasm`);
    process.exitCode = 1;
  }
}

async function compiled(source, pages) {
  let binary;
  const memory = ['--initialMemory', `${pages}`, '--maximumMemory', `${pages}`];
  const { error, stderr } = await asc.main(
    [source, '--baseDir', root, ...options, ...memory, '--outFile', 'module.wasm'],
    {
      writeFile: (_, contents) => {
        binary = contents;
      },
    },
  );
  process.stderr.write(stderr.toString());
  if (error || binary === undefined) throw error ?? new Error('the compiler wrote no module');
  return binary;
}
