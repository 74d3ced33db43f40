/** Shared randomness: the block function, keys from seeds and labels, addresses of words, words as doubles. */
import { philox4x32, sharedRandomness, uniform32, uniform52 } from 'samplewire/core';
import { bytesOf, doubleOf, hexOf, wordOf } from './compare.mjs';

export function checkPhilox(data, section) {
  for (const name of ['kat', 'more']) {
    if (data[name] === undefined) continue;
    const here = section(name);
    for (const { counter, key, output } of data[name]) here.equal(counter.join(' '), philox(counter, key), output);
  }
  if (data.addressing !== undefined) addressing(data.addressing, section);
  if (data.doubles !== undefined) {
    const here = section('doubles');
    for (const { words, double, hex } of data.doubles) {
      const [high, low] = words.map(wordOf);
      const got = low === undefined ? uniform32(high) : uniform52(high, low);
      here.equal(`${words}`, got, doubleOf(hex));
      here.equal(`${words}`, got, Number(double));
    }
  }
}

function addressing(list, section) {
  const [keys, words] = [section('addressing: keys'), section('addressing: words')];
  for (const { seedType, seed, labels, state, key, words: wanted } of list) {
    const name = `${seedType} ${JSON.stringify(seed)} ${JSON.stringify(labels)}`;
    let shared = sharedRandomness(seedType === 'bytes' ? bytesOf(seed) : seed);
    for (const label of labels) shared = shared.derive(label);
    // The key is the start of the state; that it is the one of this seed shows in the words.
    keys.equal(
      name,
      key,
      [0, 8].map((at) => hexOf(bytesOf(state.slice(at, at + 8)).reverse())),
    );
    for (const { block, candidate, word, counter, value } of wanted) {
      const at = `${name}, block ${block}, candidate ${candidate}, word ${word}`;
      words.equal(at, text(shared.block(block).word(candidate, word)), value);
      const out = new Uint32Array(1);
      shared.block(block).fill(candidate, word, out);
      words.equal(`${at}, filled`, text(out[0]), value);
      words.equal(`${at}, from counter and key`, philox(counter, key)[word % 4], value);
    }
  }
}

function philox(counter, key) {
  const out = new Uint32Array(4);
  philox4x32(...counter.map(wordOf), ...key.map(wordOf), out, 0);
  return Array.from(out, text);
}

function text(word) {
  return (word >>> 0).toString(16).padStart(8, '0');
}
