/**
 * What a fault is looked for with: the exported laws alone, over the library's own objects. Every suite must pass on the
 * unharmed library. Imported by a copy of the package, so that the laws themselves run on the faulty one.
 */
import fc from 'fast-check';
import { ContainerWriter, readContainer } from 'samplewire/container';
import { laplace, normal, truncatedNormal, uniform } from 'samplewire/distributions';
import {
  adaptiveCodec,
  arrayCodec,
  categoricalModel,
  eliasGamma,
  fitGeometricMixture,
  geometricMixtureCodec,
  modelCodec,
  signedEliasGamma,
  tabledIndexCodec,
  uniformCodec,
  zipfIndexCodec,
} from 'samplewire/entropy';
import {
  aStarBranching,
  cdfDithered,
  dithered,
  gaussianChannel,
  gaussianNoise,
  greedyPoisson,
  greedyRejection,
  hybridCoding,
  indexedMessageCode,
  layered,
  layeredQuantization,
  minimalRandom,
  orderedRandom,
  poissonFunctionalRepresentation,
  prior,
  rejection,
  simulate,
  tableCode,
  universalQuantization,
} from 'samplewire/rcc';
import {
  channelSimulatorLaws,
  codecLaws,
  distributionFamilies,
  distributionLaws,
  entropyModelLaws,
  entropyModels,
  formatLaws,
  proposalLaws,
  selectionLaws,
} from 'samplewire/testing';

const spread = [normal(0, 8)];
const cell = { widths: [7.8], marginals: spread };
/** In the middle of a cell the dither says where in the cell a candidate lies: faults of the dither show there. */
const centred = [truncatedNormal(3.9, 1, 3.9 - 3.8906, 3.9 + 3.8906)];
const split = { widths: [5.2], marginals: spread };
const unit = { widths: [1], marginals: [normal(0, 1.1)] };
const around = (centre) => [uniform(centre - 0.4999999, centre + 0.4999999)];
const square = { widths: [1, 1], marginals: [normal(0, 8), normal(0, 8)] };
const layers = { noises: [gaussianNoise], scales: [1], marginals: spread };

/** The claim of a channel of one coordinate whose samples have the law `marginal`, on average over the targets. */
const rate = (marginal, maximalExcessBits) => ({
  logTarget: ([law], [z]) => law.logDensity(z),
  logMarginal: ([z]) => marginal.logDensity(z),
  maximalExcessBits,
});

