/** The library's own formats obey the laws that it exports. */
import fc from 'fast-check';
import { ContainerWriter, readContainer } from 'samplewire/container';
import { ByteReader, ByteWriter } from 'samplewire/core';
import { type Distribution, readDistribution, writeDistribution } from 'samplewire/distributions';
import { distributionFamilies } from 'samplewire/testing';
import { formatLaws } from 'samplewire/testing/vitest';
import { describe } from 'vitest';

interface Contents {
  readonly method: number;
  readonly parameters: Uint8Array;
  readonly totalVariation: number | null;
  readonly payload: Uint8Array;
  readonly count: number;
}

describe('formats', () => {
  const lawBytes = {
    write(law: Distribution): Uint8Array {
      const writer = new ByteWriter();
      writeDistribution(writer, law);
      return writer.toBytes();
    },
    read(bytes: Uint8Array): Distribution {
      const reader = new ByteReader(bytes);
      const law = readDistribution(reader);
      reader.expectEnd();
      return law;
    },
  };
  const decodable = fc.oneof(...Object.values(distributionFamilies)).filter((law) => law.decoderVisible);
  describe('distributions in bytes', () =>
    formatLaws(lawBytes, {
      values: decodable,
      equal: (a, b) => JSON.stringify(a.description()) === JSON.stringify(b.description()),
    }));

  const values: fc.Arbitrary<Contents> = fc.record({
    method: fc.nat(255),
    parameters: fc.uint8Array({ maxLength: 20 }),
    totalVariation: fc.option(fc.double({ min: 1e-9, max: 0.5, noNaN: true })),
    payload: fc.uint8Array({ maxLength: 60 }),
    count: fc.nat(1000),
  });
  const container = {
    write({ method, parameters, totalVariation, payload, count }: Contents): Uint8Array {
      const writer = new ContainerWriter();
      return Uint8Array.of(
        ...writer.header({
          kind: 'samples',
          method,
          element: 'float64',
          generator: 0,
          coder: 0,
          key: { kind: 'check', check: new Uint8Array(8).fill(3) },
          exactness: totalVariation === null ? { kind: 'exact' } : { kind: 'bound', totalVariation },
          shape: [0],
          parameters,
        }),
        ...writer.chunk(count, payload),
        ...writer.end(),
      );
    },
    read(bytes: Uint8Array): Contents {
      const { header, chunks } = readContainer(bytes);
      const { method, parameters, exactness } = header;
      const totalVariation = exactness.kind === 'bound' ? exactness.totalVariation : null;
      return { method, parameters, totalVariation, payload: chunks[0]!.payload.slice(), count: chunks[0]!.count };
    },
  };
  describe('containers', () => formatLaws(container, { values, findsDamage: true }));
});
