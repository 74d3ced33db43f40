/** Samples as an array of NumPy: `<f8`, one dimension for one column, otherwise rows by columns. */
import type { ByteSink } from '#platform';
import { concatenate } from '../../core/index.ts';
import { NPY_HEADER_BYTES, npyHeader } from './npy-header.ts';
import type { TableWriter } from './table.ts';

/** The number of rows is known last: a file's header is filled in then, a pipe gets everything then. */
export function npyWriter(sink: ByteSink, columns: number): TableWriter {
  return sink.patch === undefined
    ? gatheringWriter(sink, columns)
    : patchingWriter(sink, sink.patch.bind(sink), columns);
}

function patchingWriter(
  sink: ByteSink,
  patch: (offset: number, bytes: Uint8Array) => Promise<void>,
  columns: number,
): TableWriter {
  let values = 0;
  let started = false;
  async function start(): Promise<void> {
    if (!started) await sink.write(new Uint8Array(NPY_HEADER_BYTES));
    started = true;
  }
  return {
    async write(samples) {
      await start();
      await sink.write(littleEndian(samples));
      values += samples.length;
    },
    async finish() {
      await start();
      await patch(0, npyHeader(values / columns, columns));
    },
  };
}

function gatheringWriter(sink: ByteSink, columns: number): TableWriter {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  return {
    write(samples) {
      const part = littleEndian(samples);
      parts.push(part);
      bytes += part.length;
      return Promise.resolve();
    },
    async finish() {
      await sink.write(npyHeader(bytes / 8 / columns, columns));
      await sink.write(concatenate(parts));
    },
  };
}

function littleEndian(samples: Float64Array): Uint8Array {
  const bytes = new Uint8Array(8 * samples.length);
  const view = new DataView(bytes.buffer);
  samples.forEach((sample, i) => {
    view.setFloat64(8 * i, sample, true);
  });
  return bytes;
}
