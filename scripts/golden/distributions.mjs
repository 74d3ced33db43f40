/** Laws: moments, densities, both tails, quantiles; pairs of laws: divergence and the supremum of the log ratio. */
import { densityRatio, distribution, klDivergence } from 'samplewire/distributions';
import { describeLaw } from './compare.mjs';

const CLOSE = 1e-13;
const VARIANCE = 1e-12;
const QUANTILE = 1e-12;
const STUDENT_TAIL = 1e-11;
/** Tails have full relative accuracy down to here. */
const SMALLEST_TAIL = 1e-300;
/** Suprema from a search: never below by more than rounding, above by at most this. */
const CERTIFIED = 1e-9;
/** A supremum without a closed form is given to so many digits. */
const DIGITS_OF_A_SEARCH = 15;

export function checkDistributions(data, section) {
  if (data.distributions !== undefined) laws(data.distributions, section);
  if (data.pairs !== undefined) pairs(data.pairs, section);
}

function laws(list, section) {
  const [moments, densities, tails, quantiles] = ['moments', 'log densities', 'cdf and survival', 'quantiles'].map(
    (name) => section(`distributions: ${name}`),
  );
  for (const { distribution: description, points, quantiles: pairsOfQuantiles, ...wanted } of list) {
    const name = describeLaw(description);
    const law = lawOf(description, moments);
    if (law === undefined) continue;
    moments.real(`entropy of ${name}`, law.entropyNats, wanted.entropyNats, CLOSE, CLOSE);
    moments.real(`mean of ${name}`, law.mean, wanted.mean, CLOSE, CLOSE);
    moments.real(`variance of ${name}`, law.variance, wanted.variance, VARIANCE, VARIANCE);
    const tail = JSON.stringify(description).includes('studentT') ? STUDENT_TAIL : CLOSE;
    for (const [text, logDensity, cdf, survival] of points) {
      const x = Number(text);
      const at = `${name} at ${text}`;
      densities.real(
        at,
        densities.attempt(at, () => law.logDensity(x)),
        logDensity,
        CLOSE,
        CLOSE,
      );
      tails.real(
        `cdf of ${at}`,
        tails.attempt(at, () => law.cdf(x)),
        cdf,
        tail,
        smallest(cdf),
      );
      tails.real(
        `survival of ${at}`,
        tails.attempt(at, () => law.survival(x)),
        survival,
        tail,
        smallest(survival),
      );
    }
    for (const [p, x] of pairsOfQuantiles) {
      const at = `quantile ${p} of ${name}`;
      quantiles.real(
        at,
        quantiles.attempt(at, () => law.quantile(Number(p))),
        x,
        QUANTILE,
        QUANTILE,
      );
    }
  }
}

function lawOf(description, here) {
  try {
    return distribution(description);
  } catch (error) {
    here.fail(describeLaw(description), error);
    return undefined;
  }
}

/** No digits are asked of what lies below 1e-300, but it must lie there. */
function smallest(wanted) {
  return Number(wanted) < SMALLEST_TAIL ? SMALLEST_TAIL : 0;
}

function pairs(list, section) {
  const [divergences, suprema] = ['divergences', 'log suprema'].map((name) => section(`pairs: ${name}`));
  for (const pair of list) {
    const name = `${describeLaw(pair.q)} against ${describeLaw(pair.p)}`;
    const [q, p] = [lawOf(pair.q, divergences), lawOf(pair.p, divergences)];
    if (q === undefined || p === undefined) continue;
    divergences.real(
      name,
      divergences.attempt(name, () => klDivergence(q, p)),
      pair.klNats ?? 'Infinity',
      CLOSE,
      CLOSE,
    );
    const supremum = suprema.attempt(name, () => densityRatio(q, p).logSupremum);
    const wanted = pair.logSupremumNats ?? 'Infinity';
    if (!fromSearch(wanted)) {
      suprema.real(name, supremum, wanted, CLOSE, CLOSE);
    } else suprema.bound(name, supremum, wanted, CERTIFIED, CLOSE);
  }
}

function fromSearch(text) {
  if (Number(text) === 0 || !Number.isFinite(Number(text))) return false;
  const digits = text.replace(/e.*$/i, '').replace(/[-+.]/g, '').replace(/^0+/, '');
  return digits.length <= DIGITS_OF_A_SEARCH;
}
