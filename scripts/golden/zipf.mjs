/** Zipf's law: normalisers, entropies, probabilities, exponents, and the integer tables as the codec uses them. */
import { exp, LN2, log } from 'samplewire/core';
import { bestZipfExponent, logZeta, zipfCodelengthBits, zipfIndexCodec, zipfLaw } from 'samplewire/entropy';
import { Cells } from './coder.mjs';

const CLOSE = 1e-13;
const SUB_BUCKETS = 8;

export function checkZipf(data, section) {
  if (data.infinite !== undefined) {
    const here = section('infinite');
    for (const { lam, normaliser, meanLog2, entropyBits, probabilities } of data.infinite) {
      const lambda = Number(lam);
      const zeta = logZeta(lambda);
      const mean = -zeta.derivative / LN2;
      here.real(`normaliser at ${lam}`, exp(zeta.value), normaliser, CLOSE);
      here.real(`mean log2 at ${lam}`, mean, meanLog2, CLOSE, CLOSE);
      here.real(`entropy at ${lam}`, zipfCodelengthBits(lambda, mean), entropyBits, CLOSE, CLOSE);
      for (const [v, p] of probabilities) {
        here.real(`P(${v}) at ${lam}`, exp(-lambda * log(Number(v)) - zeta.value), p, CLOSE);
      }
    }
  }
  if (data.truncated !== undefined) {
    const here = section('truncated');
    for (const { lam, N, normaliser, entropyBits } of data.truncated) {
      const law = zipfLaw(Number(lam), Number(N));
      here.real(`normaliser at ${lam}, N = ${N}`, law.normaliser, normaliser, CLOSE);
      here.real(`entropy at ${lam}, N = ${N}`, law.entropyBits, entropyBits, CLOSE, CLOSE);
    }
  }
  if (data.exponentFit !== undefined) {
    const here = section('exponentFit');
    for (const { meanLog2, best, costBits, liElGamal, liElGamalCostBits } of data.exponentFit) {
      const m = Number(meanLog2);
      const [exponent, published] = [bestZipfExponent(m), 1 + 1 / (m + 1)];
      here.real(`best at ${m}`, exponent, best, CLOSE, CLOSE);
      here.real(`cost at ${m}`, zipfCodelengthBits(exponent, m), costBits, CLOSE, CLOSE);
      here.real(`published at ${m}`, published, liElGamal, CLOSE, CLOSE);
      here.real(`published cost at ${m}`, zipfCodelengthBits(published, m), liElGamalCostBits, CLOSE, CLOSE);
    }
  }
  if (data.codedTables !== undefined) tables(data.codedTables, section('codedTables'));
}

/** Frequencies as they reach a coder: bucket b, sub-bucket j is where v = 2^b + j 2^max(0, b - 3) goes. */
function tables(list, here) {
  for (const { L, maximalBucket, bucket, subBucket } of list) {
    const codec = zipfIndexCodec(L, { limit: 2 ** (maximalBucket + 1) - 1 });
    const cells = (b, j) => {
      const recorder = new Cells();
      codec.encode(2 ** b + j * 2 ** Math.max(0, b - 3) - 1, recorder);
      return recorder.list;
    };
    here.equal(`buckets at L = ${L}`, bucket.length, maximalBucket + 1);
    bucket.forEach((frequency, b) => {
      here.equal(`bucket ${b} at L = ${L}`, cells(b, 0)[0][1], frequency);
    });
    subBucket.forEach((frequencies, i) => {
      here.equal(`parts of bucket ${i + 1} at L = ${L}`, frequencies.length, Math.min(2 ** (i + 1), SUB_BUCKETS));
      frequencies.forEach((frequency, j) => {
        // The last table is that of every bucket from 4 on.
        const shared = i === 3 ? Array.from({ length: maximalBucket - 3 }, (_, b) => b + 4) : [i + 1];
        for (const b of shared) here.equal(`part ${j} of bucket ${b} at L = ${L}`, cells(b, j)[1][1], frequency);
      });
    });
  }
}
