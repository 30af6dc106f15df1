import { defineConfig } from 'vitest/config';

/** Tests of pure functions, and of the reading of a stand-in that each starts for itself: they share what they import. */
const TOGETHER = [
  'checks',
  'cloudflare',
  'inventory',
  'messages',
  'remediation',
  'review',
  'rules',
  'sandbox/cloudflare',
];
const together = TOGETHER.map((folder) => `test/${folder}/**/*.test.ts`);

export default defineConfig({
  test: {
    pool: 'forks',
    maxWorkers: 3, // most flow tests wait for servers rather than compute
    testTimeout: 90_000, // a slow or busy machine is no fault; what is waited for comes in seconds on a quiet one
    hookTimeout: 180_000,
    expect: { poll: { timeout: 30_000 } },
    projects: [
      { extends: true, test: { name: 'together', include: together, isolate: false } },
      {
        extends: true,
        test: {
          name: 'apart',
          include: ['test/**/*.test.ts', 'test/**/*.test.tsx'],
          exclude: together,
          globalSetup: ['test/support/global-setup.ts'],
        },
      },
    ],
  },
});
