/** One case as a table in Markdown. */

const HEAD = ['method', 'block', 'law', 'bits', 'above', 'bound', 'lower bound', 'candidates', 'us'];

/** Bits and candidates per value, time of the sender per value. */
export function caseLines({ name, note, informationBits, rows }) {
  const body = rows.map((row) =>
    row.needs === undefined
      ? [
          row.title,
          String(row.dimension),
          row.law,
          row.bits.toFixed(3),
          row.aboveInformation.toFixed(3),
          row.boundBits === null ? '' : row.boundBits.toFixed(2),
          row.lowerBoundBits === null ? '' : row.lowerBoundBits.toFixed(2),
          digits(row.candidates),
          digits(row.microseconds),
        ]
      : [row.title, String(row.dimension), `needs ${row.needs}`, '', '', '', '', '', ''],
  );
  const widths = HEAD.map((title, i) => Math.max(title.length, ...body.map((cells) => cells[i].length)));
  const line = (cells) =>
    `| ${cells.map((cell, i) => (i === 0 || i === 2 ? cell.padEnd(widths[i]) : cell.padStart(widths[i]))).join(' | ')} |`;
  return [
    `## ${name}`,
    '',
    `${note}; information ${informationBits.toFixed(3)} bits per value.`,
    '',
    line(HEAD),
    `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`,
    ...body.map(line),
  ];
}

export function digits(value) {
  return value >= 100 ? Math.round(value).toLocaleString('en') : String(Number(value.toPrecision(2)));
}
