/** Vitest's global set-up: one embedded PostgreSQL for the whole run, started as the product starts it. */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { startEmbeddedPostgres } from '../adapters/embedded-postgres/embedded-postgres.ts';
import { silentLog } from './silent-log.ts';
import { makeTemplate } from './test-databases.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The PostgreSQL of this run. */
    testPostgres: string;
  }
}

/** Starts it, makes the template that test databases are copied from, and returns how to end it. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), 'branchline-test-'));
  const postgres = await startEmbeddedPostgres({ folder, log: silentLog, endWithProcess: true, durable: false });
  await makeTemplate(postgres.connectionString);
  project.provide('testPostgres', postgres.connectionString);
  return async () => {
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  };
}
