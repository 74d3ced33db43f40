/**
 * node scripts/draw-method-pictures.mjs (on the build): docs/methods/NAME.svg. To the left one sample as the method sends it,
 * simulated; to the right what it pays above the information over the rate of a Gaussian channel, from the bench, the other
 * methods in grey. Target: N(1, 1/4) under the prior N(0, 1), unless the picture says otherwise.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import * as Plot from '@observablehq/plot';
import { parseHTML } from 'linkedom';
import { exp, localRandomness, sharedRandomness, uniform as uniformDraw } from 'samplewire/core';
import { normal } from 'samplewire/distributions';
import { dithered, levelledPrior, levelTable, minimalRandom, orderedRandom, prior, simulate } from 'samplewire/rcc';
import { aStarSearch } from '../dist/rcc/branching/a-star.js';
import { greedyPoissonSearch } from '../dist/rcc/branching/greedy-poisson.js';
import { TreeWalk } from '../dist/rcc/branching/tree.js';
import { treeTargets } from '../dist/rcc/branching/tree-target.js';

const BLUE = '#2563a8';
const ORANGE = '#c2410c';
const GREY = '#b9bfca';
const p = normal(0, 1);
const q = normal(1, 0.5);
const shared = sharedRandomness('pictures');
const weight = (x) => exp(q.logDensity(x) - p.logDensity(x));
const range = (from, to, count = 240) => Array.from({ length: count + 1 }, (_, i) => from + ((to - from) * i) / count);
const curve = (f, from = -2.6, to = 2.8) => range(from, to).map((x) => ({ x, y: f(x) }));
const line = (data, stroke = BLUE) => Plot.line(data, { x: 'x', y: 'y', stroke, strokeWidth: 2 });
const area = (data) => Plot.areaY(data, { x: 'x', y: 'y', fill: BLUE, fillOpacity: 0.12 });
const note = (x, y, text, fill = '#1f2430') =>
  Plot.text([{ x, y }], { x: 'x', y: 'y', text: () => text, fill, textAnchor: 'start' });

/** The first candidates of a block, with arrival times of a Poisson process of rate 1. */
function candidates(block, count) {
  const { take } = prior(p).candidates(q, shared.block(block));
  const random = localRandomness({ seed: `pictures ${block}` }).block(0);
  let time = 0;
  return Array.from({ length: count }, (_, n) => {
    time -= Math.log(uniformDraw(random));
    const [x] = take(n).sample;
    return { n, x, time, w: weight(x), u: uniformDraw(random) };
  });
}

/** Candidates as dots, the sent one in orange; its number beside it. */
function dots(points, y, sent) {
  return [
    Plot.dot(points, { x: 'x', y, r: 3.5, fill: (point) => (point === sent ? ORANGE : '#6b7280') }),
    Plot.text(points, {
      x: 'x',
      y,
      text: 'n',
      dx: 7,
      textAnchor: 'start',
      fontSize: 10,
      fill: (point) => (point === sent ? ORANGE : '#6b7280'),
    }),
  ];
}

/** The first block whose search is long enough to see and short enough to draw. */
function firstBlock(isShown) {
  let block = 0;
  while (!isShown(block)) block++;
  return block;
}

