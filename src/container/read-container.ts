/** A whole file in memory: its header and its chunks, or what is left of a damaged one. */
import { isSamplewireError, type SamplewireError } from '../core/index.ts';
import { type ContainerLimits, DEFAULT_LIMITS } from './framing.ts';
import type { ContainerHeader } from './header.ts';
import { type ContainerChunk, type ContainerEvent, ContainerReader } from './reader.ts';

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
  return collect(events);
}

export interface Salvaged {
  readonly container: Container;
  /** Why reading ended early; undefined where the file is whole. */
  readonly error: SamplewireError | undefined;
}

/** The chunks before the first damage. @throws SamplewireError where not even the header can be read. */
export function salvageContainer(bytes: Uint8Array, limits: ContainerLimits = DEFAULT_LIMITS): Salvaged {
  const reader = new ContainerReader(limits);
  const events: ContainerEvent[] = [];
  try {
    reader.append(bytes);
    for (let event = reader.next(); event !== undefined; event = reader.next()) events.push(event);
    reader.finish();
    return { container: collect(events), error: undefined };
  } catch (error) {
    if (!isSamplewireError(error) || events.length === 0) throw error;
    return { container: collect(events), error };
  }
}

function collect(events: readonly ContainerEvent[]): Container {
  const chunks: ContainerChunk[] = [];
  let opened: Omit<Container, 'chunks'> | undefined;
  for (const event of events) {
    if (event.type === 'header') opened = event;
    else if (event.type === 'chunk') chunks.push(event);
  }
  return { header: opened!.header, parametersOffset: opened!.parametersOffset, chunks };
}
