/** Faults of coders, models, codecs and the container. */
const combinators = 'entropy/codec/combinators.js';

export const codingFaults = [
  {
    name: 'a carry is lost',
    suite: 'long messages',
    edits: [{ file: 'entropy/coder/range-encoder.js', from: 'this.#bytes[at]++;', to: ';' }],
  },
  {
    name: 'rANS moves a word one state too late',
    suite: 'long messages',
    edits: [
      {
        file: 'entropy/coder/ans-stack.js',
        from: 'if (x >= frequency * TWO_16 * (1 << (16 - precision)))',
        to: 'if (x > 2 * frequency * TWO_16 * (1 << (16 - precision)))',
      },
    ],
  },
  {
    name: 'the decoder fills its range at another size than the encoder',
    suite: 'long messages',
    edits: [
      { file: 'entropy/coder/range-decoder.js', from: 'while (range >>> 24 === 0)', to: 'while (range >>> 20 === 0)' },
    ],
  },
  {
    name: 'a frequency of 0 for a rare symbol',
    suite: 'categorical codec',
    edits: [{ file: 'entropy/model/frequencies.js', from: 'Math.max(1, Math.ceil(', to: 'Math.max(0, Math.ceil(' }],
  },
  {
    name: 'a tie at the border of two symbols goes to the other one',
    suite: 'models',
    edits: [
      { file: 'entropy/model/frequency-model.js', from: 'if (starts[middle] <= q)', to: 'if (starts[middle] < q)' },
    ],
  },
  {
    name: 'the adaptive decoder forgets to update',
    suite: 'adaptive codec',
    edits: [
      {
        file: 'entropy/codec/adaptive-codec.js',
        from: 'const symbol = codec.decode(decoder);\n            model.update(symbol);',
        to: 'const symbol = codec.decode(decoder);',
      },
    ],
  },
  {
    name: 'the adaptive encoder updates before it writes',
    suite: 'adaptive codec',
    edits: [
      {
        file: 'entropy/codec/adaptive-codec.js',
        from: 'codec.encode(symbol, encoder);\n            model.update(symbol);',
        to: 'model.update(symbol);\n            codec.encode(symbol, encoder);',
      },
    ],
  },
  {
    name: 'index 0 given to Zipf as 0',
    suite: 'Zipf index',
    edits: [{ file: 'entropy/codec/zipf-index.js', from: '0, limit - 1) + 1;', to: '0, limit - 1);' }],
  },
  {
    name: 'the escape of a table counts from 1',
    suite: 'index by table',
    edits: [
      {
        file: 'entropy/codec/tabled-index.js',
        from: 'escaped + eliasGamma.decode(decoder)',
        to: 'escaped + 1 + eliasGamma.decode(decoder)',
      },
    ],
  },
  {
    name: 'a tie at 0 broken the other way by the sign code',
    suite: 'signed Elias gamma',
    edits: [{ file: 'entropy/codec/elias-gamma.js', from: 'value >= 0 ? 2 * value', to: 'value > 0 ? 2 * value' }],
  },
  {
    name: 'a prefix code without a limit',
    suite: 'Elias gamma',
    edits: [{ file: 'entropy/codec/elias-gamma.js', from: 'if (++bits > MAXIMAL_BITS)', to: 'if (++bits > 1e9)' }],
  },
  {
    name: 'a length is believed before its items are read',
    suite: 'array of certain symbols',
    edits: [
      {
        file: combinators,
        from: 'const length = eliasGamma.decode(decoder);\n            check(length);',
        to: 'const length = eliasGamma.decode(decoder);',
      },
    ],
  },
  {
    name: 'a parameter of the index table is not written',
    suite: 'parameters of a table',
    edits: [{ file: 'entropy/codec/geometric-mixture-codec.js', from: 'word.encode(meanCode, encoder);', to: '' }],
  },
  {
    name: 'a field of the header is not written',
    suite: 'container',
    edits: [
      { file: 'container/header.js', from: "writer.u8(checkInteger('generator', header.generator, 0, 255));", to: '' },
    ],
  },
  {
    name: 'a field of the header is written as another',
    suite: 'container',
    edits: [
      { file: 'container/header.js', from: "checkInteger('generator', header.generator, 0, 255)", to: 'header.coder' },
    ],
  },
  {
    name: 'the checksum of a chunk is not compared',
    suite: 'container',
    edits: [
      {
        file: 'container/chunk.js',
        from: 'return crc32c(view.subarray(0, end), prologueChecksum) ===',
        to: 'return 0 <=',
      },
    ],
  },
];
