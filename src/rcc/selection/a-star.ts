/**
 * A* coding with one global bound: the candidate whose perturbed log weight is largest is sent, and the search ends when
 * the bound says that no later one can be.
 *
 *     n* = argmax_n G_n + log w_n,    G_n = -log T_n, a decreasing sequence of Gumbel variables
 *
 * -log is decreasing, so this is argmin T_n / w_n, the Poisson functional representation under another name: one
 * implementation serves both. The form that splits an interval and searches a tree is `aStarBranching`.
 *
 * G. Flamich, S. Markou and J. M. Hernandez-Lobato, "Fast relative entropy coding with A* coding", ICML 2022, 3.1; C.
 * Maddison, D. Tarlow and T. Minka, "A* sampling", NeurIPS 2014.
 */
import type { Selection } from '../types.ts';
import { poissonFunctionalRepresentation } from './poisson-functional-representation.ts';

export const aStar: Selection = poissonFunctionalRepresentation;
