export interface Digits {
  readonly images: Float32Array;
  readonly labels: Uint8Array;
  readonly count: number;
}
export declare function loadDigits(): { training: Digits; heldOut: Digits };
