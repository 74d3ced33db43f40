/**
 * One section of a file of golden values: how many values were compared, the worst error as a share of its tolerance, and
 * where it was. Tolerances are those of the README beside the values; what a section compares is in the other files here.
 */
export class Section {
  values = 0;
  /** Largest error over tolerance; a value is right up to 1. */
  worst = 0;
  /** What was wrong, at most a few, in words. */
  faults = [];
  failed = 0;

  constructor(name) {
    this.name = name;
  }

  /** A real number within `relative` |wanted| + `absolute`. null stands for a number that does not exist. */
  real(where, got, wanted, relative, absolute = 0) {
    if (wanted === null || wanted === undefined)
      return this.#take(where, got ?? null, null, got === undefined || got === null ? 0 : Infinity);
    const target = Number(wanted);
    if (Number.isNaN(target)) throw new Error(`${where}: "${wanted}" is not a number`);
    this.#take(
      where,
      got,
      wanted,
      got === target ? 0 : Math.abs(got - target) / (relative * Math.abs(target) + absolute),
    );
  }

  /** A real number that must not fall below the wanted one, by more than rounding, and may exceed it by `above`. */
  bound(where, got, wanted, above, below) {
    const target = Number(wanted);
    const scale = 1 + Math.abs(target);
    const error = got < target ? (target - got) / (below * scale) : (got - target) / (above * scale);
    this.#take(where, got, wanted, got === target ? 0 : error);
  }

  /** A double at most `limit` representable numbers from the one of these 16 hexadecimal digits, or within `absolute`. */
  ulps(where, got, wantedHex, limit, absolute = 0) {
    const target = doubleOf(wantedHex);
    const distance = Math.abs(Number(order(got) - order(target)));
    const allowed = absolute > 0 && Math.abs(got - target) <= absolute;
    this.#take(where, got, `${target} (${wantedHex})`, allowed ? Math.min(distance / limit, 1) : distance / limit);
  }

  /** Integers, tables, bytes, texts: equal. */
  equal(where, got, wanted) {
    const [a, b] = [JSON.stringify(got), JSON.stringify(wanted)];
    this.#take(where, a, b, a === b ? 0 : Infinity);
  }

  /** What `run` returns, NaN where it throws: the value is then wrong, and the others are still compared. */
  attempt(where, run) {
    try {
      return run();
    } catch (error) {
      this.#note(`${where}: ${error?.message ?? error}`);
      return Number.NaN;
    }
  }

  /** Something that could not even be compared. */
  fail(where, error) {
    this.values++;
    this.failed++;
    this.worst = Number.POSITIVE_INFINITY;
    this.#note(`${where}: ${error?.message ?? error}`);
  }

  get ok() {
    return this.failed === 0;
  }

  #take(where, got, wanted, error) {
    this.values++;
    const share = Number.isNaN(error) ? Infinity : error;
    this.worst = Math.max(this.worst, share);
    if (share <= 1) return;
    this.failed++;
    this.#note(`${where}: expected ${short(wanted)}, got ${short(got)}`);
  }

  #note(text) {
    if (this.faults.length < 5) this.faults.push(text);
  }
}

function short(value) {
  const text = String(value);
  return text.length > 120 ? `${text.slice(0, 117)}...` : text;
}

const view = new DataView(new ArrayBuffer(8));

/** The double of 16 hexadecimal digits, big-endian. */
export function doubleOf(hex) {
  view.setBigUint64(0, BigInt(`0x${hex}`));
  return view.getFloat64(0);
}

/** Doubles as integers in the same order, neighbours differing by 1; both zeros are 0. */
function order(x) {
  view.setFloat64(0, x);
  const bits = view.getBigInt64(0);
  return bits < 0n ? -(bits & 0x7fffffffffffffffn) : bits;
}

export function hexOf(bytes) {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

export function bytesOf(hex) {
  return Uint8Array.from({ length: hex.length / 2 }, (_, i) => Number.parseInt(hex.slice(2 * i, 2 * i + 2), 16));
}

export function wordOf(hex) {
  return Number.parseInt(hex, 16);
}

export function describeLaw({ law, ...parameters }) {
  return `${law}(${Object.values(parameters)
    .map((value) => JSON.stringify(value))
    .join(', ')})`.slice(0, 100);
}
