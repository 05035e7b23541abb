/** Linking by hand, through the whole house: what Jira gets, and that it outlasts whatever git does. */

import type { IssueKey } from '@branchline/domain';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { administratorCaller } from '../../ports/caller.ts';
import type { GitPlayground } from '../../test-support/git-playground.ts';
import { openRepositoryStory, type RepositoryStory } from '../../test-support/repository-story.ts';
import type { Connected } from '../../test-support/test-house.ts';
import { reindexRepository } from '../indexing/request-indexing.ts';
import { createIssueGate } from '../permissions/issue-gate.ts';
import { changeLinks, type ChangeLinksDeps, type ThingAsked } from './change-links.ts';

let story: RepositoryStory;
let git: GitPlayground;
let deps: ChangeLinksDeps;
let plain: string;
let connected: Connected;

beforeEach(async () => {
  story = await openRepositoryStory();
  ({ git } = story);
  const { house } = story;
  deps = {
    ...house,
    issueGate: createIssueGate(house),
    findAuthor: async () => ({ kind: 'unknown', because: 'Nobody knows.' }),
    findPusher: async () => undefined,
  };
  await git.commit('ABC-1 Begin', {}, { author: 'Ada' });
  plain = await git.commit('No issue at all', {}, { author: 'Ada' });
  connected = await story.connectAndIndex();
});
afterEach(() => story.close());

const keys = (...texts: readonly string[]) => texts as readonly IssueKey[];

function commit(name: string): ThingAsked {
  return { repositoryId: connected.repositoryId, kind: 'commit', name };
}

async function change(name: string, add: readonly string[], remove: readonly string[] = []) {
  const wanted = { add: keys(...add), remove: keys(...remove) };
  const result = await changeLinks(deps, administratorCaller, commit(name), wanted);
  await story.finishJobs();
  return result;
}

describe('a commit linked by hand', () => {
  it('is brought from git when it names no issue, and Jira gets it as history', async () => {
    expect(await change(plain, ['XYZ-9'])).toMatchObject({ outcome: 'changed', shown: { state: 'unknown' } });
    expect(story.atJira()[plain]).toEqual(['XYZ-9']);
    expect(await story.hashesOf('XYZ-9', connected)).toEqual([plain]);
    const batch = await story.house.store.development.changedAfter(connected.repositoryId, 'live', 0, 100);
    expect(batch.commits).toEqual([]);
  });

  it('outlasts a reindex, and a mirror that was lost', async () => {
    const [first = ''] = await story.hashesOf('ABC-1', connected);
    await change(plain, ['XYZ-9']);
    await change(first, ['XYZ-10'], ['ABC-1']);
    await reindexRepository(story.house, connected.repositoryId);
    await story.finishJobs();
    expect(story.atJira()).toEqual({ [plain]: ['XYZ-9'], [first]: ['XYZ-10'] });
    await story.house.mirror.remove(connected.repositoryId);
    await reindexRepository(story.house, connected.repositoryId);
    await story.finishJobs();
    expect(story.atJira()).toEqual({ [plain]: ['XYZ-9'], [first]: ['XYZ-10'] });
  });

  it('goes with a forced push that loses it, and comes back with it', async () => {
    const [first = ''] = await story.hashesOf('ABC-1', connected);
    await change(plain, ['XYZ-9']);
    await git.git('reset', '--quiet', '--hard', first);
    await story.pushAndLook(connected);
    expect(story.atJira()).toEqual({ [first]: ['ABC-1'] });
    expect(await change(plain, ['XYZ-10'])).toEqual({
      outcome: 'refused',
      because: 'No branch or tag leads to this commit any more. Link the commit that replaced it.',
    });
    await git.git('reset', '--quiet', '--hard', plain);
    await git.commit('ABC-2 On top');
    await story.pushAndLook(connected);
    expect(story.atJira()[plain]).toEqual(['XYZ-9']);
  });

  it('stays through a forced push that keeps it', async () => {
    await change(plain, ['XYZ-9']);
    await git.commit('ABC-2 Will be lost');
    await story.pushAndLook(connected);
    await git.git('reset', '--quiet', '--hard', plain);
    await story.pushAndLook(connected);
    expect(story.atJira()[plain]).toEqual(['XYZ-9']);
  });

  it('loses its last key and gets it back', async () => {
    const [first = ''] = await story.hashesOf('ABC-1', connected);
    await change(first, [], ['ABC-1']);
    expect(story.atJira()).toEqual({});
    await change(first, ['ABC-1']);
    expect(story.atJira()).toEqual({ [first]: ['ABC-1'] });
  });

  it('waits for a commit that is not there yet', async () => {
    const unborn = 'f'.repeat(40);
    expect(await change(unborn, ['XYZ-9'])).toMatchObject({
      outcome: 'changed',
      shown: { state: 'unknown', links: [], said: [{ key: 'XYZ-9', isThere: false }] },
    });
    expect(await story.issue('XYZ-9', connected)).toBeUndefined();
  });

  it('is written into the audit log', async () => {
    await change(plain, ['XYZ-9'], ['ABC-2']);
    const lines = await story.house.store.auditLog.list({ what: 'link/' }, 10);
    const origin = `repository/${connected.repositoryId}/commit/${plain}`;
    expect(lines).toMatchObject([
      { what: 'link/remove', about: 'ABC-2', who: 'administrator', result: 'done', origin },
      { what: 'link/add', about: 'XYZ-9', who: 'administrator', result: 'done', origin },
    ]);
  });
});
