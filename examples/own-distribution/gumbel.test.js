import { distributionLaws } from 'samplewire/testing/vitest';
import { describe, expect, test } from 'vitest';
import { gumbel } from './gumbel.js';

describe('gumbel', () => distributionLaws(gumbel));

test('samples by quantile follow it', () => {
  const samples = Float64Array.from({ length: 10_000 }, (_, i) => gumbel.quantile((i + 0.5) / 10_000));
  expect(samples).toFollow(gumbel);
});
