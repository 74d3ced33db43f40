/** Files of samples: what is sent comes back, whatever the method, dimension, chunking and split of the input. */
import { localRandomness, standardNormal } from 'samplewire/core';
import { laplace, normal, uniform } from 'samplewire/distributions';
import {
  ChannelDecoder,
  ChannelEncoder,
  type ChannelSettings,
  decode,
  decoderStream,
  encode,
  encoderStream,
  freshKey,
  inspectChannel,
} from 'samplewire/rcc';
import { describe, expect, test } from 'vitest';

const local = localRandomness({ seed: 'channel tests' });
const key = { seed: 'channel tests' };

function centres(count: number, spread: number, seed: string): Float64Array {
  const random = localRandomness({ seed }).block(0);
  return Float64Array.from({ length: count }, () => spread * standardNormal(random));
}

function normals(count: number) {
  return { rows: count, columns: [{ law: 'normal', mu: centres(count, 8, 'mu'), sigma: 0.5 } as const] };
}

const settings = (change: Partial<ChannelSettings> = {}): ChannelSettings => ({
  columns: [{ name: 'x', proposal: normal(0, 8) }],
  key,
  local,
  ...change,
});

describe('decoding inverts encoding, bit for bit, 100,000 values', () => {
  const mu = centres(100_000, 8, 'mu');
  const rows = mu.length;
  const plus = (shift: number): Float64Array => mu.map((x) => x + shift);
  const cases = {
    universal: { law: 'uniform', lower: plus(-0.5), upper: plus(0.5) },
    hybrid: { law: 'normal', mu, sigma: 0.5 },
    'hybrid-cdf': { law: 'truncatedNormal', mu: mu.map((x) => x / 40), sigma: 0.5, lower: -1, upper: 1 },
  } as const;
  for (const [method, column] of Object.entries(cases)) {
    test.each([1, 2, 3, 4, 5, 6])(`${method}, blocks of %i`, async (block) => {
      const proposal = method === 'hybrid-cdf' ? normal(0, 0.6) : normal(0, 8);
      const { bytes, samples } = await encode(
        { rows, columns: [column] },
        settings({ method, block, columns: [{ name: 'x', proposal }] }),
      );
      const received = await decode(bytes, { seed: 'channel tests' });
      expect(received.samples.length).toBe(rows);
      expect(new Uint8Array(received.samples.buffer)).toEqual(new Uint8Array(samples.buffer));
    });
  }
});

describe('a file', () => {
  test('does not depend on how targets are pushed nor on how bytes are read', async () => {
    const targets = normals(150_000);
    const whole = await encode(targets, settings({ block: 3 }));
    const encoder = new ChannelEncoder(settings({ block: 3 }));
    const column = targets.columns[0]!;
    const pieces: Uint8Array[] = [];
    for (let from = 0; from < targets.rows; from += 7919) {
      const mu = column.mu.slice(from, from + 7919);
      pieces.push(...encoder.push({ rows: mu.length, columns: [{ ...column, mu }] }));
    }
    pieces.push(...encoder.finish());
    expect(Buffer.concat(pieces).equals(whole.bytes)).toBe(true);
    expect(encoder.takeSamples()).toEqual(whole.samples);

    const decoder = new ChannelDecoder({ seed: 'channel tests' });
    const received: number[] = [];
    for (let at = 0; at < whole.bytes.length; at += 1013) {
      for (const chunk of decoder.push(whole.bytes.subarray(at, at + 1013))) received.push(...chunk.samples);
    }
    decoder.finish();
    expect(Float64Array.from(received)).toEqual(whole.samples);
  });

  test('passes through web streams both ways', async () => {
    const targets = normals(2000);
    const whole = await encode(targets, settings());
    const source = new ReadableStream({
      start(controller) {
        controller.enqueue(targets);
        controller.close();
      },
    });
    const received: number[] = [];
    await source
      .pipeThrough(encoderStream(settings()))
      .pipeThrough(decoderStream({ seed: 'channel tests' }))
      .pipeTo(
        new WritableStream({
          write(chunk) {
            received.push(...chunk.samples);
          },
        }),
      );
    expect(Float64Array.from(received)).toEqual(whole.samples);
  });

  test('of no values, of one, and of a short last block is whole', async () => {
    for (const count of [0, 1, 5, 9]) {
      const { bytes, samples } = await encode(normals(count), settings({ block: 4 }));
      expect((await decode(bytes, { seed: 'channel tests' })).samples).toEqual(samples);
      expect(inspectChannel(bytes)).toMatchObject({ values: count, rows: count });
    }
  });

  test('with several columns orders values row by row, and fitted marginals travel with it', async () => {
    const mu = centres(500, 3, 'two');
    const targets = {
      rows: 500,
      columns: [
        { law: 'normal', mu, sigma: 0.3 },
        { law: 'laplace', mu: mu.map((x) => 100 - x), scale: 2 },
      ],
    } as const;
    const { bytes, samples, report } = await encode(
      targets,
      settings({ columns: [{ name: 'a' }, { name: 'b' }], block: 3, key: freshKey() }),
    );
    const received = await decode(bytes);
    expect(received.columns).toEqual(['a', 'b']);
    expect(received.samples).toEqual(samples);
    for (let row = 0; row < 500; row++) {
      expect(Math.abs(samples[2 * row]! - mu[row]!)).toBeLessThan(4);
      expect(Math.abs(samples[2 * row + 1]! - (100 - mu[row]!))).toBeLessThan(60);
    }
    expect(report.columns.map(({ proposal }) => proposal?.law)).toEqual(
      expect.arrayContaining([expect.stringMatching(/normal|mixture/)]),
    );
  });
});

