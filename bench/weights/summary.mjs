/** From measurements of networks to bytes at equal output error: what the table shows and `verify:weights` checks. */
import { ERRORS } from './measure.mjs';

/** Where four bits per code change the output by less, an error of 0.03 says nothing of how weights are coded. */
const LEAST_ERROR = 0.01;
export const METHODS = ['rounding', 'universal', 'lattice'];

export function counts({ affine }) {
  return affine.tensor[0].error >= LEAST_ERROR;
}

/** One line per network and error. */
export function linesOf(networks) {
  return networks.flatMap((network) => ERRORS.map((limit) => lineOf(network, limit)));
}

function lineOf(network, limit) {
  const { affine, ours } = network;
  const at = (name) => ours[name]?.find(({ tolerance }) => tolerance === limit);
  const brotli = firstWithin(affine.tensor, limit, 'brotli');
  const tensor = firstWithin(affine.tensor, limit, 'orderZero');
  const channel = firstWithin(affine.channel, limit, 'orderZero');
  const orderZero =
    !channel || (tensor && tensor.bytes <= channel.bytes)
      ? { ...tensor, per: 'tensor' }
      : { ...channel, per: 'channel' };
  const best = METHODS.filter((name) => at(name)).sort((a, b) => at(a).bytes - at(b).bytes)[0];
  const interpolated = between(affine.tensor, limit, 'brotli');
  const bestOrderZero = Math.min(
    between(affine.tensor, limit, 'orderZero'),
    between(affine.channel, limit, 'orderZero'),
  );
  return {
    network,
    limit,
    brotli,
    tensorOrderZero: tensor,
    orderZero,
    best,
    bytes: at(best).bytes,
    at,
    ofBrotli: at(best).bytes / brotli.bytes,
    ofOrderZero: at(best).bytes / orderZero.bytes,
    ofInterpolated: at(best).bytes / interpolated,
    ofInterpolatedOrderZero: at(best).bytes / bestOrderZero,
  };
}

/** The fewest bits per code with which the error is met, and the bytes. */
function firstWithin(curve, limit, coder) {
  const found = curve.find(({ error }) => error <= limit);
  return found === undefined ? undefined : { bits: found.bits, error: found.error, bytes: found[coder] };
}

/** Bytes at exactly this error, if codes had fractions of bits: along the logarithm of the error between two numbers of bits. */
function between(curve, limit, coder) {
  const i = curve.findIndex(({ error }) => error <= limit);
  if (i < 0) return Number.POSITIVE_INFINITY;
  const [a, b] = [curve[i - 1], curve[i]];
  if (a === undefined || a[coder] === undefined) return b[coder];
  const t = Math.log(a.error / limit) / Math.log(a.error / b.error);
  return a[coder] + t * (b[coder] - a[coder]);
}

export function mean(values) {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
