/**
 * What a chunk of the Gaussian channel states of a column: the deviations of its noise, and the normal prior of its centres
 * under which lattice points are coded. Nothing of the prior is written where the column's law is normal and it has one
 * deviation: the centres then have that law's mean, and its variance less that of the noise.
 *
 *     tag         8 bits: 0 prior from the column's law, 1 stated; plus 128: several deviations
 *     deviations  as the scales of `column-scales.ts`
 *     prior       tag 1: mean and deviation of the centres, float64 each, the deviation positive
 */
import { CorruptDataError, invalidArgument } from '../../core/index.ts';
import { type Distribution, Normal } from '../../distributions/index.ts';
import { bitsCodec, type Codec } from '../../entropy/index.ts';
import { ScaleList, scaleListCodec } from './column-scales.ts';
import { float64Finite, float64Width } from './columns.ts';

export interface GaussianStatement {
  /** Deviations of the noise. */
  readonly sigmas: readonly number[];
  /** Mean and deviation of the centres; undefined: from the column's law. */
  readonly prior: { readonly mean: number; readonly deviation: number } | undefined;
}

/** A chunk as the sender sees it: deviations of each column, and of each value its centre and the place of its deviation. */
export interface GaussianCentres {
  readonly sigmas: readonly (readonly number[])[];
  readonly centres: Float64Array;
  readonly places: Uint8Array;
}

const byte = bitsCodec(8);
const STATED = 1;
const SEVERAL = 128;
/** Stated priors are at least this wide, in units of the least noise. */
const LEAST_DEVIATION = 0.001;

export const gaussianStatementCodec: Codec<GaussianStatement> = {
  encode({ sigmas, prior }, encoder) {
    const several = sigmas.length > 1;
    byte.encode((prior === undefined ? 0 : STATED) + (several ? SEVERAL : 0), encoder);
    scaleListCodec(several).encode(sigmas, encoder);
    if (prior === undefined) return;
    float64Finite.encode(prior.mean, encoder);
    float64Width.encode(prior.deviation, encoder);
  },
  decode(decoder) {
    const tag = byte.decode(decoder);
    const form = tag % SEVERAL;
    if (form > STATED) throw new CorruptDataError(`"tag" expected 0 or 1, and 128 more or not, got ${tag}`, 0);
    const sigmas = scaleListCodec(tag >= SEVERAL).decode(decoder);
    if (form !== STATED) return { sigmas, prior: undefined };
    return { sigmas, prior: { mean: float64Finite.decode(decoder), deviation: float64Width.decode(decoder) } };
  },
};

/** @throws InvalidArgumentError where a target is not normal, or a column has too many deviations. */
export function gaussianCentres(targets: readonly Distribution[], columns: number, method: string): GaussianCentres {
  const lists = Array.from({ length: columns }, () => new ScaleList(method));
  const centres = new Float64Array(targets.length);
  const places = new Uint8Array(targets.length);
  targets.forEach((target, i) => {
    if (!(target instanceof Normal)) {
      throw invalidArgument('targets', `normal laws for ${method} (hybrid sends any)`, target.law);
    }
    centres[i] = target.mu;
    places[i] = lists[i % columns]!.place(target.sigma);
  });
  return { sigmas: lists.map(({ scales }) => scales), centres, places };
}

/** A prior is stated where the column's law does not give one. */
export function gaussianStatements(values: GaussianCentres, marginals: readonly Distribution[]): GaussianStatement[] {
  return values.sigmas.map((sigmas, column) => {
    const fromLaw = sigmas.length === 1 && marginals[column] instanceof Normal;
    return { sigmas, prior: fromLaw ? undefined : moments(values, column) };
  });
}

function moments({ sigmas, centres }: GaussianCentres, column: number): { mean: number; deviation: number } {
  let count = 0;
  let mean = 0;
  let squares = 0;
  for (let i = column; i < centres.length; i += sigmas.length) {
    const offset = centres[i]! - mean;
    mean += offset / ++count;
    squares += offset * (centres[i]! - mean);
  }
  const least = LEAST_DEVIATION * sigmas[column]!.reduce((smallest, sigma) => Math.min(smallest, sigma));
  return { mean, deviation: Math.max(Math.sqrt(squares / count), least) };
}
