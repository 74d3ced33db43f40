/**
 * A lattice point whose step changes from value to value, as in layered quantization: x = step (k + u), and the prior F of
 * the centre gives, with e_k = ((k - 1/2) + u) step,
 *
 *     P(k | u, step) = F(e_(k+1)) - F(e_k).
 *
 * The cells are those of a quantized density, but their range costs O(1) per step: two fixed places a < b of the prior,
 * with at most 2^-16 of its mass beyond each, are found once, and
 *
 *     kmin = floor(a / step - 1/2),    kmax = ceil(b / step + 1/2).
 *
 * Bytes depend on cdf and survival alone. A table of the cdf between a and b only guesses where a decoder looks first.
 */
import {
  type Bits,
  CorruptDataError,
  checkPositive,
  invalidArgument,
  LimitExceededError,
  log2,
} from '../../core/index.ts';
import type { Cdf, EntropyDecoder, EntropyEncoder } from '../interfaces.ts';
import { LeakyCells } from '../model/leaky-cells.ts';
import { eliasGamma } from './elias-gamma.ts';
import { MAXIMAL_CELLS, MAXIMAL_POINT, pointRangeBySearch } from './point-range.ts';
import { RefinedCells } from './refined-cells.ts';

const PRECISION = 16;
const TABLE_SIZE = 1024;
const GUIDE_SHIFT = 8;

/** One prior, any step. Not re-entrant: it keeps the cell at hand, so that coding a value allocates nothing. */
export class VariableStepDensity {
  readonly #prior: Cdf;
  readonly #cells: SteppedCells;

  /** `resolution`: how finely the two places are searched; the usual step, or a little less. */
  constructor(prior: Cdf, resolution: number) {
    const { kmin, kmax } = pointRangeBySearch(prior, checkPositive('resolution', resolution));
    this.#prior = prior;
    this.#cells = new SteppedCells(new ScaledPrior(prior), (kmin + 0.5) * resolution, (kmax - 0.5) * resolution);
  }

  /** -1/2 <= u < 1. @throws InvalidArgumentError, LimitExceededError where |point| is not below 2^51. */
  encode(point: number, u: number, step: number, encoder: EntropyEncoder): void {
    if (Math.floor(point) !== point) throw invalidArgument('point', 'an integer', point);
    if (!(Math.abs(point) < MAXIMAL_POINT)) throw tooFar(point);
    const cells = this.#cells;
    cells.open(checkDither(u), step);
    const { kmin, width, beyond } = cells;
    const symbol = point < kmin ? 0 : point >= beyond ? cells.lastSymbol : 1 + Math.floor((point - kmin) / width);
    cells.take(symbol);
    encoder.encode(cells.start, cells.end - cells.start, PRECISION);
    if (symbol === 0) eliasGamma.encode(kmin - 1 - point, encoder);
    else if (symbol === cells.lastSymbol) eliasGamma.encode(point - beyond, encoder);
    else if (width > 1) this.#encodeInside(point, kmin + (symbol - 1) * width, u, encoder);
  }

  /** @throws CorruptDataError where the point is not below 2^51 in size. */
  decode(u: number, step: number, decoder: EntropyDecoder): number {
    const cells = this.#cells;
    cells.open(checkDither(u), step);
    const symbol = cells.locate(decoder.peek(PRECISION));
    decoder.consume(cells.start, cells.end - cells.start, PRECISION);
    if (symbol === 0) return checkDecoded(cells.kmin - 1 - eliasGamma.decode(decoder));
    if (symbol === cells.lastSymbol) return checkDecoded(cells.beyond + eliasGamma.decode(decoder));
    const first = cells.kmin + (symbol - 1) * cells.width;
    return cells.width === 1 ? first : this.#decodeInside(first, u, decoder);
  }

  /** P(k | u, step) of the prior itself, before integers: for reports and tests. */
  probability(point: number, u: number, step: number): number {
    const lower = (point - 0.5 + u) * step;
    const upper = (point + 0.5 + u) * step;
    const prior = this.#prior;
    const below = prior.cdf(lower);
    return below > 0.5 ? prior.survival(lower) - prior.survival(upper) : prior.cdf(upper) - below;
  }

  /** -log2 P(k | u, step): the ideal code length. */
  codelengthBits(point: number, u: number, step: number): Bits {
    return -log2(this.probability(point, u, step));
  }

  #encodeInside(point: number, cell: number, u: number, encoder: EntropyEncoder): void {
    const { refined, bits, lower, upper } = this.#cells;
    let first = cell;
    let left = refined.open(first, bits, u, lower, upper);
    for (;;) {
      const part = Math.floor((point - first) / refined.width);
      refined.take(part);
      encoder.encode(refined.start, refined.end - refined.start, PRECISION);
      if (left === 0) return;
      first += part * refined.width;
      left = refined.open(first, left, u, Number.NaN, Number.NaN);
    }
  }

  #decodeInside(cell: number, u: number, decoder: EntropyDecoder): number {
    const { refined, bits, lower, upper } = this.#cells;
    let first = cell;
    let left = refined.open(first, bits, u, lower, upper);
    for (;;) {
      const part = refined.find(decoder.peek(PRECISION));
      decoder.consume(refined.start, refined.end - refined.start, PRECISION);
      first += part * refined.width;
      if (left === 0) return first;
      left = refined.open(first, left, u, Number.NaN, Number.NaN);
    }
  }
}

