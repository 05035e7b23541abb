import { usualRepositorySettings, type IndexingState, type IntegrationId, type RepositoryId } from '@branchline/domain';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RepositoryQuery } from '../../ports/store/repositories.ts';
import { openTestStore, type TestStore } from '../../test-support/test-store.ts';

let test: TestStore;
let first: IntegrationId;
let second: IntegrationId;

const everything: RepositoryQuery = {
  integrationId: undefined,
  state: undefined,
  search: undefined,
  sort: 'name',
  isDescending: false,
  after: undefined,
  limit: 100,
};

beforeAll(async () => {
  test = await openTestStore();
  const add = async (name: string) => (await test.store.integrations.add({ connector: 'git', name, settings: {} })).id;
  [first, second] = [await add('First'), await add('Second')];
  const states: readonly (readonly [IntegrationId, string, IndexingState])[] = [
    [first, 'acme/app', 'up-to-date'],
    [first, 'acme/broken', 'failed'],
    [first, 'acme/busy', 'indexing'],
    [first, 'acme/same', 'up-to-date'],
    [second, 'acme/same', 'waiting'],
    [second, 'other/App', 'up-to-date'],
  ];
  for (const [place, [integration, name, state]] of states.entries()) {
    const cloneUrl = `https://git.example/${name}.git`;
    const remote = { remoteId: String(place), name, cloneUrl, webUrl: undefined };
    const { id } = await test.store.repositories.save(integration, remote);
    await test.store.repositories.setState(id, state);
  }
});
afterAll(() => test.close());

async function names(query: Partial<RepositoryQuery>): Promise<readonly string[]> {
  const page = await test.store.repositories.page({ ...everything, ...query });
  return page.repositories.map(({ name }) => name);
}

describe('a page of repositories', () => {
  it('goes by name and ends', async () => {
    const seen: string[] = [];
    let after: RepositoryQuery['after'];
    do {
      const page = await test.store.repositories.page({ ...everything, after, limit: 2 });
      seen.push(...page.repositories.map(({ name }) => name));
      after = page.next;
    } while (after !== undefined);
    expect(seen).toEqual(['acme/app', 'acme/broken', 'acme/busy', 'acme/same', 'acme/same', 'other/App']);
  });

  it('can be sorted by anything it shows, both ways, and goes on alike', async () => {
    const { repositories, repositorySettings } = test.store;
    const { repositories: all } = await repositories.page(everything);
    const [app, broken] = all;
    await repositorySettings.save(app!.id, { ...usualRepositorySettings, displayName: 'zebra' });
    expect((await names({})).at(-1)).toBe('acme/app');
    expect(await names({ search: 'ZEB' })).toEqual(['acme/app']);
    await repositorySettings.save(app!.id, usualRepositorySettings);
    expect((await names({ sort: 'state' }))[0]).toBe('acme/broken');
    for (const sort of ['name', 'state', 'changed', 'commits'] as const) {
      for (const isDescending of [false, true]) {
        const whole = (await repositories.page({ ...everything, sort, isDescending })).repositories.map(({ id }) => id);
        const seen: number[] = [];
        for (let after: RepositoryQuery['after']; seen.length < whole.length; after = seen.at(-1) as typeof after) {
          const page = await repositories.page({ ...everything, sort, isDescending, after, limit: 2 });
          seen.push(...page.repositories.map(({ id }) => id));
          expect(page.total).toBe(whole.length);
        }
        expect(seen).toEqual(whole);
      }
    }
    await repositories.setRemoteState(broken!.id, 'archived');
    expect(await names({ remoteState: 'archived' })).toEqual(['acme/broken']);
    await repositories.setRemoteState(broken!.id, 'there');
  });

  it('tells repositories with projects of their own from those that inherit them', async () => {
    const { repositories, jiraSites, associations } = test.store;
    const site = {
      name: 'Jira',
      siteUrl: 'https://jira.example',
      apiUrl: 'https://api.example',
      cloudId: 'c',
      clientId: 'i',
    };
    const { id: jiraSiteId } = await jiraSites.add(site);
    const [own] = (await repositories.page(everything)).repositories;
    const place = { jiraSiteId, integrationId: first, repositoryId: own!.id };
    await associations.save(place, { see: 'all', 'create-branch': [], 'create-pull-request': [], 'smart-commit': [] });
    expect(await names({ hasOwnAssociation: true })).toEqual(['acme/app']);
    expect(await names({ hasOwnAssociation: false })).not.toContain('acme/app');
  });

  it('can be narrowed by integration, state and part of a name in any case', async () => {
    expect(await names({ integrationId: second })).toEqual(['acme/same', 'other/App']);
    expect(await names({ state: 'failed' })).toEqual(['acme/broken']);
    expect(await names({ search: 'APP' })).toEqual(['acme/app', 'other/App']);
    expect(await names({ search: '%' })).toEqual([]);
  });
});

describe('counts and notable ones', () => {
  it('are kept by integration', async () => {
    const counts = await test.store.repositories.counts();
    expect(counts.get(first)).toEqual({ waiting: 0, indexing: 1, 'up-to-date': 2, paused: 0, failed: 1 });
    const notable = await test.store.repositories.notable(2);
    expect(notable.map(({ integrationId, name }) => [integrationId, name])).toEqual([
      [first, 'acme/broken'],
      [first, 'acme/busy'],
      [second, 'acme/same'],
      [second, 'other/App'],
    ]);
  });

  it('follow a paused integration', async () => {
    await test.store.integrations.pause(second, 'Paused by a person.');
    expect((await test.store.repositories.counts()).get(second)).toMatchObject({ paused: 2, waiting: 0 });
    expect(await names({ state: 'paused' })).toEqual(['acme/same', 'other/App']);
    await test.store.integrations.resume(second);
  });
});

describe('what repositories are called', () => {
  it('is told of those that are there, and of nobody else', async () => {
    const ids = await test.store.repositories.ids();
    const all = await test.store.repositories.list();
    expect(ids.toSorted((a, b) => a - b)).toEqual(all.map(({ id }) => id).toSorted((a, b) => a - b));
    const [one] = all;
    const names = await test.store.repositories.names([one!.id, one!.id, 999 as RepositoryId]);
    expect([...names]).toEqual([[one!.id, one!.name]]);
    expect([...(await test.store.repositories.names([]))]).toEqual([]);
  });
});
