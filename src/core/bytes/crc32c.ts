/**
 * CRC-32C, the checksum of every byte of a `.swr` file: polynomial 0x1EDC6F41 (reflected 0x82F63B78), initial value and
 * final exclusive or all ones. "123456789" gives e3069283. G. Castagnoli, S. Brauer and M. Herrmann, IEEE Trans.
 * Communications 41, 1993.
 */
const TABLE: Uint32Array = Uint32Array.from({ length: 256 }, (_, byte) => {
  let remainder = byte;
  for (let bit = 0; bit < 8; bit++) remainder = (remainder >>> 1) ^ (remainder & 1 ? 0x82f63b78 : 0);
  return remainder;
});

/** The checksum of `bytes`, going on from that of what came before. */
export function crc32c(bytes: Uint8Array, previous: number = 0): number {
  let remainder = ~previous;
  for (let i = 0; i < bytes.length; i++) remainder = TABLE[(remainder ^ bytes[i]!) & 255]! ^ (remainder >>> 8);
  return ~remainder >>> 0;
}
