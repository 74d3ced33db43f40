/** Draws docs/digits.svg, bytes against error, from examples/digits/results.json. */
import { readFileSync, writeFileSync } from 'node:fs';

const read = (path) => JSON.parse(readFileSync(new URL(`../${path}`, import.meta.url), 'utf8'));
const { blocks, rounding } = read('examples/digits/results.json');
const [WIDTH, HEIGHT, LEFT, TOP, RIGHT, BOTTOM] = [640, 340, 62, 34, 14, 48];
const BYTES = [1000, 12_000];
const ERRORS = [0.01, 1];
const place = (value, [low, high], from, to) => from + ((to - from) * Math.log(value / low)) / Math.log(high / low);
const x = (bytes) => place(bytes, BYTES, LEFT, WIDTH - RIGHT).toFixed(1);
const y = (error) => place(error, ERRORS, HEIGHT - BOTTOM, TOP).toFixed(1);

/** One point for every budget: means over its seeds. */
const budgets = [...new Set(blocks.map(({ bits }) => bits))].sort((a, b) => a - b);
const means = budgets.map((bits) => {
  const of = blocks.filter((entry) => entry.bits === bits);
  const mean = (name) => of.reduce((sum, entry) => sum + entry[name], 0) / of.length;
  return { bytes: mean('bytes'), error: mean('error') };
});

const line = (points, colour) => {
  const places = points.map(({ bytes, error }) => `${x(bytes)},${y(error)}`);
  const dots = places.map((at) => `<circle cx="${at.split(',')[0]}" cy="${at.split(',')[1]}" r="4" fill="${colour}"/>`);
  return `<polyline points="${places.join(' ')}" fill="none" stroke="${colour}" stroke-width="2"/>${dots.join('')}`;
};
const text = (left, top, words, more = '') => `<text x="${left}" y="${top}" ${more}>${words}</text>`;
const grid = [
  ...[1000, 1500, 2000, 3000, 4500, 6000, 10_000].map(
    (bytes) =>
      `<line x1="${x(bytes)}" x2="${x(bytes)}" y1="${TOP}" y2="${HEIGHT - BOTTOM}"/>${text(x(bytes), HEIGHT - BOTTOM + 16, `${bytes / 1000} kB`, 'text-anchor="middle"')}`,
  ),
  ...[0.01, 0.02, 0.03, 0.05, 0.1, 0.3, 1].map(
    (error) =>
      `<line x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${y(error)}" y2="${y(error)}"/>${text(LEFT - 8, Number(y(error)) + 4, `${Math.round(100 * error)} %`, 'text-anchor="end"')}`,
  ),
];
const [ours, theirs] = ['#0b6e8a', '#b4540a'];
const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="sans-serif" font-size="12" fill="#333">
<rect width="${WIDTH}" height="${HEIGHT}" fill="#fff"/>
<g stroke="#ddd" stroke-width="1">${grid.join('\n').replaceAll('<text', '<text stroke="none"')}</g>
${line(means, ours)}
${line(rounding, theirs)}
${text(LEFT, 20, '■ distributions trained to a budget, sent in blocks', `fill="${ours}"`)}
${text(LEFT + 330, 20, '■ trained plainly, sent by rounding', `fill="${theirs}"`)}
${text((LEFT + WIDTH) / 2, HEIGHT - 10, 'bytes of the file, all included; error on 2,000 held-out digits', 'text-anchor="middle"')}
</svg>
`;
writeFileSync(new URL('../docs/digits.svg', import.meta.url), svg);

const percent = (error) => `${(100 * error).toFixed(2)} %`;
const rows = budgets.map((bits) => {
  const of = blocks.filter((entry) => entry.bits === bits);
  const list = (name, show) => {
    const values = of.map((entry) => entry[name]);
    const average = values.reduce((sum, value) => sum + value, 0) / values.length;
    if (values.length === 1) return show(average);
    return `${show(average)} (${show(Math.min(...values))} to ${show(Math.max(...values))})`;
  };
  const count = (value) => Math.round(value).toLocaleString('en');
  return `| blocks, ${count(bits)} bits | ${of.length} | ${list('informationBits', count)} | ${list('bytes', count)} | ${list('error', percent)} |`;
});
const others = rounding.map(
  ({ bytes, error }) => `| \`rounding\` | | | ${bytes.toLocaleString('en')} | ${percent(error)} |`,
);
const table = [
  '| sent by | shared seeds | KL when coded, bits | bytes | error on 2,000 held-out digits |',
  '|---|---|---|---|---|',
  ...rows,
  ...others,
].join('\n');
const page = new URL('../docs/digits.md', import.meta.url);
const [before, rest] = readFileSync(page, 'utf8').split('<!-- table -->');
const after = rest.split('<!-- end of table -->')[1];
writeFileSync(page, `${before}<!-- table -->\n${table}\n<!-- end of table -->${after}`);
console.log(table);
