/** Backups: whole round trips, refusals before anything is touched, older and newer programs, and kills in the middle. */

import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { Client } from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { addIndexJob } from '../../ports/job-options.ts';
import { programPlace } from '../../test-support/program.ts';
import { silentLog } from '../../test-support/silent-log.ts';
import { dropDatabase, makeDatabase } from '../../test-support/test-databases.ts';
import { addExamples, startTestServer, type TestServer } from '../../test-support/test-server.ts';
import { openPool } from './database.ts';
import { migrate, migrationsFolder } from './migrate.ts';
import { openStore } from './postgres.ts';
import { restoreBackup, type RestoreBackupOptions } from './restore-backup.ts';
import { writeBackup, type WriteBackupOptions } from './write-backup.ts';

const folder = mkdtempSync(join(tmpdir(), 'branchline-backup-'));
const whole = join(folder, 'whole.backup');
const madeAt = new Date('2026-03-01T12:00:00Z');
let source: TestServer;
let target: string;
/** How many the examples have. */
let integrations: number;
const targets: string[] = [];

async function ask<Row>(address: string, statement: string, values: readonly unknown[] = []): Promise<readonly Row[]> {
  const client = new Client({ connectionString: address });
  await client.connect();
  try {
    return (await client.query(statement, [...values])).rows as Row[];
  } finally {
    await client.end();
  }
}

function write(connectionString: string, options: Partial<WriteBackupOptions>) {
  const all = { connectionString, file: whole, version: '1.2.3', madeAt, withoutRows: false, keys: null, ...options };
  return writeBackup(all);
}

function restore(options: Partial<RestoreBackupOptions> = {}) {
  return restoreBackup({ connectionString: target, file: whole, replaces: false, ...options });
}

/** Every row of every table, but for what restoring changes on purpose. */
async function everything(address: string): Promise<unknown> {
  const names = await ask<{ name: string }>(
    address,
    `select tablename as name from pg_tables where schemaname = 'public' and tablename <> 'migrations' order by 1`,
  );
  const all: Record<string, readonly unknown[]> = {};
  for (const { name } of names) {
    const rows = await ask<{ row: Record<string, unknown> }>(
      address,
      `select to_jsonb(one) - 'last_sequence' - 'backed_up_at' as row from ${name} as one order by to_jsonb(one)::text`,
    );
    all[name] = rows.map(({ row }) => row);
  }
  return all;
}

beforeAll(async () => {
  source = await startTestServer();
  await addExamples(source);
  const { store } = source.deps;
  const [repository] = await store.repositories.listByIntegration(1 as never);
  if (repository === undefined) throw new Error('The examples have no repository.');
  await addIndexJob(store.jobs, repository, 'person', 'person');
  // Also those that are being made or removed.
  const counted = 'select count(*)::integer as count from integrations';
  const [all] = await ask<{ count: number }>(source.connectionString, counted);
  integrations = all?.count ?? 0;
  // What text formats stumble over.
  const odd = String.raw`tab	quote' back\slash \. "twice" nul-like \000 ${'\u2028'} 🌿`;
  const values = [`${odd}\n\\.\nline`, { odd, list: [null, 1.5, 'x'] }];
  await ask(source.connectionString, `update integrations set name = $1, settings = $2`, values);
  await ask(
    source.connectionString,
    `insert into commits (id, repository_id, hash, sequence, live, parents, author_name, author_email, authored_at,
       committer_name, committer_email, committed_at, message, notes, links)
     select number, 1, decode(lpad(to_hex(number), 40, '0'), 'hex'), number, true, '{}', $1, 'a@example.org',
       '2026-01-01 00:00:00.123456Z', 'n', 'e', now(), $1 || number, '', '[]' from generate_series(1, 3000) as number`,
    [odd],
  );
});
afterAll(async () => {
  await source.stop();
  for (const address of targets) await dropDatabase(inject('testPostgres'), address);
  rmSync(folder, { recursive: true });
});
beforeEach(async () => {
  target = await makeDatabase(inject('testPostgres'), false);
  targets.push(target);
});

