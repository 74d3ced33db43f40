/** Faults of distributions: tails, densities, shapes and moments. */
const laplace = 'distributions/laws/laplace.js';
const logistic = 'distributions/laws/logistic.js';
const normal = 'distributions/laws/normal.js';
const student = 'distributions/laws/student-t.js';

export const distributionFaults = [
  {
    name: 'a survival of 1 - cdf',
    suite: 'laplace',
    edits: [
      { file: laplace, from: 'return z >= 0 ? 0.5 * exp(-z) : 1 - 0.5 * exp(z);', to: 'return 1 - this.cdf(x);' },
    ],
  },
  {
    name: 'a density without its factor 1/2',
    suite: 'laplace',
    edits: [{ file: laplace, from: 'this.#logNorm = LN2 + log(scale);', to: 'this.#logNorm = log(scale);' }],
  },
  {
    name: 'a kink that is not listed',
    suite: 'laplace',
    edits: [{ file: laplace, from: 'a < this.mu ? slope : -slope]', to: '-slope]' }],
  },
  {
    name: 'a variance without its square',
    suite: 'logistic',
    edits: [{ file: logistic, from: '(PI * PI * this.scale * this.scale) / 3', to: '(PI * PI * this.scale) / 3' }],
  },
  {
    name: 'a score range that misses the scale',
    suite: 'logistic',
    edits: [{ file: logistic, from: '(2 * this.scale)) / this.scale;', to: '(2 * this.scale));' }],
  },
  {
    name: 'quantileSurvival(s) as quantile(1 - s)',
    suite: 'normal',
    edits: [
      { file: normal, from: 'return this.mu - this.sigma * normalQuantile(s);', to: 'return this.quantile(1 - s);' },
    ],
  },
  {
    name: 'log-concavity claimed for heavy tails',
    suite: 'Student t',
    edits: [{ file: student, from: 'return false;', to: 'return true;' }],
  },
  {
    name: 'a truncated law that keeps the density of the whole one',
    suite: 'truncated normal',
    edits: [
      {
        file: 'distributions/laws/truncated-normal.js',
        from: 'this.#logNorm = this.#standard.logNorm - log(sigma);',
        to: 'this.#logNorm = -0.9189385332046727 - log(sigma);',
      },
    ],
  },
  {
    name: 'a reflection that does not swap the tails',
    suite: 'affine',
    edits: [
      {
        file: 'distributions/laws/affine.js',
        from: 'return this.scale > 0 ? this.inner.survival(this.#source(x)) : this.inner.cdf(this.#source(x));',
        to: 'return this.inner.survival(this.#source(x));',
      },
    ],
  },
];
