/** Backup, restore, rotation and migration as an operator runs them: beside the server, in its place, and refused in words. */

import { Secret, type JiraSiteId } from '@branchline/domain';
import { statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { joinEmbeddedPostgres } from '../adapters/embedded-postgres/embedded-postgres.ts';
import { createSecretBox } from '../adapters/secret-box/aes-secret-box.ts';
import { loadOrCreateKeyFile, makeKeyRing, parseKeyRing, watchKeyFile } from '../adapters/secret-box/key-ring.ts';
import { openStore } from '../adapters/store/postgres.ts';
import { clientSecretPlace } from '../features/jira-sites/connect-jira.ts';
import type { SecretBox } from '../ports/secret-box.ts';
import type { Store } from '../ports/store.ts';
import { programPlace, type ProgramPlace } from '../test-support/program.ts';
import { silentLog } from '../test-support/silent-log.ts';
import { dropDatabase, makeDatabase } from '../test-support/test-databases.ts';

const patience = { timeout: 180_000 } as const;
const accessToken = 'an-access-token-of-the-operator-0123456789';
const site = {
  name: 'Acme',
  siteUrl: 'https://acme.example',
  cloudId: 'c',
  apiUrl: 'https://api.example',
  clientId: 'id',
};

async function withStore<T>(connectionString: string, work: (store: Store) => Promise<T>): Promise<T> {
  const store = await openStore({ connectionString, log: silentLog });
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}

/** The embedded database of a place, whether somebody uses it or not. */
async function inside<T>(place: ProgramPlace, work: (store: Store) => Promise<T>): Promise<T> {
  const database = await joinEmbeddedPostgres({ folder: place.dataFolder, log: silentLog });
  try {
    return await withStore(database.connectionString, work);
  } finally {
    await database.stop();
  }
}

async function addSecret(store: Store, box: SecretBox): Promise<JiraSiteId> {
  const { id } = await store.jiraSites.add(site);
  await store.jiraSites.saveSealedClientSecret(id, box.seal(new Secret('hush hush'), clientSecretPlace(id)));
  return id;
}

async function secretIn(store: Store, box: SecretBox): Promise<string> {
  const [first] = await store.jiraSites.list();
  if (first === undefined) return 'there is no site';
  const sealed = await store.jiraSites.sealedClientSecret(first.id);
  return sealed === undefined ? 'there is no secret' : box.open(sealed, clientSecretPlace(first.id)).reveal();
}

describe('beside a running server', () => {
  let place: ProgramPlace;
  let other: ProgramPlace;
  let url: string;
  let stop: () => Promise<void>;
  let backup: string;
  let passphrase: string;

  beforeAll(async () => {
    place = await programPlace();
    other = await programPlace();
    backup = join(place.folder, 'all.backup');
    passphrase = join(place.folder, 'passphrase');
    writeFileSync(passphrase, 'several words make a good one\n');
    const server = place.start(['start'], { env: { BRANCHLINE_ACCESS_TOKEN: accessToken } });
    [, url = ''] = await server.untilSaid(/listens at (\S+)/);
    stop = async () => {
      server.signal('SIGTERM');
      await server.ended;
    };
    const box = createSecretBox(watchKeyFile(join(place.dataFolder, 'keys')));
    await inside(place, (store) => addSecret(store, box));
  }, 120_000);
  afterAll(async () => {
    await place.remove();
    await other.remove();
  });

  async function secretsFound(): Promise<unknown> {
    const headers = { authorization: `Bearer ${accessToken}` };
    const answer = await fetch(`${url}/api/v1/health/report`, { headers });
    const { findings } = (await answer.json()) as { findings: readonly { check: string; state: string }[] };
    return findings.find(({ check }) => check === 'secrets');
  }

  it('a backup is written, once, and says whether the keys are in it', patience, async () => {
    const words = ['backup', backup, '--keys-with-passphrase', passphrase];
    const first = await place.run(words);
    expect(first).toMatchObject({
      code: 0,
      stderr: '',
      stdout: expect.stringMatching(/rows, .+\nThe key ring is in it/),
    });
    expect(statSync(backup).mode & 0o777).toBe(0o600);
    expect(await place.run(words)).toMatchObject({ code: 1, stderr: expect.stringContaining('is there already') });
    const bare = await place.run(['backup', join(place.folder, 'bare.backup')]);
    expect(bare.stdout).toContain('The key ring is NOT in it');
    writeFileSync(join(place.folder, 'short'), 'short');
    const short = await place.run(['backup', `${backup}2`, '--keys-with-passphrase', join(place.folder, 'short')]);
    expect(short).toMatchObject({ code: 1, stderr: expect.stringContaining('shorter than 16 characters') });
    expect(await inside(place, async (store) => (await store.figures.database()).backedUpAt)).toBeInstanceOf(Date);
  });

  it('a key is rotated, and the server goes on with the new one', patience, async () => {
    const [before] = parseKeyRing(await ring(place));
    const rotated = await place.run(['rotate-key']);
    expect(rotated).toMatchObject({
      code: 0,
      stdout: expect.stringContaining(`Nothing is sealed with ${before?.id} any more`),
    });
    const [now, old] = parseKeyRing(await ring(place));
    expect([now?.id === before?.id, old]).toEqual([false, before]);
    expect(statSync(join(place.dataFolder, 'keys')).mode & 0o777).toBe(0o600);
    expect(await secretsFound()).toMatchObject({ state: 'well' });
    const status = await place.run(['rotate-key', '--status']);
    expect(status.stdout).toMatch(
      new RegExp(`^${now?.id}: \\d+ secrets? \\(seals what is new\\)\n${before?.id}: 0 secrets`),
    );
    const dropped = await place.run(['rotate-key', '--drop-unused']);
    expect(dropped.stdout).toBe(`Taken off the ring: ${before?.id}.\n`);
    const box = createSecretBox(watchKeyFile(join(place.dataFolder, 'keys')));
    expect(box.keyIds()).toEqual([now?.id]);
    expect(await inside(place, (store) => secretIn(store, box))).toBe('hush hush');
  });

  it('nothing is restored while it runs', patience, async () => {
    const refused = await place.run(['restore', backup, '--replace']);
    expect(refused).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('Another Branchline is using the database'),
    });
    expect((await fetch(`${url}/readyz`)).status).toBe(200);
  });

  it('restoring takes the place of everything, with the keys of that time', patience, async () => {
    await stop();
    await inside(place, async (store) => {
      for (const { id } of await store.jiraSites.list()) await store.jiraSites.remove(id);
    });
    const refused = await place.run(['restore', backup]);
    expect(refused).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('--replace puts the backup in its place'),
    });
    // The key that the secrets of the backup were sealed with was taken off the ring.
    const bare = await place.run(['restore', backup, '--replace']);
    expect(bare).toMatchObject({ code: 0, stdout: expect.stringMatching(/sealed with keys that are not here: k\w+/) });
    const whole = await place.run(['restore', backup, '--replace', '--keys-with-passphrase', passphrase]);
    expect(whole).toMatchObject({ code: 0, stdout: expect.not.stringContaining('not here') });
    const box = createSecretBox(watchKeyFile(join(place.dataFolder, 'keys')));
    expect(await inside(place, (store) => secretIn(store, box))).toBe('hush hush');
    expect(await place.leftBehind()).toEqual({ processes: [], files: [] });
  });

  it('an empty machine takes a backup and its keys, by the right passphrase only', patience, async () => {
    const wrong = join(other.folder, 'wrong');
    writeFileSync(wrong, 'other words than those of it');
    const words = ['restore', backup, '--keys-with-passphrase'];
    const refused = await other.run([...words, wrong]);
    expect(refused).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('not that of this backup. Nothing was changed'),
    });
    const bare = await other.run(['restore', join(place.folder, 'bare.backup'), '--keys-with-passphrase', passphrase]);
    expect(bare).toMatchObject({ code: 1, stderr: expect.stringContaining('There is no key ring in this backup') });
    expect(await other.run([...words, passphrase])).toMatchObject({ code: 0, stderr: '' });
    const box = createSecretBox(watchKeyFile(join(other.dataFolder, 'keys')));
    expect(await inside(other, (store) => secretIn(store, box))).toBe('hush hush');
    expect(statSync(join(other.dataFolder, 'keys')).mode & 0o777).toBe(0o600);
  });

  it('a folder without a database is no installation', async () => {
    const env = { BRANCHLINE_DATA: join(other.folder, 'nothing') };
    const refused = await other.run(['backup', join(other.folder, 'x.backup')], { env });
    expect(refused).toMatchObject({ code: 1, stderr: expect.stringContaining('There is no database in') });
  });
});