describe('a report', () => {
  test('accounts for every bit, and states truncation by the block and by the file', async () => {
    const { bytes, report } = await encode(normals(1000), settings({ block: 2, truncate: 1e-3 }));
    const { index, point, framing } = report.bits;
    expect(index + point + framing).toBeCloseTo(8 * bytes.length, 6);
    expect(report).toMatchObject({ method: 'hybrid', values: 1000, blocks: 500, totalVariationBound: 1e-3 });
    expect(report.fileTotalVariationBound).toBeCloseTo(1 - (1 - 1e-3) ** 500, 12);
    expect(inspectChannel(bytes)).toMatchObject({ totalVariationBound: 1e-3, blocks: 500 });
  });

  test('is 0 in both bounds where nothing is cut', async () => {
    const { report } = await encode(normals(100), settings());
    expect(report).toMatchObject({ totalVariationBound: 0, fileTotalVariationBound: 0 });
  });
});

describe('the default', () => {
  test('is universal quantization for uniform targets of one width, hybrid coding otherwise', async () => {
    const lower = centres(100, 4, 'lower');
    const same = { rows: 100, columns: [{ law: 'uniform', lower, upper: lower.map((x) => x + 1) } as const] };
    const other = {
      rows: 100,
      columns: [{ law: 'uniform', lower, upper: lower.map((x, i) => x + 1 + (i % 2)) } as const],
    };
    expect((await encode(same, settings())).report.method).toBe('universal');
    expect((await encode(other, settings())).report.method).toBe('hybrid');
  });

  test('block is the largest of 1 to 8 whose mean work stays within the budget', async () => {
    const mu = centres(700, 8, 'weather');
    const column = {
      law: 'truncatedNormal',
      mu,
      sigma: 0.5,
      lower: mu.map((x) => x - 2),
      upper: mu.map((x) => x + 2),
    } as const;
    const targets = { rows: 700, columns: [column] };
    expect((await encode(targets, settings())).report.dimension).toBe(7);
    expect((await encode(targets, settings({ budget: 4 }))).report.dimension).toBe(1);
  });
});

describe('the work of a block', () => {
  test('is that of the method: in CDF space the ratio to the prior, whatever a cell in z space would cost', async () => {
    const mu = centres(500, 8, 'cdf plan');
    const targets = { rows: 500, columns: [{ law: 'normal', mu, sigma: 0.5 } as const] };
    const { report } = await encode(targets, settings({ method: 'hybrid-cdf' }));
    expect(report.dimension).toBeLessThanOrEqual(2);
    expect(report.candidatesExamined / report.blocks).toBeLessThan(4096 * 3);
  });

  test('is refused before it begins where it is hopeless', async () => {
    const sigma = Float64Array.from({ length: 100 }, (_, i) => (i === 0 ? 1e8 : 1e-3));
    const targets = { rows: 100, columns: [{ law: 'normal', mu: 0, sigma } as const] };
    await expect(
      encode(targets, settings({ method: 'hybrid', columns: [{ name: 'x', proposal: normal(0, 1e9) }] })),
    ).rejects.toMatchObject({
      code: 'LimitExceeded',
      message: expect.stringContaining('candidates on average'),
    });
  });
});

