/** Tree searches: exact samples, the published numbers of nodes and bits, work linear in the divergence. */
import { localRandomness, log2, sharedRandomness } from 'samplewire/core';
import {
  type Distribution,
  klDivergence,
  laplace,
  logistic,
  mixture,
  normal,
  studentT,
  triangular,
  truncated,
  truncatedNormal,
  uniform,
} from 'samplewire/distributions';
import { aStarBranching, boxOf, greedyPoissonBranching, type Path } from 'samplewire/rcc';
import { describe, expect, test } from 'vitest';
import { TreeWalk } from '../../../src/rcc/branching/tree.ts';
import {
  andersonDarling,
  chiSquareUniform,
  kolmogorovSmirnov,
  probabilityIntegralTransform,
  SIGNIFICANCE,
  scoreIsExponential,
} from '../../../src/testing/index.ts';

const methods = { 'A* coding': aStarBranching, 'greedy Poisson rejection sampling': greedyPoissonBranching };
type MethodName = keyof typeof methods;
const names = Object.keys(methods) as MethodName[];

function run(name: MethodName, q: Distribution, p: Distribution, blocks: number) {
  const simulator = methods[name](p);
  const shared = sharedRandomness(`${name} ${q.law} ${p.law}`);
  const local = localRandomness({ seed: `${name} ${q.law} ${p.law}` });
  const samples = new Float64Array(blocks);
  const logScores = new Float64Array(blocks);
  const paths: Path[] = [];
  const rebuilt = new Float64Array(3);
  let examined = 0;
  let isRebuilt = true;
  for (let i = 0; i < blocks; i++) {
    const block = shared.block(i);
    const sent = simulator.simulate(q, block, local.block(i));
    samples[i] = sent.sample[0]!;
    logScores[i] = sent.logScore ?? Number.NaN;
    paths.push(sent.message);
    examined += sent.examined;
    simulator.reconstruct(sent.message, shared.block(i), rebuilt, 1);
    isRebuilt &&= Object.is(rebuilt[1], samples[i]);
  }
  return { shared, samples, logScores, paths, nodes: examined / blocks, isRebuilt };
}

/** Entropy of the depths and the mean cost of the turns, in bits. */
function pathBits(paths: readonly Path[], block: (i: number) => TreeWalk): number {
  const counts = new Map<number, number>();
  let bits = 0;
  paths.forEach(({ depth, turns }, i) => {
    counts.set(depth, (counts.get(depth) ?? 0) + 1);
    const walk = block(i);
    for (const turn of turns) walk.descend(turn);
    bits -= log2(walk.width);
  });
  for (const count of counts.values()) bits -= count * log2(count / paths.length);
  return bits / paths.length;
}

const pairs: [string, Distribution, Distribution][] = [
  ['normal, half as wide', normal(1, 0.5), normal(0, 1)],
  ['normal, nearly as wide', normal(0.1, 0.97), normal(0, 1)],
  ['the proposal itself', normal(0, 1), normal(0, 1)],
  ['normal in the far left tail', normal(-9, 0.1), normal(0, 1)],
  ['normal in the far right tail', normal(9, 0.1), normal(0, 1)],
  ['normal, off-centre proposal', normal(-3, 0.2), normal(2, 4)],
  ['Laplace', laplace(1, 0.3), laplace(0, 1)],
  ['Laplace, a translate: a ratio level to infinity', laplace(2, 1), laplace(0, 1)],
  ['logistic, a translate: a ratio that rises to infinity', logistic(2, 1), logistic(0, 1)],
  ['Laplace under logistic', laplace(1, 0.3), logistic(0, 1)],
  ['truncated normal beside its mode', truncatedNormal(1, 0.5, 1.5, 3), normal(0, 1)],
  ['truncated normal, wider than the proposal', truncatedNormal(0, 2, 1, 3), normal(0, 1)],
  ['triangular under uniform', triangular(0, 0.3, 1), uniform(-1, 3)],
  ['uniform under uniform', uniform(0.25, 0.5), uniform(0, 1)],
  ['uniform where the proposal falls', uniform(1, 2), normal(0, 1)],
  ['normal under Student', normal(1, 0.3), studentT(4, 0, 1)],
];

