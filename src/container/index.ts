export { type ContainerLimits, DEFAULT_LIMITS, FORMAT_VERSION } from './framing.ts';
export type { ContainerElement, ContainerHeader, ContainerKey, ContainerKind, Exactness } from './header.ts';
export { type Container, readContainer } from './read-container.ts';
export { type ContainerChunk, type ContainerEvent, ContainerReader } from './reader.ts';
export { type LostValues, type Salvaged, salvageContainer } from './salvage.ts';
export { ContainerWriter } from './writer.ts';
