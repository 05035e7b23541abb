/** Linked pull requests: what is written, what Jira hears of, and what an issue shows. */

import { descriptionLimit } from '@branchline/domain';
import type { IssueKey, JiraSiteId, KeyLink, PullRequest, RepositoryId } from '@branchline/domain';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Store } from '../../ports/store.ts';
import {
  addExampleRepository,
  branchOf,
  commitOf,
  linksTo,
  personOf,
  pullRequestOf,
} from '../../test-support/example-rows.ts';
import { openTestStore } from '../../test-support/test-store.ts';
import type { TestStore } from '../../test-support/test-store.ts';

let test: TestStore;
let store: Store;
let repository: RepositoryId;

beforeAll(async () => {
  test = await openTestStore();
  store = test.store;
});
afterAll(() => test.close());

beforeEach(async () => {
  repository = await addExampleRepository(store);
});

const abc: readonly KeyLink[] = linksTo('ABC-1');

function save(pullRequest: PullRequest, links = abc, live = false) {
  return store.development.savePullRequests(repository, [{ pullRequest, links }], live);
}

async function changes(after = 0, stream: 'live' | 'history' = 'history') {
  return store.development.changedAfter(repository, stream, after, 100);
}

async function issue(key: string) {
  const [found] = await store.issues.development(key as IssueKey, [repository], 10);
  return found?.pullRequests.map(({ pullRequest }) => pullRequest) ?? [];
}

const reviewed = pullRequestOf(7, {
  title: 'ABC-1 Ålright ✓',
  reviewers: [
    { person: personOf('bob'), verdict: 'approved' },
    { person: personOf('eve'), verdict: 'none' },
  ],
  commentCount: 3,
});

describe('a pull request', () => {
  it('comes back as it was told, to Jira and to its issue', async () => {
    expect(await save(reviewed)).toBe(1);
    const { pullRequests, upTo } = await changes();
    const told = { keys: ['ABC-1'], links: linksTo('ABC-1'), sequence: upTo, removed: false };
    const row = { thing: { pullRequest: reviewed, live: false }, ...told };
    expect(pullRequests).toEqual([row]);
    expect(await issue('ABC-1')).toEqual([reviewed]);
    expect((await changes(0, 'live')).pullRequests).toEqual([]);
  });

  it('is written only where something differs, and numbered only where Jira sees it', async () => {
    await save(reviewed);
    const { upTo } = await changes();
    expect(await save(reviewed, abc, true)).toBe(0);
    expect(await save({ ...reviewed, description: 'Better words.' })).toBe(1);
    expect((await changes(upTo)).pullRequests).toEqual([]);
    expect((await issue('ABC-1'))[0]?.description).toBe('Better words.');
    expect(await save({ ...reviewed, description: 'Better words.', commentCount: 4 }, abc, true)).toBe(1);
    const [again] = (await changes(upTo, 'live')).pullRequests;
    expect(again).toMatchObject({ thing: { pullRequest: { commentCount: 4 }, live: true } });
  });

  it('without keys is not kept, and one that loses its keys is withdrawn until it has some again', async () => {
    expect(await save(pullRequestOf(1), [])).toBe(0);
    await save(pullRequestOf(1));
    await save(pullRequestOf(1, { title: 'Other', updatedAt: new Date(Date.UTC(2026, 1, 1)) }), []);
    expect((await changes()).pullRequests).toMatchObject([{ removed: true, keys: [] }]);
    expect(await issue('ABC-1')).toEqual([]);
    await save(pullRequestOf(1, { title: 'Third', updatedAt: new Date(Date.UTC(2026, 2, 1)) }), linksTo('ABC-2'));
    expect((await changes()).pullRequests).toMatchObject([{ removed: false, keys: ['ABC-2'] }]);
    expect(await issue('ABC-2')).toMatchObject([{ title: 'Third' }]);
  });

  it('that the service no longer has is withdrawn, and shown again when it is back', async () => {
    await save(reviewed);
    const { upTo } = await changes();
    await store.development.markPullRequestsRemoved(repository, ['7', 'unknown']);
    await store.development.markPullRequestsRemoved(repository, ['7']);
    const gone = await changes(upTo);
    expect(gone.pullRequests).toMatchObject([{ removed: true, sequence: gone.upTo }]);
    expect(await issue('ABC-1')).toEqual([]);
    await save(reviewed);
    expect((await changes(gone.upTo)).pullRequests).toMatchObject([{ removed: false }]);
    expect(await issue('ABC-1')).toEqual([reviewed]);
  });

  it('is found under its keys at the moment it was last updated, under no old one', async () => {
    await save(reviewed, linksTo('ABC-1', 'ABC-2'));
    const later = { ...reviewed, updatedAt: new Date(Date.UTC(2026, 5, 1)) };
    await save(later, linksTo('ABC-2', 'ABC-3'));
    expect(await issue('ABC-1')).toEqual([]);
    expect(await issue('ABC-2')).toEqual([later]);
    expect(await issue('ABC-3')).toEqual([later]);
    const { issues } = await store.issues.page([repository], undefined, undefined, 10);
    expect(issues.map(({ key }) => key)).toEqual(['ABC-3', 'ABC-2']);
  });

  it('may hold whatever people write', async () => {
    const odd = pullRequestOf(9, {
      title: 'ABC-1 nul \0 and half \ud83d of a smile',
      description: 'x'.repeat(descriptionLimit + 10),
      author: undefined,
      source: { branch: 'gone\u0000', head: undefined, repositoryName: undefined, isFork: true },
      commentCount: 2 ** 40,
    });
    expect(await save(odd)).toBe(1);
    expect(await save(odd)).toBe(0);
    const [kept] = await issue('ABC-1');
    expect(kept?.description).toHaveLength(descriptionLimit);
    expect(kept?.title).toBe('ABC-1 nul  and half \ufffd of a smile');
  });
});

