/** Markdown with LaTeX as HTML that needs nothing else: equations as MathML, code coloured by inline styles. */
import MarkdownIt from 'markdown-it';
import { createHighlighter } from 'shiki';
import temml from 'temml';

const THEME = 'github-light';
const highlighter = await createHighlighter({
  themes: [THEME],
  langs: ['typescript', 'javascript', 'json', 'shellscript'],
});
const LANGUAGES = { ts: 'typescript', js: 'javascript', json: 'json', sh: 'shellscript' };

export const coloured = (code, language) =>
  highlighter.codeToHtml(code, { lang: LANGUAGES[language] ?? 'text', theme: THEME });

const markdown = new MarkdownIt({
  html: true,
  highlight: (code, language) => coloured(code.replace(/\n$/, ''), language),
});
markdown.use(equations);

export const rendered = (text) => markdown.render(text);

const STYLE = `body{font:16px/1.55 system-ui,sans-serif;color:#1f2430;max-width:760px;margin:2rem auto;padding:0 1rem}
h1{line-height:1.2}h2{margin-top:2.4rem}a{color:#2563a8}nav{font-size:14px}
pre{font:13px/1.45 ui-monospace,Consolas,monospace;background:#f6f8fb!important;padding:.7rem .9rem;border-radius:6px;overflow-x:auto}
code{font-family:ui-monospace,Consolas,monospace;font-size:.9em}pre code{font-size:inherit}
details.code>summary{cursor:pointer;color:#6b7280;font-size:13px}
.out pre{background:none!important;border-left:3px solid #b9bfca;border-radius:0;padding:.2rem .9rem;white-space:pre-wrap}
.out svg,img{max-width:100%;height:auto}table{border-collapse:collapse;font-size:14px;display:block;overflow-x:auto}
td,th{border-bottom:1px solid #e2e6ec;padding:.25rem .6rem;text-align:left;vertical-align:top}
math{font-size:1.08em}.equation{display:block;overflow-x:auto;text-align:center;margin:1em 0}`;

export const page = (title, body) => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>${STYLE}</style>
</head>
<body>
${body}
</body>
</html>
`;

export const escaped = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** $..$ inside a line and $$..$$, left alone by the rules of emphasis. */
function equations(md) {
  md.inline.ruler.before('escape', 'equation', (state, silent) => {
    const match = /^(\${1,2})(?!\s*\$)([\s\S]+?)\1/.exec(state.src.slice(state.pos));
    if (match === null) return false;
    if (!silent) {
      const displayMode = match[1] === '$$';
      const math = temml.renderToString(match[2].trim(), { displayMode, throwOnError: true });
      state.push('html_inline', '', 0).content = displayMode ? `<span class="equation">${math}</span>` : math;
    }
    state.pos += match[0].length;
    return true;
  });
}
