/**
 * One method on one case: real bytes, candidates, time.
 *
 *     bits = I + (message bits - sum of log2 q(z)/p(z)) / values + (bytes of a chunk that are no message) / 65,536
 *
 * The bits of few values scatter as the information in their samples does, so that is taken out and I is put in; frame,
 * laws and fitted codes of a chunk are shared by the values of a full one. Header and end of the file are not counted.
 */
import { uniform } from 'samplewire/distributions';
import { methodNamed } from '../../dist/rcc/channel/methods.js';
import { logRatioBounds } from '../../dist/rcc/channel/ratio-bounds.js';
import { methodCost } from '../../dist/rcc/planner/cost-table.js';
import { sendFile, sendLattice, TOTAL_VARIATION } from './send.mjs';

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
const LOOKED = 4096;

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
  const { method, title, ownLaw, fixedLength = false, bound, source, levelled } = described;
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
  // Whole blocks of whole rows.
  const unit = 8 * proposals.length;
  const affordable = Math.max(LEAST_VALUES, BUDGET_NANOSECONDS / perValue);
  const values = Math.min(testCase.targets.length, unit * Math.ceil(affordable / unit));
  const targets = lawsOf(described, testCase, values);
  if (targets === undefined) return { ...row, needs: 'uniform targets' };
  let sent;
  try {
    const send = method === 'lattice-e8' ? sendLattice : sendFile;
    await send({ method, targets: targets.slice(0, 8 * unit), proposals, dimension });
    sent = await send({ method, targets, proposals, dimension });
  } catch (error) {
    if (error.code === undefined) throw error;
    return { ...row, needs: reasonOf(error) };
  }
  const { messageBits, chunkBits, samples, examined, microseconds, totalVariation } = sent;
  // Bits that do not depend on the sample scatter less without it.
  const isOther = fixedLength || ownLaw !== undefined;
  const carried = isOther ? informationBits * targets.length : informationDensity(targets, proposals, samples);
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
    law: ownLaw ?? (totalVariation > 0 ? `within total variation ${Number(totalVariation.toPrecision(2))}` : 'exact'),
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

/** No exact scheme pays less than the information; value by value, not less than the functional one. */
function lowerBound({ ownLaw, approximate }, { informationBits, functionalBits = informationBits }, dimension) {
  if (ownLaw !== undefined) return null;
  return rounded(dimension > 1 || approximate ? informationBits : functionalBits);
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
  if (testCase.key.startsWith('gaussian-')) {
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
