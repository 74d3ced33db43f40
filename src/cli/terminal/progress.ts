/** One line on the standard error that is redrawn in place, and only where somebody can see it. */
import { isTerminal, writeText } from '#platform';
import { grouped } from './numbers.ts';

const WIDTH = 40;
const REDRAW_MILLISECONDS = 100;

export class Progress {
  readonly #visible: boolean;
  readonly #quiet: boolean;
  readonly #noun: string;
  readonly #started: number = performance.now();
  #drawn = Number.NEGATIVE_INFINITY;
  #length = 0;

  /** `noun` is what is counted, in the plural. */
  constructor(noun: string, quiet: boolean) {
    this.#noun = noun;
    this.#quiet = quiet;
    this.#visible = !quiet && isTerminal('stderr');
  }

  /** Lines that stay, above the bar, unless nothing is to be said. */
  async note(lines: readonly string[]): Promise<void> {
    if (this.#quiet || lines.length === 0) return;
    await this.clear();
    await writeText('stderr', lines.map((line) => `${line}\n`).join(''));
  }

  /**
   * `fraction` of the work, undefined where its size is not known; `note` is what is being tried; `total` of what is counted,
   * where it is known.
   */
  async show(done: number, fraction: number | undefined, note: string = '', total?: number): Promise<void> {
    const now = performance.now();
    if (!this.#visible || now - this.#drawn < REDRAW_MILLISECONDS) return;
    this.#drawn = now;
    const trying = note === '' ? '' : `   ${note}`;
    const count = total === undefined ? grouped(done) : `${grouped(done)} / ${grouped(total)}`;
    await this.#draw(`${bar(fraction)}  ${count} ${this.#noun}   ${this.#seconds(now)}${trying}`);
  }

  /** The finished bar stays on the terminal. */
  async finish(done: number): Promise<void> {
    if (!this.#visible) return;
    await this.#draw(
      `${bar(1)}  ${grouped(done)} / ${grouped(done)} ${this.#noun}   ${this.#seconds(performance.now())}`,
    );
    await writeText('stderr', '\n');
    this.#length = 0;
  }

  /** Nothing stays. */
  async clear(): Promise<void> {
    if (this.#length === 0) return;
    await this.#draw('');
    await writeText('stderr', '\r');
  }

  #seconds(now: number): string {
    return `${((now - this.#started) / 1000).toFixed(1)} s`;
  }

  async #draw(text: string): Promise<void> {
    const erased = ' '.repeat(Math.max(0, this.#length - text.length));
    this.#length = text.length;
    await writeText('stderr', `\r${text}${erased}`);
  }
}

function bar(fraction: number | undefined): string {
  if (fraction === undefined) return '';
  const full = Math.floor(WIDTH * Math.max(0, Math.min(1, fraction)));
  return '#'.repeat(full) + '-'.repeat(WIDTH - full);
}
