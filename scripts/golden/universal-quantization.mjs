/** Universal quantization: P(k | u), the integer cells, and the mutual information of the channel. */
import { integrate, LN2, log } from 'samplewire/core';
import { distribution } from 'samplewire/distributions';
import { quantizedDensity } from 'samplewire/entropy';

export function checkUniversalQuantization(golden, sections) {
  for (const { law, scale, mutualInformationBits, kmin, kmax, h, tables = [], leaky = [] } of golden.priors ?? []) {
    const name = `${law} ${scale}`;
    const parameters = law === 'normal' ? { mu: 0, sigma: Number(scale) } : { mu: 0, scale: Number(scale) };
    const prior = distribution({ law, ...parameters });
    const density = quantizedDensity(prior, 1);
    sections.equal('range', [density.range.kmin, density.range.kmax, density.range.bits], [kmin, kmax, h], name);
    for (const { u, probabilities } of tables) {
      for (const [k, probability] of probabilities) {
        sections.close(
          'P(k | u)',
          density.probability(Number(k), Number(u)),
          probability,
          1e-12,
          1e-17,
          `${name}, u = ${u}, k = ${k}`,
        );
      }
    }
    for (const { u, frequencies } of leaky) {
      const { cells, bits } = density.range;
      const coarse = Array.from({ length: cells + 2 }, (_, s) =>
        coarseFrequency(density, s === 0 ? kmin - 1 : kmin + (s - 1) * 2 ** bits, Number(u)),
      );
      sections.equal('integer cells', coarse, frequencies, `${name}, u = ${u}`);
    }
    if (mutualInformationBits !== undefined) {
      sections.close(
        'mutual information',
        informationBits(prior, Number(scale)),
        mutualInformationBits,
        1e-11,
        1e-11,
        name,
      );
    }
  }
}

/** The frequency of the first symbol that a point is coded with. */
function coarseFrequency(density, point, u) {
  let first;
  density.codec(u).encode(point, {
    encode: (_, frequency) => {
      first ??= frequency;
    },
  });
  return first;
}

/** h(Z) of Z = Y + uniform: its density is F(z + 1/2) - F(z - 1/2). */
function informationBits(prior, scale) {
  const integrand = (z) => {
    const p = z > 0.5 ? prior.survival(z - 0.5) - prior.survival(z + 0.5) : prior.cdf(z + 0.5) - prior.cdf(z - 0.5);
    return p <= 0 ? 0 : -p * log(p);
  };
  const reach = 0.5 + 80 * scale;
  const splits = [0.5, 0.5 + scale, 0.5 + 4 * scale, 0.5 + 16 * scale];
  return (2 * integrate(integrand, 0, reach, { relative: 1e-13, splits })) / LN2;
}
