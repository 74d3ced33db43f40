/**
 * Layered quantization of float32 values, whole files: normal targets of deviation 1, centres normal of deviation 8, tables and
 * a stack of intervals. The plain form has exact probabilities on the range coder, the same samples in other bytes; "of laws"
 * is that with one law object per value instead of typed arrays, the same bytes again. There is no reference in C.
 */
import { localRandomness, standardNormal } from 'samplewire/core';
import { normal } from 'samplewire/distributions';
import { ChannelDecoder, ChannelEncoder } from 'samplewire/rcc';

export const title = 'Layered quantization: float32 values to bytes and back';

const CHUNK = 65_536;
const COUNT = 10_000_000;
/** The plain forms are slow: a share of the values. */
const SHARE = 4 * CHUNK;
const ROUNDS = 5;
const SEED = 'bench';

export function cases() {
  const random = localRandomness({ seed: 'centres' }).block(0);
  const mu = Float32Array.from({ length: COUNT }, () => 8 * standardNormal(random));
  const encode = (rows, coder, columnOf) => {
    const encoder = new ChannelEncoder({
      method: 'layered',
      columns: [{ name: 'x', proposal: normal(0, Math.sqrt(65)) }],
      coder,
      key: { seed: SEED },
      local: localRandomness({ seed: SEED }),
    });
    const pieces = [];
    for (let first = 0; first < rows; first += CHUNK) {
      const centres = mu.subarray(first, Math.min(first + CHUNK, rows));
      pieces.push(...encoder.push({ rows: centres.length, columns: [columnOf(centres)] }));
      encoder.takeSamples();
    }
    pieces.push(...encoder.finish());
    encoder.takeSamples();
    return Buffer.concat(pieces);
  };
  const decode = (bytes) => {
    const decoder = new ChannelDecoder({ seed: SEED });
    let values = 0;
    for (let first = 0; first < bytes.length; first += CHUNK) {
      for (const { samples } of decoder.push(bytes.subarray(first, first + CHUNK))) values += samples.length;
    }
    decoder.finish();
    return values;
  };
  const arrays = (centres) => ({ law: 'normal', mu: centres, sigma: 1 });
  const laws = (centres) => ({ law: 'distributions', distributions: Array.from(centres, (place) => normal(place, 1)) });
  const bytes = encode(COUNT, undefined, arrays);
  const ranged = encode(SHARE, 'range', arrays);
  if (!encode(CHUNK, 'range', arrays).equals(encode(CHUNK, 'range', laws))) {
    throw new Error('other bytes from laws than from arrays');
  }
  const [tabled, exact] = [encode(SHARE, 'ans', arrays).length, ranged.length];
  if (tabled > 1.003 * exact) throw new Error(`${tabled} bytes by tables, ${exact} exactly`);
  const each = { unit: 'value', operations: COUNT, rounds: ROUNDS };
  return [
    {
      ...each,
      name: 'layered encode',
      forms: {
        samplewire: () => encode(COUNT, undefined, arrays),
        plain: { run: () => encode(SHARE, 'range', arrays), operations: SHARE },
      },
    },
    {
      ...each,
      name: 'layered encode of laws',
      unit: 'value',
      operations: SHARE,
      rounds: ROUNDS,
      forms: {
        samplewire: () => encode(SHARE, 'range', arrays),
        plain: { run: () => encode(CHUNK, 'range', laws), operations: CHUNK },
      },
    },
    {
      ...each,
      name: 'layered decode',
      forms: {
        samplewire: () => decode(bytes),
        plain: { run: () => decode(ranged), operations: SHARE },
      },
    },
  ];
}
