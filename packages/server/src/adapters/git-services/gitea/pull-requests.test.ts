import { describe, expect, it } from 'vitest';
import { inScene } from '../../../test-support/git-service-suite/scene.ts';
import { giteaSuite } from '../../../test-support/stand-in/gitea/suite-facts.ts';
import { pullRequestFrom } from './pull-requests.ts';
import { PullRequest, type Review } from './shapes.ts';

const ada = { id: 1, login: 'ada' };
const grace = { id: 2, login: 'grace', full_name: ' Grace Example ', email: '' };
const linus = { id: 3, login: 'linus' };
const hash = '0123456789abcdef0123456789abcdef01234567';

function answer(changes: Readonly<Record<string, unknown>> = {}) {
  const repo = { id: 42, full_name: 'acme/app' };
  return PullRequest.parse({
    number: 5,
    title: 'ABC-1',
    user: ada,
    state: 'open',
    head: { label: 'topic', ref: 'topic', sha: hash, repo_id: 42, repo },
    base: { label: 'main', ref: 'main', sha: hash, repo_id: 42, repo },
    requested_reviewers: [grace],
    comments: 1,
    review_comments: 3,
    created_at: '2026-03-01T12:00:00Z',
    updated_at: '2026-03-01T13:00:00Z',
    html_url: 'https://git.example.com/acme/app/pulls/5',
    ...changes,
  });
}

const said = (user: Review['user'], state: string, dismissed = false): Review => ({ user, state, dismissed });

describe('the verdicts', () => {
  it.each<readonly [string, readonly Review[], readonly unknown[]]>([
    ['nobody has answered', [], [['grace', 'none']]],
    [
      'the newest that is no comment counts',
      [said(grace, 'REQUEST_CHANGES'), said(grace, 'APPROVED')],
      [['grace', 'approved']],
    ],
    ['a comment takes nothing back', [said(grace, 'APPROVED'), said(grace, 'COMMENT')], [['grace', 'approved']]],
    ['a comment alone is one', [said(grace, 'COMMENT')], [['grace', 'commented']]],
    ['what was dismissed is none', [said(grace, 'REQUEST_CHANGES', true)], [['grace', 'none']]],
    ['what is pending was not said', [said(grace, 'PENDING'), said(linus, 'PENDING')], [['grace', 'none']]],
    [
      'who came by themselves follow',
      [said(linus, 'APPROVED')],
      [
        ['grace', 'none'],
        ['linus', 'approved'],
      ],
    ],
    ['the author is none of them', [said(ada, 'COMMENT')], [['grace', 'none']]],
    ['a team that was asked is nobody', [said(undefined, 'REQUEST_REVIEW')], [['grace', 'none']]],
  ])('%s', (_name, reviews, expected) => {
    const { reviewers, isComplete } = pullRequestFrom(answer(), reviews);
    expect(reviewers.map(({ person, verdict }) => [person.login, verdict])).toEqual(expected);
    expect(isComplete).toBe(true);
  });
});

describe('a pull request', () => {
  it('counts reviews among the comments before the service does', () => {
    expect(pullRequestFrom(answer()).commentCount).toBe(3);
  });

  it('tells people without what they left empty', () => {
    const [reviewer] = pullRequestFrom(answer()).reviewers;
    expect(reviewer?.person).toMatchObject({ name: 'Grace Example', email: undefined, remoteId: '2' });
  });

  it.each([
    [{ state: 'closed', merged: true, merged_at: '2026-03-01T14:00:00Z', merge_commit_sha: hash }, 'merged'],
    [{ state: 'closed', merged: false, merge_commit_sha: hash, closed_at: '2026-03-01T14:00:00Z' }, 'declined'],
    [{ state: 'open', merged_at: null, closed_at: null }, 'open'],
  ])('of %j is %s', (changes, state) => {
    const told = pullRequestFrom(answer(changes));
    expect(told.state).toBe(state);
    expect(told.mergeCommit).toBe(state === 'merged' ? hash : undefined);
    expect(told.closedAt).toEqual(state === 'open' ? undefined : new Date('2026-03-01T14:00:00Z'));
  });

  it.each([
    [{ title: 'WIP: ABC-1' }, true],
    [{ title: '[wip] ABC-1' }, true],
    [{ title: 'WIP: ABC-1', draft: false }, false],
    [{ title: 'ABC-1 swipe' }, false],
  ])('with %j is a draft: %s', (changes, isDraft) => {
    expect(pullRequestFrom(answer(changes)).isDraft).toBe(isDraft);
  });

  it('keeps the name of a branch that is gone, and of a fork that is gone', () => {
    const gone = { label: 'topic', ref: 'refs/pull/5/head', sha: hash, repo_id: -1, repo: null };
    const { source } = pullRequestFrom(answer({ head: gone }));
    expect(source).toEqual({ branch: 'topic', head: hash, repositoryName: undefined, isFork: true });
  });

  it('that was pushed without a branch is named for its ref', () => {
    const head = {
      label: '',
      ref: 'refs/pull/5/head',
      sha: hash,
      repo_id: 42,
      repo: { id: 42, full_name: 'acme/app' },
    };
    expect(pullRequestFrom(answer({ head })).source).toMatchObject({ branch: 'pull/5/head', isFork: false });
  });
});

describe('a walk', () => {
  it(
    'finds nothing in a repository without commits, and says when the repository is gone',
    inScene(giteaSuite, async ({ standIn, connect, remote, refused }) => {
      const empty = await standIn.addRepository('team/empty');
      const repository = await remote(empty);
      const walk = () => connect().pullRequests?.changedSince(repository, { since: undefined });
      const pages = [];
      for await (const { pullRequests } of walk() ?? []) pages.push(pullRequests);
      expect(pages).toEqual([[]]);
      await standIn.removeRepository(empty);
      const failure = await refused(walk()![Symbol.asyncIterator]().next());
      expect(failure.kind).toBe('not-found');
    }),
  );

  it(
    'takes what changed within the same second',
    inScene(giteaSuite, async ({ standIn, repository, ada, connect, remote }) => {
      const { updatedAt } = await standIn.openPullRequest(repository, { title: 'ABC-2', author: ada, source: 'topic' });
      const since = new Date(updatedAt.getTime() + 700);
      const found = [];
      for await (const { pullRequests } of connect().pullRequests?.changedSince(await remote(), { since }) ?? []) {
        found.push(...pullRequests.map(({ remoteId }) => remoteId));
      }
      expect(found).toEqual(['1']);
    }),
  );
});
