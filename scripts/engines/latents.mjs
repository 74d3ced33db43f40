/** What decoders of latents compute: soft rounding, files of every channel, a network that gives means and scales, its latents. */
import {
  decodeConditional,
  decodeLatents,
  encodeConditional,
  encodeLatents,
  entropyParameters,
  gaussianNoiseChannel,
  latentScales,
  latticeNoiseChannel,
  runNetwork,
  SoftRounding,
  tabulate,
  uniformNoiseChannel,
} from 'samplewire/compress-ml';
import { localRandomness, sharedRandomness, standardNormal } from 'samplewire/core';
import { laplace, normal } from 'samplewire/distributions';

function draws(seed, count, scale) {
  const random = localRandomness({ seed: `engines ${seed}` }).block(0);
  return Float64Array.from({ length: count }, () => scale * standardNormal(random));
}

export function latents(add) {
  const y = draws('latents', 8000, 3);
  for (const alpha of [0.0005, 0.7, 4, 12, 60]) {
    const { round, derivative, inverse, conditionalMean } = new SoftRounding(alpha);
    add(`soft rounding, alpha ${alpha}`, y.map(round), y.map(derivative), y.map(inverse), y.map(conditionalMean));
  }
  const laws = [normal(0, 3), laplace(0.5, 2)].map(tabulate);
  for (const channel of [uniformNoiseChannel, latticeNoiseChannel, gaussianNoiseChannel(0.3)]) {
    const settings = { channel, shape: [4000, 2], laws, alpha: 3, key: { seed: 'engines' } };
    const { bytes } = encodeLatents(y, { ...settings, local: localRandomness({ seed: 'engines' }) });
    const { z, reconstruction } = decodeLatents(bytes, { seed: 'engines' });
    add(`latents, ${channel.name} noise`, bytes, z, reconstruction);
  }
  const kernel = (name, count) => Float32Array.from(draws(name, count, 0.2));
  const network = [
    { kind: 'transposed', shape: [5, 5, 4, 12], stride: 2, activation: 'relu' },
    { kind: 'convolution', shape: [3, 3, 12, 10], stride: 1, activation: 'none' },
  ].map((layer, i) => ({
    ...layer,
    kernel: kernel(
      `kernel ${i}`,
      layer.shape.reduce((product, size) => product * size, 1),
    ),
    bias: kernel(`bias ${i}`, layer.shape[3]),
  }));
  const { values } = runNetwork(network, { shape: [8, 10, 4], values: kernel('input', 320).map((x) => 10 * x) });
  const means = values.filter((_, i) => i % 10 < 5);
  const scales = values.filter((_, i) => i % 10 >= 5);
  const parameters = entropyParameters(means, scales);
  const shared = sharedRandomness('engines');
  const { bytes, z } = encodeConditional(y.subarray(0, means.length), parameters, { alpha: 3, shared });
  add('hyper-decoder', values, latentScales, parameters.means, parameters.scales);
  add('conditional latents', bytes, z, decodeConditional(bytes, parameters, { alpha: 3, shared }));
}
