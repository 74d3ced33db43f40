/** Faults of searches: arrivals, stop rules, bounds, levels, spacings. */
const simulate = 'rcc/simulate.js';
const poisson = 'rcc/selection/poisson-functional-representation.js';
const checks = 'rcc/selection/weight-checks.js';

/** Arrivals made of the words that place the candidates, `lag` candidates late: a fault of a library in the field. */
const ditherAsArrivals = (lag) => `((n) => ({
    fill(out) {
      for (let i = 0; i < out.length; i += 2, n++) out[i] = out[i + 1] = shared.word(n < ${lag} ? 2 ** 40 : n - ${lag}, 0);
    },
  }))(0)`;

export const selectionFaults = [
  {
    name: 'arrival times made of the dither of the same candidate',
    suite: 'hybrid coding',
    edits: [
      {
        file: simulate,
        from: 'selection.select(candidates.weights, local)',
        to: `selection.select(candidates.weights, ${ditherAsArrivals(0)})`,
      },
    ],
  },
  {
    name: 'arrival times made of the dither of the candidate before',
    suite: 'hybrid coding',
    edits: [
      {
        file: simulate,
        from: 'selection.select(candidates.weights, local)',
        to: `selection.select(candidates.weights, ${ditherAsArrivals(1)})`,
      },
    ],
  },
  {
    name: 'index off by one between message and sample',
    suite: 'hybrid coding',
    edits: [{ file: simulate, from: 'candidates.take(index)', to: 'candidates.take(index + 1)' }],
  },
  {
    name: 'arrival times that are not random: T_n = n',
    suite: 'Poisson functional representation',
    edits: [
      {
        file: 'rcc/selection/arrival-times.js',
        from: 'uniform52(words[2 * n], words[2 * n + 1])',
        to: '0.36787944117144233',
      },
    ],
  },
  {
    name: 'gaps of rate 0.9',
    suite: 'Poisson functional representation',
    edits: [
      {
        file: 'rcc/selection/arrival-times.js',
        from: 'uniform52(words[2 * n], words[2 * n + 1])',
        to: 'uniform52(words[2 * n], words[2 * n + 1]) ** 0.9',
      },
    ],
  },
  {
    name: 'search stops one candidate too early',
    suite: 'Poisson functional representation',
    edits: [
      {
        file: poisson,
        from: 'if (arrival >= lastArrival)',
        to: 'if (arrival >= lastArrival || (best >= 0 && i + 1 < size && arrivals.at(i + 1) >= lastArrival))',
      },
    ],
  },
  {
    name: 'stop rule with half the bound',
    suite: 'Poisson functional representation',
    edits: [{ file: poisson, from: 'exp(logScore + logWeightBound)', to: 'exp(logScore + logWeightBound - 0.6931)' }],
  },
  {
    name: 'stop rule with a bound 10 % too small',
    suite: 'Poisson functional representation',
    edits: [{ file: poisson, from: 'exp(logScore + logWeightBound)', to: 'exp(logScore + logWeightBound - 0.10536)' }],
  },
  {
    name: 'candidates given up half a nat too early',
    suite: 'Poisson functional representation',
    edits: [
      { file: poisson, from: 'log(arrivals.before) - bestLogScore', to: 'log(arrivals.before) - bestLogScore + 0.5' },
    ],
  },
  {
    name: 'certificates are not checked',
    suite: 'Poisson functional representation',
    edits: [{ file: checks, from: 'if (!(logWeight <= logWeightBound + ROUNDING))', to: 'if (false)' }],
  },
  {
    name: 'rejection accepts by the weight alone, not over its bound',
    suite: 'rejection',
    edits: [{ file: 'rcc/selection/rejection.js', from: '<= logWeight - logWeightBound', to: '<= logWeight' }],
  },
  {
    name: 'greedy rejection: the level rises too slowly',
    suite: 'greedy rejection',
    edits: [{ file: 'rcc/selection/greedy-rejection.js', from: 'level += remaining', to: 'level += 0.8 * remaining' }],
  },
  {
    name: 'levelled selections take weights with an unknown factor',
    suite: 'greedy rejection',
    edits: [{ file: checks, from: 'if (normalised)', to: 'if (true)' }],
  },
  {
    name: 'greedy Poisson rejection: the level is read 10 % early',
    suite: 'greedy Poisson rejection',
    edits: [
      {
        file: 'rcc/selection/greedy-poisson.js',
        from: 'levels.timeAt(logWeight)',
        to: '0.9 * levels.timeAt(logWeight)',
      },
    ],
  },
  {
    name: 'ordered random coding with unscaled spacings',
    suite: 'ordered random coding',
    edits: [
      {
        file: 'rcc/selection/ordered-random.js',
        from: '(candidates / (candidates - n)) * exponential(local)',
        to: 'exponential(local)',
      },
    ],
  },
  {
    name: 'minimal random coding states a total variation of 0',
    suite: 'minimal random coding',
    edits: [
      {
        file: 'rcc/selection/minimal-random.js',
        from: 'importanceSamplingVariation(weights, candidates) }',
        to: '0 }',
      },
    ],
  },
  {
    name: 'branching descends away from the peak',
    suite: 'A* coding by branching',
    edits: [{ file: 'rcc/branching/a-star.js', from: 'x < target.mode ? 1 : 0', to: 'x < target.mode ? 0 : 1' }],
  },
];
