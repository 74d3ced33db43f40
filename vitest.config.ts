import { defineConfig } from 'vitest/config';

// The private condition makes tests import the sources under the names that users import.
const conditions = ['@samplewire/source'];

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions, externalConditions: conditions } },
  test: { include: ['test/**/*.test.ts'], testTimeout: 120_000, hookTimeout: 120_000, pool: 'threads' },
});
