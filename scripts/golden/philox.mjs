/** The generator: known answers, seeds and labels, addresses, words to doubles. */
import { philox4x32, sharedRandomness, uniform32, uniform52 } from 'samplewire/core';

const hex = (word) => (word >>> 0).toString(16).padStart(8, '0');
const word = (text) => Number.parseInt(text, 16);

export function checkPhilox(golden, sections) {
  for (const section of ['kat', 'more']) {
    for (const { counter, key, output } of golden[section] ?? []) {
      const out = new Uint32Array(4);
      philox4x32(...counter.map(word), ...key.map(word), out, 0);
      sections.equal(section, Array.from(out, hex), output, counter.join(' '));
    }
  }
  for (const { seedType, seed, labels, words } of golden.addressing ?? []) {
    const given =
      seedType === 'bytes'
        ? Uint8Array.from(seed.match(/../g) ?? [], word)
        : seedType === 'integer'
          ? Number(seed)
          : seed;
    let stream = sharedRandomness(given);
    for (const label of labels) stream = stream.derive(label);
    for (const { block, candidate, word: at, value } of words) {
      sections.equal(
        'addressing',
        hex(stream.block(block).word(candidate, at)),
        value,
        `${seed} ${labels} ${block} ${candidate} ${at}`,
      );
    }
  }
  for (const { words, double } of golden.doubles ?? []) {
    const [first, second] = words.map(word);
    sections.equal(
      'doubles',
      second === undefined ? uniform32(first) : uniform52(first, second),
      Number(double),
      words.join(' '),
    );
  }
}
