/** The small tables: each method once, and what is easily got wrong. */

import type { IntegrationId, IssueKey, JiraSiteId, ProjectKey, RepositoryId } from '@branchline/domain';
import { Client } from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { SealedSecret } from '../../ports/secret-box.ts';
import type { Store } from '../../ports/store.ts';
import { addExampleRepository, filesOf, hashOf, linked } from '../../test-support/example-rows.ts';
import { openTestStore } from '../../test-support/test-store.ts';
import type { TestStore } from '../../test-support/test-store.ts';
import { cloneAddress } from './clone-address.ts';

const project = 'ABC' as ProjectKey;

let test: TestStore;
let store: Store;
let repository: RepositoryId;
let integration: IntegrationId;
let site: JiraSiteId;

beforeAll(async () => {
  test = await openTestStore();
  store = test.store;
});
afterAll(() => test.close());
beforeEach(async () => {
  repository = await addExampleRepository(store);
  integration = (await store.repositories.get(repository))!.integrationId;
  const settings = { name: 'Jira', siteUrl: 'https://x.example', cloudId: 'c', apiUrl: 'https://api.example' };
  site = (await store.jiraSites.add({ ...settings, clientId: 'id' })).id;
});

describe('repositories', () => {
  it('are found by their clone URL however it is written', async () => {
    const { cloneUrl } = (await store.repositories.get(repository))!;
    for (const url of [cloneUrl, cloneUrl.replace('.git', '/'), cloneUrl.replace('https://', 'https://bob:x@')]) {
      expect((await store.repositories.findByCloneUrl(url)).map((each) => each.id)).toEqual([repository]);
    }
    expect(cloneAddress('git@Git.example:team/repo.git')).toBe(cloneAddress('ssh://git@git.example/team/repo'));
    expect(cloneAddress('/srv/git/repo.git/')).toBe('/srv/git/repo');
  });

  it('are saved once and renamed', async () => {
    const before = (await store.repositories.get(repository))!;
    const renamed = await store.repositories.save(integration, {
      ...before,
      name: 'renamed',
      webUrl: 'https://w.example',
    });
    expect(renamed).toEqual({ ...before, name: 'renamed', webUrl: 'https://w.example' });
  });

  it('are due when their moment has come and nothing is paused, the longest overdue first', async () => {
    const other = await addExampleRepository(store);
    const [now, earlier] = [new Date('2026-02-02T00:00:00Z'), new Date('2026-02-01T00:00:00Z')];
    await store.repositories.scheduleLook(repository, now);
    await store.repositories.scheduleLook(other, earlier);
    expect((await store.repositories.due(now, 10)).map((each) => each.id)).toEqual([other, repository]);
    expect((await store.repositories.due(earlier, 10)).map((each) => each.id)).toEqual([other]);
    await store.integrations.pause(integration, 'Wrong password.');
    expect((await store.repositories.due(now, 10)).map((each) => each.id)).toEqual([other]);
    await store.repositories.scheduleLook(other, new Date('2030-01-01T00:00:00Z'));
  });

  it('remember a complete index', async () => {
    await store.repositories.setState(repository, 'failed', 'Gone.');
    const at = new Date('2026-03-01T00:00:00Z');
    const indexed = {
      refsFingerprint: 'f',
      defaultBranch: 'main',
      commitCount: 7,
      at,
      nextLookAt: new Date(at.getTime() + 1),
    };
    await store.repositories.markIndexed(repository, { ...indexed, changed: true });
    await store.repositories.markIndexed(repository, { ...indexed, at: new Date(at.getTime() + 5), changed: false });
    expect(await store.repositories.get(repository)).toMatchObject({
      state: 'up-to-date',
      stateReason: undefined,
      changedAt: at,
      indexedAt: new Date(at.getTime() + 5),
      commitCount: 7,
      defaultBranch: 'main',
    });
  });

  it('keep heads and replace tags', async () => {
    const [main, topic] = ['refs/heads/main', 'refs/heads/topic'];
    await store.repositories.saveHeads(
      repository,
      [main, topic].map((ref) => ({ ref, hash: hashOf(1) })),
      [],
    );
    await store.repositories.saveHeads(repository, [{ ref: main, hash: hashOf(2) }], [topic]);
    expect(await store.repositories.heads(repository)).toEqual([{ ref: main, hash: hashOf(2) }]);
    const tag = { name: 'v1', commit: hashOf(1), annotated: false, at: new Date(1_700_000_000_123) };
    await store.repositories.saveTags(repository, [tag, { ...tag, name: 'v0', at: new Date(5) }]);
    expect((await store.repositories.tags(repository)).map((each) => each.name)).toEqual(['v0', 'v1']);
    const told = ['refs/remotes/origin/main', 'refs/remotes/origin/side', 'refs/remotes/origin/HEAD', 'refs/notes/x'];
    await store.repositories.saveHeads(
      repository,
      told.map((ref) => ({ ref, hash: hashOf(1) })),
      [],
    );
    expect(await store.repositories.refCounts(repository)).toEqual({ branches: 2, tags: 2 });
    await store.repositories.saveHeads(repository, [], told);
    await store.repositories.saveTags(repository, [{ ...tag, annotated: true }]);
    expect(await store.repositories.tags(repository)).toEqual([{ ...tag, annotated: true }]);
  });
});

