/** Bytes of the coders and codecs. */
import { exp } from 'samplewire/core';
import { laplace, logistic, mixture, normal, studentT } from 'samplewire/distributions';
import {
  AnsEncoder,
  adaptiveCodec,
  bestZipfExponent,
  frequencyModel,
  modelCodec,
  quantizedDensity,
  quantizeFrequencies,
  RangeEncoder,
  zipfIndexCodec,
} from 'samplewire/entropy';
import { uniforms } from './common.mjs';

const SYMBOLS = 20_000;

export function coders(add) {
  const u = uniforms('symbols', SYMBOLS);
  const weights = Float64Array.from({ length: 200 }, (_, i) => exp(-i / 20));
  const frequencies = quantizeFrequencies(weights, 14);
  const model = frequencyModel(frequencies, 14);
  const symbols = Array.from(u, (x) => model.symbolAt(Math.floor(x * 2 ** 14)));
  add('frequencies', Float64Array.from(frequencies));
  const written = (encoder, codecOf, values) => {
    values.forEach((value, i) => {
      codecOf(i).encode(value, encoder);
    });
    return encoder.finish();
  };
  const one = (codec) => () => codec;
  add('range coder', written(new RangeEncoder(), one(modelCodec(model)), symbols));
  for (const lanes of [1, 2])
    add(`rANS, ${lanes} lanes`, written(new AnsEncoder(lanes), one(modelCodec(model)), symbols));
  add('adaptive', written(new RangeEncoder(), one(adaptiveCodec(200, 24)), symbols));
  const indices = Array.from(u, (x, i) => Math.floor(exp(36 * x * ((i % 10) / 10))));
  for (const L of [0, 410, 1024, 65_535])
    add(`zipf, L = ${L}`, written(new RangeEncoder(), one(zipfIndexCodec(L)), indices));
  add(
    'exponent',
    Float64Array.from({ length: 60 }, (_, i) => bestZipfExponent((i + 1) / 3)),
  );
  for (const [name, prior, step] of [
    ['normal', normal(0.3, 40), 7.78125],
    ['laplace', laplace(0, 1), 1 / 128],
    ['logistic', logistic(0, 3), 1.7],
    ['student', studentT(4, 0, 1), 0.25],
    ['mixture', mixture([1, 2], [normal(-2, 1), normal(3, 0.5)]), 0.3],
  ]) {
    const density = quantizedDensity(prior, step);
    const dither = uniforms(`dither ${name}`, SYMBOLS / 4);
    const points = Array.from(dither, (y, i) => Math.floor(prior.quantile(u[i]) / step - y + 0.5));
    add(
      `points, ${name}`,
      written(new RangeEncoder(), (i) => density.codec(dither[i]), points),
    );
  }
}
