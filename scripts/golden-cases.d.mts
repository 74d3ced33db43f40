import type { Encoded } from 'samplewire/rcc';

export const goldenCases: readonly { name: string; seed: string | undefined; make(): Promise<Encoded> }[];