const PICTURES = {
  universal() {
    const [y, W, u] = [1.35, 1, 0.28];
    const points = range(-2, 4, 6).map((k) => ({ k, x: W * (k + u), y: 0 }));
    const sent = points.find(({ x }) => Math.abs(x - y) <= W / 2);
    return {
      x: { label: 'value' },
      y: { axis: null, domain: [-0.6, 1.4] },
      marks: [
        Plot.rectY([0], { x1: y - W / 2, x2: y + W / 2, y1: 0, y2: 1, fill: BLUE, fillOpacity: 0.15, stroke: BLUE }),
        Plot.ruleY([0], { stroke: '#1f2430' }),
        Plot.dot(points, { x: 'x', y: 'y', r: 5, fill: (point) => (point === sent ? ORANGE : GREY) }),
        Plot.text(points, {
          x: 'x',
          y: 'y',
          text: ({ k }) => `k = ${k}`,
          dy: 16,
          fill: (point) => (point === sent ? ORANGE : '#6b7280'),
        }),
        Plot.text([{ x: y, y: 1.15 }], { x: 'x', y: 'y', text: () => 'target: y plus uniform noise' }),
        Plot.ruleX([y], { y1: 0, y2: 1, stroke: BLUE, strokeDasharray: '3,3' }),
      ],
    };
  },
  layered() {
    const y = 0.4;
    const density = (x) => exp(normal(y, 1).logDensity(x));
    const height = 0.22;
    const half = Math.sqrt(-2 * Math.log(height / density(y)));
    const W = 2 * half;
    const points = [-1, 0, 1].map((k) => ({ k, x: W * (k + 0.36), y: height }));
    const sent = points.find(({ x }) => Math.abs(x - y) <= half);
    return {
      x: { label: 'value', domain: [-3, 4] },
      y: { axis: null, domain: [-0.04, 0.46] },
      marks: [
        area(curve(density, -3, 4)),
        line(curve(density, -3, 4)),
        Plot.link([0], { x1: y - half, x2: y + half, y1: height, y2: height, stroke: '#1f2430', strokeWidth: 2 }),
        note(-2.95, 0.44, 'a layer of the noise: both ends draw it'),
        Plot.dot(points, { x: 'x', y: 'y', r: 5, fill: (point) => (point === sent ? ORANGE : GREY) }),
        Plot.text(points, {
          x: 'x',
          y: 'y',
          text: ({ k }) => `k = ${k}`,
          dy: 16,
          fill: (point) => (point === sent ? ORANGE : '#6b7280'),
        }),
      ],
    };
  },
  'gaussian-channel': () => hexagonal(1.25, 0.5, [0.35, 0.2], true),
  lattice: () => hexagonal(1.5, 0, [0.35, 0.2], false),
  hybrid() {
    const W = 5.2 * 0.5;
    const target = normal(1, 0.5);
    const random = localRandomness({ seed: 'pictures hybrid' }).block(0);
    const proposal = dithered({ widths: [W], marginals: [p] });
    const restricted = proposal.restrict(target, random);
    const { take, weights } = proposal.candidates(restricted, shared.block(6));
    const logWeights = new Float64Array(6);
    weights.logWeights(0, logWeights, Number.NEGATIVE_INFINITY);
    let time = 0;
    const points = Array.from(logWeights, (logWeight, n) => {
      time -= Math.log(uniformDraw(random));
      return { n, x: take(n).sample[0], time, score: time / exp(logWeight) };
    });
    const sent = points.reduce((best, point) => (point.score < best.score ? point : best));
    const scale = sent.score;
    const density = (x) => exp(target.logDensity(x) - target.logDensity(1) + weights.logWeightBound) * scale;
    return {
      x: { label: 'value', domain: [-1.6, 3.6] },
      y: { label: 'arrival time', domain: [0, Math.max(points[4].time, density(1)) * 1.05] },
      marks: [
        Plot.rectX([0], {
          x1: 1 - W / 2,
          x2: 1 + W / 2,
          y1: 0,
          y2: Math.max(points[4].time, density(1)) * 1.05,
          fill: GREY,
          fillOpacity: 0.25,
        }),
        area(curve(density, 1 - W / 2, 1 + W / 2)),
        line(curve(density, 1 - W / 2, 1 + W / 2)),
        note(1 - W / 2 + 0.05, Math.max(points[4].time, density(1)), 'the cell'),
        ...dots(points.slice(0, 5), 'time', sent),
      ],
    };
  },
  rejection() {
    const largest = weight(4 / 3);
    const trials = (block) => candidates(block, 40).map((point) => ({ ...point, height: point.u * largest }));
    const accepted = (points) => points.find(({ height, w }) => height <= w);
    const points = trials(firstBlock((block) => accepted(trials(block))?.n === 4));
    const sent = accepted(points);
    return {
      x: { label: 'value' },
      y: { label: 'w = q/p', domain: [0, largest * 1.1] },
      marks: [
        area(curve(weight)),
        line(curve(weight)),
        Plot.ruleY([largest], { stroke: BLUE, strokeDasharray: '4,4' }),
        ...dots(points.slice(0, sent.n + 1), 'height', sent),
      ],
    };
  },
  'greedy-rejection'() {
    const largest = weight(4 / 3);
    const { weights } = levelledPrior(p).candidates(q, shared.block(0));
    const climb = (block) => {
      const bands = [];
      const points = [];
      let [level, remaining] = [0, 1];
      for (const point of candidates(block, 40)) {
        const height = level + point.u * remaining;
        bands.push({ y1: level, y2: level + remaining, n: point.n });
        points.push({ ...point, height });
        if (height <= point.w) break;
        level += remaining;
        remaining = weights.massAbove(Math.log(level));
      }
      return { bands, points };
    };
    const { bands, points } = climb(firstBlock((block) => climb(block).points.length === 5));
    const sent = points.at(-1);
    return {
      x: { label: 'value', domain: [-2.6, 2.8] },
      y: { label: 'w = q/p', domain: [0, largest * 1.1] },
      marks: [
        Plot.rectY(bands, { x1: -2.6, x2: 2.8, y1: 'y1', y2: 'y2', fill: ({ n }) => (n % 2 ? '#eef2f7' : '#dfe7f1') }),
        line(curve(weight)),
        ...dots(points, 'height', sent),
      ],
    };
  },
  'poisson-functional-representation'() {
    const winner = (points) =>
      points.reduce((best, point) => (point.time / point.w < best.time / best.w ? point : best));
    const points = candidates(
      firstBlock((block) => winner(candidates(block, 40)).n === 3),
      40,
    );
    const sent = winner(points);
    const score = sent.time / sent.w;
    const last = score * weight(4 / 3);
    const boundary = curve((x) => score * weight(x));
    return {
      x: { label: 'value' },
      y: { label: 'arrival time', domain: [0, last * 1.3] },
      marks: [
        area(boundary),
        line(boundary),
        Plot.ruleY([last], { stroke: BLUE, strokeDasharray: '4,4' }),
        note(-2.6, last * 0.93, 'above the line nothing can win'),
        ...dots(
          points.filter(({ time }) => time < last * 1.3),
          'time',
          sent,
        ),
      ],
    };
  },
  'greedy-poisson'() {
    const { weights } = levelledPrior(p).candidates(q, shared.block(0));
    const levels = levelTable(weights);
    const accepted = (points) => points.find(({ time, w }) => time <= levels.timeAt(Math.log(w)));
    const points = candidates(
      firstBlock((block) => accepted(candidates(block, 60))?.n === 4),
      60,
    );
    const sent = accepted(points);
    const top = Math.max(8, sent.time * 1.2);
    const boundary = curve((x) => Math.min(top, levels.timeAt(Math.log(weight(x)))));
    return {
      x: { label: 'value' },
      y: { label: 'arrival time', domain: [0, top] },
      marks: [
        area(boundary),
        line(boundary),
        note(-2.6, top * 0.93, 'accepted inside'),
        ...dots(
          points.filter(({ n }) => n <= sent.n),
          'time',
          sent,
        ),
      ],
    };
  },
  'ordered-random': () => indexHistogram(orderedRandom),
  'minimal-random': () => indexHistogram(minimalRandom),
  'a-star-branching': () => tree(aStarSearch),
  'greedy-poisson-branching': () => tree(greedyPoissonSearch),
};

