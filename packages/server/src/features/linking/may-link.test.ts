/** Who may link what by hand, what is refused, and who is shown what. */

import type { AtlassianAccountId, IssueKey, JiraSiteId, PersonId, RepositoryId } from '@branchline/domain';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { administratorCaller, type Caller } from '../../ports/caller.ts';
import type { JiraPermission } from '../../ports/jira-site/people.ts';
import {
  addExampleRepository,
  commitOf,
  hashOf,
  linksTo,
  personOf,
  pullRequestOf,
} from '../../test-support/example-rows.ts';
import { jiraUser, peopleWith, sight, viewerWith } from '../../test-support/jira-sight.ts';
import { openTestHouse, type TestHouse } from '../../test-support/test-house.ts';
import { createIssueGate } from '../permissions/issue-gate.ts';
import { changeLinks, mostByHand, showLinks, type ChangeLinksDeps, type ThingAsked } from './change-links.ts';

const ada = 'ada' as AtlassianAccountId;
const own = hashOf(1);

let house: TestHouse;
let siteId: JiraSiteId;
let deps: ChangeLinksDeps;
let adaHerself: PersonId;
let repository: RepositoryId;

beforeAll(async () => {
  house = await openTestHouse();
  ({ siteId } = house);
  const identity = { kind: 'jira-account', jiraSiteId: siteId, accountId: ada } as const;
  const seen = { identity, login: undefined, name: undefined, shownEmail: undefined };
  adaHerself = (await house.store.people.add(seen, house.clock.now())).personId;
  const people = peopleWith((account) => ({ 'XYZ-9': account === 'boss' ? projectAdministrator : sight }));
  const atJira = {
    ...house,
    jiraSite: (...asked: Parameters<typeof house.jiraSite>) => ({ ...house.jiraSite(...asked), people }),
  };
  deps = {
    ...atJira,
    issueGate: createIssueGate(atJira),
    findAuthor: async ({ author, jiraSiteId, integrationId }) =>
      author.email === 'ada@example.org' && jiraSiteId === siteId && integrationId > 0
        ? { kind: 'known', personId: adaHerself, accountId: ada }
        : { kind: 'unknown', because: 'Nobody knows.' },
    findPusher: async ({ pusher }) => (pusher.login === 'ada' ? adaHerself : undefined),
  };
});
afterAll(() => house.close());

beforeEach(async () => {
  repository = await addExampleRepository(house.store);
  await associate('all');
  const commits = [
    { commit: commitOf(1), links: linksTo('ABC-1') },
    { commit: commitOf(2, { author: { ...commitOf(2).author, email: 'bob@example.org' } }), links: linksTo('ABC-1') },
  ];
  await house.store.development.saveCommits(repository, commits, false);
  const made = [
    pullRequestOf(7),
    pullRequestOf(8, { author: personOf('bob') }),
    pullRequestOf(9, { author: undefined }),
  ];
  const pullRequests = made.map((pullRequest) => ({ pullRequest, links: linksTo('ABC-1') }));
  await house.store.development.savePullRequests(repository, pullRequests, false);
});

async function associate(projects: 'all' | readonly string[]): Promise<void> {
  const row = await house.store.repositories.get(repository);
  if (row === undefined) throw new Error('There is no repository.');
  await house.associate({ integrationId: row.integrationId }, projects);
}

const projectAdministrator: readonly JiraPermission[] = [...sight, 'ADMINISTER_PROJECTS'];
const keys = (...texts: readonly string[]) => texts as readonly IssueKey[];

function thing(name: string, kind: ThingAsked['kind'] = 'commit'): ThingAsked {
  return { repositoryId: repository, kind, name };
}

function change(caller: Caller, asked: ThingAsked, add: readonly string[], remove: readonly string[] = []) {
  return changeLinks(deps, caller, asked, { add: keys(...add), remove: keys(...remove) });
}

/** Somebody with these rights at every issue named. */
function visitor(rights: readonly JiraPermission[], account = 'ada', ...issues: readonly string[]): Caller {
  const named = issues.length === 0 ? ['ABC-1', 'ABC-2', 'XYZ-9'] : issues;
  return jiraUser(siteId, account, viewerWith(Object.fromEntries(named.map((key) => [key, rights]))));
}

async function linkedKeys(asked: ThingAsked): Promise<readonly string[]> {
  return ((await house.store.manualLinks.find(asked))?.links ?? []).map(({ key }) => key);
}

describe('it may be linked by', () => {
  it.each([
    ['an administrator of Jira', [...sight, 'ADMINISTER'] as const, 'eve'],
    ['an administrator of the project', projectAdministrator, 'eve'],
    ['the author who may see the issue', sight, 'ada'],
  ])('%s', async (_who, rights, account) => {
    const caller = visitor(rights, account);
    expect(await change(caller, thing(own), ['XYZ-9'], ['ABC-1'])).toMatchObject({ outcome: 'changed' });
    expect(await linkedKeys(thing(own))).toEqual(['XYZ-9']);
    const [line] = await house.store.auditLog.list({ what: 'link/add' }, 1);
    expect(line).toMatchObject({ who: `jira-user/${siteId}/${account}`, about: 'XYZ-9', result: 'done' });
  });

  it('whoever made the pull request', async () => {
    const caller = visitor(sight);
    expect(await change(caller, thing('7', 'pull-request'), ['XYZ-9'])).toMatchObject({ outcome: 'changed' });
    expect(await linkedKeys(thing('7', 'pull-request'))).toEqual(['ABC-1', 'XYZ-9']);
  });

  it('those of whom our account is told so, where their token did not come along', async () => {
    expect(await change(jiraUser(siteId, 'boss'), thing(own), ['XYZ-9'])).toMatchObject({ outcome: 'changed' });
    expect(await change(jiraUser(siteId, 'eve'), thing(own), ['XYZ-9'])).toMatchObject({ outcome: 'denied' });
  });
});

