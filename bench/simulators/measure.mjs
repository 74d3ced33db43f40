/**
 * One method on one case: real bytes, candidates, time.
 *
 *     bits = I + (message bits - sum of log2 q(z)/p(z)) / values + (bytes of a chunk that are no message) / 65,536
 *
 * The bits of few values scatter as the information in their samples does, so that is taken out and I is put in; frame,
 * laws and fitted codes of a chunk are shared by the values of a full one. Header and end of the file are not counted.
 */
import { localRandomness, sharedRandomness } from 'samplewire/core';
import { uniform } from 'samplewire/distributions';
import { CodelengthMeter } from 'samplewire/entropy';
import {
  cheapestCode,
  e8,
  empiricalCode,
  encode,
  functionalInformationBits,
  gaussianE8,
  greedyPoisson,
  greedyRejection,
  indexedMessageCode,
  latticeDithered,
  levelledPrior,
  poissonFunctionalRepresentation,
  rotatedLattice,
  simulate,
  tableCode,
  zipfCode,
} from 'samplewire/rcc';
import { methodNamed } from '../../dist/rcc/channel/methods.js';
import { logRatioBounds } from '../../dist/rcc/channel/ratio-bounds.js';
import { gaussianIndexCode } from '../../dist/rcc/message/gaussian-index-code.js';
import { methodCost } from '../../dist/rcc/planner/cost-table.js';

/** Blocks of more candidates are not searched. */
const MOST_CANDIDATES = 2 ** 22;
/** As many values as this takes, by the cost table. */
const BUDGET_NANOSECONDS = 1.2e9;
/** A table of levels for each target. */
const LEVELS_NANOSECONDS = 2e6;
const LEAST_VALUES = 256;
const CHUNK_VALUES = 65_536;
/** Mean candidates of a block that shares the overhead of its index. */
const BLOCK_BUDGET = 512;
const TOTAL_VARIATION = 0.01;
const LOOKED = 4096;

const local = localRandomness({ seed: 'bench simulators' });

/** The rows of a method: one for each size of its blocks. */
export async function measureMethod(method, testCase) {
  const rows = [];
  for (const dimension of dimensionsOf(method, testCase)) rows.push(await measureBlocks(method, testCase, dimension));
  return rows;
}

function dimensionsOf({ method, blocks }, testCase) {
  if (blocks !== 'budget') return blocks;
  const within = [2, 4, 8].filter((dimension) => expected(method, testCase, dimension) <= BLOCK_BUDGET);
  return within.length === 0 ? [1] : [1, within.at(-1)];
}

/** Mean candidates of a block; undefined where the method has no such number, Infinity without a bound. */
function expected(method, { targets, proposals }, dimension) {
  // Searches by level functions look at as many candidates as rejection does.
  const asked = methodNamed(method.startsWith('greedy-') ? 'rejection' : method);
  try {
    return asked?.work?.({
      targets: targets.slice(0, LOOKED),
      columns: proposals.length,
      dimension,
      approximation: { totalVariation: TOTAL_VARIATION },
      marginals: () => proposals,
    });
  } catch (error) {
    if (error.code === 'UnboundedDensityRatio') return Number.POSITIVE_INFINITY;
    throw error;
  }
}

