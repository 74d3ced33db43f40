/**
 * Layered quantization, whole files: normal targets of deviation 1, centres normal of deviation 8. Plain is given one law per
 * value instead of typed arrays; the bytes are the same. There is no reference in C.
 */
import { localRandomness, standardNormal } from 'samplewire/core';
import { normal } from 'samplewire/distributions';
import { ChannelDecoder, ChannelEncoder } from 'samplewire/rcc';

export const title = 'Layered quantization: arrays to bytes and back';

const COUNT = 262_144;
const SHARE = 65_536;
const SEED = 'bench';

export function cases() {
  const random = localRandomness({ seed: 'centres' }).block(0);
  const mu = Float64Array.from({ length: COUNT }, () => 8 * standardNormal(random));
  const encode = (targets) => {
    const encoder = new ChannelEncoder({
      method: 'layered',
      columns: [{ name: 'x', proposal: normal(0, Math.sqrt(65)) }],
      key: { seed: SEED },
      local: localRandomness({ seed: SEED }),
    });
    const pieces = [...encoder.push(targets), ...encoder.finish()];
    encoder.takeSamples();
    return Buffer.concat(pieces);
  };
  const arrays = (rows) => ({ rows, columns: [{ law: 'normal', mu: mu.subarray(0, rows), sigma: 1 }] });
  const laws = (rows) => ({
    rows,
    columns: [{ law: 'distributions', distributions: Array.from(mu.subarray(0, rows), (place) => normal(place, 1)) }],
  });
  const bytes = encode(arrays(COUNT));
  if (!encode(arrays(SHARE)).equals(encode(laws(SHARE)))) throw new Error('other bytes from laws than from arrays');
  const each = { unit: 'value', operations: COUNT };
  return [
    {
      ...each,
      name: 'layered encode',
      forms: {
        samplewire: () => encode(arrays(COUNT)),
        plain: { run: () => encode(laws(SHARE)), operations: SHARE },
      },
    },
    {
      ...each,
      name: 'layered decode',
      forms: {
        samplewire: () => {
          const decoder = new ChannelDecoder({ seed: SEED });
          decoder.push(bytes);
          decoder.finish();
        },
      },
    },
  ];
}
