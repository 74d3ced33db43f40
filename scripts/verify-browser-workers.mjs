/**
 * npm run verify:browser-workers: a page with a pool of two Web Workers, bundled with esbuild, in headless Chromium. Files that
 * it writes and reads, by one core and by the pool, must be those of Node, byte for byte; aborting and a wrong seed must reject.
 * Needs Chromium (Debian package chromium) and the npm package playwright-core; ends with 1 where anything differs.
 */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { browserCases } from './browser/cases.mjs';
import { finish, Verdicts } from './verify/table.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const programs = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const executablePath = process.env.CHROMIUM ?? programs.find((path) => existsSync(path));
if (executablePath === undefined) {
  console.error('verify:browser-workers: Chromium is missing (Debian package chromium, or its path in CHROMIUM)');
  process.exit(1);
}
const { chromium } = await import('playwright-core');

/** The page's script and the worker's, as a bundler makes them: two files, and the pool is told the place of the second. */
const { outputFiles } = await build({
  entryPoints: { page: 'scripts/browser/page.mjs', worker: 'dist/workers/worker.js' },
  absWorkingDir: root,
  bundle: true,
  format: 'esm',
  platform: 'browser',
  conditions: ['browser'],
  target: 'es2022',
  minify: true,
  outdir: 'out',
  write: false,
});
const served = new Map(outputFiles.map(({ path, text }) => [`/${path.split(/[\\/]/).at(-1)}`, text]));
const html = '<!doctype html><meta charset="utf-8"><script type="module" src="/page.js"></script>';
const server = createServer((request, response) => {
  const script = served.get(request.url);
  const isPage = request.url === '/';
  response.writeHead(script === undefined && !isPage ? 404 : 200, {
    'content-type': script === undefined ? 'text/html' : 'text/javascript',
  });
  response.end(script ?? (isPage ? html : ''));
});
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
const browser = await chromium.launch({
  executablePath,
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-dev-shm-usage'],
});
const table = new Verdicts('A pool of two Web Workers in Chromium against Node');
try {
  const page = await browser.newPage();
  page.on('pageerror', (error) => console.error(String(error)));
  await page.goto(`http://127.0.0.1:${server.address().port}/`);
  await page.waitForFunction('globalThis.finished !== undefined', undefined, { timeout: 300_000 });
  const inBrowser = await page.evaluate('globalThis.finished');
  const sha256 = async (bytes) => createHash('sha256').update(bytes).digest('hex');
  const inNode = await browserCases(undefined, sha256);
  for (const [name, { bytes, samples }] of Object.entries(inNode)) {
    for (const form of ['alone', 'pooled']) {
      const theirs = inBrowser[form]?.[name];
      const agrees = theirs?.bytes === bytes && theirs?.samples === samples;
      table.add(
        `${name}, ${form === 'alone' ? 'one core' : 'two workers'}`,
        short(theirs),
        short({ bytes, samples }),
        agrees,
      );
    }
  }
  const { refusals, error } = inBrowser;
  if (error !== undefined) table.add('the page', error, 'no error', false);
  for (const [name, [got, wanted]] of Object.entries(refusals ?? {})) table.add(name, got, wanted, got === wanted);
} finally {
  await browser.close();
  server.close();
}
table.print();
finish(table);

function short(hashes) {
  return hashes === undefined ? 'none' : `${hashes.bytes.slice(0, 8)} ${hashes.samples.slice(0, 8)}`;
}
