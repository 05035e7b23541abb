import { describe, expect, it } from 'vitest';
import { PullRequestEntry, ReviewEntry } from './api.ts';
import { pullRequestFrom } from './pull-requests.ts';

const head = 'a'.repeat(40);
const trial = 'c'.repeat(40);
const ours = { id: 7, full_name: 'acme/app' };

function person(id: number, login: string) {
  return { id, login, html_url: `https://github.example/${login}`, avatar_url: `https://github.example/${id}.png` };
}

const author = person(1, 'ada');

function entry(change: object = {}) {
  return PullRequestEntry.parse({
    number: 12,
    title: 'ABC-1 Try it',
    body: null,
    state: 'open',
    user: author,
    head: { ref: 'ABC-1', sha: head, repo: ours },
    base: { ref: 'main', sha: trial, repo: ours },
    merge_commit_sha: trial,
    merged_at: null,
    closed_at: null,
    created_at: '2026-03-01T12:00:00Z',
    updated_at: '2026-03-01T13:00:00Z',
    html_url: 'https://github.example/acme/app/pull/12',
    ...change,
  });
}

function verdictsAfter(change: object, ...reviews: readonly (readonly [ReturnType<typeof person> | null, string])[]) {
  const parsed = reviews.map(([user, state]) => ReviewEntry.parse({ user, state }));
  return pullRequestFrom(entry(change), parsed).reviewers.map(
    ({ person: { login }, verdict }) => `${login} ${verdict}`,
  );
}

describe('a pull request of GitHub', () => {
  it('is told in our words', () => {
    expect(pullRequestFrom(entry({ comments: 2, review_comments: 3 }), [])).toEqual({
      remoteId: '12',
      title: 'ABC-1 Try it',
      description: '',
      state: 'open',
      isDraft: false,
      author: {
        remoteId: '1',
        login: 'ada',
        name: undefined,
        email: undefined,
        webUrl: 'https://github.example/ada',
        avatarUrl: 'https://github.example/1.png',
      },
      source: { branch: 'ABC-1', head, repositoryName: 'acme/app', isFork: false },
      targetBranch: 'main',
      mergeCommit: undefined,
      reviewers: [],
      commentCount: 5,
      createdAt: new Date('2026-03-01T12:00:00Z'),
      updatedAt: new Date('2026-03-01T13:00:00Z'),
      closedAt: undefined,
      webUrl: 'https://github.example/acme/app/pull/12',
      isComplete: true,
    });
  });

  it('is declined or merged once it is closed', () => {
    const closed = { state: 'closed', closed_at: '2026-03-02T12:00:00Z' };
    expect(pullRequestFrom(entry(closed), undefined)).toMatchObject({ state: 'declined', mergeCommit: undefined });
    const merged = { ...closed, merged_at: '2026-03-02T12:00:00Z' };
    expect(pullRequestFrom(entry(merged), undefined)).toMatchObject({
      state: 'merged',
      mergeCommit: trial,
      closedAt: new Date('2026-03-02T12:00:00Z'),
      isComplete: false,
    });
  });

  it('comes from a fork, also from one that is gone', () => {
    const fork = { ref: 'ABC-1', sha: head, repo: { id: 8, full_name: 'bob/app' } };
    expect(pullRequestFrom(entry({ head: fork }), []).source).toMatchObject({
      isFork: true,
      repositoryName: 'bob/app',
    });
    const gone = { ...fork, repo: null };
    expect(pullRequestFrom(entry({ head: gone, user: null }), [])).toMatchObject({
      author: undefined,
      source: { branch: 'ABC-1', head, isFork: true, repositoryName: undefined },
    });
  });

  it('has reviewers: those asked, teams among them, and those who came by themselves', () => {
    const bob = person(2, 'bob');
    const cyd = person(3, 'cyd');
    const asked = { requested_reviewers: [bob], requested_teams: [{ id: 2, slug: 'core', name: 'The core' }] };
    expect(verdictsAfter(asked, [cyd, 'APPROVED'])).toEqual(['bob none', 'core none', 'cyd approved']);
    expect(pullRequestFrom(entry(asked), []).reviewers[1]?.person).toMatchObject({
      remoteId: 'team/2',
      name: 'The core',
    });
  });

  it('counts the latest review that is more than a comment', () => {
    const bob = person(2, 'bob');
    expect(verdictsAfter({}, [bob, 'COMMENTED'])).toEqual(['bob commented']);
    expect(verdictsAfter({}, [bob, 'CHANGES_REQUESTED'], [bob, 'APPROVED'], [bob, 'COMMENTED'])).toEqual([
      'bob approved',
    ]);
    expect(verdictsAfter({}, [bob, 'APPROVED'], [bob, 'CHANGES_REQUESTED'])).toEqual(['bob changes-requested']);
    expect(verdictsAfter({}, [bob, 'DISMISSED'])).toEqual(['bob commented']);
    expect(verdictsAfter({ requested_reviewers: [bob] }, [bob, 'APPROVED'])).toEqual(['bob approved']);
  });

  it('leaves out the author, the unsent and the vanished', () => {
    expect(verdictsAfter({}, [author, 'COMMENTED'], [person(2, 'bob'), 'PENDING'], [null, 'APPROVED'])).toEqual([]);
  });
});