/** The prior in units of the step at hand. */
class ScaledPrior implements Cdf {
  step = 1;
  readonly #prior: Cdf;

  constructor(prior: Cdf) {
    this.#prior = prior;
  }
  cdf(x: number): number {
    return this.#prior.cdf(x * this.step);
  }
  survival(x: number): number {
    return this.#prior.survival(x * this.step);
  }
}

/** Left tail, up to 256 cells of 2^bits points each, right tail, for the step and dither at hand. */
class SteppedCells extends LeakyCells {
  kmin = 0;
  bits = 0;
  width = 1;
  beyond = 0;
  readonly refined: RefinedCells;
  readonly #scaled: ScaledPrior;
  readonly #from: number;
  readonly #to: number;
  #u = 0;
  /** The cdf at TABLE_SIZE + 1 even places between the ends, and where to look for q by its high bits. */
  #table: Float64Array = new Float64Array(0);
  #guide: Uint16Array = new Uint16Array(0);

  constructor(scaled: ScaledPrior, from: number, to: number) {
    super(2, PRECISION);
    this.#scaled = scaled;
    this.#from = from;
    this.#to = to;
    // No median: the side of a cell is told by its cdf.
    this.refined = new RefinedCells(scaled, 1, Number.NaN);
  }

  get lastSymbol(): number {
    return this.cells - 1;
  }

  open(u: number, step: number): void {
    this.#u = u;
    this.#scaled.step = checkPositive('step', step);
    this.kmin = Math.floor(this.#from / step - 0.5);
    const kmax = Math.ceil(this.#to / step + 0.5);
    if (!(this.kmin > -MAXIMAL_POINT && kmax < MAXIMAL_POINT)) {
      const wanted = '"step" expected lattice points below 2^51 under this prior';
      throw new LimitExceededError(`${wanted}, got a step of ${step}`, MAXIMAL_POINT);
    }
    const points = kmax - this.kmin + 1;
    this.bits = 0;
    this.width = 1;
    for (; MAXIMAL_CELLS * this.width < points; this.width *= 2) this.bits++;
    this.cells = Math.ceil(points / this.width) + 2;
    this.beyond = this.kmin + (this.cells - 2) * this.width;
  }

  /** The symbol of q, as `find`. */
  locate(q: number): number {
    if (this.#table.length === 0) this.#makeTable();
    const table = this.#table;
    const p = (q + 0.5) / (1 << PRECISION);
    let i = this.#guide[q >>> GUIDE_SHIFT]!;
    while (i + 1 < TABLE_SIZE && table[i + 1]! <= p) i++;
    const rise = table[i + 1]! - table[i]!;
    const share = rise > 0 ? Math.min(Math.max((p - table[i]!) / rise, 0), 1) : 0.5;
    const place = this.#from + ((this.#to - this.#from) / TABLE_SIZE) * (i + share);
    const point = Math.floor(place / this.#scaled.step + 0.5 - this.#u);
    return this.find(q, Math.max(1 + Math.floor((point - this.kmin) / this.width), 0));
  }

  protected boundary(symbol: number): number {
    return this.#scaled.cdf(this.kmin + (symbol - 1) * this.width - 0.5 + this.#u);
  }

  #makeTable(): void {
    const { step } = this.#scaled;
    const spacing = (this.#to - this.#from) / TABLE_SIZE;
    this.#scaled.step = 1;
    this.#table = Float64Array.from({ length: TABLE_SIZE + 1 }, (_, i) => this.#scaled.cdf(this.#from + spacing * i));
    this.#scaled.step = step;
    let i = 0;
    this.#guide = Uint16Array.from({ length: 1 << (PRECISION - GUIDE_SHIFT) }, (_, high) => {
      while (i + 1 < TABLE_SIZE && this.#table[i + 1]! <= (high << GUIDE_SHIFT) / (1 << PRECISION)) i++;
      return i;
    });
  }
}

function checkDither(u: number): number {
  if (u >= -0.5 && u < 1) return u;
  throw invalidArgument('u', 'a dither with -1/2 <= u < 1', u);
}

function tooFar(point: number): LimitExceededError {
  return new LimitExceededError(`"point" expected less than 2^51 cells from 0, got ${point}`, MAXIMAL_POINT);
}

function checkDecoded(point: number): number {
  if (Math.abs(point) < MAXIMAL_POINT) return point;
  throw new CorruptDataError('"point" expected less than 2^51 cells from 0', 0);
}

/** Points under a prior at steps that vary; make one per prior and keep it. @throws LimitExceededError */
export function variableStepDensity(prior: Cdf, resolution: number): VariableStepDensity {
  return new VariableStepDensity(prior, resolution);
}
