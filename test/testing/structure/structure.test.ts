/** The structural checks pass for the library's own search, and each catches the fault that it is there for. */
import { isSamplewireError, localRandomness, log, type SharedBlock } from 'samplewire/core';
import { normal } from 'samplewire/distributions';
import {
  first,
  type IndexedMessage,
  poissonFunctionalRepresentation as poisson,
  prior,
  type Selection,
  type Weights,
} from 'samplewire/rcc';
import { describe, expect, it } from 'vitest';
import {
  batchInvariance,
  boundExcess,
  boundHolds,
  examinedIsGeometric,
  failures,
  inBatches,
  kolmogorovSmirnov,
  leastProbable,
  runOn,
  SIGNIFICANCE,
  scoreIsExponential,
  type TestResult,
  takesWhatIsRebuilt,
  unpruned,
  weightsArePure,
  winnerStays,
  withBound,
} from '../../../src/testing/index.ts';
import { count, ditherAsArrivals, hybrid, local, shared, target, trustingSearch, weightsOf } from './support.ts';

describe('bound', () => {
  it('no weight of 100,000 candidates is above the certified bound, some come close', () => {
    const excess = boundExcess(weightsOf(0), 100_000);
    expect(excess).toBeLessThanOrEqual(0);
    expect(excess).toBeGreaterThan(-1e-6);
  });

  it('a bound 2 % too small is caught', () => {
    const weights = weightsOf(0);
    expect(boundHolds(weights, 10_000)).toBe(true);
    expect(boundHolds(withBound(weights, weights.logWeightBound + log(0.98)), 10_000)).toBe(false);
  });

  it('a weight that is not a number is caught', () => {
    const broken: Weights = { logWeightBound: 1, normalised: true, logWeights: (_, out) => void out.fill(Number.NaN) };
    expect(boundHolds(broken, 10)).toBe(false);
  });
});

describe('run-on', () => {
  const blocks = 10_000;
  const arrivals = (block: number) => () => local.block(block);

  it('the winner stays for ten times as many candidates', () => {
    expect(count(1000, (block) => winnerStays(weightsOf(block), poisson, arrivals(block)))).toBe(1000);
    expect(count(1000, (block) => winnerStays(weightsOf(block), trustingSearch(), arrivals(block)))).toBe(1000);
  });

  it('the longer search looks at no less than `factor` times as many', () => {
    for (const factor of [2, 10, 30]) {
      for (let block = 0; block < 50; block++) {
        const { stopped, longer } = runOn(weightsOf(block), poisson, arrivals(block), factor);
        expect(longer.examined).toBeGreaterThanOrEqual(factor * stopped.examined);
        // A kernel multiplies its arrivals in another order than a search that runs on.
        expect(longer.logScore).toBeCloseTo(stopped.logScore!, 12);
      }
    }
  });

  it('a bound 2 % too small changes about 19 winners in 10,000, one 10 % too small about 180', () => {
    const moved = (factor: number): number =>
      count(blocks, (block) => {
        const weights = weightsOf(block);
        const tight = withBound(weights, weights.logWeightBound + log(factor));
        return !winnerStays(tight, trustingSearch(), arrivals(block));
      });
    // Six standard deviations about the published powers.
    expect(Math.abs(moved(0.98) - 19)).toBeLessThan(6 * Math.sqrt(19));
    expect(Math.abs(moved(0.9) - 180)).toBeLessThan(6 * Math.sqrt(180));
  });

  it('a last candidate that is not scored changes about a third of the winners', () => {
    const stopsEarly: Selection = {
      select(weights, source) {
        const { index, examined, logScore } = trustingSearch().select(weights, source);
        // Forgets the last candidate of the search unless it is the only one.
        const forgot = index === examined - 1 && examined > 1;
        return { index: forgot ? 0 : index, examined, logScore: logScore! };
      },
    };
    const moved = count(1000, (block) => !winnerStays(weightsOf(block), stopsEarly, arrivals(block)));
    expect(moved).toBeGreaterThan(200);
    expect(moved).toBeLessThan(500);
  });

  it('a search that does not mind its bound cannot be run on, and says so', () => {
    let caught: unknown;
    try {
      winnerStays(weightsOf(0), first, arrivals(0));
    } catch (error) {
      caught = error;
    }
    expect(isSamplewireError(caught)).toBe(true);
  });
});

