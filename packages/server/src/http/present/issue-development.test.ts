/** What an issue tells besides its rows: whom they are of, which child they are here for, and what may be done with them. */

import type { IssueDevelopment } from '@branchline/contract';
import { countChecks, Failure, type IssueKey, type ProjectGrants, type RepositoryId } from '@branchline/domain';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createIssueGate } from '../../features/permissions/issue-gate.ts';
import { projectRights } from '../../features/permissions/project-rights.ts';
import { showIssueDevelopment } from '../../features/issue-panel/show-issue-development.ts';
import { administratorCaller, type Caller } from '../../ports/caller.ts';
import { commitOf, filesOf, hashOf, linksTo, pullRequestOf } from '../../test-support/example-rows.ts';
import { jiraUser, sight, viewerWith } from '../../test-support/jira-sight.ts';
import { openTestHouse, type TestHouse } from '../../test-support/test-house.ts';
import { presentIssueDevelopment } from './issue-development.ts';

let house: TestHouse;
let repository: RepositoryId;

const key = (text: string) => text as IssueKey;

/** At a service that can act: five commits of `NEW-1`, which was `ABC-1`, and of `ABC-2`, which is below it. */
beforeAll(async () => {
  house = await openTestHouse();
  const { store, siteId, clock } = house;
  const settings = { url: 'https://gitlab.example' };
  const integration = await store.integrations.add({ connector: 'gitlab-self-managed', name: 'GitLab', settings });
  const cloneUrl = 'https://bot:secret@gitlab.example/team/code.git';
  const remote = { remoteId: '7', name: 'team/code', cloneUrl, webUrl: undefined };
  repository = (await store.repositories.save(integration.id, remote)).id;
  await store.issueAliases.learn(siteId, [{ former: key('ABC-1'), present: key('NEW-1') }]);
  const links = [['NEW-1'], ['ABC-1'], ['ABC-2', 'XYZ-9'], ['ABC-2', 'ABC-1'], ['NEW-1']];
  const commits = links.map((keys, place) => ({ commit: commitOf(place + 1), links: linksTo(...keys) }));
  await store.development.saveCommits(repository, commits, true);
  await store.development.saveFiles(repository, [filesOf(1), { ...filesOf(2), unreadable: true }]);
  const source = { branch: 'topic', head: hashOf(5), repositoryName: undefined, isFork: false };
  const pullRequest = pullRequestOf(7, { source });
  await store.development.savePullRequests(repository, [{ pullRequest, links: linksTo('ABC-2') }], true);
  await store.pullRequestChecks.want(repository, '7');
  const checks = countChecks(hashOf(5), ['passed', 'running'], undefined);
  for (const due of await store.pullRequestChecks.due(repository, 1)) {
    await store.pullRequestChecks.save(repository, due, { head: hashOf(5), checks, looks: 1 }, undefined);
  }
  const indexed = { refsFingerprint: '', defaultBranch: 'main', commitCount: 5, at: clock.now(), changed: true };
  await store.repositories.markIndexed(repository, { ...indexed, nextLookAt: clock.now() });
  await grant({ see: 'all', 'create-branch': ['NEW'] as never, 'create-pull-request': [] });
});
afterAll(() => house.close());

async function grant(grants: Omit<ProjectGrants, 'smart-commit'>): Promise<void> {
  const { integrationId } = (await house.store.repositories.get(repository))!;
  const place = { jiraSiteId: house.siteId, integrationId, repositoryId: undefined };
  await house.store.associations.save(place, { ...grants, 'smart-commit': [] });
}

async function shown(include: 'issue' | 'children', caller: Caller = administratorCaller): Promise<IssueDevelopment> {
  const issueGate = createIssueGate(house);
  const findChildren = async () => ({ keys: [key('ABC-2')], because: 'There may be more.' });
  const readKnownIssues = async () => new Map();
  const deps = { ...house, issueGate, projectRights: projectRights(house), findChildren, readKnownIssues };
  const view = await showIssueDevelopment(deps, caller, key('ABC-1'), include);
  if (view === undefined) throw new Error('The issue is not seen.');
  return presentIssueDevelopment(view);
}

describe('an issue with its children', () => {
  it('says of everything whether it is here by a former key or for a child', async () => {
    const { children, repositories } = await shown('children');
    expect(children).toEqual({ keys: ['ABC-2'], because: 'There may be more.' });
    const named = repositories[0]?.commits.map(({ hash, linkedAs, ofIssues }) => [Number(hash), linkedAs, ofIssues]);
    expect(named).toEqual([
      [5, [], []],
      [4, ['ABC-1'], []],
      [3, [], ['ABC-2']],
      [2, ['ABC-1'], []],
      [1, [], []],
    ]);
    expect(repositories[0]?.pullRequests[0]).toMatchObject({ linkedAs: [], ofIssues: ['ABC-2'], headHash: hashOf(5) });
    const checks = { state: 'running', passed: 1, failed: 0, running: 1, webUrl: null };
    expect(repositories[0]?.pullRequests[0]?.checks).toEqual(checks);
  });

  it('has only its own where they were not asked for', async () => {
    const { children, repositories } = await shown('issue');
    expect(children).toBeNull();
    expect(repositories[0]?.commits.map(({ hash }) => Number(hash))).toEqual([5, 4, 2, 1]);
    expect(repositories[0]?.pullRequests).toEqual([]);
  });
});

