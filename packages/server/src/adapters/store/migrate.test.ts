import { readdirSync } from 'node:fs';
/** Bringing databases up to date, several processes at once, and refusing newer ones. */

import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest';
import { Client } from 'pg';
import { silentLog } from '../../test-support/silent-log.ts';
import { dropDatabase, makeDatabase } from '../../test-support/test-databases.ts';
import { openStore } from './postgres.ts';

let connectionString: string;

beforeEach(async () => {
  connectionString = await makeDatabase(inject('testPostgres'), false);
});
afterEach(() => dropDatabase(inject('testPostgres'), connectionString));

async function run(statement: string): Promise<readonly unknown[]> {
  const client = new Client({ connectionString });
  await client.connect();
  try {
    return (await client.query(statement)).rows;
  } finally {
    await client.end();
  }
}

describe('openStore', () => {
  it('brings an empty database up to date once, however many start at once', async () => {
    const stores = await Promise.all([1, 2, 3].map(() => openStore({ connectionString, log: silentLog })));
    for (const store of stores) {
      await store.ping();
      expect(await store.jobs.list(1)).toEqual([]);
    }
    await Promise.all(stores.map((store) => store.close()));
    const files = readdirSync(new URL('migrations', import.meta.url)).sort();
    expect(await run('select name from migrations order by number')).toEqual(files.map((name) => ({ name })));
  });

  it('refuses a database of a newer program, and leaves it alone', async () => {
    await run('create table migrations (number integer primary key, name text not null, ran_at timestamptz)');
    await run("insert into migrations (number, name) values (9999, '9999-later.sql')");
    await expect(openStore({ connectionString, log: silentLog })).rejects.toThrow('a newer Branchline');
    expect(await run("select to_regclass('commits') as made")).toEqual([{ made: null }]);
  });

  it('says in words that a database cannot be reached', async () => {
    const nowhere = 'postgresql://nobody@127.0.0.1:1/nothing';
    const opening = openStore({ connectionString: nowhere, log: silentLog });
    await expect(opening).rejects.toThrow('The database cannot be reached: connect ECONNREFUSED 127.0.0.1:1. Check');
  });
});
