/** Bytes and output errors of what there is today, over bits per code. */
import { spawnSync } from 'node:child_process';
import { affine, brotli, channelGroups, isCoded, orderZero } from './affine.mjs';
import { numbersOf } from './network.mjs';

/** Numbers that are not coded: float16 where that is within 0.1 % of each of them. */
function rest(tensors) {
  const parts = [];
  for (const tensor of tensors) {
    const numbers = tensor.dtype === 'F32' ? numbersOf(tensor) : undefined;
    parts.push(numbers === undefined ? tensor.data : (halves(numbers) ?? floats(numbers)));
  }
  return Buffer.concat(parts);
}

function floats(numbers) {
  return Buffer.from(numbers.buffer, numbers.byteOffset, numbers.byteLength);
}

/** float16, to nearest; undefined where some number is not close to one. */
export function halves(numbers) {
  const bytes = Buffer.alloc(2 * numbers.length);
  for (let i = 0; i < numbers.length; i++) {
    const x = Math.abs(numbers[i]);
    const exponent = x === 0 ? -14 : Math.max(-14, Math.min(15, Math.floor(Math.log2(x))));
    const units = Math.round(x / 2 ** (exponent - 10));
    const near = units * 2 ** (exponent - 10);
    if (Math.abs(near - x) > 0.001 * x) return undefined;
    const code =
      units >= 2048 ? (exponent + 16) << 10 : units < 1024 ? units : ((exponent + 15) << 10) | (units - 1024);
    bytes.writeUInt16LE((numbers[i] < 0 ? 0x8000 : 0) | code, 2 * i);
  }
  return bytes;
}

/**
 * Without loss, or nearly: { float32, float16, float16Brotli, xz }. Everything that is float counts, nothing else.
 */
export function withoutLoss(tensors) {
  const all = tensors.filter(({ dtype }) => dtype === 'F32').map(numbersOf);
  const whole = Buffer.concat(all.map(floats));
  const half = Buffer.concat(all.map((numbers) => halves(numbers) ?? floats(numbers)));
  const { stdout, status } = spawnSync('xz', ['-9e', '-c'], { input: whole, maxBuffer: 2 ** 28 });
  return {
    float32: whole.length,
    float16: half.length,
    float16Brotli: brotli(half),
    ...(status === 0 ? { xz: stdout.length } : {}),
  };
}

/**
 * Affine codes of b bits, `per` tensor or channel: [{ bits, error, brotli, orderZero }], from few bits on until the smallest
 * error is met; bytes stand at the first b that meets an error, and at the b before it. `errorOf(changes)`: the output error
 * with these numbers by name. `depthwise`: names of depthwise kernels.
 */
export function affineCurve(tensors, depthwise, per, errorOf, bitsOf, errors) {
  const coded = tensors.filter(isCoded);
  const others = rest(tensors.filter((tensor) => !isCoded(tensor) && tensor.dtype === 'F32'));
  const made = (bits) =>
    coded.map((tensor) => {
      const { groups, group } =
        per === 'tensor' ? { groups: 1, group: () => 0 } : channelGroups(tensor.shape, depthwise.has(tensor.name));
      return { name: tensor.name, ...affine(numbersOf(tensor), bits, groups, group) };
    });
  const curve = [];
  for (const bits of bitsOf) {
    const error = errorOf(new Map(made(bits).map(({ name, numbers }) => [name, numbers])));
    curve.push({ bits, error });
    if (error <= Math.min(...errors)) break;
  }
  const wanted = new Set(
    errors.flatMap((limit) => {
      const first = curve.findIndex(({ error }) => error <= limit);
      return first < 0 ? [] : [first, Math.max(0, first - 1)];
    }),
  );
  return curve.map(({ bits, error }, i) =>
    wanted.has(i) ? { bits, error, ...bytesOf(made(bits), others, bits) } : { bits, error },
  );
}

function bytesOf(tensors, others, bits) {
  const scales = tensors.reduce((sum, { scaleBytes }) => sum + scaleBytes, 0);
  const codes = Buffer.concat([others, ...tensors.map(({ codes }) => Buffer.from(codes.buffer))]);
  const own = tensors.reduce(
    (sum, { codes }) => sum + Math.min(orderZero(codes, bits), Math.ceil((codes.length * bits) / 8)),
    brotli(others),
  );
  return { brotli: brotli(codes) + scales, orderZero: own + scales };
}
