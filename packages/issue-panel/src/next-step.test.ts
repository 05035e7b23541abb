import type { IssueBranchView, IssuePullRequestView, RepositoryDevelopmentView } from '@branchline/contract';
import { describe, expect, it } from 'vitest';
import { latestEventOf } from './latest-event.ts';
import { nextStepOf } from './next-step.ts';
import {
  exampleBranch,
  exampleCommit,
  exampleDevelopment,
  examplePullRequest,
  exampleRepository,
} from './test-support/examples.ts';

function stepWith(changes: Partial<RepositoryDevelopmentView>): string | undefined {
  const unmerged = [exampleCommit({ onDefaultBranch: false })];
  return nextStepOf({ repositories: [exampleRepository({ commits: unmerged, ...changes })] })?.kind;
}

type Verdict = IssuePullRequestView['reviewers'][number]['verdict'];

function pullRequest(verdicts: readonly Verdict[], changes: Partial<IssuePullRequestView> = {}): IssuePullRequestView {
  const reviewers = verdicts.map((verdict) => ({ name: verdict, login: verdict, webUrl: null, verdict }));
  return examplePullRequest({ reviewers, ...changes });
}

function checks(state: 'passed' | 'failed' | 'running'): IssuePullRequestView['checks'] {
  return { passed: 1, failed: 0, running: 0, [state]: 2, state, webUrl: null };
}

describe('nextStepOf', () => {
  it('is to begin where there is nothing', () => {
    expect(nextStepOf(exampleDevelopment({ repositories: [] }))?.kind).toBe('begin');
  });

  it.each<[string, readonly Verdict[], Partial<IssuePullRequestView>, string]>([
    ['nobody asked', [], {}, 'review'],
    ['asked and silent', ['none', 'commented'], {}, 'review'],
    ['approved', ['none', 'approved'], {}, 'merge'],
    ['approved and objected to', ['approved', 'changes-requested'], {}, 'change'],
    ['a draft, whatever was said', ['approved'], { isDraft: true, checks: checks('failed') }, 'finish-draft'],
    ['approved, and its checks passed', ['approved'], { checks: checks('passed') }, 'merge'],
    ['approved, and a check failed', ['approved'], { checks: checks('failed') }, 'mend-checks'],
    ['approved, and a check runs', ['approved'], { checks: checks('running') }, 'await-checks'],
    ['silent, and a check failed', ['none'], { checks: checks('failed') }, 'mend-checks'],
    ['silent, and a check runs', ['none'], { checks: checks('running') }, 'review'],
    ['objected to, and a check failed', ['changes-requested'], { checks: checks('failed') }, 'change'],
  ])('of an open pull request follows its reviews: %s', (_case, verdicts, changes, expected) => {
    expect(stepWith({ pullRequests: [pullRequest(verdicts, changes)] })).toBe(expected);
  });

  it('is the nearest to being done, whatever the order', () => {
    const pullRequests = [pullRequest([], { id: '1' }), pullRequest(['approved'], { id: '2' })];
    expect(nextStepOf({ repositories: [exampleRepository({ pullRequests })] })).toMatchObject({
      kind: 'merge',
      thing: { id: '2' },
    });
  });

  it('is not to wait for checks while there is something to do', () => {
    const waits = pullRequest(['approved'], { id: '1', checks: checks('running') });
    const another = (verdicts: readonly Verdict[]) => pullRequest(verdicts, { id: '2' });
    expect(stepWith({ pullRequests: [waits, another(['approved'])] })).toBe('merge');
    expect(stepWith({ pullRequests: [waits, another([])] })).toBe('review');
    expect(stepWith({ pullRequests: [waits], branches: [exampleBranch({ name: 'other' })] })).toBe(
      'create-pull-request',
    );
  });

  it.each<[string, Partial<IssueBranchView>, Partial<IssuePullRequestView> | undefined, string | undefined]>([
    ['ahead without a pull request', { ahead: 2 }, undefined, 'create-pull-request'],
    ['ahead, its pull request declined', { ahead: 2 }, { state: 'declined' }, 'create-pull-request'],
    [
      'ahead, one open from a branch of that name in a fork',
      { ahead: 2 },
      { fork: 'eve/code', isDraft: true },
      'create-pull-request',
    ],
    ['ahead with one open', { ahead: 2 }, { isDraft: true }, 'finish-draft'],
    ['level', { ahead: 0 }, undefined, undefined],
    ['nobody knows how far', { ahead: null }, undefined, undefined],
    ['the default branch', { ahead: 2, isDefault: true }, undefined, undefined],
    ['merged', { ahead: 0, merged: true }, undefined, 'delete-branch'],
    ['merged, with another one open', { ahead: 0, merged: true }, { isDraft: true }, 'finish-draft'],
    ['merged, and the default branch', { ahead: 0, merged: true, isDefault: true }, undefined, undefined],
  ])('of a branch that is %s', (_case, branch, open, expected) => {
    const pullRequests = open === undefined ? [] : [examplePullRequest(open)];
    expect(stepWith({ branches: [exampleBranch(branch)], pullRequests })).toBe(expected);
  });

  it('is to look where it has arrived, once it is on the default branch', () => {
    expect(stepWith({ commits: [exampleCommit({ onDefaultBranch: true })] })).toBe('see-shipped');
    expect(stepWith({})).toBeUndefined();
  });
});

describe('latestEventOf', () => {
  const commits = [
    exampleCommit({ authoredAt: '2026-03-09T10:00:00.000Z', author: { name: 'a', email: '', person: 'Ada' } }),
  ];

  it('is the latest of all repositories, by whoever they are known as', () => {
    const other = exampleRepository({ id: 2, commits: [exampleCommit({ authoredAt: '2026-03-01T10:00:00.000Z' })] });
    expect(latestEventOf([other, exampleRepository({ commits })])).toMatchObject({ kind: 'commit', who: 'Ada' });
    expect(latestEventOf([])).toBeUndefined();
  });

  it.each([
    ['open', { state: 'open', createdAt: '2026-03-09T11:00:00.000Z' }, 'Ada'],
    ['merged', { state: 'merged', closedAt: '2026-03-09T11:00:00.000Z' }, undefined],
    ['declined', { state: 'declined', closedAt: '2026-03-09T11:00:00.000Z' }, undefined],
  ] as const)('tells of a pull request that was %s', (kind, changes, who) => {
    const repository = exampleRepository({ commits, pullRequests: [examplePullRequest(changes)] });
    expect(latestEventOf([repository])).toEqual({ kind, who, what: '#12', at: '2026-03-09T11:00:00.000Z' });
  });

  it('tells a commit without words by its hash', () => {
    const repository = exampleRepository({ commits: [exampleCommit({ title: '', hash: 'abc' })] });
    expect(latestEventOf([repository])?.what).toBe('abc');
  });
});
