/** Universal quantization with step 1: P(k given u), integer cells, and the mutual information by quadrature. */
import { integrate, LN2, log } from 'samplewire/core';
import { distribution } from 'samplewire/distributions';
import { quantizedDensity } from 'samplewire/entropy';
import { Cells } from './coder.mjs';

const CLOSE = 1e-13;
/** Rounding of the two values of the cdf whose difference is P(k | u). */
const ROUNDING = 8 * 2 ** -53;

export function checkUniversalQuantization(data, section) {
  if (data.priors === undefined) return;
  const [ranges, tables, leaky, information] = ['range', 'P(k given u)', 'cells', 'mutual information'].map((name) =>
    section(`priors: ${name}`),
  );
  for (const vector of data.priors) {
    const scale = Number(vector.scale);
    const name = `${vector.law}, scale ${vector.scale}`;
    const prior = distribution({ law: vector.law, mu: 0, [vector.law === 'normal' ? 'sigma' : 'scale']: scale });
    for (const range of ['search', 'quantile']) {
      const { kmin, kmax, bits } = quantizedDensity(prior, 1, { range }).range;
      ranges.equal(`${name}, by ${range}`, [kmin, kmax, bits], [vector.kmin, vector.kmax, vector.h]);
    }
    const density = quantizedDensity(prior, 1);
    for (const { u, probabilities } of vector.tables) {
      for (const [k, p] of probabilities) {
        const [dither, point] = [Number(u), Number(k)];
        const tail = (x) => Math.min(prior.cdf(x), prior.survival(x));
        const edges = Math.max(tail(point + dither - 0.5), tail(point + dither + 0.5));
        tables.real(`P(${k} | ${u}), ${name}`, density.probability(point, dither), p, CLOSE, ROUNDING * edges);
      }
    }
    for (const { u, frequencies } of vector.leaky) cells(density, Number(u), frequencies, leaky, name);
    information.real(name, mutualInformationBits(prior), vector.mutualInformationBits, CLOSE, CLOSE);
  }
}

/** First the left tail, last the right one. */
function cells(density, u, frequencies, here, name) {
  const { kmin, bits } = density.range;
  frequencies.forEach((frequency, i) => {
    const recorder = new Cells();
    density.encode(kmin + (i - 1) * 2 ** bits, u, recorder);
    here.equal(`cell ${i} at u = ${u}, ${name}`, recorder.list[0][1], frequency);
  });
}

/** I(Y; Z) = h(Z), Z with density F(z + 1/2) - F(z - 1/2). */
function mutualInformationBits(prior) {
  const density = (z) => {
    const [a, b] = [z - 0.5, z + 0.5];
    return a > 0 ? prior.survival(a) - prior.survival(b) : prior.cdf(b) - prior.cdf(a);
  };
  const nats = (z) => {
    const p = density(z);
    return p > 0 ? -p * log(p) : 0;
  };
  const reach = prior.quantileSurvival(1e-40) + 1;
  return (2 * integrate(nats, 0, reach, { relative: 1e-14, absolute: 1e-15, splits: [0.5] })) / LN2;
}