describe('a repository of an issue', () => {
  it('shows where it is without any credential, and what its service is called', async () => {
    const [part] = (await shown('issue')).repositories;
    expect(part).toMatchObject({
      cloneUrl: 'https://gitlab.example/team/code.git',
      serviceTitle: expect.stringContaining('GitLab'),
      pullRequestWord: 'Merge request',
      requiresPersonalToken: true,
    });
    const { integrationId } = (await house.store.repositories.get(repository))!;
    await house.store.integrations.change(integrationId, { requiresPersonalToken: false });
    expect((await shown('issue')).repositories[0]?.requiresPersonalToken).toBe(false);
  });

  it('keeps to itself in which folder of the server it is', async () => {
    const { integrationId, remoteId, name, cloneUrl } = (await house.store.repositories.get(repository))!;
    const remote = { remoteId, name, webUrl: undefined };
    await house.store.repositories.save(integrationId, { ...remote, cloneUrl: '/srv/git/code.git' });
    expect((await shown('issue')).repositories[0]?.cloneUrl).toBeNull();
    await house.store.repositories.save(integrationId, { ...remote, cloneUrl });
  });

  it('may be acted on as far as the project may and the service can', async () => {
    const may = async (caller?: Caller) => (await shown('issue', caller)).repositories[0]?.may;
    expect(await may()).toEqual({ createBranch: true, createPullRequest: false, browse: true });
    const ada = jiraUser(house.siteId, 'ada', viewerWith({ 'NEW-1': sight }));
    expect(await may(ada)).toEqual({ createBranch: true, createPullRequest: false, browse: true });
    await house.store.repositories.setRemoteState(repository, 'archived');
    expect(await may()).toEqual({ createBranch: false, createPullRequest: false, browse: true });
    await house.store.repositories.setRemoteState(repository, 'there');
    await grant({ see: 'all', 'create-branch': [], 'create-pull-request': 'all' });
    expect(await may()).toMatchObject({ createBranch: false, createPullRequest: true });
    const { integrationId } = (await house.store.repositories.get(repository))!;
    await house.store.integrations.change(integrationId, { mode: 'webhook-only' });
    expect(await may()).toMatchObject({ createBranch: false, createPullRequest: false });
    await house.store.integrations.change(integrationId, { mode: 'two-way' });
  });

  it('is shown, and not open to look into, while nobody can tell who may', async () => {
    const silent = new Failure('unavailable', 'jira', 'Jira is away.');
    const failing = { ...viewerWith({ 'NEW-1': sight }), projectsWith: () => Promise.reject(silent) };
    const [part] = (await shown('issue', jiraUser(house.siteId, 'eve', failing))).repositories;
    expect([part?.commitCount, part?.may.browse]).toEqual([4, false]);
  });
});

describe('a commit of an issue', () => {
  it('can be shown line by line where git has its content', async () => {
    const { store } = house;
    const states = async () => (await shown('issue')).repositories[0]?.commits.map((each) => each.canShowDiff);
    expect(await states()).toEqual([true, true, false, true]);
    const { integrationId } = (await store.repositories.get(repository))!;
    await store.integrations.change(integrationId, { mode: 'webhook-only' });
    expect(await states()).toEqual([false, false, false, false]);
    await store.integrations.change(integrationId, { mode: 'two-way' });
  });

  it('names the person behind its address, where one is known', async () => {
    const { store, clock } = house;
    expect((await shown('issue')).repositories[0]?.commits[0]?.author.person).toBeNull();
    const told = { login: undefined, shownEmail: undefined };
    const address = { kind: 'commit-email', email: 'ada@example.org' } as const;
    const account = { kind: 'service-account', service: 'gitlab.example', remoteId: '7' } as const;
    await store.people.see([{ identity: address, name: 'ada', ...told }], clock.now());
    await store.people.see([{ identity: account, name: 'Ada Lovelace', ...told }], clock.now());
    const [one, other] = [await store.people.find(address), await store.people.find(account)];
    const link = { proof: 'administrator', state: 'confirmed', by: 'x', at: clock.now() } as const;
    await store.transaction(async (tables) => {
      await tables.people.say({ ...link, one: one!.id, other: other!.id });
      await tables.people.regroup([one!.id, other!.id], () => '');
    });
    const [newest] = (await shown('issue')).repositories[0]?.commits ?? [];
    expect(newest?.author).toEqual({ name: 'Ada', email: 'ada@example.org', person: 'Ada Lovelace' });
  });
});
