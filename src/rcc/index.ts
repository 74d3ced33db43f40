export { poissonFunctionalRepresentation } from './selection/poisson-functional-representation.ts';
export { first } from './selection/first.ts';
export { simulate } from './simulate.ts';
export type * from './types.ts';
