/** The tables of bench/results/weights.md. */
import { counts, linesOf, METHODS, mean } from './summary.mjs';

const kilobytes = (bytes) => (bytes === undefined ? '' : (bytes / 1000).toFixed(bytes < 1e6 ? 1 : 0));
const short = (value) => String(Number(value.toPrecision(3)));

export function weightTables(networks) {
  const lines = linesOf(networks);
  const counted = lines.filter(({ network }) => counts(network));
  return [
    'Bytes are kB of float weights with all their scales and headers, without topology and manifest. e: relative error of the',
    "outputs, root of the mean over inputs and output tensors of |y' - y|^2 / |y|^2, met on the inputs that calibrate. b: bits",
    'per code, the fewest with which affine codes meet e. Without loss, or nearly:',
    '',
    ...markdown(
      ['network', 'what', 'weights', 'float32', 'xz', 'float16', 'float16, brotli 11'],
      networks.map(({ name, kind, weights, withoutLoss: { float32, xz, float16, float16Brotli } }) => [
        name,
        kind,
        weights.toLocaleString('en'),
        kilobytes(float32),
        kilobytes(xz),
        kilobytes(float16),
        kilobytes(float16Brotli),
      ]),
    ),
    '',
    'At equal output error. *Affine, brotli*: one range per tensor, the scheme of TensorFlow.js. *Affine, order 0*: per tensor or per',
    'output channel, whichever is smaller, by our adaptive coder. *Between*: the ratios if numbers of bits had fractions.',
    '',
    ...markdown(
      [
        'network',
        'e',
        'affine, brotli (b)',
        'affine, order 0 (b)',
        'ours',
        'method',
        'of brotli',
        'of order 0',
        'between',
        '',
      ],
      lines.map(
        ({
          network: { name },
          limit,
          brotli,
          orderZero,
          bytes,
          best,
          ofBrotli,
          ofOrderZero,
          ofInterpolated,
          ofInterpolatedOrderZero,
        }) => [
          name,
          String(limit),
          `${kilobytes(brotli.bytes)} (${brotli.bits})`,
          `${kilobytes(orderZero.bytes)} (${orderZero.bits}, ${orderZero.per})`,
          kilobytes(bytes),
          best,
          short(ofBrotli),
          short(ofOrderZero),
          short(ofInterpolated),
          short(ofInterpolatedOrderZero),
        ],
      ),
    ),
    '',
    `Mean of ${counted.length} lines: ${short(mean(counted.map(({ ofBrotli }) => ofBrotli)))} of brotli, ` +
      `${short(mean(counted.map(({ ofOrderZero }) => ofOrderZero)))} of order 0; between: ` +
      `${short(mean(counted.map(({ ofInterpolated }) => ofInterpolated)))}, ${short(mean(counted.map(({ ofInterpolatedOrderZero }) => ofInterpolatedOrderZero)))}.`,
    '',
    'What each part gives, kB at equal output error. *Order 0*: the affine codes per tensor by our order-0 coder instead of brotli. *Even*: equal',
    'steps relative to each tensor, nearest rounding, our models of points. *Allocated*: steps by measured sensitivity, of channels too. Then the quantizers:',
    'rounding with decisions by rate, and the two dithered ones.',
    '',
    ...markdown(
      ['network', 'e', 'affine, brotli', 'order 0', 'even', 'allocated', ...METHODS],
      lines.map(({ network: { name }, limit, brotli, tensorOrderZero, at }) => [
        name,
        String(limit),
        kilobytes(brotli.bytes),
        kilobytes(tensorOrderZero.bytes),
        ...['even', 'allocated', ...METHODS].map((variant) => kilobytes(at(variant)?.bytes)),
      ]),
    ),
    '',
    'On inputs that nothing has seen: e, and what the network is for, with the method of the fewest bytes. Whole files hold topology and',
    'manifest as well; beside them the package as it is, by brotli 11.',
    '',
    ...markdown(
      ['network', 'e', 'e, other inputs', 'task', '', '.swr', 'package, brotli'],
      lines.map(({ network: { name, task, package: whole }, limit, best, at }) => [
        name,
        String(limit),
        short(at(best).errorOnOthers),
        task ?? '',
        at(best).task === undefined ? '' : short(at(best).task),
        kilobytes(at(best).file),
        whole === undefined ? '' : kilobytes(whole.brotli),
      ]),
    ),
  ];
}

function markdown(head, rows) {
  const line = (cells) => `| ${cells.join(' | ')} |`;
  return [
    line(head),
    line(head.map((_, i) => (i < 2 ? '---' : '--:'))),
    ...rows.map((row) => line(row.map((cell) => cell ?? ''))),
  ];
}
