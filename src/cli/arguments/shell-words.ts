/** Arguments as a shell reads them back: what is not plain goes into single quotes. */
export function shellCommand(words: readonly string[]): string {
  return words.map((word) => (/^[\w./:=@%+,-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`)).join(' ');
}
