/** Sending: a whole file by a method, or the blocks of a plain lattice; bits of messages, samples, candidates, time. */
import { localRandomness, sharedRandomness } from 'samplewire/core';
import { CodelengthMeter } from 'samplewire/entropy';
import { e8, encode, latticeDithered } from 'samplewire/rcc';
import { methodNamed } from '../../dist/rcc/channel/methods.js';

/** What an approximate method may cost per block. */
export const TOTAL_VARIATION = 0.01;

const local = localRandomness({ seed: 'bench simulators' });

/** A file by a method, and what of it is message. */
export async function sendFile({ method, targets, proposals, dimension }) {
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

/** Plain E8, for which files have no method: noise uniform in a cell of second moment 1 per coordinate. */
export function sendLattice({ targets, proposals }) {
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
