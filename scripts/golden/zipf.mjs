/** Zipf's law: normalisers, entropies, probabilities, best exponents, and the integer tables of its code. */
import { exp, LN2, log } from 'samplewire/core';
import { bestZipfExponent, logZeta, zipfCodelengthBits, zipfIndexCodec } from 'samplewire/entropy';

export function checkZipf(golden, sections) {
  for (const { lam, normaliser, meanLog2, entropyBits, probabilities = [] } of golden.infinite ?? []) {
    const lambda = Number(lam);
    const { value, derivative } = logZeta(lambda);
    const mean = -derivative / LN2;
    sections.close('infinite', exp(value), normaliser, 1e-12, 0, `normaliser at ${lam}`);
    sections.close('infinite', mean, meanLog2, 1e-12, 1e-12, `mean log2 at ${lam}`);
    sections.close('infinite', zipfCodelengthBits(lambda, mean), entropyBits, 1e-12, 1e-12, `entropy at ${lam}`);
    for (const [v, probability] of probabilities) {
      sections.close('infinite', exp(-lambda * log(Number(v)) - value), probability, 1e-12, 0, `P(${v}) at ${lam}`);
    }
  }
  for (const { lam, N, normaliser, entropyBits } of golden.truncated ?? []) {
    const { total, entropy } = truncatedSums(Number(lam), Number(N));
    sections.close('truncated', total, normaliser, 1e-11, 0, `normaliser at ${lam}, ${N}`);
    sections.close('truncated', entropy, entropyBits, 1e-11, 1e-11, `entropy at ${lam}, ${N}`);
  }
  for (const { meanLog2, best, costBits, liElGamal, liElGamalCostBits } of golden.exponentFit ?? []) {
    const m = Number(meanLog2);
    sections.close('exponentFit', bestZipfExponent(m), best, 1e-9, 1e-9, `best exponent at ${m}`);
    sections.close('exponentFit', zipfCodelengthBits(bestZipfExponent(m), m), costBits, 1e-12, 1e-12, `cost at ${m}`);
    sections.close('exponentFit', 1 + 1 / (m + 1), liElGamal, 1e-15, 0, `rule at ${m}`);
    sections.close(
      'exponentFit',
      zipfCodelengthBits(1 + 1 / (m + 1), m),
      liElGamalCostBits,
      1e-12,
      1e-12,
      `cost of the rule at ${m}`,
    );
  }
  for (const { L, maximalBucket, bucket, subBucket } of golden.codedTables ?? []) {
    const limit = maximalBucket === 52 ? {} : { limit: 2 ** (maximalBucket + 1) - 1 };
    const codec = zipfIndexCodec(L, limit);
    const cellsOf = (v) => {
      const cells = [];
      codec.encode(v - 1, { encode: (_, frequency, precision) => cells.push([frequency, precision]) });
      return cells;
    };
    const buckets = bucket.map((_, b) => cellsOf(2 ** b)[0][0]);
    sections.equal('codedTables', buckets, bucket, `buckets of L = ${L}`);
    subBucket.forEach((table, i) => {
      const b = i + 1;
      const step = b <= 3 ? 1 : 2 ** (b - 3);
      const subs = table.map((_, j) => cellsOf(2 ** b + j * step)[1][0]);
      sections.equal('codedTables', subs, table, `sub-buckets ${b} of L = ${L}`);
    });
  }
}

/** sum v^-lambda and the entropy for 1 <= v <= N: the first terms one by one, the rest by Euler and Maclaurin. */
function truncatedSums(lambda, N) {
  const direct = Math.min(N, 4096);
  let [total, moment] = [0, 0];
  for (let v = 1; v <= direct; v++) {
    const term = exp(-lambda * log(v));
    total += term;
    moment += term * log(v);
  }
  if (N > direct) {
    const [a, b] = [direct + 1, N];
    const f = (x) => exp(-lambda * log(x));
    const g = (x) => f(x) * log(x);
    const power = (x) => (lambda === 1 ? log(x) : exp((1 - lambda) * log(x)) / (1 - lambda));
    const powerLog = (x) => (lambda === 1 ? (log(x) * log(x)) / 2 : power(x) * (log(x) - 1 / (1 - lambda)));
    const df = (x) => (-lambda * f(x)) / x;
    const dg = (x) => (f(x) * (1 - lambda * log(x))) / x;
    total += power(b) - power(a) + (f(a) + f(b)) / 2 + (df(b) - df(a)) / 12;
    moment += powerLog(b) - powerLog(a) + (g(a) + g(b)) / 2 + (dg(b) - dg(a)) / 12;
  }
  return { total, entropy: (log(total) + (lambda * moment) / total) / LN2 };
}
