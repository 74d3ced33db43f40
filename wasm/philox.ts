/**
 * Philox4x32-10 on vectors: four counters in the lanes of one set of vectors, four more in another, whose rounds overlap
 * in the processor. The 64-bit products of four lanes are two vectors; two shuffles part their halves. Same words as
 * src/core/random/philox.ts, the plain form, where the source is named.
 */
import { KEYS } from './layout';

const M0: u32 = 0xd2511f53;
const M1: u32 = 0xcd9e8d57;
const W0: i32 = 0x9e3779b9;
const W1: i32 = 0xbb67ae85;
const KEYS_END: usize = KEYS + 320;

/** Lays out the round keys of a key. */
export function schedule(k0: i32, k1: i32): void {
  for (let at = KEYS; at < KEYS_END; at += 32) {
    v128.store(at, i32x4.splat(k0));
    v128.store(at, i32x4.splat(k1), 16);
    k0 += W0;
    k1 += W1;
  }
}

/** Word j of counters a at out + 16 j, of counters b at out + 64 + 16 j, four lanes each. */
export function philoxEight(
  a0: v128,
  a1: v128,
  a2: v128,
  a3: v128,
  b0: v128,
  b1: v128,
  b2: v128,
  b3: v128,
  out: usize,
): void {
  const m0 = i32x4.splat(M0);
  const m1 = i32x4.splat(M1);
  for (let at = KEYS; at < KEYS_END; at += 32) {
    const k0 = v128.load(at);
    const k1 = v128.load(at, 16);
    const a0low = v128.extmul_low<u32>(a0, m0);
    const a0high = v128.extmul_high<u32>(a0, m0);
    const a2low = v128.extmul_low<u32>(a2, m1);
    const a2high = v128.extmul_high<u32>(a2, m1);
    const b0low = v128.extmul_low<u32>(b0, m0);
    const b0high = v128.extmul_high<u32>(b0, m0);
    const b2low = v128.extmul_low<u32>(b2, m1);
    const b2high = v128.extmul_high<u32>(b2, m1);
    a0 = v128.xor(v128.xor(v128.shuffle<i32>(a2low, a2high, 1, 3, 5, 7), a1), k0);
    a2 = v128.xor(v128.xor(v128.shuffle<i32>(a0low, a0high, 1, 3, 5, 7), a3), k1);
    a1 = v128.shuffle<i32>(a2low, a2high, 0, 2, 4, 6);
    a3 = v128.shuffle<i32>(a0low, a0high, 0, 2, 4, 6);
    b0 = v128.xor(v128.xor(v128.shuffle<i32>(b2low, b2high, 1, 3, 5, 7), b1), k0);
    b2 = v128.xor(v128.xor(v128.shuffle<i32>(b0low, b0high, 1, 3, 5, 7), b3), k1);
    b1 = v128.shuffle<i32>(b2low, b2high, 0, 2, 4, 6);
    b3 = v128.shuffle<i32>(b0low, b0high, 0, 2, 4, 6);
  }
  v128.store(out, a0);
  v128.store(out, a1, 16);
  v128.store(out, a2, 32);
  v128.store(out, a3, 48);
  v128.store(out, b0, 64);
  v128.store(out, b1, 80);
  v128.store(out, b2, 96);
  v128.store(out, b3, 112);
}
