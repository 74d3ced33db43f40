/** What kind of file it is, from its header alone. @throws SamplewireError */
import { type ContainerKind, ContainerReader } from '../../container/index.ts';

export function fileKind(bytes: Uint8Array): ContainerKind | undefined {
  const reader = new ContainerReader();
  reader.append(bytes);
  const event = reader.next();
  if (event === undefined) reader.finish();
  return event?.type === 'header' ? event.header.kind : undefined;
}
