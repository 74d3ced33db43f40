/** The seeded faults: each is a small change of the built package, and the suite of laws that must find it. */
import { codingFaults } from './coding-faults.mjs';
import { distributionFaults } from './distribution-faults.mjs';
import { proposalFaults } from './proposal-faults.mjs';
import { selectionFaults } from './selection-faults.mjs';

export const faults = [...selectionFaults, ...proposalFaults, ...codingFaults, ...distributionFaults];
