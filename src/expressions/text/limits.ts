/** What an expression may cost: far above any that a person writes, far below what would fill a stack or a second. */
export const MAXIMUM_CHARACTERS = 10_000;
export const MAXIMUM_TOKENS = 4_000;
export const MAXIMUM_PARENTHESES = 64;
export const MAXIMUM_NODES = 1_000;
export const MAXIMUM_DEPTH = 500;
