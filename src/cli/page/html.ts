/** Text as HTML: whatever comes from a file or a command line is escaped. */
export function escaped(text: string): string {
  const entities: Readonly<Record<string, string>> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;',
  };
  return text.replace(/[&<>"']/g, (character) => entities[character]!);
}

/** A chart with its heading and what it says in words. `note` is HTML. */
export function card(heading: string, chart: string, note: string): string {
  return `<section class="card"><h2>${escaped(heading)}</h2>${chart}<p class="note">${note}</p></section>`;
}

/** A sentence about another sentence: emphasised numbers of the headline. */
export function strong(text: string): string {
  return `<b>${escaped(text)}</b>`;
}
