/** What JQL finds: how much git has of each issue, kept with the issue where our Forge app makes it findable. */

import { Failure, Secret, type IssueKey, type ProjectKey } from '@branchline/domain';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { IssueProperties } from '../../ports/jira-site.ts';
import { failureOf } from '../../test-support/failure-of.ts';
import type { GitPlayground } from '../../test-support/git-playground.ts';
import { notStopping, openRepositoryStory, type RepositoryStory } from '../../test-support/repository-story.ts';
import type { TestHouse } from '../../test-support/test-house.ts';
import { saveAccount } from '../jira-sites/jira-credentials.ts';
import { saveIssueProperties } from './save-issue-properties.ts';

const [abc, other] = ['ABC', 'OTHER'] as ProjectKey[] as [ProjectKey, ProjectKey];
let story: RepositoryStory;
let house: TestHouse;
let git: GitPlayground;

beforeEach(async () => {
  const projects = ['ABC', 'SECRET'].map((key) => ({ key, name: key }));
  story = await openRepositoryStory({ projects });
  ({ house, git } = story);
  const token = new Secret(house.jira.sandbox.scopedApiToken);
  await saveAccount(house, house.store, house.siteId, { kind: 'scoped-api-token', email: undefined, token });
});
afterEach(() => story.close());

function register(): Promise<void> {
  return house.store.forge.register(house.siteId, house.jira.sandbox.forge.appId, house.clock.now());
}

/** What Jira has of the issue; undefined for nothing of ours. */
function atJira(key: string): unknown {
  const issue = house.jira.sandbox.issueSnapshot().find((each) => each.key === key);
  return issue?.properties['branchline'];
}

function written(): readonly string[] {
  const puts = house.jira.sandbox.requests.filter(
    ({ method, path }) => method === 'PUT' && path.includes('/properties/'),
  );
  return puts.map(({ path }) => /issue\/([^/]+)/.exec(path)?.[1] ?? '');
}

it('is written nowhere as long as no app makes it findable', async () => {
  await git.commit('ABC-1 One');
  await story.connectAndIndex();
  expect(written()).toEqual([]);
});

it('counts what the issue has, is written again when that changes, and not when it does not', async () => {
  await register();
  await git.commit('ABC-1 One');
  await git.commit('ABC-2 Two');
  const connected = await story.connectAndIndex();
  expect(atJira('ABC-1')).toMatchObject({ commits: 1, branches: 0, pullRequests: 0, openPullRequests: 0 });
  expect(written().toSorted()).toEqual(['ABC-1', 'ABC-2']);
  house.jira.sandbox.forgetRequests();
  await git.branch('ABC-1-more');
  await git.commit('ABC-1 More');
  await story.pushAndLook(connected);
  expect(atJira('ABC-1')).toMatchObject({ commits: 2, branches: 1 });
  expect(new Set(written())).toEqual(new Set(['ABC-1']));
});

it('says nothing of what the project may no longer see', async () => {
  await register();
  await git.commit('ABC-1 One');
  const connected = await story.connectAndIndex();
  await house.associate(connected, [other]);
  await story.finishJobs();
  expect(atJira('ABC-1')).toMatchObject({ commits: 0, branches: 0 });
});

it('of a project that may not see the repository is never written', async () => {
  await register();
  await git.commit('ABC-1 SECRET-2 both');
  await story.connectAndIndex([abc]);
  expect(written()).toEqual(['ABC-1']);
});

it('follows a project to its new key', async () => {
  await register();
  await git.commit('ABC-1 One');
  const connected = await story.connectAndIndex([abc]);
  house.jira.sandbox.renameProject('ABC', 'NEW');
  await house.store.issueAliases.saveProjects(house.siteId, new Map([[abc, 'NEW' as ProjectKey]]));
  await git.commit('ABC-1 Two');
  await story.pushAndLook(connected);
  expect(atJira('NEW-1')).toMatchObject({ commits: 2 });
});

describe('when Jira does not take it', () => {
  function refusing(kind: 'not-found' | 'rate-limited' | 'unauthorized', calls: string[]): TestHouse {
    const issueProperties: IssueProperties = {
      async save(key) {
        calls.push(key);
        throw new Failure(kind, 'jira', 'No.');
      },
    };
    return { ...house, jiraSite: () => ({ ...house.jira.site, issueProperties }) };
  }

  async function wish(): Promise<void> {
    await git.commit('ABC-1 One');
    await story.connectAndIndex();
    await house.store.issueProperties.wish(house.siteId, ['ABC-1' as IssueKey], []);
  }

  it('because the issue is hidden, it is let be until something changes', async () => {
    await wish();
    const calls: string[] = [];
    await saveIssueProperties(refusing('not-found', calls), house.siteId, notStopping);
    await saveIssueProperties(refusing('not-found', calls), house.siteId, notStopping);
    expect(calls).toEqual(['ABC-1']);
  });

  it('because our token is refused, it waits, and sending tells of it', async () => {
    await wish();
    await saveIssueProperties(refusing('unauthorized', []), house.siteId, notStopping);
    expect((await house.store.jiraSites.get(house.siteId))?.pausedBecause).toBeUndefined();
    await saveIssueProperties(house, house.siteId, notStopping);
    expect(atJira('ABC-1')).toMatchObject({ commits: 1 });
  });

  it('because it wants us to wait, it is tried again', async () => {
    await wish();
    const failure = await failureOf(saveIssueProperties(refusing('rate-limited', []), house.siteId, notStopping));
    expect(failure.kind).toBe('rate-limited');
    await saveIssueProperties(house, house.siteId, notStopping);
    expect(atJira('ABC-1')).toMatchObject({ commits: 1 });
  });
});
