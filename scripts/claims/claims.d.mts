export interface Claim {
  readonly id: string;
  readonly claim: string;
  /** What no test shows yet. */
  readonly missing?: string;
  readonly tests?: readonly string[];
}
export const claims: readonly Claim[];
