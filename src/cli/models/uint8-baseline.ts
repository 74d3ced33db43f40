/**
 * What users of TensorFlow.js have without this library: its converter's affine codes of eight bits, one range per tensor,
 *
 *     w = min + scale q,   scale = (max - min) / 255,   min moved so that 0 has a code where the range holds it
 *
 * served with brotli at its highest level: model.json and shards, each by itself, as a server sends them.
 */
import { brotliCompress, constants } from 'node:zlib';
import {
  elementCount,
  floatTensor,
  isFloating,
  type Model,
  modelJson,
  type Tensor,
  tensorValues,
} from '../../compress-ml/index.ts';
import { concatenate } from '../../core/index.ts';

const LEVELS = 255;
const SHARD = 'group1-shard1of1.bin';

export interface Uint8Baseline {
  /** Of the compressed files. */
  readonly bytes: number;
  /** The numbers that the codes stand for, by name. */
  readonly changed: ReadonlyMap<string, Tensor>;
}

export async function uint8Baseline({ document, tensors }: Model): Promise<Uint8Baseline> {
  const stored: Tensor[] = [];
  const changed = new Map<string, Tensor>();
  for (const lazy of tensors) {
    const tensor = await lazy.read();
    const values = isFloating(lazy) && elementCount(lazy) > 0 ? tensorValues(tensor) : undefined;
    // What is 8 bits already stays what it is.
    if (values === undefined || (lazy.affine !== undefined && lazy.dtype === 'U8')) {
      stored.push(tensor);
      continue;
    }
    const { codes, min, scale } = affineCodes(values);
    const { name, shape } = lazy;
    stored.push({ name, shape, dtype: 'U8', affine: { min, scale, numbers: 'F32' }, data: codes });
    const numbers = Float32Array.from(codes, (code) => code * scale + min);
    changed.set(name, floatTensor(name, shape, numbers));
  }
  const json = new TextEncoder().encode(modelJson(document, [SHARD], stored));
  const data = concatenate(stored.map((tensor) => tensor.data));
  return { bytes: (await brotliBytes(json)) + (await brotliBytes(data)), changed };
}

function affineCodes(values: ArrayLike<number>): { codes: Uint8Array; min: number; scale: number } {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let i = 0; i < values.length; i++) {
    if (values[i]! < low) low = values[i]!;
    if (values[i]! > high) high = values[i]!;
  }
  // One number: any scale will do.
  const scale = high > low ? (high - low) / LEVELS : 1;
  const holdsZero = low <= 0 && high >= 0 && high > low;
  const min = holdsZero ? -Math.floor(-low / scale + 0.5) * scale : low;
  const codes = Uint8Array.from({ length: values.length }, (_, i) => {
    return Math.max(0, Math.min(LEVELS, Math.floor((values[i]! - min) / scale + 0.5)));
  });
  return { codes, min, scale };
}

function brotliBytes(bytes: Uint8Array): Promise<number> {
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
    [constants.BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS,
    [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
  };
  return new Promise((resolve, reject) => {
    brotliCompress(bytes, { params }, (error, result) => (error === null ? resolve(result.length) : reject(error)));
  });
}
