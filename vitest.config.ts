import { defineConfig } from 'vitest/config';

// Every test file is a process of its own: tests start real servers, real PostgreSQL databases and real git.
export default defineConfig({
  test: {
    include: ['packages/*/src/**/*.test.{ts,tsx}', 'tests/**/*.test.ts'],
    globalSetup: ['./packages/server/src/test-support/start-test-postgres.ts'],
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 60_000,
    reporters: ['default'],
  },
});
