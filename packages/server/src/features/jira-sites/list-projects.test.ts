/** Which projects are found by what, page after page, and what is said of each. */

import type { JiraSiteId, ProjectKey } from '@branchline/domain';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Store } from '../../ports/store.ts';
import { addExampleRepository } from '../../test-support/example-rows.ts';
import { openTestStore, type TestStore } from '../../test-support/test-store.ts';
import { saveGrants } from '../associations/save-association.ts';
import { listProjects } from './list-projects.ts';

let test: TestStore;
let store: Store;
let site: JiraSiteId;
let unasked: JiraSiteId;

const keys = (...names: readonly string[]) => names as readonly ProjectKey[];
const nothing = { see: [], 'create-branch': [], 'create-pull-request': [], 'smart-commit': [] } as const;

beforeAll(async () => {
  test = await openTestStore();
  ({ store } = test);
  const of = (name: string) => ({
    name,
    siteUrl: `https://${name}.example`,
    cloudId: 'c',
    apiUrl: 'https://a.example',
  });
  site = (await store.jiraSites.add({ ...of('x'), clientId: 'id' })).id;
  unasked = (await store.jiraSites.add({ ...of('y'), clientId: 'id' })).id;
  const many = Array.from({ length: 3000 }, (_, place) => `P${String(place).padStart(4, '0')}`);
  await store.jiraSites.saveProjectKeys(site, keys('ABC', 'OLD', 'NEW', ...many));
  await store.projectNames.save(site, new Map([['NEW', 'Letters & Sons'] as [ProjectKey, string]]));
  await store.issueAliases.saveProjects(site, new Map([['OLD', 'NEW'] as [ProjectKey, ProjectKey]]));
  await store.smartCommits.saveChoice(site, 'ABC' as ProjectKey, { processor: 'branchline' });
  const repositoryId = await addExampleRepository(store);
  const { integrationId } = (await store.repositories.get(repositoryId))!;
  const place = { jiraSiteId: site, integrationId };
  await saveGrants({ store }, { ...place, repositoryId: undefined }, { ...nothing, see: 'all' });
  await saveGrants({ store }, { ...place, repositoryId }, { ...nothing, see: keys('ABC'), 'create-branch': 'all' });
});
afterAll(() => test.close());

const list = (search: string, after?: string, limit = 50) => listProjects(store, site, { search, after, limit });

it('finds by the beginning of a key, by a former key and by part of a name, in any case', async () => {
  const found = async (search: string) => (await list(search))?.projects.map(({ key }) => key);
  expect(await found('ab')).toEqual(['ABC']);
  expect(await found('bc')).toEqual([]);
  expect(await found('old')).toEqual(['NEW']);
  expect(await found('& sons')).toEqual(['NEW']);
});

it('shows a renamed project once, with its name and former keys', async () => {
  const [project] = (await list('NEW'))?.projects ?? [];
  expect(project).toMatchObject({ key: 'NEW', name: 'Letters & Sons', formerKeys: ['OLD'], processor: 'jira' });
});

it('says who runs its commands, and which associations let it see something', async () => {
  expect((await list('ABC'))?.projects[0]).toMatchObject({
    name: undefined,
    processor: 'branchline',
    seenBy: { integrations: 1, repositories: 1 },
  });
  expect((await list('NEW'))?.projects[0]?.seenBy).toEqual({ integrations: 1, repositories: 0 });
});

it('goes through all of many, page after page', async () => {
  const seen: string[] = [];
  for (let after: string | undefined; ;) {
    const page = await list('', after, 200);
    seen.push(...(page?.projects ?? []).map(({ key }) => key));
    expect(page?.total).toBe(3002);
    after = page?.next;
    if (after === undefined) break;
  }
  expect(seen).toEqual([...new Set(seen)].toSorted());
  expect(seen).toHaveLength(3002);
});

it('says when nobody could ask the site, and when there is none', async () => {
  expect(await listProjects(store, unasked, { search: '', after: undefined, limit: 1 })).toMatchObject({
    projects: [],
    isKnown: false,
  });
  expect(await listProjects(store, 99 as JiraSiteId, { search: '', after: undefined, limit: 1 })).toBeUndefined();
});