/** A hexagonal lattice, shifted, perhaps turned; the point of the cell around y. E8 is drawn by its flat relative. */
function hexagonal(scale, angle, shift, isGaussian) {
  const points = [];
  const [c, s] = [Math.cos(angle), Math.sin(angle)];
  for (let i = -6; i <= 6; i++) {
    for (let j = -6; j <= 6; j++) {
      const [a, b] = [scale * (i + j / 2) + shift[0], scale * j * Math.sqrt(0.75) + shift[1]];
      points.push({ x: c * a - s * b, y: s * a + c * b });
    }
  }
  const y = { x: 0.1, y: -0.15 };
  const sent = points.reduce((best, point) =>
    Math.hypot(point.x - y.x, point.y - y.y) < Math.hypot(best.x - y.x, best.y - y.y) ? point : best,
  );
  const corners = range(0, 6, 6).map((k) => {
    const turn = angle + Math.PI / 6 + (k * Math.PI) / 3;
    return { x: y.x + (scale / Math.sqrt(3)) * Math.cos(turn), y: y.y + (scale / Math.sqrt(3)) * Math.sin(turn) };
  });
  const circle = (radius) =>
    range(0, 2 * Math.PI, 90).map((t) => ({ x: y.x + radius * Math.cos(t), y: y.y + radius * Math.sin(t), radius }));
  const visible = points.filter((point) => Math.abs(point.x) < 3.9 && Math.abs(point.y) < 1.4);
  return {
    x: { axis: null, domain: [-4, 4] },
    y: { axis: null, domain: [-1.9, 1.9] },
    marks: [
      ...(isGaussian
        ? [0.6, 1.2, 1.8].map((radius) =>
            Plot.line(circle(radius), { x: 'x', y: 'y', stroke: BLUE, strokeOpacity: 0.35 }),
          )
        : []),
      Plot.line(corners, {
        x: 'x',
        y: 'y',
        stroke: BLUE,
        strokeWidth: 1.8,
        fill: BLUE,
        fillOpacity: isGaussian ? 0.05 : 0.15,
      }),
      Plot.dot(visible, { x: 'x', y: 'y', r: 4.5, fill: (point) => (point === sent ? ORANGE : GREY) }),
      Plot.dot([y], { x: 'x', y: 'y', symbol: 'times', stroke: '#1f2430', r: 5 }),
      note(
        -3.9,
        1.7,
        isGaussian
          ? 'a lattice of random shift, scale and rotation: normal noise'
          : 'a lattice of random shift: noise uniform in a cell',
      ),
    ],
  };
}

