/**
 * A tour on real data: sends the bundled sensor readings with their stated uncertainty, receives them, compares, and
 * leaves file, samples and page in `out/`. Run by `npm start`, on the build.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const root = fileURLToPath(new URL('..', import.meta.url));
const main = fileURLToPath(new URL('../dist/cli/main.js', import.meta.url));
mkdirSync(new URL('../out', import.meta.url), { recursive: true });

/** Runs the command from the project folder, showing what one would type. */
function samplewire(...args) {
  const shown = args.map((arg) => (/^[\w./=-]+$/.test(arg) ? arg : `'${arg}'`)).join(' ');
  console.log(`\n$ samplewire ${shown}`);
  const { status } = spawnSync(process.execPath, [main, ...args], { cwd: root, stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}

function file(name) {
  return new URL(`../${name}`, import.meta.url);
}

console.log('A sensor measured humidity and temperature 5,041 times, to within 3 percent and 0.4 degrees (assumed).');
console.log('The far end shall hold one random value of each law normal(reading, uncertainty).');

samplewire(
  'send',
  'data/sensor-readings.csv',
  '-o',
  'out/sensor.swr',
  '--target',
  'humidity = normal(humidity, 3)',
  '--target',
  'temperature = normal(temperature, 0.4)',
  '--samples',
  'out/sent.csv',
  '--report',
  'out/sensor.html',
  '--report',
  'out/sensor.json',
);
samplewire('receive', 'out/sensor.swr', '-o', 'out/received.csv');
samplewire('inspect', 'out/sensor.swr');
samplewire('verify', 'out/sensor.swr');

const [sent, received] = [readFileSync(file('out/sent.csv')), readFileSync(file('out/received.csv'))];
if (!sent.equals(received)) {
  console.error('\nout/sent.csv and out/received.csv differ');
  process.exit(1);
}
console.log('\nout/sent.csv and out/received.csv are the same, byte for byte.');

const report = JSON.parse(readFileSync(file('out/sensor.json'), 'utf8'));
const percent = (bits) => `${((100 * bits) / (8 * report.bytes)).toFixed(1)} %`.padStart(7);
const row = (name, bits) => {
  return `  ${name.padEnd(12)}${Math.round(bits / 8)
    .toLocaleString('en')
    .padStart(8)} bytes ${percent(bits)} ${(bits / report.values).toFixed(3).padStart(8)} bits per value`;
};
console.log('\nWhere the bytes went');
for (const [name, bits] of Object.entries(report.bits)) console.log(row(name, bits));
console.log(row('total', 8 * report.bytes));
console.log(row('information', report.informationBits));

const measured = readFileSync(file('data/sensor-readings.csv'), 'utf8')
  .split('\n')
  .map((line) => line.split(',').slice(1, 3).join(','))
  .join('\n');
console.log(
  `\nFor comparison: both columns as text ${measured.length.toLocaleString('en')} bytes, ` +
    `with gzip ${gzipSync(measured, { level: 9 }).length.toLocaleString('en')}, here ${statSync(file('out/sensor.swr')).size.toLocaleString('en')}.`,
);
console.log('Open out/sensor.html in a browser.');
