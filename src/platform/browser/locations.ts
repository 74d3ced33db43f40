/** Where a user's text says that a file is: in a browser an address to read from, a name to download as. */
import { fetchStream } from './fetch-stream.ts';
import type { InputStream } from './input-stream.ts';

/** Opens it. @throws NetworkError */
export function openLocation(location: string | URL, request: RequestInit = {}): Promise<InputStream> {
  return fetchStream(String(location), request);
}

/** Offers the bytes as a download of this name. */
export function saveLocation(location: string | URL, bytes: Uint8Array): Promise<void> {
  const url = URL.createObjectURL(new Blob([bytes as Uint8Array<ArrayBuffer>], { type: 'application/octet-stream' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = String(location).replace(/^.*\//, '');
  link.click();
  // The download has its own hold on the data once it has begun.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
  return Promise.resolve();
}

/** Lets the event loop turn: what the user does and what is to be drawn get their share. */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(undefined);
  });
}
