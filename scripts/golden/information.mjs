/** Information of the standard channels, and the published bounds. */
import { LN2 } from 'samplewire/core';
import { densityRatio, klDivergence, normal } from 'samplewire/distributions';
import {
  channelSimulationDivergenceBits,
  functionalInformationBits,
  gaussianChannelInformationBits,
  meanLog2IndexBound,
  publishedZipfExponent,
  strongFunctionalRepresentationBoundBits,
  truncatedNormalChannel,
} from 'samplewire/rcc';

const CLOSE = 1e-13;
/** Half of the last digit given. */
const EIGHT_DIGITS = 5e-9;
const QUANTILE = 1e-12;

export function checkInformation(data, section) {
  if (data.gaussianChannel !== undefined) gaussian(data.gaussianChannel, section('gaussianChannel'));
  if (data.truncatedNormalChannel !== undefined)
    truncated(data.truncatedNormalChannel, section('truncatedNormalChannel'));
  if (data.channelSimulationDivergence !== undefined)
    causal(data.channelSimulationDivergence, section('channelSimulationDivergence'));
  if (data.layeredGaussian !== undefined) layered(data.layeredGaussian, section('layeredGaussian'));
  if (data.bounds !== undefined) {
    const here = section('bounds');
    for (const { I, strongFunctionalRepresentation, zipfExponent, meanLog2Index } of data.bounds) {
      const bits = Number(I);
      const bound = strongFunctionalRepresentationBoundBits(bits);
      here.real(`bound at ${I} bits`, bound, strongFunctionalRepresentation, CLOSE, CLOSE);
      here.real(`exponent at ${I} bits`, publishedZipfExponent(bits), zipfExponent, CLOSE, CLOSE);
      here.real(`mean log2 of the index at ${I} bits`, meanLog2IndexBound(bits), meanLog2Index, CLOSE, CLOSE);
    }
  }
}

function gaussian(list, here) {
  for (const { tau, mutualInformationBits, klAtCentre, logSupremumRatioNats } of list) {
    const deviation = Number(tau);
    const proposal = normal(0, Math.sqrt(1 + deviation * deviation));
    here.real(`tau = ${tau}`, gaussianChannelInformationBits(deviation), mutualInformationBits, CLOSE, CLOSE);
    for (const [y, bits] of klAtCentre) {
      here.real(
        `divergence at ${y}, tau = ${tau}`,
        klDivergence(normal(Number(y), 1), proposal) / LN2,
        bits,
        CLOSE,
        CLOSE,
      );
    }
    for (const [y, nats] of logSupremumRatioNats) {
      const { logSupremum } = densityRatio(normal(Number(y), 1), proposal);
      here.real(`log supremum at ${y}, tau = ${tau}`, logSupremum, nats, CLOSE, CLOSE);
    }
  }
}

function truncated(list, here) {
  for (const wanted of list) {
    const [tau, dimensions, D] = [Number(wanted.tau), Number(wanted.dimensions), Number(wanted.D)];
    const where = `tau = ${tau}, d = ${dimensions}, D = ${D}`;
    const channel = truncatedNormalChannel(tau, dimensions, D);
    here.real(`half width, ${where}`, channel.halfWidth, wanted.halfWidth, QUANTILE, QUANTILE);
    here.real(`entropy of the noise, ${where}`, channel.noiseEntropyBits, wanted.noiseEntropyBits, CLOSE, CLOSE);
    here.real(`information, ${where}`, channel.mutualInformationBits, wanted.mutualInformationBits, CLOSE, CLOSE);
    here.real(`uncut, ${where}`, gaussianChannelInformationBits(tau), wanted.gaussianBits, CLOSE, CLOSE);
    here.real(`candidates, ${where}`, channel.candidates, wanted.candidates, QUANTILE, QUANTILE);
  }
}

function causal(list, here) {
  for (const { q, p, klBits, dcsBits, logSupremumBits } of list) {
    const [target, proposal] = [normal(q.mu, q.sigma), normal(p.mu, p.sigma)];
    const where = `N(${q.mu}, ${q.sigma}^2) under N(${p.mu}, ${p.sigma}^2)`;
    const bits = channelSimulationDivergenceBits(target, proposal);
    here.real(`divergence of ${where}`, klDivergence(target, proposal) / LN2, klBits, CLOSE, CLOSE);
    here.real(`channel simulation divergence of ${where}`, bits, dcsBits, CLOSE, CLOSE);
    const supremum = densityRatio(target, proposal).logSupremum / LN2;
    here.real(`log supremum of ${where}`, supremum, logSupremumBits, CLOSE, CLOSE);
  }
}

function layered(list, here) {
  for (const { tau, rateBits, mutualInformationBits } of list) {
    const information = gaussianChannelInformationBits(Number(tau));
    const rate = functionalInformationBits(normal(0, Number(tau)), normal(0, 1));
    here.real(`rate at tau = ${tau}`, rate, rateBits, 0, EIGHT_DIGITS);
    here.real(`information at tau = ${tau}`, information, mutualInformationBits, CLOSE, CLOSE);
  }
}
