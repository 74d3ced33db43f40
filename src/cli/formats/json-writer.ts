/** Samples as a JSON array of objects, one row a line, numbers in JavaScript's shortest form that reads back the same. */
import type { ByteSink } from '#platform';
import type { TableWriter } from './table.ts';

export function jsonWriter(sink: ByteSink, columns: readonly string[]): TableWriter {
  const encoder = new TextEncoder();
  const keys = columns.map((column) => JSON.stringify(column));
  let separator = '[\n';
  return {
    async write(samples) {
      let text = '';
      for (let start = 0; start < samples.length; start += columns.length) {
        text += `${separator}{${keys.map((key, i) => `${key}:${samples[start + i]}`).join(',')}}`;
        separator = ',\n';
      }
      await sink.write(encoder.encode(text));
    },
    async finish() {
      await sink.write(encoder.encode(separator === '[\n' ? '[]\n' : '\n]\n'));
    },
  };
}
