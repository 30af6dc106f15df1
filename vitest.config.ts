import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    pool: 'forks',
    isolate: false, // importing the product anew for each file took a third of the run
    maxWorkers: 3, // most flow tests wait for servers rather than compute
    testTimeout: 90_000, // a slow or busy machine is no fault; what is waited for comes in seconds on a quiet one
    hookTimeout: 180_000,
    expect: { poll: { timeout: 30_000 } },
    include: ['test/**/*.test.ts', 'test/**/*.test.tsx'],
    globalSetup: ['test/support/global-setup.ts'],
  },
});
