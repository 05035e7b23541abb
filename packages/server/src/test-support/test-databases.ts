/** Databases for tests: copies of a migrated template, made in milliseconds. */

import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { openStore } from '../adapters/store/postgres.ts';
import { silentLog } from './silent-log.ts';

const template = 'test_template';

/** Makes the template; once per run, before any test. */
export async function makeTemplate(server: string): Promise<void> {
  await run(server, `create database ${template}`);
  const store = await openStore({ connectionString: addressOf(server, template), log: silentLog });
  await store.close();
}

/** A new database and its address. Without `migrated` it is empty. */
export async function makeDatabase(server: string, migrated = true): Promise<string> {
  const name = `test_${randomBytes(6).toString('hex')}`;
  await run(server, `create database ${name}${migrated ? ` template ${template}` : ''}`);
  return addressOf(server, name);
}

/** Ends every connection to it and removes it. */
export async function dropDatabase(server: string, address: string): Promise<void> {
  await run(server, `drop database if exists ${new URL(address).pathname.slice(1)} with (force)`);
}

function addressOf(server: string, name: string): string {
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.href;
}

async function run(server: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: server });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
