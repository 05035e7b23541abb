/** What may be sent, what was followed, what was taken back: the tables behind sending, with what is easily got wrong. */

import type {
  GrantedProjects,
  IntegrationId,
  JiraSiteId,
  ProjectGrants,
  ProjectKey,
  RepositoryId,
} from '@branchline/domain';
import { Client } from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Store } from '../../ports/store.ts';
import { branchOf, filesOf, linked, linksTo, pullRequestOf } from '../../test-support/example-rows.ts';
import { openTestStore } from '../../test-support/test-store.ts';
import type { TestStore } from '../../test-support/test-store.ts';

const project = 'ABC' as ProjectKey;

let test: TestStore;
let store: Store;
let integration: IntegrationId;
let repository: RepositoryId;
let other: RepositoryId;
let site: JiraSiteId;

beforeAll(async () => {
  test = await openTestStore();
  store = test.store;
});
afterAll(() => test.close());
beforeEach(async () => {
  integration = (await store.integrations.add({ connector: 'git', name: 'Git', settings: {} })).id;
  repository = await addRepository('one');
  other = await addRepository('two');
  const settings = { name: 'Jira', siteUrl: 'https://x.example', cloudId: 'c', apiUrl: 'https://api.example' };
  site = (await store.jiraSites.add({ ...settings, clientId: 'id' })).id;
});

async function addRepository(name: string): Promise<RepositoryId> {
  const cloneUrl = `https://git.example/${integration}/${name}.git`;
  return (await store.repositories.save(integration, { remoteId: name, name, cloneUrl, webUrl: undefined })).id;
}

async function query(statement: string, words: readonly unknown[] = []): Promise<void> {
  const client = new Client({ connectionString: test.connectionString });
  await client.connect();
  try {
    await client.query(statement, [...words]);
  } finally {
    await client.end();
  }
}

/** A commit, a branch and a pull request that are ready to be sent. */
async function addRows(to: RepositoryId, live: boolean, ...keys: readonly string[]): Promise<void> {
  await store.development.saveCommits(to, [linked(1, ...keys)], live);
  await store.development.saveFiles(to, [filesOf(1)]);
  await store.development.saveBranches(to, [{ branch: branchOf('topic', 1), links: linksTo(...keys) }], [], live);
  await store.development.savePullRequests(to, [{ pullRequest: pullRequestOf(1), links: linksTo(...keys) }], live);
}

async function waiting(of: RepositoryId, stream: 'live' | 'history', after = 0): Promise<number> {
  return store.development.countChangedAfter(of, stream, after);
}

describe('associations', () => {
  it('have what one place grants in one row, for each repository and for the rest', async () => {
    const place = { jiraSiteId: site, integrationId: integration };
    const grants = (see: GrantedProjects, branches: GrantedProjects = []): ProjectGrants => ({
      see,
      'create-branch': branches,
      'create-pull-request': [],
      'smart-commit': [],
    });
    await store.associations.save({ ...place, repositoryId: undefined }, grants('all'));
    await store.associations.save({ ...place, repositoryId: undefined }, grants([project], 'all'));
    await store.associations.save({ ...place, repositoryId: repository }, grants([]));
    const about = { ...place, repositoryId: repository };
    expect(await store.associations.list(site)).toEqual([
      { ...about, projects: [], actions: [] },
      { ...place, repositoryId: undefined, projects: [project], actions: ['see'] },
      { ...place, repositoryId: undefined, projects: 'all', actions: ['create-branch'] },
    ]);
    expect(await store.associations.about(about)).toEqual(await store.associations.list(site));
    await store.associations.remove(site, integration, undefined);
    expect((await store.associations.list(site)).map((each) => each.repositoryId)).toEqual([repository]);
  });

  it('have what was followed last, apart from what is granted', async () => {
    const applied = [
      { repositoryId: undefined, projects: 'all' },
      { repositoryId: repository, projects: [project] },
    ] as const;
    await store.associations.saveApplied(site, integration, [{ repositoryId: undefined, projects: [] }]);
    await store.associations.saveApplied(site, integration, applied);
    const kept = await store.associations.applied(site, integration);
    expect(kept.toSorted((a, b) => (a.repositoryId ?? 0) - (b.repositoryId ?? 0))).toEqual(applied);
  });

  it('count as the release before wrote them over', async () => {
    const place = { jiraSiteId: site, integrationId: integration, repositoryId: undefined };
    const everything = { see: 'all', 'create-branch': 'all', 'create-pull-request': [], 'smart-commit': [] } as const;
    await store.associations.save(place, everything);
    await query("update project_associations set projects = '{ABC}', actions = '{see}' where jira_site_id = $1", [
      site,
    ]);
    expect(await store.associations.list(site)).toEqual([{ ...place, projects: [project], actions: ['see'] }]);
  });
});

