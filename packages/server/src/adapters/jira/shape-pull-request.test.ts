/** A pull request in Jira's words, its limits, and what is sent and withdrawn of it. */

import type { PullRequest } from '@branchline/domain';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { batchOf, makeTarget, pullRequestRow } from '../../test-support/development-rows.ts';
import { personOf } from '../../test-support/example-rows.ts';
import { startTestJira } from '../../test-support/start-test-jira.ts';
import type { TestJira } from '../../test-support/start-test-jira.ts';
import { shapePullRequest } from './shape-pull-request.ts';

const target = makeTarget();

function shape(pullRequest: Partial<PullRequest>) {
  return shapePullRequest(target, pullRequestRow(7, { pullRequest }), 'associations').json;
}

function characters(text: unknown): number {
  return Array.from(String(text)).length;
}

describe('a pull request', () => {
  it('is all that Jira wants to know', () => {
    const bob = { ...personOf('bob'), name: 'Bob', email: 'bob@example.com', avatarUrl: 'https://git.example/bob.png' };
    const reviewers = [
      { person: bob, verdict: 'approved' },
      { person: personOf('eve'), verdict: 'changes-requested' },
    ] as const;
    expect(shape({ reviewers, commentCount: 4 })).toEqual({
      id: '7',
      displayId: '#7',
      title: 'DEMO-7 change',
      status: 'OPEN',
      author: { name: 'ada', username: 'ada', url: 'https://git.example/ada' },
      commentCount: 4,
      sourceBranch: 'topic7',
      sourceBranchUrl: 'https://git.example.com/team/repository/branch/topic7',
      destinationBranch: 'main',
      destinationBranchUrl: 'https://git.example.com/team/repository/branch/main',
      reviewers: [
        {
          name: 'Bob',
          email: 'bob@example.com',
          approvalStatus: 'APPROVED',
          url: 'https://git.example/bob',
          avatar: 'https://git.example/bob.png',
        },
        { name: 'eve', approvalStatus: 'UNAPPROVED', url: 'https://git.example/eve' },
      ],
      lastUpdate: '2026-01-01T00:07:00.000Z',
      url: 'https://git.example/acme/shop/pull/7',
      updateSequenceId: 1007,
      associations: [{ associationType: 'issueIdOrKeys', values: ['DEMO-7'] }],
    });
  });

  it.each([
    ['open', 'OPEN'],
    ['merged', 'MERGED'],
    ['declined', 'DECLINED'],
  ] as const)('that is %s is %s', (state, status) => {
    expect(shape({ state })['status']).toBe(status);
  });

  it.each([
    [{ isDraft: true, title: 'DEMO-7 change' }, 'Draft: DEMO-7 change'],
    [{ isDraft: true, title: 'Draft: DEMO-7 change' }, 'Draft: DEMO-7 change'],
    [{ isDraft: true, title: '[WIP] DEMO-7' }, '[WIP] DEMO-7'],
    [{ isDraft: true, title: 'Drafting DEMO-7' }, 'Draft: Drafting DEMO-7'],
    [{ isDraft: true, state: 'declined', title: 'DEMO-7' }, 'DEMO-7'],
  ] as const)('%j has the title %j', (changes, title) => {
    expect(shape(changes)['title']).toBe(title);
  });

  it('of a fork names its branch and no address of ours for it', () => {
    const source = { branch: 'main', head: undefined, repositoryName: 'eve/shop', isFork: true };
    const shaped = shape({ source });
    expect(shaped['sourceBranch']).toBe('main');
    expect(shaped).not.toHaveProperty('sourceBranchUrl');
  });

  it('without an author has one nobody knows', () => {
    expect(shape({ author: undefined })['author']).toEqual({ name: 'Unknown author' });
  });

  it('fits', () => {
    const long = '😀'.repeat(3000);
    const person = { ...personOf(long), name: long, email: `${long}@example.com` };
    const source = { branch: long, head: undefined, repositoryName: undefined, isFork: false };
    const reviewers = [{ person, verdict: 'approved' as const }];
    const shaped = shape({ title: long, source, targetBranch: long, author: person, reviewers });
    const texts = [shaped['title'], shaped['sourceBranch'], shaped['destinationBranch']];
    expect(texts.map(characters)).toEqual([1024, 255, 255]);
    expect(characters((shaped['author'] as Record<string, string>)['name'])).toBe(255);
    expect((shaped['reviewers'] as readonly Record<string, string>[])[0]).not.toHaveProperty('email');
  });

  it('with an id that Jira cannot read goes by one made from it', () => {
    const { id, name, json } = shapePullRequest(
      target,
      pullRequestRow(7, { pullRequest: { remoteId: 'shop~main~7/é' } }),
      'associations',
    );
    expect(name).toBe('shop~main~7/é');
    expect(id).toMatch(/^p~[0-9a-f]{64}$/);
    expect(json['displayId']).toBe('shop~main~7/é');
  });
});

describe('at Jira', () => {
  let jira: TestJira;
  beforeAll(async () => {
    jira = await startTestJira({ issues: 'any' });
  });
  afterAll(() => jira.stop());

  const kept = () =>
    jira.sandbox.snapshot().repositories.flatMap(({ pullRequests }) => pullRequests.map(({ id, keys }) => [id, keys]));

  it('pull requests are taken, refused one by one, renewed and withdrawn', async () => {
    jira.sandbox.faults.refuse('9', 'Too interesting.');
    const report = await jira.development.push(
      target,
      batchOf([], [], [pullRequestRow(7), pullRequestRow(8, { live: false }), pullRequestRow(9)]),
    );
    expect(report).toEqual({
      acceptedCommits: [],
      acceptedBranches: [],
      acceptedPullRequests: ['7', '8'],
      refused: [{ kind: 'pull-request', name: '9', messages: ['Too interesting.'] }],
      unknownKeys: [],
    });
    const modes = jira.sandbox.requests.map(({ body }) => (body as { operationType?: string }).operationType);
    expect(modes.filter((mode) => mode !== undefined)).toEqual(['NORMAL', 'BACKFILL']);
    const later = [
      pullRequestRow(7, { sequence: 3000, removed: true }),
      pullRequestRow(8, { sequence: 3001, keys: ['DEMO-1', 'DEMO-2'] }),
      pullRequestRow(5, { sequence: 3002, keys: [] }),
    ];
    await jira.development.push(target, batchOf([], [], later));
    expect(kept()).toEqual([['8', ['DEMO-1', 'DEMO-2']]]);
  });

  it('more of them than one request takes go in several', async () => {
    const many = Array.from({ length: 401 }, (_, index) => pullRequestRow(5000 + index));
    jira.sandbox.forgetRequests();
    const report = await jira.development.push(target, batchOf([], [], many));
    expect(report.acceptedPullRequests).toHaveLength(401);
    expect(jira.sandbox.requests.filter(({ path }) => path.endsWith('/bulk'))).toHaveLength(2);
  });
});
