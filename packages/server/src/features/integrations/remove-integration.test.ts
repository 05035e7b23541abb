/** Disconnecting leaves nothing: no rows, no mirror, nothing at Jira, whatever is going on at the time. */

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { IntegrationId } from '@branchline/domain';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { failureOf } from '../../test-support/failure-of.ts';
import { factsOf } from '../../test-support/facts.ts';
import type { GitPlayground } from '../../test-support/git-playground.ts';
import { madeHistory } from '../../test-support/made-history.ts';
import { notStopping, openRepositoryStory, type RepositoryStory } from '../../test-support/repository-story.ts';
import type { TestHouse } from '../../test-support/test-house.ts';
import { removeDevelopmentInformation } from '../development/remove-development-information.ts';
import { indexRepository } from '../indexing/index-repository.ts';
import { resumeJiraSite } from '../jira-sites/control-jira-site.ts';
import { describeRemoval, finishRemoval, removeIntegration } from './remove-integration.ts';

let story: RepositoryStory;
let house: TestHouse;
let git: GitPlayground;

beforeEach(async () => {
  story = await openRepositoryStory();
  ({ house, git } = story);
});
afterEach(() => story.close());

/** Everything that is still known of any repository, here or at Jira. */
async function leftOver() {
  const facts = await factsOf(house.database.connectionString);
  return { facts: Object.values(facts).flat(), atJira: story.atJira(), jobs: await house.store.jobs.list(10) };
}

const nothing = { facts: [], atJira: {}, jobs: [] };

it('says what will be removed and removes it', async () => {
  await git.commit('ABC-1 Start', { 'a.txt': 'a\n' });
  await git.branch('ABC-2');
  await git.tag('v1');
  const { integrationId, repositoryId } = await story.connectAndIndex();
  const mirror = join(house.mirrorFolder, `${repositoryId}.git`);
  const report = await describeRemoval(house, integrationId);
  expect(report).toMatchObject({ repositories: 1, linkedCommits: 1, linkedBranches: 1, jiraSites: [{ entries: 2 }] });
  expect(existsSync(mirror)).toBe(true);
  expect(await removeIntegration(house, integrationId)).toEqual(report);
  await story.finishJobs();
  expect(await leftOver()).toEqual(nothing);
  expect(existsSync(mirror)).toBe(false);
});

it('does not remove what is not there', async () => {
  expect(await describeRemoval(house, 999 as IntegrationId)).toBeUndefined();
  expect(await removeIntegration(house, 999 as IntegrationId)).toBeUndefined();
});

it('leaves at Jira what shall stay there', async () => {
  const commit = await git.commit('ABC-1 Start');
  const { integrationId } = await story.connectAndIndex();
  await removeIntegration(house, integrationId, { keepsInJira: true });
  await story.finishJobs();
  expect(await leftOver()).toEqual({ ...nothing, atJira: { [commit]: ['ABC-1'] } });
});

it('leaves another integration of the same repository alone', async () => {
  const commit = await git.commit('ABC-1 Start');
  const first = await story.connectAndIndex();
  const second = await story.connectAndIndex();
  expect(second.repositoryId).not.toBe(first.repositoryId);
  expect(house.jira.sandbox.snapshot().repositories).toHaveLength(2);
  await removeIntegration(house, first.integrationId);
  await story.finishJobs();
  expect(house.jira.sandbox.snapshot().repositories).toHaveLength(1);
  expect(story.atJira()).toEqual({ [commit]: ['ABC-1'] });
  expect(await story.hashesOf('ABC-1', second)).toEqual([commit]);
});

it('takes back what was on its way to Jira', async () => {
  await git.commit('ABC-1 Start');
  await git.push();
  const { integrationId } = await house.connect(story.origin);
  house.jira.sandbox.faults.next({ kind: 'cut-after' }, { on: 'bulk', times: 10 });
  expect((await house.drain()).map(({ failure }) => failure.kind)).toEqual(['unavailable']);
  expect(Object.keys(story.atJira())).toHaveLength(1);
  house.jira.sandbox.faults.clear();
  await removeIntegration(house, integrationId);
  await story.finishJobs();
  expect(await leftOver()).toEqual(nothing);
});

it('takes back later what a Jira that does not let us in keeps', async () => {
  await git.commit('ABC-1 Start');
  const { integrationId, repositoryId } = await story.connectAndIndex();
  const jiraRepositoryId = `${await house.store.installation.id()}-${repositoryId}`;
  const takeBack = () => removeDevelopmentInformation(house, { jiraRepositoryId, jiraSiteId: house.siteId });
  house.jira.sandbox.faults.forbid(true);
  await removeIntegration(house, integrationId);
  const failed = await house.drain();
  expect(failed.map(({ name, after }) => [name, after.verdict])).toEqual([['remove-development-information', 'retry']]);
  expect((await house.store.jiraSites.get(house.siteId))?.pausedBecause).toBeDefined();
  house.jira.sandbox.faults.forbid(false);
  expect((await failureOf(takeBack())).kind).toBe('unavailable');
  await resumeJiraSite(house, house.siteId);
  await takeBack();
  expect(await leftOver()).toEqual(nothing);
});

it('leaves nothing of a repository that is being indexed', async () => {
  await git.fastImport(madeHistory({ commits: 3000 }));
  await git.push();
  const { integrationId, repositoryId } = await house.connect(story.origin);
  let removal: Promise<unknown> | undefined;
  const mirror: TestHouse['mirror'] = {
    ...house.mirror,
    async *commits(...asked) {
      for await (const chunk of house.mirror.commits(...asked)) {
        yield chunk;
        // While the rows of this chunk are written.
        removal ??= removeIntegration(house, integrationId).then(() => finishRemoval(house, integrationId));
      }
    },
  };
  await indexRepository({ ...house, mirror }, { repositoryId, trigger: 'person' }, notStopping);
  await removal;
  await story.finishJobs();
  expect(await leftOver()).toEqual(nothing);
});