describe.each(names)('%s', (name) => {
  test.each(pairs)('%s: the sample follows the target, and is what the receiver rebuilds', (_, q, p) => {
    const hasScore = name === 'A* coding';
    const { samples, logScores, isRebuilt } = run(name, q, p, 4000);
    const { uniforms, survivals } = probabilityIntegralTransform(samples, q);
    expect(isRebuilt).toBe(true);
    const tests = [
      kolmogorovSmirnov(uniforms),
      andersonDarling(uniforms, survivals),
      chiSquareUniform(uniforms, 32),
      ...(hasScore ? scoreIsExponential(logScores, uniforms) : []),
    ];
    for (const { name: test, pValue } of tests) expect(pValue, test).toBeGreaterThan(SIGNIFICANCE);
  });
});

describe('the published cases', () => {
  test.each([
    ['A* coding', normal(1, 0.5), 2.35, 2.73],
    ['A* coding', normal(2, 0.25), 4.64, 6.11],
    ['A* coding', normal(3, 0.1), 8.38, 11.23],
    ['greedy Poisson rejection sampling', normal(1, 0.5), 2.26, 2.86],
    ['greedy Poisson rejection sampling', normal(2, 0.25), 4.49, 6.21],
    ['greedy Poisson rejection sampling', normal(3, 0.1), 8.11, 11.34],
  ] as const)('%s of %o: nodes and bits', (name, q, nodes, bits) => {
    const { paths, shared, nodes: measured } = run(name, q, normal(0, 1), 12_000);
    expect(measured / nodes).toBeGreaterThan(0.97);
    expect(measured / nodes).toBeLessThan(1.03);
    const measuredBits = pathBits(paths, (i) => new TreeWalk(shared.block(i)));
    expect(measuredBits / bits).toBeGreaterThan(0.97);
    expect(measuredBits / bits).toBeLessThan(1.03);
  });

  test.each(names)('%s: nodes are linear in the divergence, from 2 to 24 bits', (name) => {
    const p = normal(0, 1);
    for (let sigma = 0.4; sigma > 1e-7; sigma *= 0.2) {
      const q = normal(1, sigma);
      const divergence = klDivergence(q, p) / Math.LN2;
      if (divergence > 24.5) break;
      const { nodes } = run(name, q, p, 400);
      expect(nodes).toBeLessThan(2 + 1.45 * divergence);
      expect(nodes).toBeGreaterThan(0.6 * divergence);
    }
  });
});

describe('targets', () => {
  const p = normal(0, 1);
  const simulate = (name: MethodName, target: Parameters<ReturnType<typeof aStarBranching>['simulate']>[0]) =>
    methods[name](p).simulate(target, sharedRandomness('targets').block(0), localRandomness({ seed: 1 }).block(0));

  test.each(names)('%s: one coordinate, as a law, a product or a box, is one target', (name) => {
    const q = normal(1, 0.5);
    const alone = simulate(name, q);
    expect(simulate(name, [q])).toEqual(alone);
    expect(simulate(name, boxOf(q))).toEqual(alone);
    const box = { ...boxOf(q), lower: Float64Array.of(0.9), upper: Float64Array.of(1.1), normalised: false };
    expect(simulate(name, box)).toEqual(simulate(name, truncated(q, 0.9, 1.1)));
  });

  test.each(names)('%s refuses what it cannot search, and names what can', (name) => {
    expect(() => simulate(name, laplace(0, 0.1))).toThrow(
      /bounded ratio to normal, got laplace.*hybrid.*ordered random/s,
    );
    expect(() => simulate(name, normal(1, 1))).toThrow(/heavier tails; hybrid coding/);
    expect(() => simulate(name, normal(0, 2))).toThrow(/bounded ratio/);
    expect(() => simulate(name, mixture([1, 1], [normal(-1, 0.1), normal(1, 0.1)]))).toThrow(/one peak \(hybrid/);
    // A smooth peak over a sharp one is a valley between two.
    expect(() =>
      methods[name](laplace(0, 1)).simulate(
        logistic(0, 0.2),
        sharedRandomness(0).block(0),
        localRandomness({ seed: 1 }).block(0),
      ),
    ).toThrow(/one peak/);
    expect(() => simulate(name, [p, p])).toThrow(/"target" expected one coordinate/);
    expect(() => simulate(name, normal(1, 1e-14))).toThrow(/2\^-40.*hybrid/s);
    expect(() => simulate(name, normal(1, 0.9999))).toThrow(/at most 500.*hybrid/s);
    const narrow = methods[name](uniform(0, 1));
    expect(() =>
      narrow.simulate(uniform(0.5, 1.5), sharedRandomness(0).block(0), localRandomness({ seed: 1 }).block(0)),
    ).toThrow(/support inside \[0, 1\]/);
  });
});
