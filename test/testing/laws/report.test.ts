/** How a broken law reads, and how laws are run. */
import fc from 'fast-check';
import { normal } from 'samplewire/distributions';
import { dithered, poissonFunctionalRepresentation, simulate } from 'samplewire/rcc';
import { channelSimulatorLaws, distributionLaws, LawViolationError } from 'samplewire/testing';
import { expect, test } from 'vitest';

const targets = [[normal(3.5, 0.25)]];
const marginals = [normal(0, 8)];
const channel = simulate(dithered({ widths: [2], marginals }), poissonFunctionalRepresentation);

/** Sends samples that are a little too wide. */
const biased: typeof channel = {
  ...channel,
  simulate: (_, shared, local) => channel.simulate([normal(3.5, 0.27)], shared, local),
};

test('a failure says which law, what was found, for what, and what usually causes it', () => {
  expect(() => channelSimulatorLaws(biased, { targets, significance: 1e-9 })).toThrow(
    /^law of the sample: [\w-]+ [\d.]+ > [\d.]+ \(n = 20,000, 1e-9\)\. Shrunk target: \[normal\(3\.5, 0\.25\)\]\. Usual causes: bound below the supremum; /,
  );
});

test('the counterexample of an arbitrary is shrunk', () => {
  const laws = fc.integer({ min: 1, max: 1000 }).map((sigma) => {
    const law = normal(0, sigma);
    return { ...members(law), cdf: (x: number) => law.cdf(x) * (sigma > 37 ? 1.001 : 1) };
  });
  let found: unknown;
  try {
    distributionLaws(laws);
  } catch (caught) {
    found = caught;
  }
  expect(found).toBeInstanceOf(LawViolationError);
  expect((found as LawViolationError).violations[0]!.counterexample).toMatch(/normal\(0, 38\)/);
});

const members = (law: ReturnType<typeof normal>) => ({
  support: law.support,
  logDensity: (x: number) => law.logDensity(x),
  survival: (x: number) => law.survival(x),
  quantile: (p: number) => law.quantile(p),
  quantileSurvival: (s: number) => law.quantileSurvival(s),
  description: () => law.description(),
});

test('with a runner each law is a test of its own, and nothing runs before it', () => {
  const registered: [string, () => void][] = [];
  distributionLaws({ ...members(normal(0, 1)), cdf: () => 0.5 }, { test: (name, run) => registered.push([name, run]) });
  expect(registered.length).toBeGreaterThan(10);
  const [, run] = registered.find(([name]) => name === 'cdf inverts quantile')!;
  expect(run).toThrow(LawViolationError);
});

test('a subject that throws breaks the law that asked it', () => {
  const law = {
    ...members(normal(0, 1)),
    cdf: () => {
      throw new RangeError('no table');
    },
  };
  expect(() => distributionLaws(law)).toThrow(/cdf inverts quantile: threw RangeError: no table\. Shrunk/);
});

test('options and subjects are checked', () => {
  expect(() => distributionLaws(normal(0, 1), { runs: 0 })).toThrow(/"runs" expected/);
  expect(() => distributionLaws([])).toThrow(/"distributions" expected at least one/);
  expect(() => channelSimulatorLaws(channel, { targets, blocks: 3 })).toThrow(/"blocks" expected/);
});
