import type { Claim } from './claims.mjs';
export function guarantees(): (Claim & { readonly tests: readonly string[] })[];
