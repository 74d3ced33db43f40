/** What every selection over the prior costs: its index law by the numbers, and its bits against the published bounds. */
import { exp, localRandomness, log2, sharedRandomness } from 'samplewire/core';
import { type Distribution, densityRatio, klDivergence, normal } from 'samplewire/distributions';
import { CodelengthMeter, RangeDecoder, RangeEncoder } from 'samplewire/entropy';
import {
  aStar,
  type CodedSimulator,
  causalRejectionEntropyBoundBits,
  channelSimulationDivergenceBits,
  globalBoundAStarCoding,
  greedyPoissonRejectionSampling,
  greedyRejectionCoding,
  type IndexedMessage,
  lowerBoundBits,
  minimalRandomCoding,
  orderedRandomCoding,
  poissonFunctionalRepresentationCoding,
  prior,
  rejectionSampling,
  simulate,
  strongFunctionalRepresentationBoundBits,
  type Target,
  zipfIndexBoundBits,
} from 'samplewire/rcc';
import { describe, expect, test } from 'vitest';
import { andersonDarling, probabilityIntegralTransform, SIGNIFICANCE } from '../../../src/testing/index.ts';

type Channel<P> = CodedSimulator<Target, IndexedMessage<null>, P>;

const p = normal(0, 1);
const A = normal(1, 0.5);
const B = normal(2, 0.25);
const shared = sharedRandomness('numbers');

function run<P>(channel: Channel<P>, target: Distribution, blocks: number) {
  const local = localRandomness({ seed: 'numbers' });
  const messages: IndexedMessage<null>[] = [];
  const samples = new Float64Array(blocks);
  const counts = new Map<number, number>();
  let [meanLog2, examined, squares, totalVariation] = [0, 0, 0, 0];
  for (let block = 0; block < blocks; block++) {
    const sent = channel.simulate(target, shared.block(block), local.block(block));
    const { index } = sent.message;
    messages.push(sent.message);
    samples[block] = sent.sample[0]!;
    counts.set(index, (counts.get(index) ?? 0) + 1);
    meanLog2 += log2(index + 1) / blocks;
    examined += sent.examined / blocks;
    squares += (sent.examined * sent.examined) / blocks;
    totalVariation = Math.max(totalVariation, sent.totalVariation ?? 0);
  }
  let entropy = 0;
  for (const count of counts.values()) entropy -= (count / blocks) * log2(count / blocks);
  // Miller and Madow's correction of what the histogram misses.
  entropy += (counts.size - 1) / (2 * blocks * Math.LN2);
  const examinedError = Math.sqrt((squares - examined * examined) / blocks);
  const bits = bitsOf(channel, messages);
  return { messages, samples, meanLog2, examined, examinedError, entropy, totalVariation, bits };
}

function bitsOf<P>({ messageCode }: Channel<P>, messages: readonly IndexedMessage<null>[]): number {
  const parameters = messageCode.fit(messages);
  const meter = new CodelengthMeter();
  messageCode.parameters.encode(parameters, meter);
  const codecOf = messageCode.codec(parameters);
  messages.forEach((message, block) => {
    codecOf(shared.block(block)).encode(message, meter);
  });
  return meter.bits / messages.length;
}

function followsLaw(samples: Float64Array, target: Distribution): boolean {
  const { uniforms, survivals } = probabilityIntegralTransform(samples, target);
  return andersonDarling(uniforms, survivals).pValue > SIGNIFICANCE;
}

const near = (value: number, wanted: number): void => expect(Math.abs(value / wanted - 1)).toBeLessThan(0.03);

