/**
 * What most users need, under one name: channels over whole arrays, the simulators and their parts, randomness, and the
 * laws. The layers have names of their own (`samplewire/distributions`, `/entropy`, ...) with everything in them.
 */
export { isSamplewireError, localRandomness, SamplewireError, sharedRandomness } from './core/index.ts';
export {
  type Distribution,
  empirical,
  generalizedNormal,
  laplace,
  logistic,
  mixture,
  normal,
  piecewiseConstant,
  studentT,
  triangular,
  truncated,
  truncatedNormal,
  uniform,
} from './distributions/index.ts';
export * from './rcc/index.ts';
