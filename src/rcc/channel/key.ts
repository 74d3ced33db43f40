/**
 * How sender and receiver come to share randomness: a fresh key that is stored in the file, or a seed that both hold
 * already, of which the file states a check value only, so that a wrong seed is an error and not noise.
 */
import type { ContainerKey } from '../../container/index.ts';
import {
  InvalidArgumentError,
  keyCheck,
  type SharedRandomness,
  sharedRandomness,
  WrongSeedError,
} from '../../core/index.ts';

export type ChannelKey = { readonly stored: Uint8Array } | { readonly seed: string | number | Uint8Array };

const KEY_BYTES = 32;

/** A fresh 32-byte key from the platform's source of randomness, to be stored in the file. */
export function freshKey(): ChannelKey {
  return { stored: crypto.getRandomValues(new Uint8Array(KEY_BYTES)) };
}

/** The shared randomness of a key, and what the header states of it. */
export interface OpenedKey {
  readonly shared: SharedRandomness;
  readonly statement: ContainerKey;
}

/** Sender: @throws InvalidArgumentError where a stored key is not of 32 bytes. */
export function openKey(key: ChannelKey): OpenedKey {
  if ('stored' in key) {
    if (key.stored.length !== KEY_BYTES) {
      throw new InvalidArgumentError(`"key.stored" expected ${KEY_BYTES} bytes, got ${key.stored.length}`);
    }
    return { shared: sharedRandomness(key.stored), statement: { kind: 'stored', key: key.stored } };
  }
  const shared = sharedRandomness(key.seed);
  return { shared, statement: { kind: 'check', check: keyCheck(shared) } };
}

/** Receiver: the shared randomness of a header, with the seed if the header asks for one. */
export function sharedOf(statement: ContainerKey, seed: string | number | Uint8Array | undefined): SharedRandomness {
  if (statement.kind === 'stored') return sharedRandomness(statement.key);
  if (seed === undefined)
    throw new WrongSeedError('"seed" expected the seed that this file was written with, got none');
  const shared = sharedRandomness(seed);
  if (keyCheck(shared).some((byte, i) => byte !== statement.check[i])) {
    throw new WrongSeedError('"seed" expected the seed that this file was written with, got another (wrong seed)');
  }
  return shared;
}
