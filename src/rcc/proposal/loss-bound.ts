/**
 * Lower bounds of what a coordinate loses to its best point, excess(z) = sup log q - log q(z), that vectors can add up. A
 * Gaussian's excess is a quadratic, and its own bound. The excess of a log-concave law is convex, so its tangents lie below
 * it: one on each side of the mode. Of other laws only the ends of the box are used, beyond which the excess is infinite:
 * a wall of finite slope there is a lower bound, too.
 */
import type { Nats } from '../../core/index.ts';
import type { Distribution } from '../../distributions/index.ts';

/** Nats per cell that a wall rises by: steep, and yet gentle enough for single precision. */
const WALL = 1024;
/** Tangents touch at this share of the way from the mode to the end of the box. */
const TOUCH = 0.4;
/** An enclosure of a slope is taken for the slope if it is this narrow. */
const NARROW = 1e-9;

/**
 * Writes constant, linear and quadratic term at out[at ..]: with z = centre + width d,
 *
 *     (z - mu)^2 / (2 sigma^2) - least = quadratic (d - d0)^2 - least,    d0 = (mu - centre) / width
 */
export function writeQuadraticBound(
  halfPrecision: number,
  least: Nats,
  mu: number,
  centre: number,
  width: number,
  out: Float64Array,
  at: number,
): void {
  const offset = (mu - centre) / width;
  const quadratic = halfPrecision * width * width;
  out[at] = quadratic * offset * offset - least;
  out[at + 1] = -2 * quadratic * offset;
  out[at + 2] = quadratic;
  for (let i = at + 3; i < at + 7; i++) out[i] = 0;
}

/** Writes the bound of a law with this supremum on [lower, upper], cell `width` wide around `centre`, at out[at ..]. */
export function writeLinearBounds(
  law: Distribution,
  supremum: Nats,
  lower: number,
  upper: number,
  centre: number,
  width: number,
  out: Float64Array,
  at: number,
): void {
  let left: Line | undefined;
  let right: Line | undefined;
  if (law.logConcave && law.mode !== undefined) {
    // In a box beside the mode both tangents touch on the one side.
    const mode = Math.min(Math.max(law.mode, lower), upper);
    left = tangent(law, supremum, mode > lower ? mode - TOUCH * (mode - lower) : mode + 0.5 * TOUCH * (upper - mode));
    right = tangent(law, supremum, mode < upper ? mode + TOUCH * (upper - mode) : mode - 0.5 * TOUCH * (mode - lower));
  }
  left ??= { slope: -WALL / width, place: lower, height: 0 };
  right ??= { slope: WALL / width, place: upper, height: 0 };
  for (let i = at; i < at + 3; i++) out[i] = 0;
  out[at + 3] = left.slope * width;
  out[at + 4] = left.height + left.slope * (centre - left.place);
  out[at + 5] = right.slope * width;
  out[at + 6] = right.height + right.slope * (centre - right.place);
}

/** height + slope (z - place). */
interface Line {
  readonly slope: number;
  readonly place: number;
  readonly height: Nats;
}

/** The tangent of a convex excess at z; undefined where the slope is not known well, or is 0. */
function tangent(law: Distribution, supremum: Nats, z: number): Line | undefined {
  const [low, high] = law.scoreRange(z, z);
  if (!(high - low <= NARROW * (1 + Math.abs(high)))) return undefined;
  const slope = -(low + high) / 2;
  const height = supremum - law.logDensity(z);
  return Number.isFinite(height) && slope !== 0 ? { slope, place: z, height } : undefined;
}
