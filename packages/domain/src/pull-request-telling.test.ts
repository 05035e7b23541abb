import { describe, expect, it } from 'vitest';
import { afterTelling, isStaleTelling } from './pull-request-telling.ts';
import type { PullRequest, Reviewer, ReviewVerdict } from './pull-request.ts';

function reviewer(login: string, verdict: ReviewVerdict): Reviewer {
  const unknown = { name: undefined, email: undefined, webUrl: undefined, avatarUrl: undefined };
  return { person: { remoteId: `id-${login}`, login, ...unknown }, verdict };
}

const first = Date.UTC(2026, 0, 1);

function pullRequest(minute: number, changes: Partial<PullRequest> = {}): PullRequest {
  return {
    remoteId: '7',
    title: 'AB-1 Change',
    description: '',
    state: 'open',
    isDraft: false,
    author: undefined,
    source: { branch: 'change', head: undefined, repositoryName: 'acme/shop', isFork: false },
    targetBranch: 'main',
    mergeCommit: undefined,
    reviewers: [],
    commentCount: 0,
    createdAt: new Date(first),
    updatedAt: new Date(first + minute * 60_000),
    closedAt: undefined,
    webUrl: 'https://git.example/acme/shop/pull/7',
    isComplete: true,
    ...changes,
  };
}

const approved = reviewer('ada', 'approved');
const listed = { isComplete: false } as const;

describe('after a complete telling', () => {
  it('everything is as told, also what was taken back', () => {
    const known = pullRequest(1, { reviewers: [approved], commentCount: 4 });
    const told = pullRequest(1, { reviewers: [reviewer('ada', 'none')], commentCount: 3 });
    expect(afterTelling(undefined, told)).toBe(told);
    expect(afterTelling(known, told)).toBe(told);
  });

  it('of an earlier moment nothing changes', () => {
    const known = pullRequest(2, { state: 'merged' });
    expect(isStaleTelling(known, pullRequest(1))).toBe(true);
    expect(afterTelling(known, pullRequest(1))).toBe(known);
  });
});

describe('moments told more coarsely by one answer than by another', () => {
  const fine = new Date(first + 60_999);
  const coarse = new Date(first + 60_000);

  it('do not make an answer about one stale, nor a list news', () => {
    const told = pullRequest(1, { updatedAt: coarse, reviewers: [approved] });
    expect(afterTelling(pullRequest(1, { ...listed, updatedAt: fine }), told)).toBe(told);
    expect(afterTelling(told, pullRequest(1, { ...listed, updatedAt: fine }))).toBe(told);
  });
});

describe('after a telling by a list', () => {
  it('of the same moment what was known stays, verdicts and comments too', () => {
    const known = pullRequest(1, { reviewers: [approved, reviewer('bob', 'none')], commentCount: 4 });
    expect(afterTelling(known, pullRequest(1, { ...listed, reviewers: [reviewer('bob', 'none')] }))).toBe(known);
  });

  it.each([
    ['title', { title: 'AB-2 Change' }],
    ['description', { description: 'More.' }],
    ['state', { state: 'merged' }],
    ['draft', { isDraft: true }],
    ['target', { targetBranch: 'next' }],
    ['a new reviewer', { reviewers: [reviewer('eve', 'none')] }],
    ['a comment', { commentCount: 5 }],
  ] as const)('of the same moment that differs, it is known incompletely again: %s', (_what, changes) => {
    const known = pullRequest(1, { reviewers: [approved], commentCount: 4 });
    const now = afterTelling(known, pullRequest(1, { ...listed, ...changes }));
    const reviewers = [...('reviewers' in changes ? changes.reviewers : []), approved];
    expect(now).toMatchObject({ ...changes, reviewers, isComplete: false });
    expect(now.commentCount).toBeGreaterThanOrEqual(4);
  });

  it('of a later moment verdicts stay until somebody knows better, and the silent who are not named go', () => {
    const known = pullRequest(1, {
      reviewers: [approved, reviewer('bob', 'changes-requested'), reviewer('eve', 'none')],
    });
    const told = pullRequest(2, { ...listed, reviewers: [reviewer('bob', 'none'), reviewer('zoe', 'none')] });
    expect(afterTelling(known, told)).toEqual({
      ...told,
      reviewers: [reviewer('bob', 'changes-requested'), reviewer('zoe', 'none'), approved],
    });
  });

  it('a comment takes no verdict back, but a new verdict does', () => {
    const known = pullRequest(1, { ...listed, reviewers: [approved] });
    const told = (verdict: ReviewVerdict) => pullRequest(2, { ...listed, reviewers: [reviewer('ada', verdict)] });
    expect(afterTelling(known, told('commented')).reviewers).toEqual([approved]);
    const refused = reviewer('ada', 'changes-requested');
    expect(afterTelling(known, told('changes-requested')).reviewers).toEqual([refused]);
    const silent = pullRequest(1, { ...listed, reviewers: [reviewer('ada', 'none')] });
    expect(afterTelling(silent, told('commented')).reviewers).toEqual([reviewer('ada', 'commented')]);
  });

  it('of an earlier moment only verdicts are taken, of people of whom none was known', () => {
    const known = pullRequest(3, {
      ...listed,
      reviewers: [reviewer('ada', 'changes-requested'), reviewer('bob', 'none')],
    });
    const told = pullRequest(2, {
      ...listed,
      title: 'AB-9 Old',
      reviewers: [approved, reviewer('bob', 'approved'), reviewer('eve', 'approved'), reviewer('zoe', 'none')],
    });
    expect(afterTelling(known, told)).toEqual({
      ...known,
      reviewers: [reviewer('ada', 'changes-requested'), reviewer('bob', 'approved'), reviewer('eve', 'approved')],
    });
  });
});
