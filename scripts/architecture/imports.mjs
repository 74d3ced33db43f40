/**
 * Who imports whom, read from the sources. A layer is a folder of src with a tsconfig.json of its own; a file belongs to the
 * innermost one. `#platform` is platform/node: its browser twin has the same names.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { dirname, join, normalize, relative, sep } from 'node:path';

const IMPORT =
  /^\s*(?:import|export)\s+(?:type\s)?(?:[^'";]*?\sfrom\s+)?['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]\s*\)/gm;

/** The layers of a folder of sources: the name of each, and the layers and packages that it imports. */
export function layersOf(folder) {
  const paths = readdirSync(folder, { recursive: true }).map((path) => path.split(sep).join('/'));
  const names = paths.filter((path) => path.endsWith('/tsconfig.json')).map((path) => dirname(path));
  const layerOf = (path) => names.filter((name) => path.startsWith(`${name}/`)).sort(longestFirst)[0] ?? 'index';
  const layers = new Map(['index', ...names].map((name) => [name, new Set()]));
  for (const path of paths.filter((name) => name.endsWith('.ts') && !name.endsWith('.d.ts'))) {
    const here = layerOf(path);
    for (const [, from, lazy] of readFileSync(join(folder, path), 'utf8').matchAll(IMPORT)) {
      const imported = importedName(path, from ?? lazy, layerOf);
      if (imported !== here) layers.get(here).add(imported);
    }
  }
  return [...layers].map(([name, uses]) => {
    const used = [...uses].sort();
    const isLayer = (imported) => layers.has(imported);
    return { name, imports: used.filter(isLayer), packages: used.filter((imported) => !isLayer(imported)) };
  });
}

/** How far a layer is above those that import nothing: the longest way down. */
export function heights(layers) {
  const byName = new Map(layers.map((layer) => [layer.name, layer]));
  const known = new Map();
  const height = (name, above = []) => {
    if (above.includes(name)) throw new Error(`layers import each other: ${[...above, name].join(' -> ')}`);
    if (!known.has(name)) {
      const { imports } = byName.get(name);
      known.set(
        name,
        imports.length === 0 ? 0 : 1 + Math.max(...imports.map((next) => height(next, [...above, name]))),
      );
    }
    return known.get(name);
  };
  for (const { name } of layers) height(name);
  return known;
}

function importedName(path, from, layerOf) {
  if (from === '#platform') return 'platform/node';
  if (from.startsWith('.')) {
    const target = normalize(join(dirname(path), from))
      .split(sep)
      .join('/');
    return layerOf(relative('.', target).split(sep).join('/'));
  }
  if (from.startsWith('node:') || builtinModules.includes(from)) return 'node:*';
  return from.startsWith('@') ? from.split('/').slice(0, 2).join('/') : from.split('/')[0];
}

const longestFirst = (a, b) => b.length - a.length;
