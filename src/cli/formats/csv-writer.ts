/** Samples as comma-separated values: a header row, then numbers in JavaScript's shortest form that reads back the same. */
import type { ByteSink } from '#platform';
import type { TableWriter } from './table.ts';

export function csvWriter(sink: ByteSink, columns: readonly string[], delimiter = ','): TableWriter {
  const encoder = new TextEncoder();
  let header: string | undefined = `${columns.map((column) => csvField(column, delimiter)).join(delimiter)}\n`;
  return {
    async write(samples) {
      if (samples.length === 0) return;
      const lines: string[] = [];
      for (let start = 0; start < samples.length; start += columns.length) {
        lines.push(samples.subarray(start, start + columns.length).join(delimiter));
      }
      await sink.write(encoder.encode(`${header ?? ''}${lines.join('\n')}\n`));
      header = undefined;
    },
    async finish() {
      if (header !== undefined) await sink.write(encoder.encode(header));
    },
  };
}

function csvField(text: string, delimiter: string): string {
  return text.includes(delimiter) || /["\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
