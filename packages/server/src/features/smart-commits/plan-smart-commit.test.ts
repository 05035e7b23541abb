/** Which commits command something at all, and that each does it once, however many copies it has. */

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { IssueKey, ProjectKey } from '@branchline/domain';
import { notStopping } from '../../test-support/repository-story.ts';
import { ada, openSmartCommitStory, type SmartCommitStory } from '../../test-support/smart-commit-story.ts';
import { indexRepository } from '../indexing/index-repository.ts';

const day = 24 * 60 * 60_000;

async function reindex(story: SmartCommitStory): Promise<void> {
  const { repositoryId } = story.connected;
  await indexRepository(story.house, { repositoryId, trigger: 'reindex' }, notStopping);
  await story.finishJobs();
}

describe('what is never run', () => {
  let story: SmartCommitStory;

  beforeAll(async () => {
    story = await openSmartCommitStory();
  });
  afterAll(() => story.close());
  beforeEach(() => story.begin());

  it('is history, also when it is indexed again', async () => {
    await story.commit('ABC-2 #comment once');
    await story.pushAs(ada);
    await reindex(story);
    expect(await story.said('ABC-1')).toEqual([]);
    expect(await story.said('ABC-2')).toEqual(['once']);
  });

  it('is older than it may be, or than the connection', async () => {
    const at = (days: number) => new Date(story.house.clock.now().getTime() - days * day);
    await story.commit('ABC-12 #comment old', { at: at(15) });
    await story.commit('ABC-13 #comment young', { at: at(13) });
    await story.pushAs(ada);
    expect((await story.ends()).toSorted()).toEqual(['done', 'skipped too-old']);
    await story.set({ mostAgeDays: 60 });
    await story.commit('ABC-14 #comment before', { at: at(45) });
    await story.pushAs(ada);
    expect((await story.ends()).at(-1)).toBe('skipped before-connection');
  });

  it('is a revert, and a merge unless it is set so', async () => {
    const { git } = story;
    async function mergeTopic(name: string): Promise<void> {
      await git.branch(name);
      await story.commit('No key here');
      await git.checkout('main');
      await story.commit('Nor here');
      await git.merge(name, 'ABC-23 #comment merged');
      const at = String(Math.floor(story.house.clock.now().getTime() / 1000));
      await git.git('commit', '--quiet', '--amend', '--no-edit', '--date', at, '--author', 'Ada <ada@example.org>');
      await story.pushAs(ada);
    }
    await story.commit('Revert "ABC-22 #comment no"\n\nThis reverts commit 0123456789abcdef.\n\nABC-22 #comment no');
    await mergeTopic('one');
    expect(await story.runs()).toEqual([]);
    await story.set({ onMerges: true });
    await mergeTopic('two');
    expect(await story.said('ABC-23')).toEqual(['merged']);
  });

  it('is of a project that Jira or nobody runs', async () => {
    const { smartCommits } = story.house.store;
    await smartCommits.saveChoice(story.house.siteId, 'XYZ' as ProjectKey, { processor: 'jira' });
    await smartCommits.saveChoice(story.house.siteId, 'FLOW' as ProjectKey, { processor: 'off' });
    await story.commit('XYZ-1 #comment jira\nFLOW-1 #comment nobody\nABC-32 #comment ours');
    await story.pushAs(ada);
    expect(await story.told()).toEqual(['ABC-32 comment done: Commented.']);
  });

  it('is of a project that may not, and nothing is said about one that may not even see', async () => {
    await story.allow(['see']);
    await story.commit('ABC-42 #comment no');
    await story.pushAs(ada);
    expect(await story.ends()).toEqual(['skipped not-allowed']);
    await story.allow([]);
    await story.commit('ABC-43 #comment no');
    await story.pushAs(ada);
    expect(await story.runs()).toHaveLength(1);
  });
});

describe('each command runs once', () => {
  let story: SmartCommitStory;

  beforeEach(async () => {
    story = await openSmartCommitStory();
  });
  afterEach(() => story.close());

  it('for a commit and its copies: rebased, picked to another branch, pushed away and back', async () => {
    const { git } = story;
    await story.commit('Start of it');
    await git.branch('topic');
    await story.commit('ABC-2 #time 1h rebased');
    await story.pushAs(ada);
    await git.checkout('main');
    await story.commit('Something else');
    await git.checkout('topic');
    await git.git('rebase', '--quiet', 'main');
    await story.pushAs(ada);
    await git.checkout('main');
    await git.git('cherry-pick', '-x', 'topic');
    const head = await story.commit('Something more');
    await story.pushAs(ada);
    await git.git('reset', '--quiet', '--hard', 'HEAD~2');
    await story.pushAs(ada);
    await git.git('reset', '--quiet', '--hard', head);
    await story.pushAs(ada);
    expect(await story.told()).toEqual(['ABC-2 time done: 1h logged.']);
    expect((await story.issueAtJira('ABC-2')).workLogs).toHaveLength(1);
    const places = [story.connected.repositoryId];
    const shown = await story.house.store.smartCommits.ofIssue(['ABC-2' as IssueKey], places);
    expect(new Set(shown.map(({ hash }) => hash)).size).toBe(3);
  });

  it('and again for another commit that says the same, also an empty one', async () => {
    await story.commit('ABC-2 #time 1h');
    await story.commit('ABC-2 #time 1h');
    await story.commit('ABC-3 #time 1h', { files: {} });
    story.house.advance(60_000);
    await story.commit('ABC-3 #time 1h', { files: {} });
    await story.pushAs(ada);
    expect((await story.issueAtJira('ABC-2')).workLogs).toHaveLength(2);
    expect((await story.issueAtJira('ABC-3')).workLogs).toHaveLength(2);
  });

  it('and not by us what Jira ran before, nor what comes back from history', async () => {
    const { git } = story;
    const history = await git.git('rev-parse', 'HEAD');
    await story.set({ processor: 'jira' });
    await git.branch('topic');
    await story.commit('ABC-2 #comment by Jira');
    await story.pushAs(ada);
    await story.set({ processor: 'branchline' });
    await git.git('checkout', '--quiet', '--orphan', 'other');
    await story.commit('ABC-5 Another beginning');
    await git.git('rebase', '--quiet', '--onto', 'other', 'topic~1', 'topic');
    await git.git('branch', '--quiet', '-f', 'main', 'other');
    await story.pushAs(ada);
    await git.git('branch', '--quiet', '-f', 'main', history);
    await story.pushAs(ada);
    expect(await story.runs()).toEqual([]);
  });
});
