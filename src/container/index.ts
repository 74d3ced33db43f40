export { type ContainerLimits, DEFAULT_LIMITS, FORMAT_VERSION } from './framing.ts';
export type { ContainerElement, ContainerHeader, ContainerKey, ContainerKind, Exactness } from './header.ts';
export { type Container, readContainer, type Salvaged, salvageContainer } from './read-container.ts';
export { type ContainerChunk, type ContainerEvent, ContainerReader } from './reader.ts';
export { ContainerWriter } from './writer.ts';
