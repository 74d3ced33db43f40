/**
 * The program that every engine runs: one SHA-256 over the bytes of everything that a decoder computes with, and of what
 * an encoder makes of it, section by section. Nothing here reads a clock, a file or a source of randomness.
 */
import { decompressWeights } from 'samplewire/compress-ml';
import { channels, decodeFile } from './channels.mjs';
import { coders } from './coders.mjs';
import { hashOf } from './common.mjs';
import { functions, randomness } from './functions.mjs';
import { latents } from './latents.mjs';
import { distributions } from './laws.mjs';

/** [section, hash] of everything; `files` are recorded ones: { name, bytes, seed }, of samples or of weights. */
export function hashes(files) {
  const rows = [];
  const add = (name, ...parts) => rows.push([name, hashOf(parts)]);
  for (const section of [functions, randomness, coders, distributions, channels, latents]) section(add);
  for (const { name, bytes, seed } of files) add(`file ${name}`, ...decoded(name, Uint8Array.from(bytes), seed));
  return rows;
}

function decoded(name, bytes, seed) {
  if (!name.startsWith('weights/')) return [decodeFile(bytes, seed)];
  return decompressWeights(bytes, seed === undefined ? {} : { seed }).tensors.map(({ data }) => data);
}