export const suites = {
  'Poisson functional representation': (test) => selectionLaws(poissonFunctionalRepresentation, { test }),
  rejection: (test) => selectionLaws(rejection, { test }),
  'greedy rejection': (test) => selectionLaws(greedyRejection, { test }),
  'greedy Poisson rejection': (test) => selectionLaws(greedyPoisson, { test }),
  'minimal random coding': (test) => selectionLaws(minimalRandom(8), { candidates: 8, test }),
  'ordered random coding': (test) => selectionLaws(orderedRandom(8), { candidates: 8, test }),

  'dithered proposal': (test) =>
    proposalLaws(dithered(cell), { targets: [centred, [truncatedNormal(1, 2, -1, 5)]], test }),
  'CDF proposal': (test) =>
    proposalLaws(cdfDithered({ widths: [3], marginals: [normal(0, 4)] }), {
      targets: [[truncatedNormal(0.4, 0.5, -0.6, 1.4)]],
      test,
    }),
  'prior proposal': (test) => proposalLaws(prior(normal(0, 1)), { targets: [normal(1, 0.5), normal(0, 0.8)], test }),

  'hybrid coding': (test) =>
    channelSimulatorLaws(hybridCoding(cell), {
      targets: [centred],
      receiver: hybridCoding(cell),
      code: indexedMessageCode(dithered(cell), tableCode),
      test,
    }),
  'hybrid coding, local split': (test) =>
    channelSimulatorLaws(hybridCoding(split), { targets: [[normal(1, 1)]], test }),
  'universal quantization': (test) =>
    channelSimulatorLaws(universalQuantization(unit), {
      targets: [around(0.6), around(0)],
      code: indexedMessageCode(dithered(unit), tableCode),
      rate: rate(normal(0, 1.1), 0.1),
      test,
    }),
  'universal quantization, 2 dimensions': (test) =>
    channelSimulatorLaws(universalQuantization(square), { targets: [[...around(0.2), ...around(7.7)]], test }),
  'layered quantization': (test) =>
    channelSimulatorLaws(layeredQuantization(layers), {
      targets: [[normal(0.3, 1)]],
      receiver: layeredQuantization(layers),
      code: indexedMessageCode(layered(layers, 'direct'), tableCode),
      test,
    }),
  'Gaussian channel, E8': (test) =>
    channelSimulatorLaws(gaussianChannel({ sigma: 1, marginals: Array(8).fill(normal(0, 4)) }), {
      targets: [Array.from({ length: 8 }, (_, i) => normal(i / 3, 1))],
      test,
    }),
  'A* coding by branching': (test) =>
    channelSimulatorLaws(aStarBranching(normal(0, 1)), { targets: [normal(0.7, 0.4)], test }),
  'prior with Poisson functional representation': (test) =>
    channelSimulatorLaws(simulate(prior(normal(0, 1)), poissonFunctionalRepresentation), {
      targets: [normal(0.7, 0.4)],
      test,
    }),

  models: (test) => entropyModelLaws(entropyModels, { runs: 300, test }),
  'categorical codec': (test) =>
    codecLaws(modelCodec(categoricalModel([5, 3, 1, 1e-9, 0], 8)), { values: [0, 1, 2, 3, 4], test }),
  'adaptive codec': (test) => codecLaws(() => adaptiveCodec(8), { values: [0, 3, 7], test }),
  'long messages': (test) =>
    codecLaws(arrayCodec(uniformCodec(65_521), { limit: 300 }), {
      values: fc.array(fc.oneof(fc.constantFrom(0, 65_520), fc.nat(65_520)), { minLength: 100, maxLength: 300 }),
      runs: 40,
      test,
    }),
  'Zipf index': (test) => codecLaws(zipfIndexCodec(700), { values: fc.oneof(fc.nat(20), fc.nat(1_000_000)), test }),
  'index by table': (test) => codecLaws(tabledIndexCodec([60_000, 5000, 536]), { values: [0, 1, 2, 3, 90], test }),
  'signed Elias gamma': (test) => codecLaws(signedEliasGamma, { values: [0, 1, -1, 2, -700], test }),
  'Elias gamma': (test) => codecLaws(eliasGamma, { values: [0, 1, 2, 1e6, 2 ** 53 - 2], maximalSymbols: 60, test }),
  'array of certain symbols': (test) =>
    codecLaws(arrayCodec(uniformCodec(1), { limit: 50 }), {
      values: fc.array(fc.constant(0), { maxLength: 50 }),
      test,
    }),
  'parameters of a table': (test) =>
    codecLaws(geometricMixtureCodec, {
      values: [fitGeometricMixture([1, 2, 900]), fitGeometricMixture([0, 0, 3])],
      test,
    }),

  container: (test) => formatLaws(containerFormat, { values: containerValues, findsDamage: true, test }),

  laplace: (test) => distributionLaws(laplace(0.5, 2), { test }),
  logistic: (test) => distributionLaws(distributionFamilies.logistic, { test }),
  normal: (test) => distributionLaws(distributionFamilies.normal, { test }),
  'Student t': (test) => distributionLaws(distributionFamilies['Student, even nu'], { test }),
  'truncated normal': (test) => distributionLaws(distributionFamilies['truncated normal'], { test }),
  affine: (test) => distributionLaws(distributionFamilies.affine, { test }),
  mixture: (test) => distributionLaws(distributionFamilies.mixture, { test }),
};

const containerValues = fc.record({
  method: fc.nat(255),
  generator: fc.nat(255),
  totalVariation: fc.double({ min: 1e-9, max: 0.5, noNaN: true }),
  payload: fc.uint8Array({ maxLength: 60 }),
  count: fc.nat(1000),
});

const containerFormat = {
  write({ method, generator, totalVariation, payload, count }) {
    const writer = new ContainerWriter();
    const header = writer.header({
      kind: 'samples',
      method,
      element: 'float64',
      generator,
      coder: 0,
      key: { kind: 'check', check: new Uint8Array(8).fill(3) },
      exactness: { kind: 'bound', totalVariation },
      shape: [0],
      parameters: Uint8Array.of(1, 2, 3),
    });
    return Uint8Array.of(...header, ...writer.chunk(count, payload), ...writer.end());
  },
  read(bytes) {
    const { header, chunks } = readContainer(bytes);
    const { method, generator, exactness } = header;
    const [{ payload, count }] = chunks;
    return { method, generator, totalVariation: exactness.totalVariation, payload: payload.slice(), count };
  },
};
