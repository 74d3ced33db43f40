/** Lattice channels, run: what the law and the rate tables both need. */
import { LN2, localRandomness, sharedRandomness, standardNormal } from 'samplewire/core';
import { normal } from 'samplewire/distributions';
import { RangeEncoder } from 'samplewire/entropy';
import {
  gaussianChannel,
  gaussianE8,
  gaussianIndexCode,
  indexedMessageCode,
  latticeDithered,
  latticeQuantization,
  rotatedLattice,
} from 'samplewire/rcc';

/**
 * Blocks through a Gaussian channel: noise in units of its deviation, centres, and real bits a value above the information
 * density of the samples. `taus` and `sigmas` are deviations of centres and noise; `centre` fixes the centres.
 */
export function sendGaussian({ cell = gaussianE8, taus, sigmas = taus.map(() => 1), blocks, name, centre }) {
  const dimensions = taus.length;
  const marginals = taus.map((tau, i) => normal(0, Math.hypot(tau, sigmas[i])));
  const options = { cell, sigma: sigmas, marginals };
  const channel = gaussianChannel(options);
  const codec = indexedMessageCode(rotatedLattice(options), gaussianIndexCode(cell)).codec(null);
  const { shared, local, random } = streams(name);
  const noise = new Float64Array(blocks * dimensions);
  const centres = new Float64Array(blocks * dimensions);
  const encoder = new RangeEncoder();
  let nats = 0;
  let examined = 0;
  for (let b = 0; b < blocks; b++) {
    const block = shared.block(b);
    const mu = centre ?? taus.map((tau) => tau * standardNormal(random));
    const target = mu.map((y, i) => normal(y, sigmas[i]));
    const sent = channel.simulate(target, block, local.block(b));
    codec(block).encode(sent.message, encoder);
    examined += sent.examined;
    for (let i = 0; i < dimensions; i++) {
      const z = sent.sample[i];
      noise[b * dimensions + i] = (z - mu[i]) / sigmas[i];
      centres[b * dimensions + i] = mu[i];
      nats += target[i].logDensity(z) - marginals[i].logDensity(z);
    }
  }
  const excess = (8 * encoder.finish().length - nats / LN2) / noise.length;
  return { noise, centres, excess, examined: examined / blocks };
}

/** Blocks through a plain lattice: noise in units of the scale, centres, and real bits a value above the information density. */
export function sendLattice({ lattice, scale, spread, blocks, name, centre }) {
  const { dimensions } = lattice;
  const options = { lattice, scale, marginals: Array(dimensions).fill(normal(0, spread)) };
  const channel = latticeQuantization(options);
  const proposal = latticeDithered(options);
  const { shared, local, random } = streams(name);
  const variance = scale * scale * lattice.normalisedSecondMoment * lattice.volume ** (2 / dimensions);
  // The samples of wide centres: normal but for terms of the fourth order in scale over spread.
  const law = normal(0, Math.sqrt(spread * spread + variance));
  const noise = new Float64Array(blocks * dimensions);
  const centres = new Float64Array(blocks * dimensions);
  const encoder = new RangeEncoder();
  let nats = -blocks * Math.log(scale ** dimensions * lattice.volume);
  for (let b = 0; b < blocks; b++) {
    const block = shared.block(b);
    const mu = centre ?? Float64Array.from({ length: dimensions }, () => spread * standardNormal(random));
    const { message, sample } = channel.simulate(mu, block, local.block(b));
    proposal.pointCodec(0, block).encode(message.point, encoder);
    for (let i = 0; i < dimensions; i++) {
      noise[b * dimensions + i] = (sample[i] - mu[i]) / scale;
      centres[b * dimensions + i] = mu[i];
      nats -= law.logDensity(sample[i]);
    }
  }
  return { noise, centres, excess: (8 * encoder.finish().length - nats / LN2) / noise.length };
}

export function streams(name) {
  return {
    shared: sharedRandomness(name),
    local: localRandomness({ seed: `arrivals of ${name}` }),
    random: localRandomness({ seed: `centres of ${name}` }).block(0),
  };
}