describe('what only a list told', () => {
  const listed = { ...reviewed, reviewers: [], commentCount: 0, isComplete: false };

  it('waits to be completed, the newest first, those put off last', async () => {
    for (const number of [1, 2, 3]) await save(pullRequestOf(number, { isComplete: false }));
    await save(pullRequestOf(4, { isComplete: false }), []);
    const waiting = () => store.development.pullRequestsToComplete(repository, 10);
    expect(await waiting()).toEqual(['3', '2', '1']);
    expect(await store.development.countPullRequestsToComplete(repository)).toBe(3);
    await store.development.putOffPullRequest(repository, '3', 2);
    expect(await waiting()).toEqual(['2', '1', '3']);
    await save(pullRequestOf(2));
    await store.development.putOffPullRequest(repository, '3', 2);
    expect(await waiting()).toEqual(['1']);
    await store.development.doubtPullRequests(repository);
    expect(await waiting()).toEqual(['3', '2', '1']);
  });

  it('leaves known verdicts of the same moment alone', async () => {
    await save(reviewed);
    expect(await save(listed)).toBe(0);
    expect(await issue('ABC-1')).toEqual([reviewed]);
  });

  it('of a later moment is shown at once with the verdicts that are known', async () => {
    await save(reviewed);
    const later = new Date(Date.UTC(2026, 7, 1));
    await save({ ...listed, title: 'ABC-1 More', updatedAt: later });
    expect(await issue('ABC-1')).toMatchObject([
      { title: 'ABC-1 More', reviewers: [{ verdict: 'approved' }], commentCount: 3, isComplete: false },
    ]);
  });
});

describe('many', () => {
  it('are told in one call, one of them twice, and counted', async () => {
    const rows = [1, 2, 2, 3].map((number) => ({ pullRequest: pullRequestOf(number), links: abc }));
    expect(await store.development.savePullRequests(repository, rows, true)).toBe(3);
    const { pullRequests } = await changes(0, 'live');
    expect(pullRequests.map(({ thing }) => thing.pullRequest.remoteId)).toEqual(['1', '2', '3']);
    expect(await store.development.countChangedAfter(repository, 'live', pullRequests[0]!.sequence)).toBe(2);
    expect(await store.issues.counts(repository)).toEqual({ issues: 1, commits: 0, branches: 0, pullRequests: 3 });
    const before = await changes(0, 'live');
    await store.development.renumber(repository, 1 as JiraSiteId);
    expect((await changes(before.upTo, 'live')).pullRequests).toEqual([]);
    expect((await changes(before.upTo, 'history')).pullRequests).toHaveLength(3);
  });

  it('make an issue of the list, which names the newest commit and else the newest pull request', async () => {
    await save(pullRequestOf(1));
    await save(pullRequestOf(2, { title: 'Newest' }));
    const page = () => store.issues.page([repository], undefined, undefined, 10);
    const latestAt = pullRequestOf(2).updatedAt;
    expect((await page()).issues).toEqual([
      {
        key: 'ABC-1',
        commitCount: 0,
        branchCount: 0,
        pullRequestCount: 2,
        repositoryCount: 1,
        latestTitle: 'Newest',
        latestAuthor: 'ada',
        latestAt,
      },
    ]);
    await store.development.saveCommits(repository, [{ commit: commitOf(1), links: abc }], false);
    await store.development.saveBranches(repository, [{ branch: branchOf('ABC-1', 1), links: abc }], [], false);
    expect((await page()).issues).toMatchObject([
      { commitCount: 1, branchCount: 1, pullRequestCount: 2, latestTitle: 'Change 1', latestAuthor: 'Ada' },
    ]);
  });

  it('go with their integration, and none is written after', async () => {
    await save(pullRequestOf(1));
    const standing = await store.repositories.get(repository);
    await store.integrations.remove(standing!.integrationId);
    expect(await issue('ABC-1')).toEqual([]);
    await save(pullRequestOf(2));
    expect(await store.development.pullRequestsToComplete(repository, 10)).toEqual([]);
    expect((await changes()).pullRequests).toEqual([]);
  });
});