describe('batches', () => {
  it('no index depends on the size of a batch, nor on pruning', () => {
    const arrivals = (block: number) => () => local.block(block);
    expect(count(300, (block) => batchInvariance(weightsOf(block), poisson, arrivals(block)))).toBe(300);
  });

  it('weights are pure functions of the candidate', () => {
    expect(weightsArePure(weightsOf(1), 500)).toBe(true);
    const gaussian = prior(normal(0, 1)).candidates(normal(0.5, 0.4), shared.block(1)).weights;
    expect(weightsArePure(gaussian, 500)).toBe(true);
  });

  it('a weight that depends on how many are asked for is caught', () => {
    const off = (weights: Weights): Weights => ({
      ...weights,
      logWeights: (from, out, cutoff) => weights.logWeights(from + (out.length === 7 ? 1 : 0), out, cutoff),
    });
    const arrivals = (block: number) => () => local.block(block);
    expect(
      count(20, (block) => batchInvariance(off(weightsOf(block)), trustingSearch(), arrivals(block))),
    ).toBeLessThan(10);
  });

  it('a weight that depends on what was asked before is caught', () => {
    const weights = weightsOf(2);
    let calls = 0;
    const counting: Weights = {
      ...weights,
      logWeights: (from, out, cutoff) => weights.logWeights(from + calls++, out, cutoff),
    };
    expect(weightsArePure(counting, 20)).toBe(false);
  });

  it('candidates given up too early are caught', () => {
    const arrivals = (block: number) => () => local.block(block);
    const greedy = trustingSearch(0.5);
    // The library gives candidates up below the cutoff: half a nat too much loses winners, and plain batches keep them.
    expect(count(200, (block) => batchInvariance(weightsOf(block), greedy, arrivals(block)))).toBeLessThan(200);
  });

  it('batches of one size give the weights that were asked for', () => {
    const weights = weightsOf(3);
    const plain = new Float64Array(100);
    const served = new Float64Array(100);
    weights.logWeights(5, plain, Number.NEGATIVE_INFINITY);
    for (const size of [1, 7, 64, 4096]) {
      inBatches(weights, size).logWeights(5, served, Number.NEGATIVE_INFINITY);
      expect(served).toEqual(plain);
    }
    unpruned(weights).logWeights(5, served, Number.POSITIVE_INFINITY);
    expect(served).toEqual(plain);
  });
});

describe('score', () => {
  function scores(
    blocks: number,
    arrivals: (block: SharedBlock, number: number) => ReturnType<typeof local.block>,
  ): TestResult[] {
    const logScores = new Float64Array(blocks);
    const uniforms = new Float64Array(blocks);
    for (let number = 0; number < blocks; number++) {
      const block = shared.block(number);
      const candidates = hybrid.candidates(target, block);
      const { index, logScore } = poisson.select(candidates.weights, arrivals(block, number));
      logScores[number] = logScore!;
      uniforms[number] = target.cdf(candidates.take(index).sample[0]!);
    }
    return scoreIsExponential(logScores, uniforms);
  }

  it('of the Poisson functional representation is Exponential(1) and independent of the sample', () => {
    expect(failures(scores(10_000, (_, number) => local.block(number)))).toEqual([]);
  });

  it('arrivals made of the dither are caught with a thousand blocks', () => {
    expect(leastProbable(scores(1000, (block) => ditherAsArrivals(block))).pValue).toBeLessThan(SIGNIFICANCE);
  });
});

describe('candidates examined', () => {
  it('are geometric with the smallest weight for its probability', () => {
    const { logWeightBound } = weightsOf(0);
    const examined = Array.from(
      { length: 10_000 },
      (_, block) => poisson.select(weightsOf(block), local.block(block)).examined,
    );
    expect(failures([examinedIsGeometric(examined, logWeightBound)])).toEqual([]);
    expect(examinedIsGeometric(examined, logWeightBound + log(0.85)).pValue).toBeLessThan(SIGNIFICANCE);
  });
});

describe('reconstruction', () => {
  const indices = [0, 1, 77, 2 ** 32 + 5, 2 ** 52];

  it('what the encoder takes is what the decoder rebuilds', () => {
    for (let number = 0; number < 100; number++) {
      const block = shared.block(number);
      const rebuild = ({ index, point }: IndexedMessage<Float64Array>, out: Float64Array): void =>
        hybrid.reconstruct(index, point, block, out, 0);
      const candidates = hybrid.candidates(target, block);
      expect(takesWhatIsRebuilt(candidates, (index, point, out) => rebuild({ index, point }, out), indices)).toBe(true);
      expect(
        takesWhatIsRebuilt(candidates, (index, point, out) => rebuild({ index: index + 1, point }, out), [0]),
      ).toBe(false);
    }
  });
});

describe('the two kinds of randomness', () => {
  it('another local seed changes arrivals and no candidate; another block changes candidates', () => {
    const other = localRandomness({ seed: 'other arrivals' });
    let [sameIndex, sameScore] = [0, 0];
    for (let block = 0; block < 200; block++) {
      const [a, b] = [
        poisson.select(weightsOf(block), local.block(block)),
        poisson.select(weightsOf(block), other.block(block)),
      ];
      if (a.index === b.index) sameIndex++;
      if (a.logScore === b.logScore) sameScore++;
    }
    expect(sameScore).toBe(0);
    expect(sameIndex).toBeLessThan(200);
    const [once, again, elsewhere] = [0, 0, 1].map((block) => {
      const out = new Float64Array(64);
      weightsOf(block).logWeights(0, out, Number.NEGATIVE_INFINITY);
      return out;
    });
    expect(again).toEqual(once);
    expect(elsewhere).not.toEqual(once);
  });

  it('first arrivals are Exponential(1) whatever the shared randomness', () => {
    const all: Weights = { logWeightBound: 0, normalised: true, logWeights: (_, out) => void out.fill(0) };
    const uniforms = Float64Array.from({ length: 2000 }, (_, block) => {
      const { logScore } = poisson.select(all, local.block(block));
      return 1 - Math.exp(-Math.exp(logScore!));
    });
    expect(failures([kolmogorovSmirnov(uniforms)])).toEqual([]);
  });
});