describe('bad input is refused with one clear error', () => {
  const code = async (run: () => unknown): Promise<unknown> => {
    try {
      await run();
    } catch (error) {
      return (error as { code?: string }).code;
    }
    return 'no error';
  };

  test('a wrong or missing seed', async () => {
    const { bytes } = await encode(normals(10), settings());
    expect(await code(() => decode(bytes, { seed: 'another' }))).toBe('WrongSeed');
    expect(await code(() => decode(bytes))).toBe('WrongSeed');
  });

  test('a target outside the proposal names its row and column', async () => {
    const columns = [{ name: 'x', proposal: uniform(0, 10) }];
    const targets = {
      rows: 2,
      columns: [{ law: 'uniform', lower: Float64Array.of(1, 9.5), upper: Float64Array.of(2, 10.5) } as const],
    };
    await expect(encode(targets, settings({ columns }))).rejects.toThrow(/row 2, column x/);
    expect(await code(() => encode(targets, settings({ columns })))).toBe('Support');
  });

  test('an unbounded ratio, where the method needs a bound', async () => {
    const columns = [{ name: 'x', proposal: normal(0, 8) }];
    const targets = { rows: 1, columns: [{ law: 'distributions', distributions: [laplace(0, 1)] } as const] };
    expect(await code(() => encode(targets, settings({ columns, method: 'hybrid-cdf' })))).toBe(
      'UnboundedDensityRatio',
    );
  });

  test('settings out of range', async () => {
    expect(await code(() => encode(normals(1), settings({ block: 0 })))).toBe('InvalidArgument');
    expect(await code(() => encode(normals(1), settings({ method: 'magic' })))).toBe('InvalidArgument');
    expect(await code(() => encode(normals(1), settings({ truncate: 1 })))).toBe('InvalidArgument');
    expect(await code(() => encode(normals(1), settings({ method: 'universal' })))).toBe('InvalidArgument');
    expect(
      await code(() => encode({ rows: 2, columns: [{ law: 'normal', mu: Float64Array.of(1), sigma: 1 }] }, settings())),
    ).toBe('InvalidArgument');
  });
});

describe('a long encode', () => {
  test('reports progress and stops when it is aborted', async () => {
    const controller = new AbortController();
    const seen: number[] = [];
    const running = encode(normals(60_000), {
      ...settings({ block: 8 }),
      signal: controller.signal,
      onProgress(values) {
        seen.push(values);
        if (seen.length === 3) controller.abort(new Error('enough'));
      },
    });
    await expect(running).rejects.toThrow('enough');
    expect(seen.length).toBe(3);
    expect(seen.every((values, i) => i === 0 || values >= seen[i - 1]!)).toBe(true);
  });
});

test('two channels with different keys, interleaved, give the same bytes as alone', async () => {
  const alone = await Promise.all(['one', 'two'].map((seed) => encode(normals(3000), settings({ key: { seed } }))));
  const encoders = ['one', 'two'].map((seed) => new ChannelEncoder(settings({ key: { seed } })));
  const pieces: Uint8Array[][] = [[], []];
  const { mu } = normals(3000).columns[0]!;
  for (let from = 0; from < 3000; from += 500) {
    encoders.forEach((encoder, i) => {
      const part = mu.slice(from, from + 500);
      pieces[i]!.push(...encoder.push({ rows: 500, columns: [{ law: 'normal', mu: part, sigma: 0.5 }] }));
    });
  }
  encoders.forEach((encoder, i) => {
    pieces[i]!.push(...encoder.finish());
    expect(Buffer.concat(pieces[i]!).equals(alone[i]!.bytes)).toBe(true);
  });
});
