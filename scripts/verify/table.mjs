/** Tables of measured values against their bounds, and the verdict of a whole run. */
export class Verdicts {
  #rows = [];
  #failed = 0;
  #title;
  constructor(title) {
    this.#title = title;
  }
  /** One row; `ok` decides the verdict. Numbers are shown with a few digits. */
  add(name, measured, bound, ok) {
    this.#rows.push([name, show(measured), show(bound), ok ? 'ok' : 'FAILED']);
    if (!ok) this.#failed++;
    if (process.stderr.isTTY || process.env.VERBOSE) process.stderr.write(`${this.#rows.at(-1).join('  ')}\n`);
  }
  get failed() {
    return this.#failed;
  }
  print() {
    console.log(`\n${this.#title}`);
    const head = ['case', 'measured', 'bound', 'verdict'];
    const widths = head.map((text, i) => Math.max(text.length, ...this.#rows.map((row) => row[i].length)));
    for (const row of [head, widths.map((width) => '-'.repeat(width)), ...this.#rows]) {
      console.log(
        row
          .map((text, i) => (i === 0 ? text.padEnd(widths[i]) : text.padStart(widths[i])))
          .join('  ')
          .trimEnd(),
      );
    }
    console.log(`${this.#rows.length - this.#failed} passed, ${this.#failed} failed`);
  }
}

function show(value) {
  if (typeof value !== 'number') return String(value);
  if (value === 0 || Number.isInteger(value)) return String(value);
  const size = Math.abs(value);
  return size < 1e-3 || size >= 1e6 ? value.toExponential(2) : value.toPrecision(5);
}

/** Ends the process with 1 where a table has failures. */
export function finish(...tables) {
  const failed = tables.reduce((sum, table) => sum + table.failed, 0);
  if (failed > 0) {
    console.log(`\n${failed} failed`);
    process.exitCode = 1;
  }
}
