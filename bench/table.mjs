/** Rows of measurements as a table in Markdown. */

const COLUMNS = [
  ['samplewire', 'samplewire'],
  ['plain', 'plain'],
  ['c', 'C'],
  ['numpy', 'numpy'],
];

export function tableLines(rows) {
  const shown = COLUMNS.filter(([label]) => rows.some(({ nanoseconds }) => label in nanoseconds));
  const head = ['case', 'one', ...shown.map(([, title]) => `${title}, ns`)];
  const compared = ['plain', 'numpy', 'c', 'parts'].filter((label) => rows.some(({ ratios }) => label in ratios));
  for (const label of compared) {
    head.push({ plain: 'times plain', numpy: 'times numpy', c: "of C's time", parts: 'of its parts' }[label]);
  }
  head.push('to hold');
  const body = rows.map(({ name, unit, nanoseconds, ratios, limits }) => [
    name,
    unit,
    ...shown.map(([label]) => (nanoseconds[label] === undefined ? '' : digits(nanoseconds[label]))),
    ...compared.map((label) => (ratios[label] === undefined ? '' : withSpread(ratios[label]))),
    Object.entries(limits)
      .map(([label, limit]) => held(label, limit, ratios[label]))
      .join('; '),
  ]);
  const widths = head.map((title, i) => Math.max(title.length, ...body.map((row) => row[i].length)));
  const line = (cells) =>
    `| ${cells.map((cell, i) => (i < 2 ? cell.padEnd(widths[i]) : cell.padStart(widths[i]))).join(' | ')} |`;
  return [line(head), `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`, ...body.map(line)];
}

/** Speed-ups have a floor, shares of another's time a ceiling. */
function held(label, limit, ratio) {
  const up = label === 'plain' || label === 'numpy';
  const text = `${label} ${up ? '>=' : '<='} ${limit}`;
  if (ratio === undefined) return text;
  return `${text} ${(up ? ratio.median >= limit : ratio.median <= limit) ? 'ok' : 'MISSED'}`;
}

function withSpread({ low, median, high }) {
  return `${digits(median)} (${digits(low)}-${digits(high)})`;
}

function digits(value) {
  return value >= 100 ? Math.round(value).toLocaleString('en') : String(Number(value.toPrecision(3)));
}