describe('integrations', () => {
  it('keep settings and a sealed credential, and take everything along when removed', async () => {
    await store.integrations.saveSettings(integration, { url: 'https://x' });
    await store.integrations.saveSealedCredential(integration, 'sealed' as SealedSecret, {
      kind: 'token',
      appId: undefined,
    });
    expect((await store.integrations.get(integration))?.settings).toEqual({ url: 'https://x' });
    expect(await store.integrations.sealedCredential(integration)).toBe('sealed');
    await store.development.saveCommits(repository, [linked(1, 'GONE-1')], false);
    await store.development.saveFiles(repository, [filesOf(1)]);
    await store.integrations.remove(integration);
    expect(await store.repositories.get(repository)).toBeUndefined();
    expect(await store.issues.counts(repository)).toEqual({
      issues: 0,
      commits: 0,
      branches: 0,
      pullRequests: 0,
    });
    expect((await store.issues.page([repository], 'GONE', undefined, 5)).issues).toEqual([]);
  });
});

describe('index runs', () => {
  it('end as interrupted when the next one begins', async () => {
    const first = await store.indexRuns.begin(repository, 'person');
    await store.indexRuns.progress(first, { phase: 'cloning', done: 1, total: undefined, bytes: 5_000_000_000 });
    const second = await store.indexRuns.begin(repository, 'schedule');
    await store.indexRuns.addCounts(second, { walked: 2, linked: 1 });
    await store.indexRuns.addCounts(second, { walked: 3, files: 4 });
    await store.indexRuns.end(second, 'failed', 'No disk.');
    const runs = await store.indexRuns.list(repository, 5);
    expect(runs).toMatchObject([
      { id: second, outcome: 'failed', failure: 'No disk.', commitsWalked: 5, commitsLinked: 1, filesRead: 4 },
      { id: first, outcome: 'interrupted', phases: [{ phase: 'cloning', bytes: 5_000_000_000 }] },
    ]);
    expect((await store.indexRuns.latest([repository])).get(repository)?.id).toBe(second);
  });

  it('remember how far a walk has come', async () => {
    const position = { walk: 'tips', walked: 12, afterAnother: true };
    await store.indexRuns.savePosition(repository, position);
    expect(await store.indexRuns.position(repository)).toEqual(position);
    await store.indexRuns.savePosition(repository, undefined);
    expect(await store.indexRuns.position(repository)).toBeUndefined();
  });
});

describe('Jira sites and associations', () => {
  it('keep what they were told', async () => {
    await store.jiraSites.saveProjectKeys(site, [project]);
    await store.jiraSites.noteFailure(site, 'Too large.');
    await store.jiraSites.pause(site, 'Wrong secret.');
    const shown = await store.jiraSites.get(site);
    expect(shown).toMatchObject({
      projectKeys: ['ABC'],
      pausedBecause: 'Wrong secret.',
      lastFailure: { message: 'Too large.' },
    });
    await store.jiraSites.forgetFailure(site);
    await store.jiraSites.resume(site);
    expect(await store.jiraSites.get(site)).toMatchObject({ pausedBecause: undefined, lastFailure: undefined });
  });
});

