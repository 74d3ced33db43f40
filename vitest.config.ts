import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

// The private condition makes tests import the sources under the names that users import.
const conditions = ['@samplewire/source'];

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions, externalConditions: conditions } },
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // Files share a worker's modules: nothing here replaces a module or a global, and a quarter of the time is saved.
    pool: 'threads',
    isolate: false,
    maxWorkers: availableParallelism(),
  },
});
