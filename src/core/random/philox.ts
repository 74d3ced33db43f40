/**
 * Philox4x32-10: a counter-based generator. Ten rounds of multiplication and exclusive or turn a 128-bit counter and a
 * 64-bit key into four words; any word is one call away, whatever its address.
 *
 *     (h0, l0) = 0xD2511F53 c0,  (h1, l1) = 0xCD9E8D57 c2,    (c0, c1, c2, c3) = (h1 ^ c1 ^ k0, l1, h0 ^ c3 ^ k1, l0)
 *
 * The high word of a product comes from the double product less the exact low word: off by less than 2^11, so the
 * quotient is within 2^-21 of the integer. J. K. Salmon, M. A. Moraes, R. O. Dror and D. E. Shaw, "Parallel random
 * numbers: as easy as 1, 2, 3", SC 2011.
 */
const M0 = 0xd2511f53;
const M1 = 0xcd9e8d57;
const W0 = 0x9e3779b9;
const W1 = 0xbb67ae85;
const SHIFT = 1 / 4_294_967_296;

/** The four output words of one counter, written at out[offset ..]. */
export function philox4x32(
  c0: number,
  c1: number,
  c2: number,
  c3: number,
  k0: number,
  k1: number,
  out: Uint32Array,
  offset: number,
): void {
  for (let round = 0; round < 10; round++) {
    const l0 = Math.imul(M0, c0);
    const h0 = ((c0 >>> 0) * M0 - (l0 >>> 0)) * SHIFT + 0.5;
    const l1 = Math.imul(M1, c2);
    const h1 = ((c2 >>> 0) * M1 - (l1 >>> 0)) * SHIFT + 0.5;
    c0 = (h1 >>> 0) ^ c1 ^ k0;
    c1 = l1;
    c2 = (h0 >>> 0) ^ c3 ^ k1;
    c3 = l0;
    k0 = (k0 + W0) | 0;
    k1 = (k1 + W1) | 0;
  }
  out[offset] = c0;
  out[offset + 1] = c1;
  out[offset + 2] = c2;
  out[offset + 3] = c3;
}

/** Two counters at once, eight words at out[offset ..]: their rounds overlap in the processor. */
export function philoxPair(
  a0: number,
  a1: number,
  a2: number,
  a3: number,
  b0: number,
  b1: number,
  b2: number,
  b3: number,
  k0: number,
  k1: number,
  out: Uint32Array,
  offset: number,
): void {
  for (let round = 0; round < 10; round++) {
    const l0 = Math.imul(M0, a0);
    const m0 = Math.imul(M0, b0);
    const l1 = Math.imul(M1, a2);
    const m1 = Math.imul(M1, b2);
    const h0 = ((a0 >>> 0) * M0 - (l0 >>> 0)) * SHIFT + 0.5;
    const g0 = ((b0 >>> 0) * M0 - (m0 >>> 0)) * SHIFT + 0.5;
    const h1 = ((a2 >>> 0) * M1 - (l1 >>> 0)) * SHIFT + 0.5;
    const g1 = ((b2 >>> 0) * M1 - (m1 >>> 0)) * SHIFT + 0.5;
    a0 = (h1 >>> 0) ^ a1 ^ k0;
    b0 = (g1 >>> 0) ^ b1 ^ k0;
    a1 = l1;
    b1 = m1;
    a2 = (h0 >>> 0) ^ a3 ^ k1;
    b2 = (g0 >>> 0) ^ b3 ^ k1;
    a3 = l0;
    b3 = m0;
    k0 = (k0 + W0) | 0;
    k1 = (k1 + W1) | 0;
  }
  out[offset] = a0;
  out[offset + 1] = a1;
  out[offset + 2] = a2;
  out[offset + 3] = a3;
  out[offset + 4] = b0;
  out[offset + 5] = b1;
  out[offset + 6] = b2;
  out[offset + 7] = b3;
}