async function measureBlocks(described, testCase, dimension) {
  const { method, title, ownLaw, approximate = false, bound, source, levelled } = described;
  const { informationBits, proposals } = testCase;
  const row = { method, title, dimension, source };
  const tree = method.endsWith('-branching');
  const candidates = tree || ownLaw !== undefined ? undefined : expected(method, testCase, dimension);
  if (candidates > MOST_CANDIDATES) {
    const power = Math.log10(candidates);
    return { ...row, needs: Number.isFinite(power) ? `about 10^${power.toFixed(1)} candidates` : 'a bounded ratio' };
  }
  const cost = methodCost(method, testCase.targets[0], proposals[0]);
  const perValue = cost.perValue + (levelled ? LEVELS_NANOSECONDS : 0) + (candidates ?? 0) * cost.perCandidate;
  const values = Math.max(
    LEAST_VALUES,
    Math.min(testCase.targets.length, 8 * Math.floor(BUDGET_NANOSECONDS / perValue / 8)),
  );
  const targets = lawsOf(described, testCase, values);
  if (targets === undefined) return { ...row, needs: 'uniform targets' };
  let sent;
  try {
    const send = fileOf(method) ? sendFile : sendMessages;
    await send({ method, targets: targets.slice(0, 64), proposals, dimension });
    sent = await send({ method, targets, proposals, dimension });
  } catch (error) {
    if (error.code === undefined) throw error;
    return { ...row, needs: reasonOf(error) };
  }
  const { messageBits, chunkBits, samples, examined, microseconds, totalVariation } = sent;
  const carried =
    ownLaw === undefined ? informationDensity(targets, proposals, samples) : informationBits * targets.length;
  const above = (messageBits - carried) / targets.length + chunkBits / CHUNK_VALUES;
  const looked = examined / targets.length;
  const meanLog2Largest = meanLog2LargestWeight(testCase, dimension);
  const law = testCase.targets[0].law;
  const published = bound?.({
    informationBits,
    dimension,
    law,
    targets,
    meanLog2Largest,
    candidates: looked * dimension,
  });
  return {
    ...row,
    law: ownLaw ?? (approximate ? `within total variation ${totalVariation.toPrecision(2)} a block` : 'exact'),
    values: targets.length,
    bits: rounded(informationBits + above),
    informationBits: rounded(informationBits),
    aboveInformation: rounded(above),
    lowerBoundBits: lowerBound(described, testCase, dimension),
    boundBits: published === undefined ? null : rounded(published),
    candidates: Number(looked.toPrecision(3)),
    microseconds: Number(microseconds.toPrecision(3)),
  };
}

/** No exact scheme pays less than the information; for Gaussian noise, value by value, not less than the functional one. */
function lowerBound({ ownLaw, approximate }, { informationBits, gaussian }, dimension) {
  if (ownLaw !== undefined) return null;
  if (gaussian === undefined || dimension > 1 || approximate) return rounded(informationBits);
  return rounded(functionalInformationBits(gaussian.tau));
}

const rounded = (bits) => Number(bits.toFixed(3));

