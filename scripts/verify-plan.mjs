/**
 * npm run verify:plan: the planner on real data, predicted bits against the files that were written, and its choice by size
 * against every single method that applies.
 */
import { planRateTables } from './verify/plan-rate.mjs';
import { finish } from './verify/table.mjs';

const tables = await planRateTables();
for (const table of tables) table.print();
finish(...tables);
