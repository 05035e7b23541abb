import { defineConfig, type TestUserConfig } from 'vitest/config';

const shared = {
  pool: 'forks',
  maxWorkers: 2,
  testTimeout: 60_000,
  hookTimeout: 60_000,
} satisfies TestUserConfig;

const ofPages = ['packages/{web,issue-panel}/src/**/*.test.{ts,tsx}'];

// Files of the server share a process: to load its modules for each of them anew takes longer than many of them do. So
// whoever changes something of the process there puts it back. Files of pages have a process and a document of their own.
export default defineConfig({
  test: {
    reporters: ['default'],
    projects: [
      { test: { ...shared, name: 'pages', include: ofPages } },
      {
        test: {
          ...shared,
          name: 'server',
          include: ['packages/*/src/**/*.test.{ts,tsx}', 'tests/**/*.test.ts'],
          exclude: ofPages,
          // Real servers, real PostgreSQL databases and real git.
          globalSetup: ['./packages/server/src/test-support/start-test-postgres.ts'],
          isolate: false,
        },
      },
    ],
  },
});
