import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts', 'test/**/*.test.tsx'],
    globalSetup: ['test/support/global-setup.ts'],
    pool: 'forks',
    maxWorkers: 3, // most flow tests wait for servers rather than compute
    testTimeout: 20_000,
    hookTimeout: 60_000,
  },
});
