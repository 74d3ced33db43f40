export * from './checks.ts';
export * from './errors.ts';
export type * from './random/types.ts';
export type * from './units.ts';
