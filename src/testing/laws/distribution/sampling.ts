/** Laws of what is drawn, of batches and of descriptions. */
import fc from 'fast-check';
import { localRandomness } from '../../../core/index.ts';
import type { Distribution, DistributionDescription } from '../../../distributions/index.ts';
import { follows } from '../../goodness-of-fit/follows.ts';
import { resultsFinding } from '../show.ts';
import { type Theorem, theorem } from '../theorem.ts';
import { givenProbability, type TestedDistribution } from './tested.ts';

const SAMPLES = 20_000;

export const samplesFollowTheCdf: Theorem<TestedDistribution> = theorem({
  name: 'samples follow the cdf',
  usualCauses: ['a sampler of other parameters than the cdf', 'random words used twice in one draw'],
  share: 0.03,
  given: { noun: 'seed', arbitrary: fc.nat(1000) },
  finding(law, seed, { significance }) {
    if (law.sample === undefined) return undefined;
    const random = localRandomness({ seed: `samples ${seed}` }).block(0);
    const samples = new Float64Array(SAMPLES);
    for (let i = 0; i < SAMPLES; i++) samples[i] = law.sample(random);
    return resultsFinding(follows(samples, law), SAMPLES, significance);
  },
});

export const samplesAreTheSources: Theorem<TestedDistribution> = theorem({
  name: 'samples are functions of the random source, and sampleMany draws the same ones',
  usualCauses: ['a generator of its own (Math.random)', 'a spare variate kept from one call to the next'],
  share: 0.1,
  given: { noun: 'seed', arbitrary: fc.nat(1000) },
  finding(law, seed) {
    if (law.sample === undefined) return undefined;
    const source = () => localRandomness({ seed: `source ${seed}` }).block(0);
    const [first, second] = [source(), source()];
    const one = Float64Array.from({ length: 8 }, () => law.sample!(first));
    const again = Float64Array.from({ length: 8 }, () => law.sample!(second));
    const many = law.sampleMany?.(source(), new Float64Array(8)) ?? one;
    const at = one.findIndex((x, i) => !Object.is(x, again[i]) || !Object.is(x, many[i]));
    return at < 0
      ? undefined
      : `draw ${at}: ${one[at]}, then ${again[at]} from the same words, and ${many[at]} by sampleMany`;
  },
});

const BATCHES = [
  ['quantiles', 'quantile'],
  ['cdfs', 'cdf'],
  ['survivals', 'survival'],
  ['logDensities', 'logDensity'],
] as const;

export const batchesEqualSingleCalls: Theorem<TestedDistribution> = theorem({
  name: 'batches equal single calls',
  usualCauses: ['a batch form with formulas of its own', 'an output array that is not the one given'],
  share: 0.2,
  given: givenProbability,
  finding(law, p) {
    const ps = Float64Array.of(p, 0.25, 0.5, 0.75);
    const xs = ps.map((q) => law.quantile(q));
    for (const [batch, single] of BATCHES) {
      const together = law[batch];
      if (together === undefined) continue;
      const inputs = batch === 'quantiles' ? ps : xs;
      const out = new Float64Array(4);
      if (together.call(law, inputs, out) !== out) return `${batch} returns another array than the one given`;
      const fresh = together.call(law, inputs);
      for (let i = 0; i < 4; i++) {
        const alone = law[single](inputs[i]!);
        if (!Object.is(out[i], alone) || !Object.is(fresh[i], alone)) {
          return `${batch} gives ${out[i]} where ${single}(${inputs[i]}) is ${alone}`;
        }
      }
    }
    return undefined;
  },
});

/** `parse` makes a law from its description again, as `distribution` does for those of this library. */
export function descriptionMakesTheLaw(
  parse: (description: DistributionDescription) => TestedDistribution,
): Theorem<TestedDistribution> {
  return theorem({
    name: 'a description makes the same law',
    usualCauses: ['a parameter that the description leaves out', 'an infinity or -0 that JSON does not keep'],
    share: 0.4,
    given: givenProbability,
    finding(law, p) {
      if (law.description === undefined) return undefined;
      const text = JSON.stringify(law.description(), infinityToText);
      const again = parse(JSON.parse(text, textToInfinity) as DistributionDescription) as Distribution;
      if (JSON.stringify(again.description(), infinityToText) !== text) return `${text} is described otherwise again`;
      if (
        Object.is(again.quantile(p), law.quantile(p)) &&
        Object.is(again.cdf(law.quantile(0.3)), law.cdf(law.quantile(0.3)))
      ) {
        return undefined;
      }
      return `the law of ${text} has quantile(p) = ${again.quantile(p)}, not ${law.quantile(p)}`;
    },
  });
}

function infinityToText(_: string, value: unknown): unknown {
  return typeof value === 'number' && !Number.isFinite(value) ? String(value) : value;
}

function textToInfinity(_: string, value: unknown): unknown {
  if (value === 'Infinity') return Number.POSITIVE_INFINITY;
  return value === '-Infinity' ? Number.NEGATIVE_INFINITY : value;
}