describe('a change of sight', () => {
  it('makes news of what names the projects concerned, as history', async () => {
    await addRows(repository, true, 'ABC-1', 'DEF-1');
    await addRows(other, true, 'DEF-1');
    const change = { before: [], after: [project] };
    expect(await store.development.renumberProjects([repository, other], site, change)).toEqual([repository]);
    expect([await waiting(repository, 'live'), await waiting(repository, 'history')]).toEqual([0, 3]);
    expect([await waiting(other, 'live'), await waiting(other, 'history')]).toEqual([3, 0]);
  });

  it('leaves events what waits to be sent for the first time', async () => {
    await addRows(repository, true, 'ABC-1');
    await store.pushes.record(repository, site, 'live', await store.development.lastNumber(repository), []);
    await store.development.saveBranches(
      repository,
      [{ branch: branchOf('new', 2), links: linksTo('ABC-1') }],
      [],
      true,
    );
    await store.development.renumberProjects([repository], site, { before: 'all', after: [] });
    expect([await waiting(repository, 'live'), await waiting(repository, 'history')]).toEqual([1, 3]);
  });

  it('is counted project by project, an entity with two keys of a project once', async () => {
    await addRows(repository, false, 'ABC-1', 'ABC-2', 'DEF-1');
    await addRows(other, false, 'DEF-1', 'GHI-1');
    const def = 'DEF' as ProjectKey;
    const counts = await store.development.countSightChange([repository, other], { before: [project], after: [def] });
    const commits = counts
      .filter(({ kind }) => kind === 'commit')
      .toSorted((a, b) => ((a.project ?? '') < (b.project ?? '') ? -1 : 1));
    expect(commits).toEqual([
      { project: undefined, kind: 'commit', appear: 1, vanish: 0, change: 1 },
      { project: 'ABC', kind: 'commit', appear: 0, vanish: 1, change: 0 },
      { project: 'DEF', kind: 'commit', appear: 2, vanish: 0, change: 0 },
    ]);
    expect(new Set(counts.map(({ kind }) => kind))).toEqual(new Set(['commit', 'branch', 'pull-request']));
  });
});

describe('live and history', () => {
  it('an event makes news of history live, and nothing makes it history again by itself', async () => {
    await addRows(repository, false, 'ABC-1');
    await store.development.saveBranches(
      repository,
      [{ branch: branchOf('topic', 2), links: linksTo('ABC-1') }],
      [],
      true,
    );
    const changed = { pullRequest: pullRequestOf(1, { state: 'merged' }), links: linksTo('ABC-1') };
    await store.development.savePullRequests(repository, [changed], true);
    expect([await waiting(repository, 'live'), await waiting(repository, 'history')]).toEqual([2, 1]);
    await addRows(repository, false, 'ABC-1', 'ABC-2');
    expect(await waiting(repository, 'live')).toBe(2);
  });
});

describe('pushes', () => {
  const entity = (name: string, state: 'accepted' | 'withdrawn' | 'refused') =>
    ({ kind: 'commit', name, state, message: undefined }) as const;

  it('forget a repository and say how much there was', async () => {
    const rows = [entity('a', 'accepted'), entity('b', 'withdrawn'), entity('c', 'refused')];
    await store.pushes.record(repository, site, 'live', 5, rows);
    expect(await store.pushes.accepted(repository, site, 10)).toEqual([{ kind: 'commit', name: 'a' }]);
    expect(await store.pushes.sample(site, 10, 'salt')).toEqual([repository]);
    expect(await store.pushes.forget(repository, site)).toBe(2);
    expect(await store.pushes.forget(repository, site)).toBe(0);
    expect(await store.pushes.sample(site, 10, 'salt')).toEqual([]);
    expect(await store.pushes.pushedUpTo(repository, site, 'live')).toBe(0);
  });
});

