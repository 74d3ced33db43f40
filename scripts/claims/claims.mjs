/**
 * What must work, row by row: learned compression (C1 to C15), communication of samples (C16 to C20), systems (F1A to F7), and
 * further capabilities (D1 to D18); WO 2021/247840 in our own words. `tests` are names as `vitest list` prints them, or their
 * beginnings; a row without tests is open, and one that lacks something says what is `missing`. A row is done when nothing is
 * missing and every test under its names passes.
 */
const channels = 'test/testing/laws/channels.test.ts > channels';
const selections = 'test/testing/laws/selections.test.ts > selections';
const hybrid = `${channels} > hybrid coding`;
const universal = `${channels} > universal quantization`;
const weights = 'test/compress-ml/weights.test.ts';
const roundTrips = 'test/rcc/channel.test.ts > decoding inverts encoding, bit for bit, 100,000 values';
const gaussian = 'test/rcc/gaussian-channel.test.ts';

export const claims = [
  { id: 'C1', claim: 'A learned encoder, additive noise from a shared source, soft rounding, integers out' },
  { id: 'C2', claim: 'Sharpness of the soft rounding grows during training' },
  { id: 'C3', claim: 'The soft rounding function, its inverse, derivative and limits' },
  { id: 'C4', claim: 'Encoder and decoder may be any network' },
  { id: 'C5', claim: 'Images as input' },
  {
    id: 'C6',
    claim: 'Uniform additive noise: exact law, independent of the input, rate of the information',
    tests: [
      universal,
      'test/rcc/proposals.test.ts > presets > universal quantization sends one integer and uniform noise',
    ],
  },
  { id: 'C7', claim: 'The channel is differentiable' },
  { id: 'C8', claim: 'Uniform noise in training, universal quantization in use: no mismatch' },
  {
    id: 'C9',
    claim: 'Gaussian additive noise, exactly: layered within 0.53 bit, by a lattice within 0.24',
    tests: [
      `${channels} > layered quantization`,
      "test/rcc/layered.test.ts > 'Gaussian', 'direct'",
      'test/rcc/layered-rate.test.ts > the rate of Gaussian noise',
      `${gaussian} > the noise is Gaussian`,
      `${gaussian} > bits above the information density`,
    ],
  },
  {
    id: 'C10',
    claim: 'A lattice quantizer as the channel: noise uniform in its cell, at the rate of the information',
    tests: [
      "test/rcc/lattice-quantization.test.ts > 'E8'",
      "test/rcc/lattice-quantization.test.ts > 'D4'",
      "test/rcc/lattices.test.ts > 'E8'",
    ],
  },
  { id: 'C11', claim: 'Gradients through the noise integrated out' },
  { id: 'C12', claim: 'Training loss: rate of the noisy values plus weighted distortion' },
  { id: 'C13', claim: 'Reconstruction by the conditional expectation given the noisy value' },
  { id: 'C14', claim: 'Gradients through the reconstruction' },
  { id: 'C15', claim: 'The decoder belongs to a model trained with the same noise' },
  {
    id: 'C16',
    claim: 'Hybrid coding: candidates by dithered quantization, index n and decoding factor k are sent',
    tests: [hybrid, `${roundTrips} > hybrid, blocks of 1`, 'test/rcc/proposals.test.ts > presets > hybrid coding >'],
  },
  {
    id: 'C17',
    claim: 'Weights of a model as the data, as a sample of their posterior',
    missing: 'a sample of a posterior, and the accuracy of a network with the weights that were sent',
    tests: [
      `${weights} > a compressed network`,
      `${weights} > budgets`,
      "test/compress-ml/rates.test.ts > 'normal' weights",
    ],
  },
  {
    id: 'C18',
    claim: 'The support of the candidates contains the target’s: wider targets are split exactly or refused',
    tests: [
      'test/rcc/proposals.test.ts > presets > a support wider than its cell is refused where it cannot be split',
      `${hybrid}: whole, in the middle and at the border of a cell, truncated, narrow and far > law of the sample`,
    ],
  },
  {
    id: 'C19',
    claim: 'Selection by arrival times over weights, stopped by the smallest weight: the exact argmin',
    tests: [
      'test/rcc/proposals.test.ts > the Poisson functional representation',
      `${selections} > Poisson functional representation`,
    ],
  },
  {
    id: 'C20',
    claim: 'The marginal cdf as a transform: the lattice point is then uniform and independent of the dither',
    tests: [
      'test/rcc/cdf-space.test.ts',
      `${roundTrips} > hybrid-cdf, blocks of 1`,
      "test/rcc/proposals.test.ts > 'CDF space'",
    ],
  },
  { id: 'F1A', claim: 'Client, server and training system over a network; parallel instances' },
  {
    id: 'F1B',
    claim: 'Several channels and keys in one process, independent of each other',
    tests: ['test/rcc/channel.test.ts > two channels with different keys, interleaved, give the same bytes as alone'],
  },
  { id: 'F1C', claim: 'One registry of named models for several users' },
  { id: 'F2', claim: 'A compression model from end to end' },
  {
    id: 'F3',
    claim: 'Encoder and decoder as separate parts',
    missing: 'a decoder entry point without code of the encoder, on a golden file',
    tests: ['test/package/treeshake.test.ts > tree-shaking > a decoder alone brings no local randomness'],
  },
  { id: 'F4', claim: 'The pipeline split over two devices, each stage callable alone' },
  { id: 'F5', claim: 'The method step by step, with a penalty between output and input' },
  { id: 'F6', claim: 'Written now, reconstructed later, in another process' },
  {
    id: 'F7',
    claim: 'Target, candidates, index, message: the worked trace',
    tests: [
      'test/rcc/cell.test.ts > a candidate in a cell > follows the worked trace: centre 0.6625, dithers 0.95, 0.08, 0.71',
    ],
  },
  { id: 'D1', claim: 'Discrete and continuous rate models in training, and their mismatch' },
  { id: 'D2', claim: 'Plain quantization as the limit of the soft quantizer' },
  {
    id: 'D3',
    claim: 'Density of a noisy value from any cdf; over all points it sums to one, for every dither',
    tests: ['test/entropy/codec/quantized-density.test.ts > the cells given a dither'],
  },
  {
    id: 'D4',
    claim: 'Universal quantization costs time by the coefficient, not by the information (npm run bench -- universal)',
  },
  {
    id: 'D5',
    claim: 'A dither of its own for each coefficient',
    missing: 'one dither common to all coefficients, with its warning',
    tests: [
      'test/rcc/proposals.test.ts > presets > universal quantization sends one integer and uniform noise > law of the sample',
    ],
  },
  {
    id: 'D6',
    claim: 'Gaussian noise by a random scale that both sides know; its excess as in theory',
    tests: [
      'test/rcc/layered-rate.test.ts > the rate of Gaussian noise',
      "test/rcc/layered.test.ts > 'Gaussian', 'direct' > widths have the mean logarithm of the theory",
    ],
  },
  {
    id: 'D7',
    claim: 'Rounder lattices come nearer to the Gaussian channel',
    tests: [
      `${gaussian} > bits above the information density`,
      "test/rcc/lattices.test.ts > 'D4' > the cell has the stated second moment",
    ],
  },
  {
    id: 'D8',
    claim: 'General selection from a fixed law, all algorithms',
    tests: [selections, 'test/rcc/prior-methods.test.ts'],
  },
  {
    id: 'D9',
    claim: 'Unbounded targets: truncated at a stated total variation, or split exactly',
    tests: [
      'test/rcc/channel.test.ts > a report',
      `${hybrid}: whole, in the middle and at the border of a cell, truncated, narrow and far > law of the sample`,
    ],
  },
  {
    id: 'D10',
    claim: 'Several dimensions, unequal widths',
    tests: [
      `${roundTrips} > hybrid, blocks of 4`,
      'test/rcc/scoring.test.ts',
      "test/rcc/proposals.test.ts > 'dithered, mixed, 5 dimensions'",
    ],
  },
  {
    id: 'D11',
    claim: 'Codes of the index: empirical, or Zipf by the mean divergence',
    tests: ['test/entropy/model/zipf.test.ts', "test/rcc/golden-files.test.ts > 'hybrid-empirical'"],
  },
  {
    id: 'D12',
    claim: 'Codes of the point: uniform, or by its probability given the dither',
    tests: ['test/rcc/cdf-space.test.ts', 'test/entropy/codec/quantized-density.test.ts', `${universal} > rate`],
  },
  {
    id: 'D13',
    claim: 'Certified bounds of the density ratio; unbounded ratios are refused',
    tests: [
      'test/distributions/certified-bounds.test.ts',
      'test/distributions/density-ratio.test.ts',
      'test/rcc/prior-methods.test.ts > an unbounded ratio is refused with the methods that would work',
    ],
  },
  {
    id: 'D14',
    claim: 'Inputs of many kinds',
    missing: 'images, text embeddings, audio, latents, and a use of the decoded data',
    tests: ['test/cli/round-trip.test.ts > real weather'],
  },
  {
    id: 'D15',
    claim: 'Storage and transmission alike: files, memory, streams',
    tests: [
      'test/rcc/channel.test.ts > a file > passes through web streams both ways',
      'test/container/round-trip.test.ts',
      'test/cli/round-trip.test.ts > formats and streams',
    ],
  },
  { id: 'D16', claim: 'Training and personal models on the client; nothing is sent' },
  {
    id: 'D17',
    claim: 'A lossless path: entropy coding of integers, containers',
    tests: ['test/entropy/coder/round-trip.test.ts', 'test/testing/laws/formats.test.ts > formats > containers'],
  },
  { id: 'D18', claim: 'Images of several channel layouts' },
];
