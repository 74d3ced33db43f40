/** The law itself against references of 20 digits, and against plain sums around the place where the formula takes over. */
import { LN2 } from 'samplewire/core';
import { logZeta, zipfLaw } from 'samplewire/entropy';
import { describe, expect, test } from 'vitest';
import { errorCode, golden } from '../support.ts';

interface Vector {
  readonly lam: string;
  readonly N: string;
  readonly normaliser: string;
  readonly entropyBits: string;
}

describe("Zipf's law", () => {
  test.each(golden<{ truncated: Vector[] }>('zipf.json').truncated)('lambda = $lam up to $N', (vector) => {
    const law = zipfLaw(Number(vector.lam), Number(vector.N));
    expect(Math.abs(law.normaliser / Number(vector.normaliser) - 1)).toBeLessThan(1e-14);
    expect(Math.abs(law.entropyBits / Number(vector.entropyBits) - 1)).toBeLessThan(1e-14);
  });

  test.each([1, 1.0001, 1.3, 2, 7])('lambda = %d: the plain sums', (lambda) => {
    for (const limit of [1, 2, 63, 64, 65, 100, 5000]) {
      let [normaliser, logs] = [0, 0];
      for (let v = limit; v >= 1; v--) {
        normaliser += v ** -lambda;
        logs += v ** -lambda * Math.log2(v);
      }
      const law = zipfLaw(lambda, limit);
      expect(Math.abs(law.normaliser / normaliser - 1)).toBeLessThan(1e-13);
      expect(Math.abs(law.meanLog2 - logs / normaliser)).toBeLessThan(1e-13 * (1 + law.meanLog2));
    }
  });

  test('a high bound is as good as none', () => {
    const [law, zeta] = [zipfLaw(3, Number.MAX_SAFE_INTEGER), logZeta(3)];
    expect(Math.abs(Math.log(law.normaliser) - zeta.value)).toBeLessThan(1e-13);
    expect(Math.abs(law.meanLog2 + zeta.derivative / LN2)).toBeLessThan(1e-13);
  });

  test('no law has an exponent below 1, or no values', () => {
    expect(errorCode(() => zipfLaw(0.99, 10))).toBe('InvalidArgument');
    expect(errorCode(() => zipfLaw(2, 0))).toBe('InvalidArgument');
  });
});
