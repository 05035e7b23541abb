/** A database that was used before is like a new one. */

import { Client } from 'pg';
import { expect, inject, it } from 'vitest';
import { openStore } from '../adapters/store/postgres.ts';
import { silentLog } from './silent-log.ts';
import { dropDatabase, fingerprintOf, makeDatabase, returnDatabase } from './test-databases.ts';

const server = inject('testPostgres');

async function ask(address: string, statement: string): Promise<readonly unknown[]> {
  const client = new Client({ connectionString: address });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(statement)).rows;
  } finally {
    await client.end();
  }
}

/** The same one again: others take and give theirs beside this file. */
async function makeAgain(wanted: string): Promise<string> {
  const others: string[] = [];
  try {
    for (let number = 0; number < 20; number += 1) {
      const address = await makeDatabase(server);
      if ((await identityOf(address)) === wanted) return address;
      others.push(address);
    }
    throw new Error('It was not given back.');
  } finally {
    for (const address of others) await returnDatabase(server, address);
  }
}

async function identityOf(address: string): Promise<string> {
  const [row] = await ask(address, 'select oid from pg_database where datname = current_database()');
  return String((row as { readonly oid: unknown }).oid);
}

async function addIntegration(address: string): Promise<number> {
  const store = await openStore({ connectionString: address, log: silentLog });
  const { id } = await store.integrations.add({ connector: 'git', name: 'Code', settings: {} });
  await store.close();
  return id;
}

it('holds nothing of before, and counts from the beginning', async () => {
  const address = await makeDatabase(server);
  const identity = await identityOf(address);
  expect(await addIntegration(address)).toBe(1);
  await ask(address, `select graphile_worker.add_job('anything')`);
  await returnDatabase(server, address);
  await expect(ask(address, 'select 1')).rejects.toThrow('does not exist');
  const again = await makeAgain(identity);
  expect(await ask(again, 'select from integrations')).toEqual([]);
  expect(await ask(again, 'select from graphile_worker._private_jobs')).toEqual([]);
  expect(await addIntegration(again)).toBe(1);
  await returnDatabase(server, again);
});

it('ends connections that were left open', async () => {
  const address = await makeDatabase(server);
  const left = new Client({ connectionString: address });
  await left.connect();
  const heard: string[] = [];
  left.on('error', (error) => heard.push(error.message));
  const ended = new Promise((resolve) => left.once('end', resolve));
  await returnDatabase(server, address);
  await ended;
  expect(heard[0]).toContain('terminating connection');
});

it('is not used again with another schema', async () => {
  const address = await makeDatabase(server);
  const identity = await identityOf(address);
  await ask(address, 'create table added (id int)');
  await returnDatabase(server, address);
  expect(await ask(server, `select from pg_database where oid = ${identity}`)).toEqual([]);
});

it('has another fingerprint after any change of the schema and of the lists of migrations', async () => {
  const address = await makeDatabase(server);
  const client = new Client({ connectionString: address });
  await client.connect();
  const before = await fingerprintOf(client);
  for (const change of [
    'alter table integrations add column added text',
    'alter table integrations alter column name drop not null',
    'alter table integrations disable trigger all',
    'alter table integrations set (fillfactor = 50)',
    'create index on integrations (name)',
    'create schema added',
    'create function added() returns int language sql return 1',
    'update migrations set name = name',
    'delete from graphile_worker.migrations',
  ]) {
    await client.query(`begin; ${change}`);
    expect({ change, print: await fingerprintOf(client) }).not.toEqual({ change, print: before });
    await client.query('rollback');
    expect(await fingerprintOf(client)).toBe(before);
  }
  await client.end();
  await returnDatabase(server, address);
});

it('is not used again when it was removed meanwhile', async () => {
  const address = await makeDatabase(server);
  await dropDatabase(server, address);
  await returnDatabase(server, address);
  await expect(ask(address, 'select 1')).rejects.toThrow('does not exist');
});