async function ring(place: ProgramPlace): Promise<string> {
  const path = join(place.dataFolder, 'keys');
  const keys = await loadOrCreateKeyFile(path);
  return keys.map(({ id, key }) => `${id}:${key.toString('base64')}`).join('\n');
}

describe('with a database and a ring of one’s own', () => {
  let place: ProgramPlace;
  let address: string;
  beforeEach(async () => {
    place = await programPlace();
    address = await makeDatabase(inject('testPostgres'), false);
  });
  afterEach(async () => {
    await place.remove();
    await dropDatabase(inject('testPostgres'), address);
  });

  it('rotation says which ring to set, and seals anew once it is set', patience, async () => {
    const keys = makeKeyRing();
    const env = { DATABASE_URL: address, BRANCHLINE_KEYS: keys };
    await withStore(address, (store) => addSecret(store, createSecretBox(parseKeyRing(keys))));
    const told = await place.run(['rotate-key'], { env });
    const next = /^BRANCHLINE_KEYS=(\S+)$/m.exec(told.stdout)?.[1] ?? '';
    expect([told.code, parseKeyRing(next)[1]]).toEqual([0, parseKeyRing(keys)[0]]);
    const done = await place.run(['rotate-key', '--json'], { env: { ...env, BRANCHLINE_KEYS: next } });
    expect(JSON.parse(done.stdout)).toMatchObject({ report: { resealed: 1, stuck: [], stillNeeded: [] } });
    const newest = createSecretBox(parseKeyRing(next).slice(0, 1));
    expect(await withStore(address, (store) => secretIn(store, newest))).toBe('hush hush');
    // With the ring of before, every secret is named and none is lost.
    const lost = await place.run(['rotate-key'], { env });
    expect(lost).toMatchObject({
      code: 1,
      stdout: expect.stringMatching(/NOT jira-site\/1\/client-secret: .+not on the key ring/),
    });
    expect(await withStore(address, (store) => secretIn(store, newest))).toBe('hush hush');
  });

  it('migrate brings it up to date, and an older program leaves it alone', patience, async () => {
    const env = { DATABASE_URL: address };
    const [one, two] = await Promise.all([place.run(['migrate'], { env }), place.run(['migrate'], { env })]);
    expect(one).toMatchObject({ code: 0, stderr: '', stdout: expect.stringMatching(/^The database is at schema \d+/) });
    expect(two).toEqual(one);
    const client = new Client({ connectionString: address });
    await client.connect();
    await client.query(`insert into migrations (number, name) values (9999, '9999-later.sql')`);
    await client.end();
    for (const words of [['start'], ['start', '--role', 'worker'], ['migrate']]) {
      const refused = await place.run(words, { env });
      expect(refused).toMatchObject({ code: 1, stdout: '' });
      expect(refused.stderr).toMatch(
        /a newer Branchline .+ Start that version, or restore a backup from before the upgrade/,
      );
    }
  });
});
