/** The laws of a tensor's weights from what the user gave: its numbers, and deviations in one of three shapes. */
import { invalidArgument } from '../../../core/index.ts';
import { elementCount, type Tensor, type TensorInfo, tensorValues } from '../../tensors/tensor.ts';
import { shown } from '../../text/json-members.ts';
import { type Channels, ChannelWalk } from '../points/point-model.ts';
import type { TensorLaws } from './sample-plan.ts';

const SINGLE: Channels = { channels: 1, inner: 1 };

/** `channels`: along which scales change, where sigmas do not say it. @throws InvalidArgumentError where shapes do not match */
export function lawsOf(
  info: TensorInfo,
  values: ArrayLike<number>,
  sigmaTensor: Tensor,
  channels: Channels,
): TensorLaws {
  const given = tensorValues(sigmaTensor);
  const name = `sigmas of ${shown(info.name)}`;
  if (given === undefined) throw invalidArgument(name, 'numbers', sigmaTensor.dtype);
  for (let i = 0; i < given.length; i++)
    if (given[i]! < 0) throw invalidArgument(name, 'no negative numbers', given[i]);
  const count = elementCount(info);
  const ofChannels = sigmaChannels(info, sigmaTensor);
  const sigmas = new Float64Array(count);
  const walk = new ChannelWalk(ofChannels ?? SINGLE, 0);
  for (let i = 0; i < count; i++) {
    sigmas[i] = given[ofChannels === undefined ? i : walk.channel]!;
    walk.next();
  }
  const known = ofChannels ?? constantAlong(info.shape, sigmas);
  const form = known === undefined ? 'weight' : known.channels === 1 ? 'tensor' : 'channel';
  return madeLaws(
    info.name,
    values,
    Float64Array.from(values),
    sigmas,
    form,
    form === 'channel' ? known! : likely(info.shape, channels),
  );
}

/** With the elements that cannot be sent as samples. */
export function madeLaws(
  name: string,
  values: ArrayLike<number>,
  means: Float64Array,
  sigmas: Float64Array,
  form: TensorLaws['form'],
  channels: Channels,
): TensorLaws {
  const kept: number[] = [];
  for (let i = 0; i < means.length; i++) {
    if (!(Number.isFinite(means[i]!) && Number.isFinite(sigmas[i]!) && sigmas[i]! > 0)) kept.push(i);
  }
  return { name, means, sigmas, values, form, channels, kept: Uint32Array.from(kept) };
}

/** The output channels of TensorFlow.js, where the weights' own scales tell of none. */
function likely(shape: readonly number[], channels: Channels): Channels {
  const last = shape[shape.length - 1] ?? 1;
  return channels.channels > 1 || shape.length < 2 || last < 2 ? channels : { channels: last, inner: 1 };
}

/** One number for all, or for each channel; undefined: for each weight. */
function sigmaChannels(info: TensorInfo, { shape }: TensorInfo): Channels | undefined {
  const own = info.shape;
  if (shape.length === own.length && shape.every((size, axis) => size === own[axis])) return undefined;
  if (elementCount({ shape }) === 1) return SINGLE;
  const channels = shape[0]!;
  if (shape.length === 1 && channels === own[own.length - 1]) return { channels, inner: 1 };
  if (shape.length === 1 && channels === own[0]) return { channels, inner: elementCount(info) / channels };
  throw invalidArgument(
    `sigmas of ${shown(info.name)}`,
    `the shape [${own.join(', ')}], [] or [channels]`,
    `[${shape.join(', ')}]`,
  );
}

/** Channels along the last or the first axis within which all sigmas are the same. */
function constantAlong(shape: readonly number[], sigmas: Float64Array): Channels | undefined {
  const last = shape[shape.length - 1] ?? 1;
  const first = shape[0] ?? 1;
  const candidates = [SINGLE, { channels: last, inner: 1 }, { channels: first, inner: sigmas.length / first }];
  return candidates.find(({ channels, inner }) => {
    if (channels * 2 > sigmas.length && channels > 1) return false;
    const ofChannels = new Float64Array(channels);
    const walk = new ChannelWalk({ channels, inner }, 0);
    for (let i = 0; i < sigmas.length; i++) {
      if (ofChannels[walk.channel] === 0) ofChannels[walk.channel] = sigmas[i]!;
      else if (ofChannels[walk.channel] !== sigmas[i]) return false;
      walk.next();
    }
    return true;
  });
}
