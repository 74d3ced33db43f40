/** The engines: how each is found or installed, and how it runs a script and gives back what it printed. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** Not a dependency: installed when this is run, into a folder that `npm ci` clears. */
const BUN_VERSION = '1.4.5';
const MINUTES = 60_000;
const cache = fileURLToPath(new URL('../../node_modules/.cache/engines', import.meta.url));

/**
 * `find` gives the program or a reason why there is none, `run` what the script printed. `required` ones are three
 * unrelated implementations of the language.
 */
export const ENGINES = [
  {
    name: 'node',
    engine: 'V8',
    required: true,
    find: () => ({ program: process.execPath }),
    run: (program, script) => output(program, [script]),
  },
  {
    name: 'bun',
    engine: 'JavaScriptCore',
    required: true,
    find: findBun,
    run: (program, script) => output(program, [script]),
  },
  {
    name: 'gjs',
    engine: 'SpiderMonkey',
    required: true,
    find: () => findInPath(['gjs', 'gjs-console'], 'Debian package gjs'),
    run: (program, script) => output(program, [script]),
  },
  {
    name: 'chromium',
    engine: 'V8',
    required: false,
    find: () => findInPath(['chromium', 'chromium-browser', 'google-chrome'], 'Debian package chromium'),
    run: runPage,
  },
];

function output(program, args) {
  const { status, stdout, stderr, error } = spawnSync(program, args, {
    encoding: 'utf8',
    timeout: 5 * MINUTES,
    maxBuffer: 2 ** 24,
  });
  if (status !== 0)
    throw new Error(
      String(error?.message ?? stderr)
        .trim()
        .split('\n')
        .slice(0, 5)
        .join('\n'),
    );
  return `${stdout}\n${stderr}`;
}

function findInPath(names, source) {
  for (const name of names) {
    if (spawnSync(name, ['--version'], { timeout: MINUTES }).status === 0) return { program: name };
  }
  return { missing: `not installed (${source})` };
}

function findBun() {
  const [platform, arch] = [
    process.platform === 'win32' ? 'windows' : process.platform,
    process.arch === 'arm64' ? 'aarch64' : process.arch,
  ];
  const musl = process.platform === 'linux' && process.report.getReport().header.glibcVersionRuntime === undefined;
  const name = `@oven/bun-${platform}-${arch}${musl ? '-musl' : ''}`;
  const program = join(cache, 'node_modules', name, 'bin', process.platform === 'win32' ? 'bun.exe' : 'bun');
  if (!existsSync(program)) {
    const install = [
      'install',
      '--prefix',
      cache,
      '--no-save',
      '--no-package-lock',
      '--ignore-scripts',
      '--no-audit',
      '--no-fund',
      '--prefer-offline',
    ];
    spawnSync('npm', [...install, `${name}@${BUN_VERSION}`], {
      timeout: 5 * MINUTES,
      shell: process.platform === 'win32',
    });
  }
  if (spawnSync(program, ['--version'], { timeout: MINUTES }).status === 0) return { program };
  return findInPath(['bun'], `npm package ${name}`);
}

/** A page that holds the script: what the script printed is the text of its body. */
function runPage(program, _script, page) {
  const profile = join(dirname(page), 'profile');
  const flags = [
    '--headless',
    '--no-sandbox',
    '--disable-gpu',
    '--disable-dev-shm-usage',
    `--user-data-dir=${profile}`,
  ];
  const html = output(program, [...flags, '--virtual-time-budget=600000', '--dump-dom', pathToFileURL(page).href]);
  return /<pre[^>]*>([\s\S]*?)<\/pre>/.exec(html)?.[1] ?? '';
}
