/**
 * Paired timing: the forms of a case run one after the other, round by round, and a ratio is taken within each round. A
 * neighbour who slows the machine down slows both sides of a ratio; the median over the rounds and its quartiles are given.
 * Times are processor times of this process (or of the C program): waiting does not count.
 */

const ROUNDS = 7;

/**
 * A case: { name, unit, operations, forms }. A form is a function that does all operations, or a program of
 * `reference.mjs` (`run()` gives nanoseconds, or undefined where its tool is missing). `forms.samplewire` is what ships;
 * beside it stand `plain`, `c`, `numpy`, and `parts`, whose time is the sum of what the case is made of. A form may do only
 * a share of the operations: { run, operations }; a `slow` one is run once. `limits` are the ratios to keep: { c: 4 } for at most 4 times C.
 */
export async function measure({ name, unit, operations, forms, limits = {}, rounds = ROUNDS }) {
  const present = new Map();
  for (const [label, form] of Object.entries(forms)) {
    const once = timer(form, operations);
    // Once to warm up: compilers, caches, and whether there is such a program at all.
    const first = await once();
    if (first !== undefined) present.set(label, form.slow === true ? () => first : once);
  }
  const times = new Map([...present.keys()].map((label) => [label, []]));
  for (let round = 0; round < rounds; round++) {
    for (const [label, once] of present) times.get(label).push(await once());
  }
  const own = times.get('samplewire');
  const ratios = {};
  for (const [label, theirs] of times) {
    if (label === 'samplewire') continue;
    // A slow form is compared by what it costs, a fast one by what it leaves to gain.
    const up = label === 'plain' || label === 'numpy';
    ratios[label] = spread(own.map((time, round) => (up ? theirs[round] / time : time / theirs[round])));
  }
  const nanoseconds = Object.fromEntries([...times].map(([label, all]) => [label, spread(all).median]));
  return { name, unit, nanoseconds, ratios, limits };
}

/** Nanoseconds for one operation. */
function timer(form, operations) {
  const { run, operations: share = operations } = typeof form === 'function' ? { run: form } : form;
  if (form.program === true) {
    return async () => {
      const nanoseconds = run();
      return nanoseconds === undefined ? undefined : nanoseconds / share;
    };
  }
  return async () => {
    const before = process.cpuUsage();
    await run();
    const { user, system } = process.cpuUsage(before);
    return (1000 * (user + system)) / share;
  };
}

function spread(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share) => round(sorted[Math.round(share * (sorted.length - 1))]);
  return { low: at(0.25), median: at(0.5), high: at(0.75) };
}

function round(value) {
  return Number(value.toPrecision(3));
}
