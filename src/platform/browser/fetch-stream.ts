/** The answer of a server as a stream of bytes. */
import { SamplewireError } from '../../core/index.ts';
import { type InputStream, streamChunks } from './input-stream.ts';

/** A server gave no file. `status` is that of its answer, undefined where none came. */
export class NetworkError extends SamplewireError {
  readonly code = 'Network';
  readonly url: string;
  readonly status: number | undefined;
  constructor(url: string, status: number | undefined, reason: string) {
    super(`${url}: ${reason}`);
    this.url = url;
    this.status = status;
  }
}

/** Relative addresses are those of the page. @throws NetworkError, and the signal's reason where it was aborted */
export async function fetchStream(url: string, request: RequestInit = {}): Promise<InputStream> {
  const failed = (error: unknown): never => {
    if (request.signal?.aborted === true) throw request.signal.reason;
    throw new NetworkError(url, undefined, `expected an answer, got ${error instanceof Error ? error.message : error}`);
  };
  const response = await fetch(url, request).catch(failed);
  if (!response.ok || response.body === null) {
    await response.body?.cancel();
    throw new NetworkError(url, response.status, `expected a file, got status ${response.status}`);
  }
  const { body, headers } = response;
  // Of compressed content the length is another.
  const length = headers.get('content-encoding') === null ? headers.get('content-length') : null;
  return {
    name: url,
    size: length === null ? undefined : Number(length),
    async *chunks() {
      try {
        yield* streamChunks(body);
      } catch (error) {
        failed(error);
      }
    },
  };
}
