/** The largest of many: E. J. Gumbel, 1935. All that the laws need of a distribution. */
export const gumbel = {
  law: 'gumbel',
  support: { lower: -Infinity, upper: Infinity },
  logDensity: (x) => -x - Math.exp(-x),
  cdf: (x) => Math.exp(-Math.exp(-x)),
  survival: (x) => -Math.expm1(-Math.exp(-x)),
  quantile: (p) => -Math.log(-Math.log(p)),
  quantileSurvival: (s) => -Math.log(-Math.log1p(-s)),
};