describe('a backup', () => {
  it('brings every row of every table back, and the jobs that wait', { timeout: 120_000 }, async () => {
    const written = await write(source.connectionString, {});
    expect(written.rows).toMatchObject({ commits: 3000, integrations, waiting_jobs: expect.any(Number) });
    expect(statSync(whole).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder)).toEqual(['whole.backup']);
    const { manifest, rows } = await restore();
    expect(manifest).toMatchObject({ format: 1, madeAt: madeAt.toISOString(), version: '1.2.3', withoutRows: false });
    expect(rows).toMatchObject({ commits: 3000, integrations });
    expect(await everything(target)).toEqual(await everything(source.connectionString));
    const restored = await openStore({ connectionString: target, log: silentLog });
    try {
      const jobs = async (store: typeof restored) =>
        (await store.jobs.list(100)).map(({ name, key, for: urgency, state }) => ({ name, key, urgency, state }));
      expect(await jobs(restored)).toEqual(await jobs(source.deps.store));
      expect(await jobs(restored)).toContainEqual(expect.objectContaining({ name: 'index-repository' }));
      // Ids go on behind the greatest that was ever given.
      const added = await restored.integrations.add({ connector: 'git', name: 'New', settings: {} });
      expect(added.id).toBeGreaterThan(integrations);
      expect((await restored.figures.database()).backedUpAt).toBeUndefined();
    } finally {
      await restored.close();
    }
    expect((await source.deps.store.figures.database()).backedUpAt).toEqual(madeAt);
  });

  it('gives numbers above all that Jira can have seen', async () => {
    await restore();
    const [row] = await ask<{ ahead: number }>(
      target,
      `select min(last_sequence - extract(epoch from now()) * 1000)::float as ahead from repositories`,
    );
    // Also where numbers had run ahead of the clock by a million rows.
    expect(row?.ahead).toBeGreaterThan(1_000_000);
  });

  it('can leave out what an index brings back, and that index then begins', async () => {
    const file = join(folder, 'small.backup');
    await ask(
      source.connectionString,
      `update repositories set state = 'up-to-date', indexed_at = now(), commit_count = 9`,
    );
    await write(source.connectionString, { file, withoutRows: true });
    expect(statSync(file).size).toBeLessThan(statSync(whole).size);
    await restore({ file });
    expect(await ask(target, 'select count(*)::integer as count from commits')).toEqual([{ count: 0 }]);
    const states = await ask(target, 'select distinct state, indexed_at, commit_count from repositories');
    expect(states).toEqual([{ state: 'waiting', indexed_at: null, commit_count: 0 }]);
    expect(await ask(target, 'select count(*)::integer as count from integrations')).toEqual([{ count: integrations }]);
  });

  it('keeps rows that nobody could bring back: of integrations that only tell', async () => {
    const file = join(folder, 'told.backup');
    await ask(source.connectionString, `update integrations set mode = 'webhook-only' where id = 1`);
    try {
      await write(source.connectionString, { file, withoutRows: true });
    } finally {
      await ask(source.connectionString, `update integrations set mode = 'two-way'`);
    }
    await restore({ file });
    expect(await ask(target, 'select count(*)::integer as count from commits')).toEqual([{ count: 3000 }]);
  });

  it('leaves no half file behind when it cannot be written', async () => {
    const file = join(folder, 'missing', 'a.backup');
    await expect(write(source.connectionString, { file })).rejects.toThrow('ENOENT');
    await expect(write('postgres://nobody@127.0.0.1:1/none', { file })).rejects.toThrow('ECONNREFUSED');
    expect(readdirSync(folder).filter((name) => name.includes('unfinished'))).toEqual([]);
  });
});