/** How often each of 16 candidates is sent: target N(2, 1/16). */
function indexHistogram(make) {
  const K = 16;
  const blocks = 4000;
  const simulator = simulate(prior(p), make(K));
  const local = localRandomness({ seed: 'pictures indices' });
  const counts = new Float64Array(K);
  for (let b = 0; b < blocks; b++)
    counts[simulator.simulate(normal(2, 0.25), shared.block(b), local.block(b)).message.index]++;
  return {
    x: { label: `index of ${K} candidates`, tickFormat: String, type: 'band' },
    y: { label: 'share', domain: [0, 0.3] },
    marks: [
      Plot.barY(
        Array.from(counts, (count, n) => ({ n, share: count / blocks })),
        { x: 'n', y: 'share', fill: BLUE },
      ),
      Plot.ruleY([0]),
    ],
  };
}

/** The path of a search for N(2, 1/16): intervals of prior mass, their points, and the one that is sent. */
function tree(search) {
  const target = treeTargets(p)(normal(2, 0.25));
  const found = (block) =>
    search(target, new TreeWalk(shared.block(block)), localRandomness({ seed: 'pictures tree' }).block(block));
  const block = firstBlock((block) => found(block).examined === 6 && found(block).depth >= 3);
  const { depth, examined } = found(block);
  const walk = new TreeWalk(shared.block(block));
  const nodes = [];
  let [lower, upper] = [0, 1];
  for (let d = 0; d < examined; d++) {
    const point = lower + (upper - lower) * walk.share;
    nodes.push({
      d,
      lower: p.quantile(Math.max(lower, 1e-4)),
      upper: p.quantile(Math.min(upper, 1 - 1e-4)),
      x: p.quantile(point),
    });
    const turn = p.quantile(point) < target.mode ? 1 : 0;
    if (turn === 1) lower = point;
    else upper = point;
    walk.descend(turn);
  }
  const density = curve(
    (x) => -0.3 - 0.9 * exp(normal(2, 0.25).logDensity(x) - normal(2, 0.25).logDensity(2)),
    -3.5,
    3.8,
  );
  return {
    x: { label: 'value', domain: [-3.8, 3.8] },
    y: { label: 'depth', ticks: nodes.map(({ d }) => d), tickFormat: String, domain: [examined - 0.4, -1.3] },
    marks: [
      line(density),
      Plot.link(nodes, {
        x1: 'lower',
        x2: 'upper',
        y1: 'd',
        y2: 'd',
        stroke: GREY,
        strokeWidth: 5,
        strokeLinecap: 'round',
      }),
      Plot.dot(nodes, { x: 'x', y: 'd', r: 4.5, fill: ({ d }) => (d === depth ? ORANGE : '#1f2430') }),
    ],
  };
}

