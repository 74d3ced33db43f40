/**
 * CRC-32C, the checksum of every byte of a `.swr` file: polynomial 0x1EDC6F41 (reflected 0x82F63B78), initial value and
 * final exclusive or all ones. "123456789" gives e3069283. G. Castagnoli, S. Brauer and M. Herrmann, IEEE Trans.
 * Communications 41, 1993. Eight bytes at a time by eight tables: M. E. Kounavis and F. L. Berry, ISCC 2005.
 */

/** Entry 256 j + b: the remainder of byte b with j zero bytes behind it. */
const TABLES: Uint32Array = new Uint32Array(2048);
for (let entry = 0; entry < TABLES.length; entry++) {
  let remainder = entry < 256 ? entry : TABLES[entry - 256]!;
  if (entry < 256) for (let bit = 0; bit < 8; bit++) remainder = (remainder >>> 1) ^ (remainder & 1 ? 0x82f63b78 : 0);
  else remainder = TABLES[remainder & 255]! ^ (remainder >>> 8);
  TABLES[entry] = remainder;
}

/** The checksum of `bytes`, going on from that of what came before. */
export function crc32c(bytes: Uint8Array, previous: number = 0): number {
  let remainder = ~previous;
  let i = 0;
  for (; i + 8 <= bytes.length; i += 8) {
    remainder ^= bytes[i]! | (bytes[i + 1]! << 8) | (bytes[i + 2]! << 16) | (bytes[i + 3]! << 24);
    remainder =
      TABLES[1792 + (remainder & 255)]! ^
      TABLES[1536 + ((remainder >>> 8) & 255)]! ^
      TABLES[1280 + ((remainder >>> 16) & 255)]! ^
      TABLES[1024 + (remainder >>> 24)]! ^
      TABLES[768 + bytes[i + 4]!]! ^
      TABLES[512 + bytes[i + 5]!]! ^
      TABLES[256 + bytes[i + 6]!]! ^
      TABLES[bytes[i + 7]!]!;
  }
  for (; i < bytes.length; i++) remainder = TABLES[(remainder ^ bytes[i]!) & 255]! ^ (remainder >>> 8);
  return ~remainder >>> 0;
}