describe('restoring', () => {
  const untouched = () =>
    ask(target, `select 1 from pg_tables where schemaname not in ('pg_catalog', 'information_schema')`);

  it('refuses what is damaged anywhere, cut off, or no backup, and touches nothing', { timeout: 120_000 }, async () => {
    const good = readFileSync(whole);
    const text = gunzipSync(good);
    const changed = (find: string, put: string) => gzipSync(text.toString('latin1').replace(find, put), {}).subarray(0);
    const bad: readonly (readonly [string, Buffer])[] = [
      ['nothing', Buffer.alloc(0)],
      ['prose', Buffer.from('This is no backup.')],
      ['other', gzipSync('select 1;\n')],
      ['half', good.subarray(0, good.length >> 1)],
      ['last byte', good.subarray(0, -1)],
      ['flipped', Buffer.from(good.map((byte, at) => (at === good.length >> 1 ? byte ^ 1 : byte)))],
      ['row', gzipSync(Buffer.from(text.toString('latin1').replace('a@example.org', 'b@example.org'), 'latin1'))],
      ['cut text', gzipSync(text.subarray(0, text.length >> 1))],
      ['no end', gzipSync(text.subarray(0, text.lastIndexOf('\n-- End') + 1))],
      ['more', gzipSync(Buffer.concat([text, Buffer.from('COPY x (y) FROM stdin;\n')]))],
      ['digest', changed('"digest":"', '"digest":"00')],
    ];
    for (const [name, bytes] of bad) {
      const file = join(folder, 'bad.backup');
      writeFileSync(file, bytes);
      const words = await restore({ file }).then(String, String);
      expect([name, words]).toEqual([name, expect.stringContaining('This is no whole backup')]);
    }
    await expect(restore({ file: join(folder, 'none.backup') })).rejects.toThrow('cannot be read');
    expect(await untouched()).toEqual([]);
  });

  it('refuses a backup of a newer format or schema', async () => {
    const file = join(folder, 'newer.backup');
    writeFileSync(
      file,
      gzipSync(gunzipSync(readFileSync(whole)).toString('latin1').replace('"format":1', '"format":2')),
    );
    await expect(restore({ file })).rejects.toThrow('made by a newer Branchline');
    const older = join(folder, 'older-program');
    cpSync(migrationsFolder, older, { recursive: true });
    const newest = readdirSync(older).sort().at(-1) ?? '';
    rmSync(join(older, newest));
    await expect(restore({ migrations: older })).rejects.toThrow(
      /made by a newer Branchline.+version 1\.2\.3 or newer/,
    );
    expect(await untouched()).toEqual([]);
  });

  it('brings a backup of an older schema up to date', async () => {
    const older = join(folder, 'older-schema');
    cpSync(migrationsFolder, older, { recursive: true });
    for (const name of readdirSync(older)) if (Number(name.slice(0, 4)) > 19) rmSync(join(older, name));
    const before = await makeDatabase(inject('testPostgres'), false);
    targets.push(before);
    const pool = openPool(before, silentLog);
    await migrate(pool, older);
    await pool.query(`insert into integrations (connector, name, settings) values ('git', 'Old', '{}')`);
    await pool.end();
    const file = join(folder, 'old.backup');
    await write(before, { file });
    await restore({ file });
    expect(await ask(target, 'select name from integrations')).toEqual([{ name: 'Old' }]);
    const migrations = await ask<{ name: string }>(target, 'select name from migrations order by number');
    expect(migrations.map(({ name }) => name)).toEqual(readdirSync(migrationsFolder).sort());
  });

  it('replaces nothing unless told to, and says what is there', async () => {
    await restore();
    await expect(restore()).rejects.toThrow(new RegExp(`${integrations} integrations, .+ --replace`));
    await ask(target, `delete from commits; update integrations set name = 'Changed'`);
    await ask(target, 'create table of_others (id integer); insert into of_others values (1)');
    await restore({ replaces: true });
    expect(await ask(target, 'select count(*)::integer as count from commits')).toEqual([{ count: 3000 }]);
    expect(await ask(target, 'select id from of_others')).toEqual([{ id: 1 }]);
  });

  it('refuses a database of a newer program, and one that is in use', async () => {
    await restore();
    const store = await openStore({ connectionString: target, log: silentLog });
    await store.ping();
    await expect(restore({ replaces: true })).rejects.toThrow('Branchline is running on this database');
    await store.close();
    await ask(target, `insert into migrations (number, name) values (9999, '9999-later.sql')`);
    await expect(restore({ replaces: true })).rejects.toThrow('used by a newer Branchline');
  });

  it('leaves everything as it was when it is killed in the middle', { timeout: 120_000 }, async () => {
    await restore();
    await ask(target, `update integrations set name = 'Before the kill'`);
    const place = await programPlace();
    const holder = new Client({ connectionString: target, application_name: 'somebody else' });
    await holder.connect();
    try {
      // It waits here after every row was taken in, and before the tables change places.
      await holder.query('begin; lock table integrations in access share mode');
      const words = ['restore', whole, '--replace'];
      const program = place.start(words, { env: { DATABASE_URL: target } });
      await untilBlocked(holder);
      program.signal('SIGKILL');
      expect((await program.ended).code).toBeNull();
      await holder.query('commit');
      await untilGone(holder);
      expect(await ask(target, 'select distinct name from integrations')).toEqual([{ name: 'Before the kill' }]);
      expect(await ask(target, `select 1 from pg_namespace where nspname = 'branchline_restore'`)).toEqual([]);
      await restore({ replaces: true });
      expect(await ask(target, `select 1 from integrations where name = 'Before the kill'`)).toEqual([]);
    } finally {
      await holder.end();
      await place.remove();
    }
  });

  /** The database says so: nothing here depends on how fast anything is. */
  async function untilBlocked(holder: Client): Promise<void> {
    for (;;) {
      const { rows } = await holder.query(
        `select 1 from pg_locks where not granted and relation = 'integrations'::regclass`,
      );
      if (rows.length > 0) return;
    }
  }

  async function untilGone(holder: Client): Promise<void> {
    for (;;) {
      const { rows } = await holder.query(
        `select 1 from pg_stat_activity where application_name = 'branchline restore' and datname = current_database()`,
      );
      if (rows.length === 0) return;
    }
  }
});