function reasonOf(error) {
  const [first] = error.message.split(';');
  if (error.code === 'LimitExceeded') {
    const got = /got (?:about )?([\d.e+]+)/.exec(first)?.[1];
    if (got !== undefined && /candidates/.test(first))
      return `about 10^${Math.log10(Number(got)).toFixed(1)} candidates`;
  }
  return first.replace(/^"\w+" expected /, '').replace(/,? (\(.*|got .*)$/, '');
}

/** The targets that are sent: the case's own, or for a noise of its own law the same centres. */
function lawsOf({ method }, testCase, values) {
  const targets = testCase.targets.slice(0, values);
  if (method !== 'universal' && method !== 'lattice-e8') return targets;
  if (testCase.gaussian !== undefined) {
    const half = Math.sqrt(3);
    return method === 'universal' ? targets.map(({ mode }) => uniform(mode - half, mode + half)) : targets;
  }
  return method === 'universal' && targets.every(({ law }) => law === 'uniform') ? targets : undefined;
}

function informationDensity(targets, proposals, samples) {
  const nats = targets.reduce(
    (sum, target, i) => sum + target.logDensity(samples[i]) - proposals[i % proposals.length].logDensity(samples[i]),
    0,
  );
  return nats / Math.LN2;
}

function meanLog2LargestWeight({ targets, proposals }, dimension) {
  try {
    const bounds = logRatioBounds(targets.slice(0, LOOKED), proposals);
    return (dimension * bounds.reduce((sum, bound) => sum + bound, 0)) / bounds.length / Math.LN2;
  } catch {
    return undefined;
  }
}

const fileOf = (method) => methodNamed(method) !== undefined;

async function sendFile({ method, targets, proposals, dimension }) {
  const settings = {
    method,
    columns: proposals.map((proposal, i) => ({ name: `x${i}`, proposal })),
    ...(dimension === 1 && methodNamed(method).dimension !== undefined ? {} : { block: dimension }),
    totalVariation: TOTAL_VARIATION,
    key: { seed: `bench ${method}` },
    local,
  };
  const table = (distributions) => ({
    rows: distributions.length / proposals.length,
    columns: proposals.map((_, c) => ({
      law: 'distributions',
      distributions: distributions.filter((_, i) => i % proposals.length === c),
    })),
  });
  const started = process.cpuUsage();
  const { bytes, samples, report } = await encode(table(targets), settings);
  const microseconds = spent(started) / targets.length;
  const empty = await encode(table([]), settings);
  const messageBits = report.bits.index + report.bits.point;
  return {
    messageBits,
    chunkBits: 8 * (bytes.length - empty.bytes.length) - messageBits,
    samples,
    examined: report.candidatesExamined,
    microseconds,
    totalVariation: report.totalVariationBound,
  };
}

function spent(started) {
  const { user, system } = process.cpuUsage(started);
  return user + system;
}

/** Simulators for which files have no method: their messages through the same codes. */
function simulatorOf(method, proposals) {
  if (method === 'greedy-rejection') return { proposal: levelledPrior(proposals), selection: greedyRejection };
  if (method === 'greedy-poisson') return { proposal: levelledPrior(proposals), selection: greedyPoisson };
  return {
    proposal: rotatedLattice({ cell: gaussianE8, sigma: 1, marginals: Array(8).fill(proposals[0]) }),
    selection: poissonFunctionalRepresentation,
    indexCode: gaussianIndexCode(gaussianE8),
  };
}

function sendMessages({ method, targets, proposals, dimension }) {
  return method === 'lattice-e8'
    ? sendLattice({ targets, proposals })
    : sendSelected({ ...simulatorOf(method, proposals), targets, dimension, name: method });
}

function sendSelected({ proposal, selection, indexCode, targets, dimension, name }) {
  const shared = sharedRandomness(`bench ${name}`);
  const simulator = simulate(proposal, selection);
  const samples = new Float64Array(targets.length);
  const messages = [];
  let examined = 0;
  const started = process.cpuUsage();
  for (let start = 0, b = 0; start < targets.length; start += dimension, b++) {
    const sent = simulator.simulate(targets.slice(start, start + dimension), shared.block(b), local.block(b));
    samples.set(sent.sample, start);
    messages.push(sent.message);
    examined += sent.examined;
  }
  const code = indexedMessageCode(proposal, indexCode ?? cheapestCode([zipfCode, tableCode, empiricalCode]));
  const parameters = code.fit(messages);
  const meter = new CodelengthMeter();
  const codecOf = code.codec(parameters);
  messages.forEach((message, b) => {
    codecOf(shared.block(b)).encode(message, meter);
  });
  const microseconds = spent(started) / targets.length;
  const chunk = new CodelengthMeter();
  code.parameters.encode(parameters, chunk);
  return { messageBits: meter.bits, chunkBits: chunk.bits, samples, examined, microseconds, totalVariation: 0 };
}

/** Plain E8: noise uniform in a cell of second moment 1 per coordinate. */
function sendLattice({ targets, proposals }) {
  const proposal = latticeDithered({
    lattice: e8,
    scale: Math.sqrt(1 / e8.normalisedSecondMoment),
    marginals: Array.from({ length: 8 }, (_, i) => proposals[i % proposals.length]),
  });
  const shared = sharedRandomness('bench lattice');
  const samples = new Float64Array(targets.length);
  const meter = new CodelengthMeter();
  const started = process.cpuUsage();
  for (let start = 0, b = 0; start < targets.length; start += 8, b++) {
    const block = shared.block(b);
    const centre = targets.slice(start, start + 8).map(({ mode }) => mode);
    const { sample, point } = proposal.candidates(centre, block).take(0);
    samples.set(sample, start);
    proposal.pointCodec(0, block).encode(point, meter);
  }
  const microseconds = spent(started) / targets.length;
  return {
    messageBits: meter.bits,
    chunkBits: 0,
    samples,
    examined: targets.length / 8,
    microseconds,
    totalVariation: 0,
  };
}
