/** Laws of a channel simulator: the receiver has the sample, the sample has its law, and both cost what they should. */
import { checkInteger } from '../../core/index.ts';
import type { ChannelSimulator, MessageCode } from '../../rcc/index.ts';
import type { Tails } from '../goodness-of-fit/probability-integral-transform.ts';
import { blocksAreIndependent, sampleFollowsTheTarget } from './channel/law.ts';
import { decoderTakesOneStep, receiverHasTheSample, simulationIsDeterministic } from './channel/round-trip.ts';
import { type ChannelSubject, remembered, simulateBlocks } from './channel/subject.ts';
import { hostileMessagesEndWell, messagesAreReadBack, type RateClaim, rateIsAsClaimed } from './channel/written.ts';
import type { LawOptions } from './options.ts';
import { runLaws } from './run-laws.ts';
import { coordinatesOf } from './targets.ts';
import type { Subjects, Theorem } from './theorem.ts';

export interface ChannelSimulatorLawOptions<T, M, P> extends LawOptions {
  /** The targets to send: each of a list, or those of an arbitrary. Simple ones first: the first that fails is reported. */
  readonly targets: Subjects<T>;
  /** Samples per target for the law of the sample; 20,000 where not given. */
  readonly blocks?: number;
  /** Tails of each coordinate of a target; needed for targets that are not distributions, lists or boxes of them. */
  readonly coordinates?: (target: T) => readonly Tails[];
  /** The receiver's own object, so that no state is shared with the sender's; the same one where not given. */
  readonly receiver?: ChannelSimulator<T, M>;
  /** How messages are written: their round trip and damaged bytes are then tested, and the rate where it is claimed. */
  readonly code?: MessageCode<M, P>;
  readonly rate?: RateClaim<T>;
}

const BLOCKS = 20_000;

/**
 * Checks one channel simulator, over targets that it can send.
 *
 * @example channelSimulatorLaws(ours, { targets: [normal(0, 1), normal(3.5, 0.25)] });
 * @throws LawViolationError
 */
export function channelSimulatorLaws<T, M, P = unknown>(
  channel: ChannelSimulator<T, M>,
  options: ChannelSimulatorLawOptions<T, M, P>,
): void {
  const { targets, blocks = BLOCKS, coordinates = coordinatesOf, receiver = channel, rate } = options;
  checkInteger('blocks', blocks, 100);
  const code = options.code as MessageCode<M, unknown> | undefined;
  const simulations = remembered((target: T) => simulateBlocks({ channel }, target, blocks));
  const subject: ChannelSubject<T, M> = { channel, receiver, coordinates, blocks, simulations };
  const theorems: Theorem<T>[] = [
    receiverHasTheSample(subject),
    simulationIsDeterministic(subject),
    decoderTakesOneStep(subject),
    sampleFollowsTheTarget(subject),
    blocksAreIndependent(subject),
  ];
  if (code !== undefined) theorems.push(messagesAreReadBack(subject, code), hostileMessagesEndWell(subject, code));
  if (code !== undefined && rate !== undefined) theorems.push(rateIsAsClaimed(subject, code, rate));
  runLaws(theorems, targets, 'target', options);
}
