/** Laws of messages on the wire: they are read back, damage ends well, and they cost what is claimed. */
import fc from 'fast-check';
import { type Bits, LN2, normalQuantile } from '../../../core/index.ts';
import { type EntropyDecoder, RangeDecoder, RangeEncoder } from '../../../entropy/index.ts';
import type { MessageCode } from '../../../rcc/index.ts';
import { sameValue } from '../../instruments/same-bits.ts';
import { hostileFinding } from '../codec/hostile.ts';
import { digits, grouped, show } from '../show.ts';
import { type Theorem, theorem } from '../theorem.ts';
import { type ChannelSubject, type Simulations, shared, simulateBlocks } from './subject.ts';

/** What a channel is claimed to cost. */
export interface RateClaim<T> {
  /** log p(z) of the sample under the law of all samples, which both ends know, in nats. */
  readonly logMarginal: (sample: Float64Array) => number;
  /** log q(z) of the sample under its target. */
  readonly logTarget: (target: T, sample: Float64Array) => number;
  /** Bits per message above the information log2 q/p, on average, at most. */
  readonly maximalExcessBits: Bits;
}

const MESSAGES = 2000;
const MESSAGES_DAMAGED = 8;
/** Symbols that a message may take, whatever the bytes. */
const SYMBOLS = 65_536;

/** Parameters, then messages: as a chunk is written. */
function write<M>(code: MessageCode<M, unknown>, messages: readonly M[]): Uint8Array {
  const encoder = new RangeEncoder();
  const parameters = code.fit(messages);
  code.parameters.encode(parameters, encoder);
  const codecOf = code.codec(parameters);
  messages.forEach((message, block) => {
    codecOf(shared.block(block)).encode(message, encoder);
  });
  return encoder.finish();
}

function read<M>(code: MessageCode<M, unknown>, decoder: EntropyDecoder, count: number): M[] {
  const codecOf = code.codec(code.parameters.decode(decoder));
  return Array.from({ length: count }, (_, block) => codecOf(shared.block(block)).decode(decoder));
}

export function messagesAreReadBack<T, M>(subject: ChannelSubject<T, M>, code: MessageCode<M, unknown>): Theorem<T> {
  return theorem({
    name: 'round trip: messages are read back from their bytes',
    usualCauses: [
      'a parameter that is not written',
      'index 0 written by a code that begins at 1',
      'the dither of another candidate',
    ],
    share: 0.05,
    finding(target) {
      const { messages } = simulateBlocks(subject, target, MESSAGES);
      const decoder = new RangeDecoder(write(code, messages));
      const decoded = read(code, decoder, messages.length);
      decoder.finish();
      const at = messages.findIndex((message, i) => !sameValue(message, decoded[i]));
      return at < 0 ? undefined : `message ${at} is read as ${show(decoded[at])}, written was ${show(messages[at])}`;
    },
  });
}

export function hostileMessagesEndWell<T, M>(subject: ChannelSubject<T, M>, code: MessageCode<M, unknown>): Theorem<T> {
  return theorem<T, number>({
    name: 'hostile input: damaged bytes give samples or a SamplewireError, in bounded time',
    usualCauses: [
      'a length that is believed',
      'an index so large that arithmetic on it fails',
      'a loop that only the right bytes end',
    ],
    given: { noun: 'seed of the damage', arbitrary: fc.nat(1_000_000) },
    finding(target, seed) {
      const { messages, dimensions } = simulateBlocks(subject, target, MESSAGES_DAMAGED);
      const out = new Float64Array(dimensions);
      return hostileFinding(
        write(code, messages),
        (bytes) => new RangeDecoder(bytes),
        (decoder) => {
          read(code, decoder, messages.length).forEach((message, block) => {
            subject.receiver.reconstruct(message, shared.block(block), out, 0);
          });
        },
        { seed, maximalSymbols: SYMBOLS * messages.length },
      );
    },
  });
}

export function rateIsAsClaimed<T, M>(
  subject: ChannelSubject<T, M>,
  code: MessageCode<M, unknown>,
  claim: RateClaim<T>,
): Theorem<T> {
  return theorem({
    name: 'rate: bytes are the information and what is claimed above it',
    usualCauses: [
      'P(k given u) taken half a cell off',
      'an index coded by a law that it does not have',
      'a marginal law that is not that of the samples',
    ],
    share: 0.03,
    finding(target, _, { significance }) {
      const simulations = subject.simulations(target);
      const { messages } = simulations;
      const information = informationBits(simulations, target, claim);
      const bits = 8 * write(code, messages).length;
      const mean = information.reduce((sum, x) => sum + x, 0) / messages.length;
      const variance = information.reduce((sum, x) => sum + (x - mean) * (x - mean), 0) / messages.length;
      const error = -normalQuantile(significance) * Math.sqrt(variance / messages.length);
      const [excess, most] = [bits / messages.length - mean, claim.maximalExcessBits + error];
      if (excess <= most) return undefined;
      return `${digits(excess)} bits above the information, at most ${digits(most)} expected (n = ${grouped(messages.length)})`;
    },
  });
}

function informationBits<T, M>({ samples, dimensions }: Simulations<M>, target: T, claim: RateClaim<T>): Float64Array {
  return Float64Array.from({ length: samples.length / dimensions }, (_, block) => {
    const sample = samples.subarray(block * dimensions, (block + 1) * dimensions);
    return (claim.logTarget(target, sample) - claim.logMarginal(sample)) / LN2;
  });
}
