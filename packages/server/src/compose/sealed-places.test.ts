/** Rotation knows every sealed column there is, and seals each secret anew without losing one. */

import { Secret } from '@branchline/domain';
import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSecretBox } from '../adapters/secret-box/aes-secret-box.ts';
import { rotateKey, sealedByKey, type RotateKeyDeps } from '../features/operations/rotate-key.ts';
import type { SealedSecret } from '../ports/secret-box.ts';
import { silentLog } from '../test-support/silent-log.ts';
import { addExamples, startTestServer, type TestServer } from '../test-support/test-server.ts';
import { sealedPlaces } from './sealed-places.ts';

const old = { id: 'old', key: randomBytes(32) };
const fresh = { id: 'fresh', key: randomBytes(32) };
const both = createSecretBox([fresh, old]);
const before = createSecretBox([old]);
let test: TestServer;
let client: Client;

beforeAll(async () => {
  test = await startTestServer({ secretBox: before });
  await addExamples(test);
  client = new Client({ connectionString: test.connectionString });
  await client.connect();
  await fillEveryColumn();
});
afterAll(async () => {
  await client.end();
  await test.stop();
});

async function ask<Row>(statement: string, values: readonly unknown[] = []): Promise<readonly Row[]> {
  return (await client.query(statement, [...values])).rows as Row[];
}

interface Kept {
  readonly place: string;
  readonly sealed: SealedSecret | null;
}

/** What each column of each row holds, with its place. */
async function kept(): Promise<readonly Kept[]> {
  const all: Kept[] = [];
  for (const { table, column, key, besides = [], placeOf } of sealedPlaces) {
    const rows = await ask<Record<string, string> & { sealed: SealedSecret | null }>(
      `select ${[...key, ...besides].join(', ')}, ${column} as sealed from ${table} order by ${key.join(', ')}`,
    );
    all.push(...rows.map(({ sealed, ...row }) => ({ place: placeOf(row), sealed })));
  }
  return all;
}

/** The examples fill some columns; here every one gets a row with a secret that says where it belongs. */
async function fillEveryColumn(): Promise<void> {
  await ask(
    `insert into forge_apps (jira_site_id, app_id, registered_at) values (1, 'ours', now()) on conflict do nothing`,
  );
  await ask(`insert into forge_installations (jira_site_id, installation_id, environment, bound_at, last_seen_at)
    values (1, 'there', 'production', now(), now()) on conflict do nothing`);
  await ask(`insert into idempotent_requests (caller, route, key_digest, request_digest, attempt, lease_until)
    values ('account/1', 'addJiraSite', 'digest', 'digest', 'one', now())`);
  await ask('insert into issue_watches (jira_site_id) values (1) on conflict do nothing');
  for (const { table, column, key, besides = [], placeOf } of sealedPlaces) {
    const columns = [...key, ...besides].join(', ');
    for (const row of await ask<Record<string, string>>(`select ${columns} from ${table}`)) {
      const place = placeOf(row);
      const same = key.map((name, at) => `${name} = $${at + 2}`).join(' and ');
      const values = [before.seal(new Secret(`secret of ${place}`), place), ...key.map((name) => row[name])];
      await ask(`update ${table} set ${column} = $1 where ${same}`, values);
    }
  }
}

function depsWith(box: RotateKeyDeps['secretBox']): RotateKeyDeps {
  return { store: test.deps.store, secretBox: box, log: silentLog, sealedPlaces };
}

/** Anything that looks sealed, in any column of any table. */
async function sealedAnywhere(): Promise<readonly string[]> {
  const columns = await ask<{ table: string; column: string }>(
    `select table_name as table, column_name as column from information_schema.columns
     where table_schema = 'public' and data_type in ('text', 'jsonb', 'json') order by 1, 2`,
  );
  const found: string[] = [];
  for (const { table, column } of columns) {
    const rows = await ask(`select 1 from ${table} where ${column}::text ~ '(^|")v1\\.(old|fresh)\\.' limit 1`);
    if (rows.length > 0) found.push(`${table}.${column}`);
  }
  return found;
}

describe('rotating keys', () => {
  const names = sealedPlaces.map(({ table, column }) => `${table}.${column}`);

  it('knows every sealed column of the schema', async () => {
    expect(names.toSorted()).toEqual(await test.deps.store.sealedRows.columns());
    // And nothing sealed hides in a column that does not say so.
    expect((await sealedAnywhere()).filter((name) => !names.includes(name))).toEqual([]);
  });

  it('fills every column in this test', async () => {
    const filled = new Set((await sealedAnywhere()).filter((name) => names.includes(name)));
    expect(names.filter((name) => !filled.has(name))).toEqual([]);
  });

  it('keeps what it cannot open, and names it', async () => {
    const stranger = createSecretBox([{ id: 'stranger', key: randomBytes(32) }]);
    const place = 'integration/1/credential';
    const [{ sealed_credential: right } = { sealed_credential: '' }] = await ask<{ sealed_credential: string }>(
      'select sealed_credential from integrations where id = 1',
    );
    const lost = stranger.seal(new Secret('x'), place);
    await ask('update integrations set sealed_credential = $1 where id = 1', [lost]);
    const progress: number[] = [];
    const report = await rotateKey(depsWith(both), ({ done }) => void progress.push(done));
    expect(report.stuck).toEqual([
      { place, keyId: 'stranger', because: expect.stringContaining('"stranger", which is not on the key ring') },
    ]);
    expect(report.stillNeeded).toEqual(['stranger']);
    expect(progress.at(-1)).toBe(report.resealed);
    expect(await ask('select sealed_credential from integrations where id = 1')).toEqual([{ sealed_credential: lost }]);
    await ask('update integrations set sealed_credential = $1 where id = 1', [right]);
  });

  it('goes on where it was broken off, until nothing is left', async () => {
    const report = await rotateKey(depsWith(both));
    expect(report).toMatchObject({ resealed: 1, stuck: [], stillNeeded: [] });
    expect([...(await sealedByKey(depsWith(both))).keys()]).toEqual(['fresh']);
    expect(await rotateKey(depsWith(both))).toMatchObject({ resealed: 0, stuck: [] });
    const onlyNew = createSecretBox([fresh]);
    const sealed = (await kept()).filter((each): each is Kept & { sealed: SealedSecret } => each.sealed !== null);
    const opened = sealed.map(({ place, sealed: secret }) => onlyNew.open(secret, place).reveal());
    expect(opened).toEqual(sealed.map(({ place }) => `secret of ${place}`));
  });

  it('leaves a secret alone that somebody replaced meanwhile', async () => {
    const column = sealedPlaces.find(({ table }) => table === 'integrations');
    if (column === undefined) throw new Error('It is gone.');
    const { sealedRows } = test.deps.store;
    const [first] = await sealedRows.notUnder(column, 'none', undefined, 1);
    if (first === undefined) throw new Error('There is none.');
    const other = 'v1.fresh.x.y' as SealedSecret;
    expect(await sealedRows.replace(column, first.row, other, other)).toBe(false);
    expect(await sealedRows.replace(column, first.row, first.sealed, first.sealed)).toBe(true);
    expect(await sealedRows.notUnder(column, 'none', first.row, 10)).not.toContainEqual(first);
  });
});
