/** What a preview counts, whom it leaves out, and that it never takes long. */

import type { GrantedProjects, ProjectKey } from '@branchline/domain';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Store } from '../../ports/store.ts';
import {
  addExampleRepository,
  filesOf,
  linked,
  linksTo,
  branchOf,
  pullRequestOf,
} from '../../test-support/example-rows.ts';
import { openTestStore, type TestStore } from '../../test-support/test-store.ts';
import { previewAssociation } from './preview-association.ts';
import { saveGrants } from './save-association.ts';

let test: TestStore;
let store: Store;
let place: Parameters<typeof previewAssociation>[1];
let time = 0;
const clock = { now: () => new Date(time) };

beforeEach(async () => {
  test = await openTestStore();
  ({ store } = test);
  const site = { name: 'Jira', siteUrl: 'https://x.example', cloudId: 'c', apiUrl: 'https://api.example' };
  const jiraSiteId = (await store.jiraSites.add({ ...site, clientId: 'id' })).id;
  const repositoryId = await addExampleRepository(store);
  const integrationId = (await store.repositories.get(repositoryId))!.integrationId;
  place = { jiraSiteId, integrationId, repositoryId: undefined };
});
afterEach(() => test.close());

const nothing = { see: [], 'create-branch': [], 'create-pull-request': [], 'smart-commit': [] } as const;
const seenBy = (projects: 'all' | readonly string[]) => ({ ...nothing, see: projects as GrantedProjects });

async function addRepository(name: string) {
  const cloneUrl = `https://git.example/${name}.git`;
  return (await store.repositories.save(place.integrationId, { remoteId: name, name, cloneUrl, webUrl: undefined })).id;
}

async function addRows(repository: Awaited<ReturnType<typeof addRepository>>, ...keys: readonly string[]) {
  await store.development.saveCommits(repository, [linked(1, ...keys)], false);
  await store.development.saveFiles(repository, [filesOf(1)]);
  await store.development.saveBranches(
    repository,
    [{ branch: branchOf('topic', 1), links: linksTo(...keys) }],
    [],
    false,
  );
  await store.development.savePullRequests(
    repository,
    [{ pullRequest: pullRequestOf(1), links: linksTo(...keys) }],
    false,
  );
}

const kinds = (count: number) => ({ commits: count, branches: count, pullRequests: count });

it('counts what appears and vanishes, project by project and together', async () => {
  await addRows(await addRepository('one'), 'AA-1', 'AA-2', 'BB-1');
  await addRows(await addRepository('two'), 'BB-1');
  await saveGrants({ store }, place, seenBy(['AA']));
  const preview = await previewAssociation({ store, clock }, place, seenBy(['BB', 'ZZ']));
  expect(preview).toEqual({
    before: seenBy(['AA']),
    after: seenBy(['BB', 'ZZ']),
    projects: [
      { project: 'BB', appear: kinds(2), vanish: kinds(0) },
      { project: 'AA', appear: kinds(0), vanish: kinds(1) },
    ],
    otherProjects: 0,
    total: { appear: kinds(1), vanish: kinds(0), change: kinds(1) },
    repositories: { counted: 3, of: 3 },
    unknownProjects: undefined,
  });
});

it('leaves out repositories with an association of their own, unless one of them is meant', async () => {
  const own = await addRepository('own');
  await addRows(own, 'AA-1');
  await saveGrants({ store }, { ...place, repositoryId: own }, seenBy([]));
  const ofIntegration = await previewAssociation({ store, clock }, place, seenBy('all'));
  expect(ofIntegration).toMatchObject({ total: { appear: kinds(0) }, repositories: { of: 1 } });
  await saveGrants({ store }, place, seenBy('all'));
  const inherited = await previewAssociation({ store, clock }, { ...place, repositoryId: own }, undefined);
  expect(inherited).toMatchObject({ before: seenBy([]), after: seenBy('all'), total: { appear: kinds(1) } });
  const withdrawn = await previewAssociation({ store, clock }, place, undefined);
  expect(withdrawn).toMatchObject({ before: seenBy('all'), after: nothing });
});

it('names the fifty projects with most to come, and projects that the site does not have', async () => {
  const keys = Array.from({ length: 53 }, (_, number) => `P${number}-1`);
  await addRows(await addRepository('many'), ...keys);
  await store.jiraSites.saveProjectKeys(place.jiraSiteId, ['P1', 'P2'] as ProjectKey[]);
  const preview = await previewAssociation({ store, clock }, place, {
    ...seenBy('all'),
    'smart-commit': ['P1', 'QQ'] as ProjectKey[],
  });
  expect(preview?.projects).toHaveLength(50);
  expect(preview).toMatchObject({ otherProjects: 3, unknownProjects: ['QQ'], total: { appear: kinds(1) } });
});

it('counts nothing where nobody sees more or less', async () => {
  await addRows(await addRepository('one'), 'AA-1');
  const preview = await previewAssociation({ store, clock }, place, { ...nothing, 'create-branch': 'all' });
  expect(preview).toMatchObject({ total: { appear: kinds(0) }, repositories: { counted: 0, of: 0 } });
});

it('stops after five seconds and says how many it did not reach', async () => {
  for (let number = 0; number < 501; number += 1) await addRepository(`r${number}`);
  const slow = { now: () => new Date((time += 3000)) };
  const preview = await previewAssociation({ store, clock: slow }, place, seenBy('all'));
  expect(preview?.repositories).toEqual({ counted: 500, of: 502 });
});

it('knows nothing of places that are not there', async () => {
  const elsewhere = { ...place, jiraSiteId: 99 as typeof place.jiraSiteId };
  expect(await previewAssociation({ store, clock }, elsewhere, seenBy('all'))).toBeUndefined();
});
