/**
 * What becomes of small and sensitive tensors, biases and normalisation: they stay exact until they exceed a fiftieth of the
 * file, then they go as float16 until that exceeds a twenty-fifth, then they are sent like all others.
 */
import type { Surveyed } from './survey.ts';

const EXACT_SHARE = 0.02;
const HALF_SHARE = 0.04;

export type SmallRule = 'exact' | 'half' | 'sent';

/** Bytes of all small tensors: as they are, and with float16 where that is possible. */
export function smallBytes(surveyed: readonly Surveyed[]): { exact: number; half: number } {
  let exact = 0;
  let half = 0;
  for (const { group, exactBytes, halfBytes } of surveyed) {
    if (group !== 'small') continue;
    exact += exactBytes;
    half += halfBytes ?? exactBytes;
  }
  return { exact, half };
}

export function smallRule({ exact, half }: { exact: number; half: number }, fileBytes: number): SmallRule {
  return exact <= EXACT_SHARE * fileBytes ? 'exact' : half <= HALF_SHARE * fileBytes ? 'half' : 'sent';
}
