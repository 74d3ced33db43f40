/** The library's own selections obey the laws that it exports. */
import {
  greedyRejection,
  minimalRandom,
  orderedRandom,
  poissonFunctionalRepresentation,
  rejection,
} from 'samplewire/rcc';
import { selectionLaws } from 'samplewire/testing/vitest';
import { describe } from 'vitest';

describe('selections', () => {
  describe('rejection', () => selectionLaws(rejection));
  describe('greedy rejection', () => selectionLaws(greedyRejection));
  describe('Poisson functional representation', () => selectionLaws(poissonFunctionalRepresentation));
  describe('minimal random coding', () => selectionLaws(minimalRandom(8), { candidates: 8 }));
  describe('ordered random coding', () => selectionLaws(orderedRandom(8), { candidates: 8 }));
});
