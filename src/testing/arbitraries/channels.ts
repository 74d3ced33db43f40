/** Whole channels: a proposal with a selection, a target that fits it, and how its messages are written. */
import fc from 'fast-check';
import { type Distribution, normal, uniform } from '../../distributions/index.ts';
import {
  type ChannelSimulator,
  dithered,
  first,
  type IndexedMessage,
  indexedMessageCode,
  type MessageCode,
  minimalRandom,
  orderedRandom,
  poissonFunctionalRepresentation,
  prior,
  rejection,
  type Selection,
  simulate,
  type Target,
  tableCode,
  zipfCode,
} from '../../rcc/index.ts';
import { real } from './distributions.ts';
import { boundedPairs } from './pairs.ts';

/** K is Float64Array for lattice points, null where there are none. */
export interface TestChannel<K = Float64Array | null> {
  readonly name: string;
  readonly channel: ChannelSimulator<Target, IndexedMessage<K>>;
  readonly code: MessageCode<IndexedMessage<K>, unknown>;
  readonly target: readonly Distribution[];
}

const exact: fc.Arbitrary<readonly [string, Selection]> = fc.constantFrom(
  ['poissonFunctionalRepresentation', poissonFunctionalRepresentation] as const,
  ['rejection', rejection] as const,
);
const approximate: fc.Arbitrary<readonly [string, Selection]> = fc
  .tuple(
    fc.constantFrom(['minimalRandom', minimalRandom] as const, ['orderedRandom', orderedRandom] as const),
    fc.integer({ min: 1, max: 64 }),
  )
  .map(([[name, make], candidates]) => [`${name}(${candidates})`, make(candidates)] as const);
const selections = fc.oneof(exact, approximate);
const codes = fc.constantFrom(zipfCode, tableCode);

const fromPrior: fc.Arbitrary<TestChannel<null>> = fc
  .tuple(fc.array(boundedPairs, { minLength: 1, maxLength: 2 }), selections, codes)
  .map(([pairs, [name, selection], code]) => {
    const proposal = prior(pairs.map((pair) => pair.proposal));
    return {
      name: `prior, ${name}, ${code.name}`,
      channel: simulate(proposal, selection),
      code: indexedMessageCode(proposal, code as typeof zipfCode) as MessageCode<IndexedMessage<null>, unknown>,
      target: pairs.map((pair) => pair.target),
    };
  });

const inCells: fc.Arbitrary<TestChannel<Float64Array>> = fc
  .tuple(fc.array(fc.tuple(real(-40, 40), real(0.3, 2)), { minLength: 1, maxLength: 4 }), exact, codes)
  .map(([places, [name, selection], code]) => {
    const proposal = dithered({ widths: places.map(() => 5.2), marginals: places.map(() => normal(0, 20)) });
    return {
      name: `dithered, ${name}, ${code.name}`,
      channel: simulate(proposal, selection),
      code: indexedMessageCode(proposal, code as typeof zipfCode) as MessageCode<IndexedMessage<Float64Array>, unknown>,
      target: places.map(([mu, sigma]) => normal(mu, sigma)),
    };
  });

const universal: fc.Arbitrary<TestChannel<Float64Array>> = fc
  .array(real(-40, 40), { minLength: 1, maxLength: 4 })
  .map((centres) => {
    const proposal = dithered({ widths: centres.map(() => 1), marginals: centres.map(() => normal(0, 20)) });
    return {
      name: 'universal quantization',
      channel: simulate(proposal, first),
      code: indexedMessageCode(proposal, zipfCode) as MessageCode<IndexedMessage<Float64Array>, unknown>,
      target: centres.map((centre) => uniform(centre - 0.4999999, centre + 0.4999999)),
    };
  });

/** Channels with and without lattice points, exact and approximate, of one to four dimensions. */
export const channels: fc.Arbitrary<TestChannel<never>> = fc.oneof(fromPrior, inCells, universal) as fc.Arbitrary<
  TestChannel<never>
>;
