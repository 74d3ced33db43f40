/**
 * The form of everything that a command says on success: a name in a column of its own, the facts beside it, further
 * facts of the same name below.
 *
 *     weather.swr    1,123 bytes   6.15 bits per value
 *                    exact: every received value follows its target
 */
export class Lines {
  readonly #width: number;
  #text = '';

  /** `names` that will be added; they decide how wide the first column is. */
  constructor(names: readonly string[]) {
    this.#width = Math.min(40, Math.max(13, ...names.map((name) => name.length)));
  }

  add(name: string, fact: string): this {
    this.#text += `${name.padEnd(this.#width)}  ${fact}\n`;
    return this;
  }

  /** A line without a name. */
  more(fact: string): this {
    return this.add('', fact);
  }

  /** One name for several facts. */
  addAll(name: string, facts: readonly string[]): this {
    facts.forEach((fact, i) => {
      this.add(i === 0 ? name : '', fact);
    });
    return this;
  }

  text(): string {
    return this.#text;
  }
}
