/** The numbered guarantees of docs/guarantees.md: a heading `### G1. Title`, and lines of test names after "Tests:". */
import { readFileSync } from 'node:fs';

export function guarantees() {
  const text = readFileSync(new URL('../../docs/guarantees.md', import.meta.url), 'utf8');
  return text
    .split(/^### /m)
    .slice(1)
    .map((section) => {
      const [, id, claim] = /^(G\d+)\. (.*)$/m.exec(section);
      return { id, claim, tests: Array.from(section.matchAll(/^- `(test\/[^`]+)`/gm), ([, name]) => name) };
    });
}
