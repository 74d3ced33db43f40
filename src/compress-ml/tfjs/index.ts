export { type SwrOptions, type SwrReceiver, type SwrSource, swr } from './io-handler.ts';
export { softRound } from './soft-round.ts';
