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

export interface PageParts {
  readonly samplewire: string;
  readonly title: string;
  readonly style: string;
  readonly input: string;
  readonly output: string;
  /** HTML: one sentence, the numbers that matter. */
  readonly headline: string;
  /** HTML. */
  readonly cards: readonly string[];
}

/** A whole page in one file: no script, no request. */
export function page({ samplewire, title, style, input, output, headline, cards }: PageParts): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="generator" content="samplewire ${escaped(samplewire)}">
<title>${escaped(title)}</title>
<style>${style}</style>
</head>
<body>
<main>
<p class="kicker">samplewire<span>·</span>${escaped(input)}<span>→</span>${escaped(output)}</p>
<h1>${headline}</h1>
<div class="grid">
${cards.join('\n')}
</div>
</main>
</body>
</html>
`;
}
