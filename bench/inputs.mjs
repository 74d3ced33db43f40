/** Inputs that the reference programs share with ours, as files, and the hash by which outputs are compared. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('../.tmp/bench/', import.meta.url));

/** Typed arrays, one behind the other, as a file; its path. */
export function inputFile(name, ...arrays) {
  mkdirSync(folder, { recursive: true });
  const bytes = Buffer.concat(
    arrays.map(({ buffer, byteOffset, byteLength }) => Buffer.from(buffer, byteOffset, byteLength)),
  );
  writeFileSync(`${folder}${name}`, bytes);
  return `${folder}${name}`;
}

/** FNV-1a, 32 bits, over pieces of bytes: `hash_of` of reference.h. */
export function hashOf(...pieces) {
  let hash = 2166136261;
  for (const piece of pieces) {
    for (let i = 0; i < piece.length; i++) hash = Math.imul(hash ^ piece[i], 16777619);
  }
  return String(hash >>> 0);
}
