/** Link sources of a project: what they hide is neither shown nor sent, at once, without reading git again. */

import type { JiraSiteId, LinkSource, ProjectKey } from '@branchline/domain';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { linksTo, pullRequestOf } from '../../test-support/example-rows.ts';
import { openRepositoryStory, type RepositoryStory } from '../../test-support/repository-story.ts';
import type { Connected } from '../../test-support/test-house.ts';
import { saveProjectSettings } from './save-project-settings.ts';

let story: RepositoryStory;

beforeEach(async () => {
  story = await openRepositoryStory();
});
afterEach(() => story.close());

const administrator = { kind: 'administrator' } as const;

async function switchOff(project: string, ...linkSourcesOff: readonly LinkSource[]): Promise<void> {
  const place = { jiraSiteId: story.house.siteId, project: project as ProjectKey };
  await saveProjectSettings(story.house, administrator, place, { branchNames: {}, linkSourcesOff });
  await story.finishJobs();
}

/** How often git was read. */
const reads = () => story.house.mirrorCalls.filter((call) => call !== 'remove').length;

it('withdraws and shows again what stands only where it does not count', async () => {
  const { git } = story;
  const title = await git.commit('AA-1 In the title');
  const body = await git.commit('More\n\nThis is about AA-1 in the body.');
  const both = await git.commit('AA-1 Twice\n\nThis is AA-1.');
  const trailer = await git.commit('Fix\n\nWhat it does.\n\nIssue: AA-1');
  const other = await git.commit('Change\n\nBB-1 has its body.');
  await git.branch('AA-1-branch');
  const connected = await story.connectAndIndex('all');
  const all = { [title]: ['AA-1'], [body]: ['AA-1'], [both]: ['AA-1'], [trailer]: ['AA-1'], [other]: ['BB-1'] };
  expect(story.atJira()).toEqual({ ...all, 'AA-1-branch': ['AA-1'] });
  const before = reads();

  await switchOff('AA', 'commit-body', 'branch-name');
  const { [body]: _body, ...withoutBody } = all;
  expect(story.atJira()).toEqual(withoutBody);
  expect((await story.hashesOf('AA-1', connected)).toSorted()).toEqual([title, both, trailer].toSorted());
  expect((await story.issue('AA-1', connected))?.branches).toEqual([]);

  await switchOff('AA', 'commit-title', 'commit-trailer');
  expect(story.atJira()).toEqual({
    [body]: ['AA-1'],
    [both]: ['AA-1'],
    [other]: ['BB-1'],
    'AA-1-branch': ['AA-1'],
  });
  expect((await story.hashesOf('AA-1', connected)).toSorted()).toEqual([body, both].toSorted());

  await switchOff('AA');
  expect(story.atJira()).toEqual({ ...all, 'AA-1-branch': ['AA-1'] });
  expect(await story.hashesOf('AA-1', connected)).toHaveLength(4);
  expect(reads()).toBe(before);
});

it('holds for what comes later, whichever way it comes', async () => {
  const { git } = story;
  await git.commit('AA-1 Start');
  const connected = await story.connectAndIndex('all');
  await switchOff('AA', 'commit-body', 'branch-name', 'pull-request-description');
  const hidden = await git.commit('Later\n\nAA-2 in the body.');
  const shown = await git.commit('AA-2 Later');
  await git.branch('AA-2-branch');
  await story.pushAndLook(connected);
  const { store } = story.house;
  const pullRequest = (number: number, foundIn: 'title' | 'description') => ({
    pullRequest: pullRequestOf(number),
    links: linksTo('AA-2').map((link) => ({ ...link, foundIn })),
  });
  const told = [pullRequest(1, 'title'), pullRequest(2, 'description')];
  await store.development.savePullRequests(connected.repositoryId, told, true);
  expect(await story.hashesOf('AA-2', connected)).toEqual([shown]);
  const issue = await story.issue('AA-2', connected);
  expect(issue?.branches).toEqual([]);
  expect(issue?.pullRequests.map(({ pullRequest: { remoteId } }) => remoteId)).toEqual([told[0]!.pullRequest.remoteId]);
  expect(Object.keys(story.atJira())).toContain(shown);
  expect(Object.keys(story.atJira())).not.toContain(hidden);
  await switchOff('AA');
  expect((await story.hashesOf('AA-2', connected)).toSorted()).toEqual([hidden, shown].toSorted());
  expect((await story.issue('AA-2', connected))?.pullRequests).toHaveLength(2);
  expect(Object.keys(story.atJira())).toEqual(expect.arrayContaining([hidden, 'AA-2-branch']) as unknown);
});

it('leaves alone what somebody linked by hand, and what is of other projects', async () => {
  const { house, git } = story;
  const hash = await git.commit('AA-1 BB-1 Both');
  const connected: Connected = await story.connectAndIndex('all');
  const row = [
    {
      commit: { ...(await story.issue('AA-1', connected))!.commits[0]!.commit },
      links: [...linksTo('AA-1', 'BB-1'), { ...linksTo('AA-1')[0]!, foundIn: 'by-hand' as const }],
    },
  ];
  await house.store.development.saveCommits(connected.repositoryId, row, true);
  house.jira.sandbox.forgetRequests();
  await switchOff('AA', 'commit-title');
  expect(story.atJira()).toEqual({ [hash]: ['AA-1', 'BB-1'] });
  expect(await story.hashesOf('AA-1', connected)).toEqual([hash]);
  await switchOff('BB', 'commit-title');
  expect(story.atJira()).toEqual({ [hash]: ['AA-1'] });
});

it('follows the project through its former names', async () => {
  const { house, git } = story;
  await git.commit('OLD-1 Before the project was renamed');
  const connected = await story.connectAndIndex('all');
  const renamed = new Map([['OLD' as ProjectKey, 'AA' as ProjectKey]]);
  await house.store.issueAliases.saveProjects(house.siteId, renamed);
  await switchOff('AA', 'commit-title');
  expect(story.atJira()).toEqual({});
  expect(await story.hashesOf('OLD-1', connected)).toEqual([]);
});

it('is audited with what was before, costs nothing when nothing changes, and needs a site', async () => {
  const { house } = story;
  await switchOff('AA', 'commit-notes');
  await switchOff('AA', 'commit-notes');
  const entries = await house.store.auditLog.list({ what: 'settings/project' }, 10);
  expect(entries.map(({ note }) => note)).toEqual(['AA: linkSourcesOff: none → commit-notes']);
  const nowhere = { jiraSiteId: 99 as JiraSiteId, project: 'AA' as ProjectKey };
  const settings = { branchNames: {}, linkSourcesOff: [] };
  expect(await saveProjectSettings(house, administrator, nowhere, settings)).toBeUndefined();
});