describe('exact selections: the index has the entropy, mean logarithm and cost that theory says', () => {
  // Entropy and E log2 N; the latter of rejection is a sum over its geometric law, that of GPRS a simulation's.
  const wanted: [string, Channel<number>, number[], number[]][] = [
    ['rejection', rejectionSampling(p), [3.2, 1.505], [6.49, 4.328]],
    ['greedy rejection', greedyRejectionCoding(p), [2.92, 1.154], [6.23, 3.715]],
    ['greedy Poisson rejection', greedyPoissonRejectionSampling(p), [2.95, 1.18], [6.22, 3.72]],
    [
      'Poisson functional representation',
      poissonFunctionalRepresentationCoding(p),
      [2.66, 1.086, 3.895],
      [5.9, 3.604, 33.8],
    ],
  ];
  test.each(wanted)('%s', (_, channel, ofA, ofB) => {
    for (const [target, [entropy, meanLog2], blocks] of [
      [A, ofA, 8000],
      [B, ofB, 6000],
    ] as const) {
      const found = run(channel, target, blocks);
      near(found.entropy, entropy!);
      near(found.meanLog2, meanLog2!);
      // The largest weight; greedy rejection looks at up to one more.
      const largest = exp(densityRatio(target, p).logSupremum);
      expect(Math.abs(found.examined - largest)).toBeLessThan(6.2 * found.examinedError + 1);
      // Exact, or off by the error of a table.
      expect(found.totalVariation).toBeLessThanOrEqual(1e-9);
      expect(followsLaw(found.samples, target)).toBe(true);
      const divergence = klDivergence(target, p) / Math.LN2;
      expect(found.bits).toBeLessThan(strongFunctionalRepresentationBoundBits(divergence));
      expect(found.bits).toBeGreaterThan(lowerBoundBits(target, p));
    }
  });

  test('causal rejection: H(N) lies between the channel simulation divergence and the bound of greedy rejection', () => {
    for (const target of [A, B]) {
      const least = channelSimulationDivergenceBits(target, p);
      for (const channel of [greedyRejectionCoding(p), greedyPoissonRejectionSampling(p)]) {
        const { entropy } = run(channel, target, 2000);
        expect(entropy).toBeGreaterThan(least);
        expect(entropy).toBeLessThan(causalRejectionEntropyBoundBits(least));
      }
    }
  });

  test('the Poisson functional representation in Zipf code costs less than the bound, parameters included', () => {
    for (const target of [normal(0, 0.9), A, B, normal(0, 0.02)]) {
      const { bits } = run(poissonFunctionalRepresentationCoding(p), target, 2000);
      expect(bits).toBeLessThan(zipfIndexBoundBits(klDivergence(target, p) / Math.LN2));
    }
  });

  test('A* coding with a global bound sends what the Poisson functional representation sends', () => {
    const messages = run(globalBoundAStarCoding(p), A, 200).messages;
    expect(messages).toEqual(run(poissonFunctionalRepresentationCoding(p), A, 200).messages);
    const local = localRandomness({ seed: 'numbers' }).block(7);
    expect(simulate(prior(p), aStar).simulate(A, shared.block(7), local).message).toEqual(messages[7]);
  });
});

describe('selections with a fixed number of candidates', () => {
  test.each([
    ['minimal random coding', minimalRandomCoding],
    ['ordered random coding', orderedRandomCoding],
  ] as const)('%s is as near as it says, and with few candidates not nearer', (_, make) => {
    const blocks = 3000;
    for (const candidates of [2, 4, 64]) {
      const { samples, totalVariation, bits } = run<unknown>(make(p, candidates), A, blocks);
      expect(bits).toBeLessThanOrEqual(log2(candidates) + 0.01 + 32 / blocks);
      // The largest difference of the cdfs is at most the total variation.
      const sorted = samples.slice().sort();
      let distance = 0;
      sorted.forEach((x, i) => {
        distance = Math.max(distance, Math.abs(A.cdf(x) - (i + 0.5) / blocks));
      });
      expect(distance).toBeLessThan(totalVariation + Math.sqrt(Math.log(2 / SIGNIFICANCE) / (2 * blocks)));
      expect(totalVariation).toBeLessThanOrEqual((3.895 - 1) / (3.895 + candidates - 1) + 1e-3);
      if (candidates < 64) expect(followsLaw(samples, A)).toBe(false);
    }
  });

  test('unbounded ratios: sent without a certificate here, refused with names of methods elsewhere', () => {
    const wide = normal(0, 2);
    const options = [wide, shared.block(0), localRandomness({ seed: 'wide' }).block(0)] as const;
    for (const channel of [minimalRandomCoding(p, 16), orderedRandomCoding(p, 16)]) {
      expect(channel.simulate(...options).totalVariation).toBe(1);
    }
    for (const channel of [rejectionSampling(p), poissonFunctionalRepresentationCoding(p)]) {
      expect(() => channel.simulate(...options)).toThrow(/hybrid coding.*ordered random/);
    }
    for (const channel of [greedyRejectionCoding(p), greedyPoissonRejectionSampling(p)]) {
      expect(() => channel.simulate(...options)).toThrow(/hybrid coding.*ordered random/);
    }
  });
});

test('decoding inverts encoding, for every page', () => {
  const channels: Channel<unknown>[] = [
    rejectionSampling(p) as Channel<unknown>,
    greedyRejectionCoding(p) as Channel<unknown>,
    greedyPoissonRejectionSampling(p) as Channel<unknown>,
    poissonFunctionalRepresentationCoding(p) as Channel<unknown>,
    minimalRandomCoding(p, 100) as Channel<unknown>,
    orderedRandomCoding(p, 100) as Channel<unknown>,
  ];
  for (const channel of channels) {
    const { messageCode } = channel;
    const { messages, samples } = run(channel, B, 100);
    const range = new RangeEncoder();
    const fitted = messageCode.fit(messages);
    messageCode.parameters.encode(fitted, range);
    const codecOf = messageCode.codec(fitted);
    messages.forEach((message, block) => {
      codecOf(shared.block(block)).encode(message, range);
    });
    const decoder = new RangeDecoder(range.finish());
    const rebuiltCodec = messageCode.codec(messageCode.parameters.decode(decoder));
    const out = new Float64Array(1);
    messages.forEach((message, block) => {
      const received = rebuiltCodec(shared.block(block)).decode(decoder);
      expect(received).toEqual(message);
      channel.reconstruct(received, shared.block(block), out, 0);
      expect(out[0]).toBe(samples[block]);
    });
    decoder.finish();
    expect(messageCode.codec(messageCode.fit([]))).toBeDefined();
  }
});
