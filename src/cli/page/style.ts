/** How the page looks: light, dark, on a phone, on paper. No font and no picture is fetched. */
export const style: string = `
:root {
  color-scheme: light dark;
  --paper: #faf9f6; --card: #ffffff; --ink: #1d2430; --soft: #525c6b; --muted: #8a93a1; --line: #e4e2dc;
  --point: #2f6db3; --index: #d07a1f; --framing: #7d8796; --band: #c9e4cf; --accept: #4d9460; --alarm: #c22f3d; --on-color: #ffffff;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #12161c; --card: #1a2029; --ink: #e8ebf0; --soft: #a9b3c0; --muted: #77818f; --line: #2b333f;
    --point: #6aa5e8; --index: #e49a4a; --framing: #8a94a3; --band: #2c4d3a; --accept: #6bb381; --alarm: #ff6b78; --on-color: #0f1318;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0; background: var(--paper); color: var(--ink);
  font: 16px/1.55 system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif;
}
main { max-width: 1060px; margin: 0 auto; padding: 40px 20px 56px; }
.kicker { margin: 0 0 10px; color: var(--soft); font-size: 14px; overflow-wrap: anywhere; }
.kicker span { color: var(--muted); padding: 0 4px; }
h1 { margin: 0 0 28px; max-width: 34em; font-size: clamp(20px, 3.2vw, 29px); font-weight: 400; line-height: 1.35; color: var(--soft); text-wrap: pretty; }
h1 b { font-weight: 650; color: var(--ink); font-variant-numeric: tabular-nums; }
h2 { margin: 0 0 10px; font-size: 16px; font-weight: 650; }
.grid { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 400px), 1fr)); gap: 18px; }
.card { background: var(--card); border: 1px solid var(--line); border-radius: 12px; padding: 18px 20px 16px; min-width: 0; }
.card.wide { grid-column: 1 / -1; }
.chart { display: block; width: 100%; height: auto; max-width: 520px; margin: 0 auto; color: var(--soft); overflow: visible; }
.note { margin: 10px 0 0; color: var(--soft); font-size: 14.5px; }
.note b { color: var(--ink); font-weight: 600; }
table { width: 100%; border-collapse: collapse; font-size: 14.5px; font-variant-numeric: tabular-nums; margin-top: 8px; }
td, th { padding: 5px 6px 5px 0; border-top: 1px solid var(--line); text-align: left; vertical-align: top; font-weight: 400; overflow-wrap: anywhere; }
tr:first-child > * { border-top: 0; }
td.number { text-align: right; white-space: nowrap; padding-left: 10px; }
th { color: var(--soft); padding-right: 16px; white-space: nowrap; }
.meaning { color: var(--muted); }
.swatch { display: inline-block; width: 11px; height: 11px; border-radius: 3px; margin-right: 8px; }
pre { margin: 0; padding: 12px 14px; border-radius: 8px; background: var(--paper); border: 1px solid var(--line);
  font: 13.5px/1.5 ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace; white-space: pre-wrap; overflow-wrap: anywhere; }
@media (max-width: 480px) {
  main { padding: 22px 12px 36px; }
  .card { padding: 14px 12px; }
  .meaning { display: none; }
}
@media print {
  :root {
    --paper: #ffffff; --card: #ffffff; --ink: #000000; --soft: #333333; --muted: #666666; --line: #cccccc;
    --point: #2f6db3; --index: #d07a1f; --framing: #7d8796; --band: #c9e4cf; --accept: #4d9460; --alarm: #c22f3d; --on-color: #ffffff;
  }
  * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  body { font-size: 12px; }
  main { padding: 0; max-width: none; }
  h1 { font-size: 19px; margin-bottom: 14px; }
  h2 { font-size: 12.5px; margin-bottom: 4px; }
  .kicker, .note, table { font-size: 11px; }
  pre { font-size: 10px; padding: 8px 10px; }
  .meaning { display: none; }
  .chart { max-width: 290px; }
  .card { break-inside: avoid; padding: 10px 12px; }
  .grid { grid-template-columns: 1fr 1fr; gap: 10px; }
}
`;
