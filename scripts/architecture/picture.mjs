/**
 * Layers as an SVG: a row per height, an arrow from each layer to those below it that no other arrow implies. Places are
 * computed: a long arrow gets a place in every row that it passes, and each place is drawn towards the mean of what hangs
 * below and above it (K. Sugiyama, S. Tagawa and M. Toda, 1981).
 */
import { heights } from './imports.mjs';

const [WIDTH, ROW, BOX_HEIGHT, GAP, MARGIN] = [760, 96, 46, 18, 12];
const [BLUE, GREY, INK] = ['#2563a8', '#9aa3b2', '#1f2430'];
const SWEEPS = 12;
const boxWidth = ({ label, note }) => Math.max(76, 24 + 7.6 * label.length, 22 + 5.8 * note.length);

export function drawLayers(layers, nameOf) {
  const height = heights(layers);
  const nodes = layers.map((layer) => ({
    ...layer,
    label: nameOf(layer.name),
    note: layer.packages.join(', '),
    row: height.get(layer.name),
    below: [],
    above: [],
  }));
  const rows = placesByRow(nodes);
  const top = rows.length - 1;
  const y = (row) => MARGIN + (top - row) * ROW;
  const total = 2 * MARGIN + top * ROW + BOX_HEIGHT;
  const parts = rows
    .flat()
    .flatMap((place) => place.below.map((next) => arrow(place, next, y)))
    .concat(nodes.map((node) => box(node, y(node.row))));
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${total}" width="${WIDTH}" height="${total}" font-family="system-ui, sans-serif" font-size="13" text-anchor="middle" role="img" aria-label="Layers and their imports: ${sentence(nodes)}">
<rect width="100%" height="100%" fill="white" />
<defs><marker id="head" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path d="M0,0L8,4L0,8z" fill="${GREY}" /></marker></defs>
${parts.join('\n')}
</svg>
`;
}

/** The places of each row from left to right; boxes and, where long arrows pass, points. */
function placesByRow(nodes) {
  const byName = new Map(nodes.map((node) => [node.name, node]));
  const rows = Array.from({ length: 1 + Math.max(...nodes.map(({ row }) => row)) }, () => []);
  for (const node of nodes) rows[node.row].push(node);
  for (const node of nodes) {
    for (const name of withoutImplied(node, byName)) {
      let from = node;
      for (let row = node.row - 1; row > byName.get(name).row; row--) {
        const point = { row, below: [], above: [], isPoint: true };
        rows[row].push(point);
        link(from, point);
        from = point;
      }
      link(from, byName.get(name));
    }
  }
  for (const row of rows) spread(row);
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    const order = sweep % 2 === 0 ? rows : [...rows].reverse();
    for (const row of order) {
      for (const place of row) place.wish = mean([...place.below, ...place.above].map(({ x }) => x)) ?? place.x;
      row.sort((a, b) => a.wish - b.wish);
      spread(row);
    }
  }
  return rows;
}

/** Imports that are not among what another import imports, directly or not. */
function withoutImplied({ imports }, byName) {
  const reach = (name) => byName.get(name).imports.flatMap((next) => [next, ...reach(next)]);
  const implied = new Set(imports.flatMap(reach));
  return imports.filter((name) => !implied.has(name));
}

function link(upper, lower) {
  upper.below.push(lower);
  lower.above.push(upper);
}

/** Gives places of one row their x: what is left of the width goes between them. */
function spread(row) {
  const widths = row.map((place) => (place.isPoint ? 2 : boxWidth(place)));
  const taken = widths.reduce((sum, width) => sum + width, 0);
  const gap = (WIDTH - 2 * MARGIN - taken) / (row.length + 1);
  if (gap < GAP / 2) throw new Error(`a row of ${row.length} layers is wider than the picture`);
  let x = MARGIN;
  row.forEach((place, i) => {
    x += gap;
    place.x = x + widths[i] / 2;
    x += widths[i];
  });
}

function box(node, y) {
  const width = boxWidth(node);
  const text = (dy, content, style) =>
    `<text x="${node.x.toFixed(1)}" y="${(y + dy).toFixed(1)}" ${style}>${content}</text>`;
  const hasNote = node.note !== '';
  return [
    `<rect x="${(node.x - width / 2).toFixed(1)}" y="${y}" width="${width.toFixed(1)}" height="${BOX_HEIGHT}" rx="6" fill="#eef4fb" stroke="${BLUE}" />`,
    text(hasNote ? 20 : 28, node.label, `fill="${INK}" font-weight="600"`),
    ...(hasNote ? [text(36, node.note, 'fill="#6b7280" font-size="10.5"')] : []),
  ].join('');
}

function arrow(upper, lower, y) {
  const [x1, y1] = [upper.x, y(upper.row) + (upper.isPoint ? BOX_HEIGHT / 2 : BOX_HEIGHT)];
  const [x2, y2] = [lower.x, y(lower.row) + (lower.isPoint ? BOX_HEIGHT / 2 : -2)];
  const bend = (y2 - y1) / 2;
  const points = [x1, y1, x1, y1 + bend, x2, y2 - bend, x2, y2].map((value) => value.toFixed(1));
  const [a, b, c] = [points.slice(0, 2), points.slice(2, 4), points.slice(4)];
  const head = lower.isPoint ? '' : ' marker-end="url(#head)"';
  return `<path d="M${a.join(',')}C${b.join(',')} ${c.slice(0, 2).join(',')} ${c.slice(2).join(',')}" fill="none" stroke="${GREY}" stroke-width="1.4"${head} />`;
}

const mean = (values) =>
  values.length === 0 ? undefined : values.reduce((sum, value) => sum + value, 0) / values.length;
const sentence = (nodes) =>
  nodes
    .filter(({ imports }) => imports.length > 0)
    .map(({ label, imports }) => `${label} uses ${imports.join(', ')}`)
    .join('; ');