const results = JSON.parse(readFileSync(new URL('../bench/results/simulators.json', import.meta.url), 'utf8'));
const gaussian = results.cases.filter(({ key }) => key.startsWith('gaussian-'));

/** Bits above the information of one method among all. */
function ratePanel(method) {
  const points = gaussian.flatMap(({ informationBits, rows }) =>
    rows
      .filter((row) => row.needs === undefined && row.aboveInformation > 0)
      .map((row) => ({ ...row, rate: String(informationBits), line: `${row.method} ${row.dimension}` })),
  );
  const ours = points.filter((row) => row.method === method);
  const last = [...new Map(ours.map((row) => [row.line, row])).values()];
  return {
    width: 300,
    marginLeft: 42,
    marginRight: 40,
    x: {
      type: 'point',
      domain: gaussian.map(({ informationBits }) => String(informationBits)),
      label: 'information, bits',
    },
    y: {
      type: 'log',
      label: 'bits above it',
      domain: [0.1, 20],
      tickFormat: (tick) => String(Number(tick.toPrecision(1))),
      grid: true,
    },
    marks: [
      Plot.line(points, { x: 'rate', y: 'aboveInformation', z: 'line', stroke: '#d9dde5', strokeWidth: 1.2 }),
      Plot.line(ours, { x: 'rate', y: 'aboveInformation', z: 'line', stroke: BLUE, strokeWidth: 2.2 }),
      Plot.dot(ours, { x: 'rate', y: 'aboveInformation', fill: BLUE, r: 3 }),
      ...(last.length > 1
        ? [
            Plot.text(last, {
              x: 'rate',
              y: 'aboveInformation',
              text: ({ dimension }) => `d = ${dimension}`,
              dx: 6,
              textAnchor: 'start',
              fill: BLUE,
              fontSize: 11,
            }),
          ]
        : []),
    ],
  };
}

function plot(options) {
  const { document } = parseHTML('<!doctype html><html><body></body></html>');
  const svg = Plot.plot({
    document,
    width: 440,
    height: 230,
    marginLeft: 46,
    marginTop: 26,
    marginBottom: 38,
    style: { fontSize: '12px', fontFamily: 'system-ui, sans-serif', background: 'white', color: '#1f2430' },
    ...options,
  });
  svg.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  return svg;
}

const TITLES = { lattice: 'lattice-e8' };

mkdirSync(new URL('../docs/methods/', import.meta.url), { recursive: true });
for (const [name, picture] of Object.entries(PICTURES)) {
  const left = plot(picture());
  const right = plot(ratePanel(TITLES[name] ?? name));
  right.setAttribute('x', '450');
  const svg = [
    `<svg xmlns="http://www.w3.org/2000/svg" width="750" height="230" viewBox="0 0 750 230" role="img" aria-label="${name}: one sample, and bits above the information over the rate">`,
    '<rect width="750" height="230" fill="white"/>',
    left.outerHTML,
    right.outerHTML,
    '</svg>',
  ].join('\n');
  writeFileSync(new URL(`../docs/methods/${name}.svg`, import.meta.url), `${svg.replace(/(\.\d\d)\d+/g, '$1')}\n`);
}
