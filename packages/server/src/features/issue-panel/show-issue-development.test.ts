/** What an issue looks like: every repository that has something of it, with links, and how far we have looked. */

import { join } from 'node:path';
import type { IssueKey } from '@branchline/domain';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { administratorCaller } from '../../ports/caller.ts';
import { openRepositoryStory, type RepositoryStory } from '../../test-support/repository-story.ts';
import { addIntegration } from '../integrations/add-integration.ts';
import { discoverRepositories } from '../integrations/discover-repositories.ts';
import { jiraUser, sight, viewerWith } from '../../test-support/jira-sight.ts';
import { projectRights } from '../permissions/project-rights.ts';
import { createIssueGate } from '../permissions/issue-gate.ts';
import { showIssueDevelopment } from './show-issue-development.ts';

let story: RepositoryStory;

/** Jira says nothing of the issue. */
function depsOf() {
  const { house } = story;
  const issueGate = createIssueGate(house);
  return {
    ...house,
    issueGate,
    projectRights: projectRights(house),
    findChildren: async () => ({ keys: [], because: undefined }),
    readKnownIssues: async () => new Map(),
  };
}

/** As an administrator sees it. */
async function shown(key: string) {
  const found = await showIssueDevelopment(depsOf(), administratorCaller, key as IssueKey);
  if (found === undefined) throw new Error('An administrator sees every issue.');
  return found;
}

beforeEach(async () => {
  story = await openRepositoryStory();
});
afterEach(() => story.close());

it('gathers repositories and says what was not looked at', async () => {
  const { house, git } = story;
  const hash = await git.commit('ABC-1 Start');
  const connected = await story.connectAndIndex();
  await house.connect(join(git.folder, 'nowhere'));
  expect(await house.drain()).toHaveLength(1);
  const linked = { cloneUrl: story.origin, webLinks: { commit: 'https://git.example/app/commit/{commit}' } };
  const added = { connector: 'git', name: undefined, settings: linked, credential: { kind: 'none' } } as const;
  const { id } = await addIntegration(house, added);
  await discoverRepositories(house, id);

  const before = await shown('ABC-1');
  expect(before.coverage).toEqual({ repositories: 3, notYetIndexed: 2, failed: 1 });
  expect(before.repositories.map(({ repository }) => repository.id)).toEqual([connected.repositoryId]);

  await story.finishJobs();
  const after = await shown('ABC-1');
  expect(after.coverage).toEqual({ repositories: 3, notYetIndexed: 1, failed: 1 });
  const links = after.repositories.map(({ repository, links, commits }) => [
    commits.map(({ commit }) => commit.hash),
    links.commit(repository, hash),
  ]);
  expect(links).toEqual([
    [[hash], undefined],
    [[hash], `https://git.example/app/commit/${hash}`],
  ]);
});

it('of an issue nobody speaks of is empty', async () => {
  await story.git.commit('ABC-1 Start');
  await story.connectAndIndex();
  const { repositories, coverage } = await shown('ABC-2');
  expect(repositories).toEqual([]);
  expect(coverage).toEqual({ repositories: 1, notYetIndexed: 0, failed: 0 });
});

it('of an issue that was moved shows what names it by any key, once, and by which', async () => {
  const { house, git } = story;
  const [old, both] = [await git.commit('ABC-1 Start'), await git.commit('ABC-1 Moves to XYZ-7, see ABC-2')];
  await story.connectAndIndex();
  await house.store.issueAliases.learn(house.siteId, [{ former: 'ABC-1' as IssueKey, present: 'XYZ-7' as IssueKey }]);
  for (const asked of ['ABC-1', 'XYZ-7']) {
    const { key, formerKeys, repositories } = await shown(asked);
    expect([key, formerKeys]).toEqual(['XYZ-7', ['ABC-1']]);
    const links = Object.fromEntries(
      repositories.flatMap(({ commits }) =>
        commits.map((each) => [each.commit.hash, each.links.map((link) => link.key)]),
      ),
    );
    expect(links).toEqual({ [old]: ['ABC-1'], [both]: ['ABC-1', 'XYZ-7'] });
    expect(repositories.map(({ commitCount }) => commitCount)).toEqual([2]);
  }
  expect((await shown('ABC-2')).repositories[0]?.commits.map(({ commit }) => commit.hash)).toEqual([both]);
});

it('is decided by the key the issue has today: what was moved away is not seen by its former key', async () => {
  const { house, git } = story;
  await git.commit('ABC-1 Start');
  await story.connectAndIndex(['ABC']);
  await house.store.issueAliases.learn(house.siteId, [{ former: 'ABC-1' as IssueKey, present: 'XYZ-7' as IssueKey }]);
  const deps = depsOf();
  const seesFormer = jiraUser(house.siteId, 'ada', viewerWith({ 'ABC-1': sight }));
  expect(await showIssueDevelopment(deps, seesFormer, 'ABC-1' as IssueKey)).toBeUndefined();
  const seesPresent = jiraUser(house.siteId, 'bob', viewerWith({ 'XYZ-7': sight }));
  const found = await showIssueDevelopment(deps, seesPresent, 'ABC-1' as IssueKey);
  expect(found).toMatchObject({ key: 'XYZ-7', repositories: [], coverage: { repositories: 0 } });
});
