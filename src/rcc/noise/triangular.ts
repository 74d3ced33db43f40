/**
 * Triangular noise of width 1: density rising on [-a, 0], falling on [0, 1 - a], peak 2 at its mode 0. A share a of the
 * mass is left of the mode. Level sets are linear, {f >= 2 lambda} = [-a (1 - lambda), (1 - a)(1 - lambda)].
 *
 *     direct:   1 - lambda has density 2 (1 - lambda): the larger of two uniforms
 *     shifted:  [-a (1 - lambda), (1 - a) lambda], lambda = V sqrt(u / a) if u < a, else 1 - V sqrt((1 - u) / (1 - a))
 *
 * At a = 1/2 all shifted layers have width 1/2. Overhead at high rate: 0.443 bit direct, 0.721 shifted (a = 1/2).
 */
import { invalidArgument } from '../../core/index.ts';
import { SMALLEST_CUSP, type UnimodalNoise, uniformAt } from './noise.ts';
import { parameter } from './parameter.ts';

const LAW = 'triangular';
/** Ends of translates are rounded: modes may differ by this share of the width. */
const TOLERANCE = 1 / 4_294_967_296;

/** `left`: the share a of the mass left of the mode, 0 to 1. */
export function triangularNoise(left: number): UnimodalNoise {
  if (!(left >= 0 && left <= 1)) throw invalidArgument('left', 'a share from 0 to 1', left);
  const right = 1 - left;
  return {
    law: LAW,
    shape: left,
    furtherWords: 0,
    direct(words, layer) {
      const width = Math.max(uniformAt(words, 0), uniformAt(words, 2), SMALLEST_CUSP);
      layer.lower = -left * width;
      layer.upper = right * width;
    },
    shifted(words, layer) {
      const u = uniformAt(words, 0);
      const v = uniformAt(words, 2);
      const level = u < left ? v * Math.sqrt(u / left) : 1 - v * Math.sqrt((1 - u) / right);
      // Only where the mode is an end are there narrow layers.
      const fromRight = Math.max(level, SMALLEST_CUSP);
      const fromLeft = Math.max(1 - level, SMALLEST_CUSP);
      layer.lower = -left * fromLeft;
      layer.upper = right * fromRight;
    },
    placeOf(target) {
      if (target.law !== LAW) return undefined;
      const description = target.description();
      const [lower, centre] = [parameter(description, 'lower'), parameter(description, 'mode')];
      const scale = parameter(description, 'upper') - lower;
      return Math.abs(centre - lower - left * scale) <= TOLERANCE * scale ? { centre, scale } : undefined;
    },
  };
}
