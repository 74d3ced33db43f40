/**
 * A notebook from its source: markdown in which each fence of `ts` is a cell of code. The notebook is written without outputs:
 * what it shows is in the rendered page.
 */
const FENCE = /^```ts\n([\s\S]*?)^```$/m;

export function notebookOf(markdown) {
  const cells = markdown.split(FENCE).map((text, i) => {
    const source = text
      .trim()
      .split('\n')
      .map((line, at, lines) => (at < lines.length - 1 ? `${line}\n` : line));
    return i % 2 === 0
      ? { cell_type: 'markdown', id: `cell-${i}`, metadata: {}, source }
      : { cell_type: 'code', id: `cell-${i}`, metadata: {}, execution_count: null, outputs: [], source };
  });
  return {
    cells: cells.filter(({ source }) => source.join('') !== ''),
    metadata: {
      kernelspec: { display_name: 'Deno', language: 'typescript', name: 'deno' },
      language_info: { file_extension: '.ts', mimetype: 'text/x.typescript', name: 'typescript' },
    },
    nbformat: 4,
    nbformat_minor: 5,
  };
}

export const textOf = (source) => (Array.isArray(source) ? source.join('') : source);
