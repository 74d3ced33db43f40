/** Information of the standard channels and the published bounds. */
import { LN2 } from 'samplewire/core';
import { densityRatio, klDivergence, normal } from 'samplewire/distributions';
import * as rcc from 'samplewire/rcc';

export function checkInformation(golden, sections) {
  for (const { tau, mutualInformationBits, klAtCentre = [], logSupremumRatioNats = [] } of golden.gaussianChannel ??
    []) {
    const t = Number(tau);
    const marginal = normal(0, Math.sqrt(1 + t * t));
    sections.close(
      'gaussianChannel',
      rcc.gaussianChannelInformationBits(t),
      mutualInformationBits,
      1e-13,
      1e-13,
      `tau = ${tau}`,
    );
    for (const [y, bits] of klAtCentre) {
      sections.close(
        'gaussianChannel',
        klDivergence(normal(Number(y), 1), marginal) / LN2,
        bits,
        1e-12,
        1e-12,
        `KL at ${y}, tau = ${tau}`,
      );
    }
    for (const [y, nats] of logSupremumRatioNats) {
      sections.close(
        'gaussianChannel',
        densityRatio(normal(Number(y), 1), marginal).logSupremum,
        nats,
        1e-12,
        1e-12,
        `sup at ${y}, tau = ${tau}`,
      );
    }
  }
  for (const row of golden.truncatedNormalChannel ?? []) {
    const channel = rcc.truncatedNormalChannel(Number(row.tau), row.dimensions, Number(row.D));
    const name = `tau = ${row.tau}, d = ${row.dimensions}, D = ${row.D}`;
    sections.close('truncatedNormalChannel', channel.halfWidth, row.halfWidth, 1e-12, 1e-12, `half width, ${name}`);
    sections.close(
      'truncatedNormalChannel',
      channel.noiseEntropyBits,
      row.noiseEntropyBits,
      1e-12,
      1e-12,
      `entropy, ${name}`,
    );
    sections.close(
      'truncatedNormalChannel',
      channel.mutualInformationBits,
      row.mutualInformationBits,
      1e-10,
      1e-10,
      `information, ${name}`,
    );
    sections.close(
      'truncatedNormalChannel',
      rcc.gaussianChannelInformationBits(Number(row.tau)),
      row.gaussianBits,
      1e-13,
      1e-13,
      name,
    );
    sections.close('truncatedNormalChannel', channel.candidates, row.candidates, 1e-11, 1e-11, `candidates, ${name}`);
  }
  for (const { I, strongFunctionalRepresentation, zipfExponent, meanLog2Index } of golden.bounds ?? []) {
    const bits = Number(I);
    sections.close(
      'bounds',
      rcc.strongFunctionalRepresentationBoundBits(bits),
      strongFunctionalRepresentation,
      1e-13,
      1e-13,
      `I = ${I}`,
    );
    sections.close('bounds', rcc.publishedZipfExponent(bits), zipfExponent, 1e-13, 1e-13, `exponent, I = ${I}`);
    sections.close('bounds', rcc.meanLog2IndexBound(bits), meanLog2Index, 1e-13, 1e-13, `mean log2, I = ${I}`);
  }
  if (golden.channelSimulationDivergence !== undefined) sections.notBuilt('channelSimulationDivergence');
  if (golden.layeredGaussian !== undefined) sections.notBuilt('layeredGaussian');
}