describe('pushes', () => {
  it('keep a cursor for each stream, and states', async () => {
    const accepted = { kind: 'commit', name: 'a', state: 'accepted', message: undefined } as const;
    const refused = { kind: 'commit', name: 'b', state: 'refused', message: 'No.' } as const;
    await store.pushes.record(repository, site, 'live', 5, [accepted, refused]);
    expect(await store.pushes.pushedUpTo(repository, site, 'live')).toBe(5);
    expect(await store.pushes.pushedUpTo(repository, site, 'history')).toBe(0);
    const place = { integrations: [], exceptions: [], repositories: [repository] };
    expect(await store.pushes.standing(site, place, 0)).toMatchObject({ sent: 1, refused: 1 });
    expect(await store.pushes.refused(site, 5)).toEqual([{ ...refused, repositoryId: repository }]);
    await store.pushes.record(repository, site, 'live', 6, [{ ...refused, state: 'withdrawn', message: undefined }]);
    expect(await store.pushes.known(repository, site, 'commit', ['a', 'b', 'c'])).toEqual(new Set(['a']));
    await store.pushes.forget(repository, site);
    expect(await store.pushes.pushedUpTo(repository, site, 'live')).toBe(0);
  });

  it('remember keys that Jira does not know', async () => {
    const keys = ['ABC-1', 'ABC-2', 'ABC-1'] as IssueKey[];
    await store.pushes.rememberUnknownKeys(site, keys);
    await store.pushes.forgetUnknownKeys(site, ['ABC-2' as IssueKey]);
    expect(await store.pushes.unknownKeys(site, 5)).toEqual(['ABC-1']);
  });
});

describe('the installation and its deliveries', () => {
  it('has one name, also when many ask first', async () => {
    const ids = await Promise.all(Array.from({ length: 5 }, () => store.installation.id()));
    expect(new Set(ids).size).toBe(1);
    await store.installation.setAccessTokenDigest('d');
    expect(await store.installation.accessTokenDigest()).toBe('d');
  });

  it('lists deliveries newest first and forgets old ones', async () => {
    await store.deliveries.add({ about: 'a', outcome: 'queued', note: 'x' });
    await store.deliveries.add({ about: 'b', outcome: 'ignored', note: 'NUL \0' });
    expect((await store.deliveries.list({}, 5)).map((each) => [each.about, each.note])).toEqual([
      ['b', 'NUL '],
      ['a', 'x'],
    ]);
    expect(await store.deliveries.removeBefore(new Date(Date.now() + 60_000))).toBe(2);
  });
});

describe('jobs', () => {
  const add = (names: readonly string[], urgency: 'person' | 'webhook' | 'schedule', runAt?: Date) =>
    store.jobs.add(
      'index-repository',
      { repositoryId: repository, scope: { kind: 'refs', names }, trigger: urgency },
      { key: 'k', for: urgency, queue: 'q', ...(runAt && { runAt }) },
    );

  it('with one key become one, with the better urgency and the earlier moment', async () => {
    const [soon, later] = [new Date('2030-01-01T00:00:00Z'), new Date('2031-01-01T00:00:00Z')];
    await add(['a'], 'webhook', soon);
    await add(['b'], 'schedule', later);
    expect(await store.jobs.list(5)).toMatchObject([
      { key: 'k', for: 'webhook', runAt: soon, state: 'waiting', attempts: 0 },
    ]);
    await store.jobs.cancel('k');
    expect(await store.jobs.list(5)).toEqual([]);
  });

  it('added by many at once lose nothing', async () => {
    await Promise.all(Array.from({ length: 8 }, (_, index) => add([`${index}`], 'webhook')));
    expect(await store.jobs.list(5)).toHaveLength(1);
    const client = new Client({ connectionString: test.connectionString });
    await client.connect();
    const { rows } = await client.query<{ payload: { payload: { scope: { names: readonly string[] } } } }>(
      "select payload from graphile_worker._private_jobs where key = 'k'",
    );
    await client.end();
    expect(new Set(rows[0]?.payload.payload.scope.names)).toEqual(new Set(['0', '1', '2', '3', '4', '5', '6', '7']));
    await store.jobs.cancel('k');
  });
});
