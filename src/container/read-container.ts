/** A whole file in memory, undamaged: its header and its chunks. */
import { type ContainerLimits, DEFAULT_LIMITS } from './framing.ts';
import type { ContainerHeader, PlacedHeader } from './header.ts';
import { type ContainerChunk, ContainerReader } from './reader.ts';

export interface Container {
  readonly header: ContainerHeader;
  /** Where the header's parameters start in the file. */
  readonly parametersOffset: number;
  readonly chunks: readonly ContainerChunk[];
}

/** @throws SamplewireError where the file is not whole and undamaged. */
export function readContainer(bytes: Uint8Array, limits: ContainerLimits = DEFAULT_LIMITS): Container {
  const reader = new ContainerReader(limits);
  const events = reader.push(bytes);
  reader.finish();
  const chunks: ContainerChunk[] = [];
  let opened: PlacedHeader | undefined;
  for (const event of events) {
    if (event.type === 'header') opened = event;
    else if (event.type === 'chunk') chunks.push(event);
  }
  // A reader that finished has given a header.
  const { header, parametersOffset } = opened!;
  return { header, parametersOffset, chunks };
}
