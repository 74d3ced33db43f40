/** Faults of candidates: dithers, points, cells, weights, bounds, and what the decoder makes of them. */
const dithered = 'rcc/proposal/dithered.js';
const coordinates = 'rcc/proposal/dithered-coordinates.js';
const prior = 'rcc/proposal/prior.js';
const rotated = 'rcc/proposal/rotated-quantizer.js';
const takes = 'sample[i] = coordinates.value(i, ofCandidate[i]) + 0;';
const rebuilds = 'cells[i] * fromPoint(point[i], words[i]) + 0;';
const decoderReads = 'reconstruct(index, point, shared, out, offset) {\n            shared.fill(index, 0, words);';

export const proposalFaults = [
  {
    name: 'generator advanced by another amount in the decoder',
    suite: 'hybrid coding',
    edits: [{ file: dithered, from: decoderReads, to: decoderReads.replace('(index, 0', '(index, 1') }],
  },
  {
    name: 'k rounded the other way at the border of a cell',
    suite: 'dithered proposal',
    edits: [
      {
        file: coordinates,
        from: 'fraction + ((word - fraction) | 0) - word',
        to: 'fraction + ((word - fraction) >>> 0) - word',
      },
    ],
  },
  {
    name: 'float32 in the decoder',
    suite: 'hybrid coding',
    edits: [
      {
        file: 'rcc/proposal/cell.js',
        from: 'return point + (word + 0.5) * GRID_STEP',
        to: 'return Math.fround(point + (word + 0.5) * GRID_STEP)',
      },
    ],
  },
  {
    name: 'dither added but not subtracted',
    suite: 'universal quantization',
    edits: [
      { file: dithered, from: takes, to: 'sample[i] = cells[i] * point[i] + 0;' },
      { file: dithered, from: rebuilds, to: 'cells[i] * point[i] + 0;' },
    ],
  },
  {
    name: 'a dither of 8 bits',
    suite: 'dithered proposal',
    edits: [
      {
        file: dithered,
        from: 'const ofCandidate = weights.words(index);',
        to: 'const ofCandidate = weights.words(index).slice(); ofCandidate[0] &= 0xff000000;',
      },
      {
        file: dithered,
        from: 'shared.fill(index, 0, words);',
        to: 'shared.fill(index, 0, words); words[0] &= 0xff000000;',
      },
    ],
  },
  {
    name: 'dimensions that share one dither',
    suite: 'universal quantization, 2 dimensions',
    edits: [
      { file: dithered, from: 'coordinates.point(i, ofCandidate[i])', to: 'coordinates.point(i, ofCandidate[0])' },
      { file: dithered, from: takes, to: takes.replace('ofCandidate[i]', 'ofCandidate[0]') },
      { file: dithered, from: rebuilds, to: rebuilds.replace('words[i]', 'words[0]') },
    ],
  },
  {
    name: 'bound 10 % too small',
    suite: 'prior proposal',
    edits: [{ file: prior, from: '+ BOUND_MARGIN', to: '- 0.10536' }],
  },
  {
    name: 'bound at the mode of the target alone',
    suite: 'prior proposal',
    edits: [
      {
        file: prior,
        from: 'logRatioBound(factors[i], marginals[i])',
        to: '(factors[i].logDensity(factors[i].mode) - marginals[i].logDensity(factors[i].mode))',
      },
    ],
  },
  {
    name: 'the width of the cell left out of the weight',
    suite: 'dithered proposal',
    edits: [{ file: coordinates, from: 'this.#logWidths[i] + this.#suprema[i]', to: 'this.#suprema[i]' }],
  },
  {
    name: 'the number of cells left out of the weight, in CDF space',
    suite: 'CDF proposal',
    edits: [{ file: 'rcc/proposal/cdf-dithered.js', from: 'let logWeight = -logVolume;', to: 'let logWeight = 0;' }],
  },
  {
    name: 'weights of the next candidate',
    suite: 'prior proposal',
    edits: [{ file: prior, from: 'shared.candidates(first,', to: 'shared.candidates(first + 1,' }],
  },
  {
    name: 'weights that depend on the batch',
    suite: 'prior proposal',
    edits: [{ file: prior, from: 'shared.candidates(first,', to: 'shared.candidates(out.length === 1 ? 0 : first,' }],
  },
  {
    name: 'a cutoff half a nat too high',
    suite: 'dithered proposal',
    edits: [{ file: 'rcc/proposal/dithered-weights.js', from: 'cutoff + CUTOFF_MARGIN', to: 'cutoff - 0.5' }],
  },
  {
    name: 'P(k given u) half a cell off',
    suite: 'universal quantization',
    edits: [
      { file: 'rcc/proposal/point-code.js', from: 'uniform32(words[i])', to: '((uniform32(words[i]) + 0.5) % 1)' },
      { file: 'rcc/proposal/point-code.js', from: 'uniform32(word)', to: '((uniform32(word) + 0.5) % 1)' },
    ],
  },
  {
    name: 'the local split always takes the central interval',
    suite: 'hybrid coding, local split',
    edits: [
      { file: 'rcc/proposal/local-split.js', from: 'const draw = law.sample(local);', to: 'const draw = law.mode;' },
    ],
  },
  {
    name: 'the decoder replays all candidates before its own',
    suite: 'prior proposal',
    edits: [
      {
        file: prior,
        from: 'shared.fill(index, 0, words);',
        to: 'for (let n = Math.max(0, index - 100); n <= index; n++) shared.fill(n, 0, words);',
      },
    ],
  },
  {
    name: 'the decoder keeps the words of the block before',
    suite: 'hybrid coding',
    edits: [
      {
        file: dithered,
        from: decoderReads,
        to: decoderReads.replace('shared.fill', 'if (index > 0 || words[0] === 0) shared.fill'),
      },
    ],
  },
  {
    name: 'layered Gaussian noise with chi of 2 degrees of freedom',
    suite: 'layered quantization',
    edits: [
      {
        file: 'rcc/noise/gaussian.js',
        from: 'chiOfWords(3, words, 0)',
        to: '1.2247448713915890 * chiOfWords(2, words, 0)',
      },
    ],
  },
  {
    name: 'the layer is drawn with the words of the dither',
    suite: 'layered quantization',
    edits: [{ file: 'rcc/proposal/layer.js', from: 'VALUES_PER_BLOCK + SCALE_WORDS * j', to: 'j' }],
  },
  {
    name: 'the rotation is left out of the E8 channel',
    suite: 'Gaussian channel, E8',
    edits: [
      { file: rotated, from: 'multiply(unit, whitened, moved);', to: 'moved.set(whitened);' },
      { file: rotated, from: 'multiply(inverse, moved, rotated);', to: 'rotated.set(moved);' },
    ],
  },
];