describe('it may not be linked by', () => {
  it.each([
    ['somebody else who sees the issue', sight, 'eve', /whoever made it may link it by hand/u],
    ['the author without View Development Tools', ['BROWSE_PROJECTS'] as const, 'ada', /no issue XYZ-9/u],
    ['an administrator of the project who cannot see it', ['ADMINISTER_PROJECTS'] as const, 'eve', /no issue XYZ-9/u],
  ])('%s', async (_who, rights, account, words) => {
    const result = await change(visitor(rights, account), thing(own), ['XYZ-9']);
    expect(result).toEqual({ outcome: 'denied', because: expect.stringMatching(words) as unknown });
    expect(await linkedKeys(thing(own))).toEqual(['ABC-1']);
    expect(await house.store.auditLog.list({ what: 'link/' }, 1)).toMatchObject([{ result: 'refused' }]);
  });

  it.each([
    ["a commit of somebody else's", hashOf(2), 'commit'],
    ['a commit that nobody knows', hashOf(404), 'commit'],
    ["a pull request of somebody else's", '8', 'pull-request'],
    ['a pull request of nobody', '9', 'pull-request'],
    ['a pull request that nobody knows', '404', 'pull-request'],
  ] as const)('its author when it is %s', async (_what, name, kind) => {
    expect(await change(visitor(sight), thing(name, kind), ['XYZ-9'])).toMatchObject({ outcome: 'denied' });
  });

  it('somebody for whom Jira does not vouch', async () => {
    const principal = { kind: 'account', accountId: 1, role: 'member' } as unknown as Caller['principal'];
    const caller = { principal, jiraViewer: undefined };
    expect(await change(caller, thing(own), ['XYZ-9'])).toEqual({ outcome: 'not-found' });
    expect(await showLinks(deps, caller, thing(own))).toBeUndefined();
  });

  it('somebody who may do so for half of the keys', async () => {
    const rights = { 'XYZ-9': projectAdministrator, 'ABC-1': sight };
    const half = jiraUser(siteId, 'eve', viewerWith(rights));
    expect(await change(half, thing(own), ['XYZ-9'], ['ABC-1'])).toMatchObject({ outcome: 'denied' });
    expect(await linkedKeys(thing(own))).toEqual(['ABC-1']);
    expect(await change(half, thing(own), ['XYZ-9'])).toMatchObject({ outcome: 'changed' });
  });

  it('those of a project that does not see the repository', async () => {
    await associate(['ABC']);
    const because = 'The project of XYZ-9 does not see this repository.';
    const caller = visitor(projectAdministrator);
    expect(await change(caller, thing(own), ['XYZ-9'])).toEqual({ outcome: 'denied', because });
    await associate([]);
    expect(await change(caller, thing(own), ['ABC-2'])).toEqual({ outcome: 'not-found' });
  });
});

describe('what is refused even to administrators', () => {
  it('is a repository that is not there', async () => {
    const elsewhere = { ...thing(own), repositoryId: 404 as RepositoryId };
    expect(await change(administratorCaller, elsewhere, ['XYZ-9'])).toEqual({ outcome: 'not-found' });
    expect(await showLinks(deps, administratorCaller, elsewhere)).toBeUndefined();
  });

  it('is a project that Jira does not have, once its projects are known', async () => {
    await house.store.jiraSites.saveProjectKeys(siteId, ['ABC'] as never);
    expect(await change(administratorCaller, thing(own), ['XYZ-9'])).toEqual({
      outcome: 'refused',
      because: 'Jira has no project XYZ, so XYZ-9 cannot be an issue. Check how it is written.',
    });
    expect(await change(administratorCaller, thing(own), ['ABC-9'], ['XYZ-9'])).toMatchObject({ outcome: 'changed' });
    await house.store.jiraSites.saveProjectKeys(siteId, undefined);
  });

  it('is more issues than anybody means', async () => {
    const many = Array.from({ length: mostByHand }, (_, number) => `ABC-${number + 1}`);
    expect(await change(administratorCaller, thing(own), many)).toMatchObject({ outcome: 'changed' });
    expect(await change(administratorCaller, thing(own), ['ABC-1'])).toMatchObject({ outcome: 'changed' });
    expect(await change(administratorCaller, thing(own), ['ABC-1000'])).toEqual({
      outcome: 'refused',
      because: '101 issues would be linked by hand; 100 are taken.',
    });
  });

  it('is what the Git service does not have any more', async () => {
    await house.store.development.markPullRequestsRemoved(repository, ['7']);
    expect(await change(administratorCaller, thing('7', 'pull-request'), ['XYZ-9'])).toEqual({
      outcome: 'refused',
      because: 'The Git service does not have this pull request any more.',
    });
  });
});

describe('what is shown', () => {
  it('is cut to the issues that somebody may see', async () => {
    await change(administratorCaller, thing(own), ['XYZ-9', 'SECRET-1'], ['HIDDEN-1']);
    const seen = await showLinks(deps, visitor(sight, 'zoe', 'XYZ-9'), thing(own));
    expect(seen?.links).toEqual([{ key: 'XYZ-9', foundIn: 'by-hand' }]);
    expect(JSON.stringify(seen)).not.toMatch(/SECRET|HIDDEN|ABC-1/u);
    const all = await showLinks(deps, administratorCaller, thing(own));
    expect(all?.said.map(({ key, state }) => `${state} ${key}`)).toEqual([
      'removed HIDDEN-1',
      'added SECRET-1',
      'added XYZ-9',
    ]);
  });
});
