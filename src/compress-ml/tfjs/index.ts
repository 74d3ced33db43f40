export { softRound } from './soft-round.ts';
