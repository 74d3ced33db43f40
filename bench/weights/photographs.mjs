/**
 * Real photographs that packages hold, read where they are installed; none of them is part of this repository. Faces were
 * found once, by the blazeface network of @vladmandic/human on whole pictures and on tiles of half their size: `faces.json`.
 *
 *     npm pack @vladmandic/face-api@1.7.15 and unpack it      its folder demo: six photographs of groups
 *     apt-get download python3-skimage; dpkg-deb -x ...       its folder skimage/data: astronaut, chelsea, coffee, motorcycle_left
 *
 * Folders are looked for in node_modules, in .tmp/bench/photographs, and in SAMPLEWIRE_PHOTOGRAPHS.
 */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';

const folders = [
  process.env.SAMPLEWIRE_PHOTOGRAPHS,
  fileURLToPath(new URL('../../.tmp/bench/photographs', import.meta.url)),
  fileURLToPath(new URL('../../node_modules/@vladmandic/face-api/demo', import.meta.url)),
  '/usr/lib/python3/dist-packages/skimage/data',
].filter((folder) => folder !== undefined);

const GROUPS = ['sample1.jpg', 'sample2.jpg', 'sample3.jpg', 'sample4.jpg', 'sample5.jpg', 'sample6.jpg'];
const SCENES = ['astronaut.png', 'chelsea.png', 'coffee.png', 'motorcycle_left.png'];

/** Files of photographs with faces first. */
export const PHOTOGRAPHS = [...GROUPS, ...SCENES];

const { pictures } = JSON.parse(readFileSync(new URL('./faces.json', import.meta.url), 'utf8'));

function pathOf(file) {
  return folders.map((folder) => `${folder}/${file}`).find(existsSync);
}

/** One line for what is not at hand and how to get it; undefined where nothing is missing. */
export function missingPhotographs() {
  const missing = PHOTOGRAPHS.filter((file) => pathOf(file) === undefined);
  if (missing.length === 0) return undefined;
  return (
    `photographs are missing (${missing.join(', ')}): npm pack @vladmandic/face-api@1.7.15, apt-get download python3-skimage; ` +
    'unpack both and put demo/*.jpg and skimage/data/*.png into .tmp/bench/photographs'
  );
}

const decoded = new Map();

async function picture(file) {
  const known = decoded.get(file);
  if (known !== undefined) return known;
  const { data, info } = await sharp(pathOf(file))
    .removeAlpha()
    .toColourspace('srgb')
    .raw()
    .toBuffer({ resolveWithObject: true });
  const found = { data, width: info.width, height: info.height };
  decoded.set(file, found);
  return found;
}

/** The square with this corner and side, grey where it leaves the picture, at `size` x `size`: bytes R G B. */
async function square(file, left, top, side, size) {
  const { data, width, height } = await picture(file);
  const [x0, y0, s] = [Math.round(left), Math.round(top), Math.max(1, Math.round(side))];
  const cut = Buffer.alloc(3 * s * s, 128);
  for (let y = Math.max(0, -y0); y < Math.min(s, height - y0); y++) {
    const x = Math.max(0, -x0);
    const end = Math.min(s, width - x0);
    if (end > x) data.copy(cut, 3 * (y * s + x), 3 * ((y0 + y) * width + x0 + x), 3 * ((y0 + y) * width + x0 + end));
  }
  const resized = sharp(cut, { raw: { width: s, height: s, channels: 3 } }).resize(size, size, { kernel: 'lanczos3' });
  return resized.raw().toBuffer();
}

const facesOf = () => pictures.flatMap(({ file, faces }) => faces.map((face) => ({ file, ...face })));

/** All faces, with a margin: `scale` times the box that the detector gives. */
export function faces(size, scale = 1.5) {
  return Promise.all(
    facesOf().map(({ file, x, y, side }) =>
      square(file, x - (scale * side) / 2, y - (scale * side) / 2, scale * side, size),
    ),
  );
}

/** Both eyes of every face, each in a square of half the face's box. */
export function eyes(size) {
  return Promise.all(
    facesOf().flatMap(({ file, side, eyes: places }) =>
      places.map(([x, y]) => square(file, x - side / 4, y - side / 4, side / 2, size)),
    ),
  );
}

/** Whole pictures, filled up with grey to squares, and squares in the middle of half their side. */
export async function scenes(size) {
  const found = [];
  for (const file of PHOTOGRAPHS) {
    const { width, height } = await picture(file);
    const side = Math.max(width, height);
    found.push(await square(file, (width - side) / 2, (height - side) / 2, side, size));
    found.push(await square(file, width / 2 - side / 4, height / 2 - side / 4, side / 2, size));
  }
  return found;
}

/** Squares of `size` pixels, not resized, from the middle of photographs that were stored without loss. */
export async function patches(size) {
  const found = [];
  for (const file of SCENES) {
    const { width, height } = await picture(file);
    found.push(await square(file, Math.floor((width - size) / 2), Math.floor((height - size) / 2), size, size));
  }
  return found;
}

/** Half as wide and high, by averages of four pixels. */
export function halved(bytes, size) {
  const half = size / 2;
  const found = new Float32Array(3 * half * half);
  for (let y = 0; y < half; y++) {
    for (let x = 0; x < half; x++) {
      for (let c = 0; c < 3; c++) {
        const at = (dx, dy) => bytes[3 * ((2 * y + dy) * size + 2 * x + dx) + c];
        found[3 * (y * half + x) + c] = (at(0, 0) + at(1, 0) + at(0, 1) + at(1, 1)) / 4;
      }
    }
  }
  return found;
}
