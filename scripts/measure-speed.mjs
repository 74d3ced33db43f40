/**
 * node scripts/measure-speed.mjs (on the build): what each method of files costs on this machine. Targets are Gaussian of
 * deviation 1 (uniform of width 1 for universal quantization), centres Gaussian of deviation 40, one column; whole files.
 */
import { cpus } from 'node:os';
import { localRandomness, standardNormal } from 'samplewire/core';
import { normal } from 'samplewire/distributions';
import { decode, encode } from 'samplewire/rcc';

const local = localRandomness({ seed: 'speed' });
const proposal = normal(0, Math.hypot(1, 40));

function targets(law, rows) {
  const random = local.block(rows);
  const mu = Float64Array.from({ length: rows }, () => 40 * standardNormal(random));
  const shifted = (by) => mu.map((x) => x + by);
  if (law === 'uniform') return { rows, columns: [{ law, lower: shifted(-0.5), upper: shifted(0.5) }] };
  if (law === 'truncatedNormal') {
    return { rows, columns: [{ law, mu, sigma: 1, lower: shifted(-4), upper: shifted(4) }] };
  }
  return { rows, columns: [{ law, mu, sigma: 1 }] };
}

async function timed(work) {
  const started = performance.now();
  const result = await work();
  return [result, performance.now() - started];
}

console.log(`${process.version}, ${cpus()[0]?.model ?? 'unknown processor'}; values per second, one core`);
console.log('method       block   candidates a block   bits above information     encode     decode');
for (const [method, block, law, rows] of [
  ['universal', 1, 'uniform', 100_000],
  ['layered', 1, 'normal', 100_000],
  ['hybrid', 1, 'normal', 50_000],
  ['hybrid', 4, 'normal', 40_000],
  ['hybrid', 8, 'normal', 16_000],
  ['hybrid-cdf', 1, 'truncatedNormal', 20_000],
]) {
  const columns = [{ name: 'x', proposal }];
  const settings = { method, columns, block, key: { seed: 'speed' }, local };
  const input = targets(law, rows);
  await encode(targets(law, 1_000), settings);
  const [{ bytes, report }, encoding] = await timed(() => encode(input, settings));
  const [, decoding] = await timed(() => decode(bytes, { seed: 'speed' }));
  const perSecond = (milliseconds) => Number(((1000 * rows) / milliseconds).toPrecision(2)).toLocaleString('en');
  console.log(
    method.padEnd(12),
    String(block).padStart(5),
    (report.candidatesExamined / report.blocks).toFixed(1).padStart(20),
    ((8 * bytes.length - report.informationBits) / rows).toFixed(2).padStart(24),
    perSecond(encoding).padStart(10),
    perSecond(decoding).padStart(10),
  );
}
