/** The parameters of a mixture of geometric laws: how many components, then 4 bytes each. */
import { CorruptDataError, checkInteger } from '../../core/index.ts';
import type { Codec } from '../interfaces.ts';
import type { GeometricComponent, GeometricMixture } from '../model/geometric-mixture.ts';
import { eliasGamma } from './elias-gamma.ts';
import { bitsCodec } from './uniform-codec.ts';

const MAXIMAL_COMPONENTS = 64;
const MAXIMAL_WORD = 65_535;
const word = bitsCodec(16);

/** 1 to 64 components. @throws InvalidArgumentError when encoding, CorruptDataError when decoding */
export const geometricMixtureCodec: Codec<GeometricMixture> = {
  encode({ components }, encoder) {
    eliasGamma.encode(checkInteger('components.length', components.length, 1, MAXIMAL_COMPONENTS) - 1, encoder);
    for (const { weight, meanCode } of components) {
      word.encode(checkInteger('weight', weight, 1, MAXIMAL_WORD), encoder);
      word.encode(meanCode, encoder);
    }
  },
  decode(decoder) {
    const count = eliasGamma.decode(decoder) + 1;
    if (count > MAXIMAL_COMPONENTS) {
      throw new CorruptDataError(`"components" expected at most ${MAXIMAL_COMPONENTS}, got ${count}`, 0);
    }
    const components: GeometricComponent[] = [];
    for (let i = 0; i < count; i++) {
      const weight = word.decode(decoder);
      if (weight === 0) throw new CorruptDataError(`"weight" expected 1 to ${MAXIMAL_WORD}, got 0`, 0);
      components.push({ weight, meanCode: word.decode(decoder) });
    }
    return { components };
  },
};
