/** What people chose when they acted, and which repositories come into question, in what order. */

import type {
  AtlassianAccountId,
  IdentityId,
  IntegrationId,
  IssueKey,
  JiraSiteId,
  PersonId,
  ProjectKey,
  RepositoryId,
} from '@branchline/domain';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mostChoices, type CandidateQuery } from '../../ports/store/acting.ts';
import type { Store } from '../../ports/store.ts';
import { linked } from '../../test-support/example-rows.ts';
import { openTestStore, type TestStore } from '../../test-support/test-store.ts';

const project = 'ABC' as ProjectKey;
const at = (minute: number) => new Date(Date.UTC(2026, 2, 1, 12, minute));

let test: TestStore;
let store: Store;
let integration: IntegrationId;
let elsewhere: IntegrationId;
const named: Record<string, RepositoryId> = {};

beforeAll(async () => {
  test = await openTestStore();
  ({ store } = test);
  integration = (await store.integrations.add({ connector: 'gitlab', name: 'GitLab', settings: {} })).id;
  elsewhere = (await store.integrations.add({ connector: 'git', name: 'Git', settings: {} })).id;
  for (const name of ['a/quiet', 'a/busy', 'a/issue', 'a/archived', 'a/gone', 'B/Other']) await add(integration, name);
  await add(elsewhere, 'plain');
  await store.repositories.setRemoteState(named['a/archived']!, 'archived');
  await store.repositories.setRemoteState(named['a/gone']!, 'gone');
  await store.development.saveCommits(named['a/busy']!, [linked(1, 'ABC-7'), linked(2, 'ABC-8', 'ABC-7')], true);
  await store.development.saveCommits(named['a/issue']!, [linked(3, 'ABC-1')], true);
  // Keys that only begin alike are of other projects.
  await store.development.saveCommits(named['a/quiet']!, [linked(4, 'ABCD-1', 'AB-1')], true);
});
afterAll(() => test.close());

async function add(of: IntegrationId, name: string): Promise<void> {
  const cloneUrl = `https://git.example/${name}.git`;
  named[name] = (await store.repositories.save(of, { remoteId: name, name, cloneUrl, webUrl: undefined })).id;
}

async function candidates(wanted: Partial<CandidateQuery> = {}): Promise<readonly string[]> {
  const found = await store.acting.candidates({
    places: [{ integrations: [integration, elsewhere], exceptions: [], repositories: [] }],
    inSight: undefined,
    connectors: ['gitlab'],
    search: undefined,
    only: undefined,
    preferred: undefined,
    keys: ['ABC-1' as IssueKey],
    project,
    skip: 0,
    limit: 10,
    ...wanted,
  });
  return found.map(
    ({ repository, namesIssue, projectCommits }) => `${repository.name} ${projectCommits}${namesIssue ? ' issue' : ''}`,
  );
}

describe('candidates', () => {
  it('begin with what names the issue, then with what has most of the project, then by name', async () => {
    expect(await candidates()).toEqual(['a/issue 1 issue', 'a/busy 2', 'a/quiet 0', 'B/Other 0']);
  });

  it('begin with the preferred one', async () => {
    expect((await candidates({ preferred: named['B/Other'] }))[0]).toBe('B/Other 0');
  });

  it('come page by page', async () => {
    expect(await candidates({ skip: 1, limit: 2 })).toEqual(['a/busy 2', 'a/quiet 0']);
  });

  it('are found by part of a name in any case, with no pattern in it', async () => {
    expect(await candidates({ search: 'b/oTH' })).toEqual(['B/Other 0']);
    expect(await candidates({ search: '%' })).toEqual([]);
  });

  it('are of services that can act', async () => {
    expect(await candidates({ connectors: ['git'] })).toEqual(['plain 0']);
    expect(await candidates({ connectors: [] })).toEqual([]);
  });

  it('lie within the places, all but their exceptions', async () => {
    const places = [{ integrations: [integration], exceptions: [named['a/busy']!], repositories: [] }];
    expect(await candidates({ places })).toEqual(['a/issue 1 issue', 'a/quiet 0', 'B/Other 0']);
    const one = { integrations: [], exceptions: [], repositories: [named['a/quiet']!] };
    expect(await candidates({ places: [one] })).toEqual(['a/quiet 0']);
    expect(await candidates({ inSight: [one] })).toEqual(['a/quiet 0']);
    const other = { ...one, repositories: [named['B/Other']!] };
    expect(await candidates({ inSight: [one, other] })).toEqual(['a/quiet 0', 'B/Other 0']);
    expect(await candidates({ places: [] })).toEqual([]);
  });
});

describe('choices', () => {
  let identity: IdentityId;
  let person: PersonId;

  beforeAll(async () => {
    const urls = { siteUrl: 'https://jira.example', cloudId: 'cloud', apiUrl: 'https://api.example' };
    const site: JiraSiteId = (await store.jiraSites.add({ ...urls, name: 'Jira', clientId: '' })).id;
    const who = { kind: 'jira-account', jiraSiteId: site, accountId: 'ada' as AtlassianAccountId } as const;
    const added = await store.people.add(
      { identity: who, login: undefined, name: undefined, shownEmail: undefined },
      at(0),
    );
    [identity, person] = [added.id, added.personId];
  });

  it('come latest first, and what is left out of a new one stays', async () => {
    const [quiet, busy] = [named['a/quiet']!, named['a/busy']!];
    await store.acting.choose(identity, { project, repositoryId: quiet, sourceBranch: 'main' }, at(1));
    await store.acting.choose(identity, { project, repositoryId: busy, sourceBranch: 'next' }, at(2));
    await store.acting.choose(identity, { project, repositoryId: quiet, targetBranch: 'stable' }, at(3));
    expect(await store.acting.choices(person, project)).toEqual([
      { repositoryId: quiet, sourceBranch: 'main', targetBranch: 'stable' },
      { repositoryId: busy, sourceBranch: 'next', targetBranch: undefined },
    ]);
    expect(await store.acting.choices(person, 'XYZ' as ProjectKey)).toEqual([]);
  });

  it('are kept for so many projects, and the oldest go', async () => {
    const repositoryId = named['a/busy']!;
    for (let number = 0; number < mostChoices; number += 1) {
      await store.acting.choose(identity, { project: `P${number}` as ProjectKey, repositoryId }, at(10 + number));
    }
    expect(await store.acting.choices(person, project)).toEqual([]);
    expect(await store.acting.choices(person, 'P0' as ProjectKey)).toHaveLength(1);
  });

  it('go with the repository, and with the person', async () => {
    const repositoryId = named['a/gone']!;
    await store.acting.choose(identity, { project, repositoryId }, at(1000));
    await store.repositories.remove(repositoryId);
    expect(await store.acting.choices(person, project)).toEqual([]);
    await store.people.erase(person);
    expect(await store.acting.choices(person, 'P5' as ProjectKey)).toEqual([]);
  });
});
