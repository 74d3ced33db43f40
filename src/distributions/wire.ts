/**
 * Laws as bytes, for headers. A law is one byte, its id, plus 128 if its numbers are float32, else they are float64;
 * then its parameters in the order of its factory. Numbers are little-endian; counts are LEB128.
 *
 *     1 normal (mu, sigma)                            7 triangular (lower, mode, upper)
 *     2 truncatedNormal (mu, sigma, lower, upper)     8 piecewiseConstant (number of cells, edges, masses)
 *     3 uniform (lower, upper)                        9 mixture (number of laws, weights, laws)
 *     4 laplace (mu, scale)                          10 truncated (lower, upper, law)
 *     5 logistic (mu, scale)                         11 affine (scale, shift, law)
 *     6 studentT (nu, mu, sigma), nu even            12 empirical, as 8
 *
 * At most 4096 cells or laws in all, 8 inside one another. Laws without a deterministic cdf are not written.
 */
import {
  type ByteReader,
  type ByteWriter,
  CorruptDataError,
  invalidArgument,
  isSamplewireError,
  LimitExceededError,
} from '../core/index.ts';
import { distribution } from './describe.ts';
import type { Distribution, DistributionDescription } from './distribution.ts';

const SIMPLE: readonly (readonly [law: string, ...parameters: string[]])[] = [
  ['normal', 'mu', 'sigma'],
  ['truncatedNormal', 'mu', 'sigma', 'lower', 'upper'],
  ['uniform', 'lower', 'upper'],
  ['laplace', 'mu', 'scale'],
  ['logistic', 'mu', 'scale'],
  ['studentT', 'nu', 'mu', 'sigma'],
  ['triangular', 'lower', 'mode', 'upper'],
];
const PIECEWISE = 8;
const MIXTURE = 9;
const TRUNCATED = 10;
const AFFINE = 11;
const EMPIRICAL = 12;
const FLOAT32 = 128;
/** 2^-53. */
const SMALLEST_UNIFORM = 1.1102230246251565e-16;
/** Of the cells of a histogram, and of the laws that a law is made of. */
const MAXIMAL_COUNT = 4096;
const MAXIMAL_DEPTH = 8;

/** @throws InvalidArgumentError for laws that a decoder cannot compute, LimitExceededError for too many parts. */
export function writeDistribution(writer: ByteWriter, law: Distribution): void {
  if (!law.decoderVisible) throw invalidArgument('distribution', 'a law that a decoder can compute', law.law);
  write(writer, law.description(), 0, { laws: 0 });
}

function write(writer: ByteWriter, description: DistributionDescription, depth: number, tally: Tally): void {
  checkLimit('depth', depth, MAXIMAL_DEPTH);
  checkLimit('laws', ++tally.laws, MAXIMAL_COUNT);
  const simple = SIMPLE.findIndex(([law]) => law === description.law);
  if (simple >= 0) {
    const [, ...parameters] = SIMPLE[simple]!;
    const numbers = parameters.map((name) => description[name] as number);
    writeNumbers(writer, simple + 1, undefined, numbers);
    return;
  }
  switch (description.law) {
    case 'piecewiseConstant':
    case 'empirical': {
      const edges = description.edges as number[];
      const masses = description.masses as number[];
      const id = description.law === 'empirical' ? EMPIRICAL : PIECEWISE;
      writeNumbers(writer, id, masses.length, [...edges, ...masses]);
      return;
    }
    case 'mixture': {
      const weights = description.weights as number[];
      writeNumbers(writer, MIXTURE, weights.length, weights);
      for (const component of description.components as DistributionDescription[])
        write(writer, component, depth + 1, tally);
      return;
    }
    case 'truncated':
      writeNumbers(writer, TRUNCATED, undefined, [description.lower as number, description.upper as number]);
      write(writer, description.distribution as DistributionDescription, depth + 1, tally);
      return;
    case 'affine':
      writeNumbers(writer, AFFINE, undefined, [description.scale as number, description.shift as number]);
      write(writer, description.distribution as DistributionDescription, depth + 1, tally);
      return;
    default:
      throw invalidArgument('distribution', 'a law with a wire form', description.law);
  }
}

function writeNumbers(writer: ByteWriter, id: number, count: number | undefined, numbers: readonly number[]): void {
  const short = numbers.every((value) => Math.fround(value) === value);
  writer.u8(short ? id + FLOAT32 : id);
  if (count !== undefined) writer.varuint(checkLimit('count', count, MAXIMAL_COUNT));
  for (const value of numbers) {
    if (short) writer.f32(value);
    else writer.f64(value);
  }
}

/** @throws CorruptDataError, LimitExceededError, UnexpectedEndError */
export function readDistribution(reader: ByteReader): Distribution {
  const start = reader.offset;
  const description = read(reader, 0, { laws: 0 });
  try {
    const law = distribution(description);
    if (law.decoderVisible && isFiniteLaw(law)) return law;
  } catch (error) {
    if (!isSamplewireError(error)) throw error;
    throw new CorruptDataError(`"distribution" expected a law: ${error.message}`, start);
  }
  throw new CorruptDataError('"distribution" expected a law that a decoder can compute', start);
}

/** Whether what a decoder takes from a law, quantiles of uniforms of 52 bits, is finite. */
function isFiniteLaw(law: Distribution): boolean {
  return Number.isFinite(law.quantile(SMALLEST_UNIFORM)) && Number.isFinite(law.quantileSurvival(SMALLEST_UNIFORM));
}

/** How many laws have been met. */
interface Tally {
  laws: number;
}

function read(reader: ByteReader, depth: number, tally: Tally): DistributionDescription {
  checkLimit('depth', depth, MAXIMAL_DEPTH);
  checkLimit('laws', ++tally.laws, MAXIMAL_COUNT);
  const start = reader.offset;
  const tag = reader.u8();
  const id = tag % FLOAT32;
  const one = (): number => (tag >= FLOAT32 ? reader.f32() : reader.f64());
  const many = (count: number): number[] => {
    const values: number[] = [];
    for (let i = 0; i < count; i++) values.push(one());
    return values;
  };
  const count = (): number => checkLimit('count', reader.varuint(), MAXIMAL_COUNT);
  if (id >= 1 && id <= SIMPLE.length) {
    const [law, ...parameters] = SIMPLE[id - 1]!;
    return { law, ...Object.fromEntries(parameters.map((name) => [name, one()])) };
  }
  switch (id) {
    case PIECEWISE:
    case EMPIRICAL: {
      const cells = count();
      const edges = many(cells + 1);
      return { law: id === EMPIRICAL ? 'empirical' : 'piecewiseConstant', edges, masses: many(cells) };
    }
    case MIXTURE: {
      const weights = many(count());
      return { law: 'mixture', weights, components: weights.map(() => read(reader, depth + 1, tally)) };
    }
    case TRUNCATED: {
      const [lower, upper] = many(2);
      return { law: 'truncated', lower, upper, distribution: read(reader, depth + 1, tally) };
    }
    case AFFINE: {
      const [scale, shift] = many(2);
      return { law: 'affine', scale, shift, distribution: read(reader, depth + 1, tally) };
    }
    default:
      throw new CorruptDataError(`"distribution" expected the id of a law, got ${id}`, start);
  }
}

function checkLimit(name: string, value: number, limit: number): number {
  if (value > limit) throw new LimitExceededError(`"${name}" expected at most ${limit}, got ${value}`, limit);
  return value;
}