describe('clearings', () => {
  const sent = (name: string) => ({ kind: 'commit', name, state: 'accepted', message: undefined }) as const;

  it('count what there is, give each repository once and hold back the place', async () => {
    await store.pushes.record(repository, site, 'live', 5, [sent('a'), sent('b')]);
    await store.pushes.record(other, site, 'live', 5, [sent('c')]);
    const place = { jiraSiteId: site, integrationId: integration, repositoryId: undefined };
    const { id, ...begun } = await store.clearings.begin(place);
    expect(begun).toMatchObject({ ...place, repositories: 2, entries: 3, repositoriesDone: 0, finishedAt: undefined });
    expect(await store.clearings.takeNext(id, 1)).toEqual([repository]);
    expect(await store.clearings.takeNext(id, 5)).toEqual([other]);
    expect(await store.clearings.takeNext(id, 5)).toEqual([]);
    await store.clearings.noteProblem(id, 'Jira is away.');
    expect(await store.clearings.get(id)).toMatchObject({ problem: 'Jira is away.', repositoriesQueued: 2 });
    await store.clearings.noteDone(id, repository, 2);
    await store.clearings.noteDone(id, repository, 2);
    expect(await store.clearings.remaining(id)).toEqual([other]);
    expect(await store.clearings.get(id)).toMatchObject({ problem: undefined, repositoriesDone: 1, entriesDone: 2 });
    expect(await store.clearings.isInForce({ ...place, repositoryId: other })).toBe(true);
    const at = new Date('2026-03-01T12:00:00Z');
    await store.clearings.finish(id, at);
    expect(await store.clearings.isInForce({ ...place, repositoryId: other })).toBe(true);
    expect((await store.clearings.list(site)).map(({ finishedAt }) => finishedAt)).toEqual([at]);
    expect(await store.clearings.begin(place)).toMatchObject({ id, finishedAt: undefined, entriesDone: 0 });
  });

  it('lift with them those of places within', async () => {
    const whole = await store.clearings.begin({ jiraSiteId: site, integrationId: undefined, repositoryId: undefined });
    await store.clearings.begin({ jiraSiteId: site, integrationId: integration, repositoryId: repository });
    const { id } = await store.clearings.begin({
      jiraSiteId: site,
      integrationId: integration,
      repositoryId: undefined,
    });
    await store.clearings.lift(id);
    expect((await store.clearings.list(site)).map((each) => each.id)).toEqual([whole.id]);
    await store.clearings.lift(whole.id);
    const place = { jiraSiteId: site, integrationId: integration, repositoryId: repository };
    expect(await store.clearings.isInForce(place)).toBe(false);
  });

  it('wait for whoever has just noted what is being sent', async () => {
    const place = { jiraSiteId: site, integrationId: integration, repositoryId: repository };
    let begun: Promise<unknown> = Promise.resolve();
    await store.transaction(async (tables) => {
      expect(await tables.clearings.isInForce(place)).toBe(false);
      begun = store.clearings.begin(place);
      await tables.pushes.expect(repository, site, [{ kind: 'commit', name: 'a' }]);
    });
    expect(await begun).toMatchObject({ repositories: 1, entries: 1 });
  });
});

describe('comparisons', () => {
  it('replace the one before', async () => {
    const found = { at: new Date('2026-03-01T12:00:00Z'), repositoriesAsked: 2, entriesCompared: 9 };
    const same = { ...found, outcome: 'same', differences: [], repositoriesSentAgain: 0 } as const;
    const differences = [{ repositoryId: repository, missing: 1, unexpected: 0, isGone: false }];
    expect(await store.reconciliations.get(site)).toBeUndefined();
    await store.reconciliations.save(site, same);
    await store.reconciliations.save(site, { ...same, outcome: 'different', differences });
    expect(await store.reconciliations.get(site)).toEqual({ ...same, outcome: 'different', differences });
  });
});

describe('what clearing would take back', () => {
  it('is counted without clearing anything, for each kind of place', async () => {
    const state = (name: string, held: 'accepted' | 'refused' | 'withdrawn') =>
      ({ kind: 'commit', name, state: held, message: undefined }) as const;
    await store.pushes.record(repository, site, 'live', 1, [state('a', 'accepted'), state('b', 'withdrawn')]);
    await store.pushes.record(other, site, 'live', 1, [state('c', 'accepted'), state('d', 'refused')]);
    const count = (integrationId?: IntegrationId, repositoryId?: RepositoryId) =>
      store.clearings.count({ jiraSiteId: site, integrationId, repositoryId });
    expect(await count()).toEqual({ repositories: 2, entries: 3 });
    expect(await count(integration)).toEqual({ repositories: 2, entries: 3 });
    expect(await count(integration, repository)).toEqual({ repositories: 1, entries: 1 });
    expect(await store.clearings.list(site)).toEqual([]);
    expect(
      await store.clearings.begin({ jiraSiteId: site, integrationId: integration, repositoryId: other }),
    ).toMatchObject({ repositories: 1, entries: 2 });
  });
});

describe('how sending stands', () => {
  it('is told of many repositories at once: what waits as events, what as history, what was taken and refused', async () => {
    await addRows(repository, true, 'ABC-1');
    await addRows(other, false, 'ABC-2');
    const nothing = { sent: 0, refused: 0, waitingEvents: 0, waitingHistory: 0 };
    const places = { integrations: [integration], exceptions: [], repositories: [] };
    const one = { ...nothing, id: repository, name: 'one' };
    const two = { ...nothing, id: other, name: 'two' };
    expect(await store.pushes.standing(site, places, 2)).toEqual({
      ...nothing,
      repositories: 2,
      waitingEvents: 3,
      waitingHistory: 3,
      mostConcerned: [
        { ...one, waitingEvents: 3 },
        { ...two, waitingHistory: 3 },
      ],
    });
    const upTo = 9_999_999_999_999;
    await store.pushes.record(repository, site, 'live', upTo, [
      { kind: 'commit', name: 'a', state: 'accepted', message: undefined },
      { kind: 'branch', name: 'b', state: 'refused', message: 'No.' },
      { kind: 'branch', name: 'c', state: 'withdrawn', message: undefined },
    ]);
    const now = { repositories: 2, sent: 1, refused: 1, waitingEvents: 0, waitingHistory: 3 };
    expect(await store.pushes.standing(site, places, 1)).toEqual({
      ...now,
      mostConcerned: [{ ...two, waitingHistory: 3 }],
    });
    expect(await store.pushes.standing(site, places, 0)).toEqual({ ...now, mostConcerned: [] });
  });
});
