import { describe, expect, it } from 'vitest';
import { rowsFromPayload } from './payload-rows.ts';

const hash = (digit: string): string => digit.repeat(40);
const zeros = hash('0');
const project = {
  id: 7,
  path_with_namespace: 'acme/tools/app',
  web_url: 'https://example.com/gitlab/acme/tools/app',
  git_http_url: 'https://example.com/gitlab/acme/tools/app.git',
  default_branch: 'main',
};
const repository = {
  remoteId: '7',
  name: 'acme/tools/app',
  cloneUrl: project.git_http_url,
  webUrl: project.web_url,
};

function rowsOf(payload: unknown) {
  return rowsFromPayload(Buffer.from(JSON.stringify(payload)));
}

function commit(digit: string, email = 'ada@example.com') {
  const timestamp = '2026-03-01T12:00:00+00:00';
  return { id: hash(digit), message: `ABC-${digit}\n\nAll of it.`, timestamp, author: { name: 'Ada', email } };
}

const push = { object_kind: 'push', ref: 'refs/heads/feature/ABC-1', before: hash('a'), after: hash('2'), project };

describe('the rows in a push', () => {
  it('are its commits and its branch', () => {
    const rows = rowsOf({ ...push, commits: [commit('1'), commit('2', '[REDACTED]')], total_commits_count: 2 });
    const at = new Date('2026-03-01T12:00:00Z');
    const signature = { name: 'Ada', email: 'ada@example.com', at };
    const second = { hash: hash('2'), message: 'ABC-2\n\nAll of it.', author: { ...signature, email: '' } };
    expect(rows).toMatchObject({
      repository,
      defaultBranch: 'main',
      commits: [{ hash: hash('1'), parents: [], author: signature, committer: signature, notes: '' }, second],
      branches: [{ name: 'feature/ABC-1', head: second }],
      goneBranches: [],
      leftOut: undefined,
    });
  });

  it('say what was left out', () => {
    const rows = rowsOf({ ...push, commits: [commit('2')], total_commits_count: 21 });
    expect(rows?.leftOut).toEqual({ from: hash('a'), to: hash('2') });
    const made = rowsOf({ ...push, before: zeros, commits: [commit('2')], total_commits_count: 21 });
    expect(made?.leftOut).toEqual({ from: undefined, to: hash('2') });
  });

  it('name a branch without commits, and one that is gone', () => {
    const made = rowsOf({ ...push, before: zeros, commits: [], total_commits_count: 0 });
    expect(made).toMatchObject({ branches: [{ name: 'feature/ABC-1', head: undefined }], leftOut: undefined });
    const gone = rowsOf({ ...push, after: zeros, commits: [], total_commits_count: 0 });
    expect(gone).toMatchObject({ branches: [], goneBranches: ['feature/ABC-1'], leftOut: undefined });
  });

  it('of a tag name no branch', () => {
    const rows = rowsOf({ ...push, object_kind: 'tag_push', ref: 'refs/tags/v1', commits: [commit('2')] });
    expect(rows).toMatchObject({ commits: [{ hash: hash('2') }], branches: [], goneBranches: [] });
  });

  it.each([
    ['an address', { ...project, git_http_url: '' }],
    ['an id', { ...project, id: null }],
    ['a name', { ...project, path_with_namespace: undefined }],
  ])('are none without %s of the project', (_what, other) => {
    expect(rowsOf({ ...push, project: other, commits: [] })).toBeUndefined();
  });
});

const ada = { id: 1, username: 'ada', name: 'Ada', avatar_url: null, email: '[REDACTED]' };
const bob = { id: 2, username: 'bob', name: 'Bob', avatar_url: null, email: 'bob@example.com' };

function mergeRequest(changes: Readonly<Record<string, unknown>> = {}, more: Readonly<Record<string, unknown>> = {}) {
  return {
    object_kind: 'merge_request',
    user: ada,
    project,
    object_attributes: {
      action: 'open',
      iid: 3,
      title: 'Draft: ABC-1',
      description: null,
      state: 'opened',
      draft: true,
      author_id: 1,
      source_branch: 'topic',
      target_branch: 'main',
      source_project_id: 9,
      target_project_id: 7,
      source: { ...project, id: 9, path_with_namespace: 'bob/app' },
      target: project,
      last_commit: { id: hash('2') },
      merge_commit_sha: null,
      created_at: '2026-03-01 12:00:00 UTC',
      updated_at: '2026-03-01 12:30:00 UTC',
      url: 'https://example.com/gitlab/acme/tools/app/-/merge_requests/3',
      ...changes,
    },
    ...more,
  };
}

function pullRequestOf(changes?: Readonly<Record<string, unknown>>, more?: Readonly<Record<string, unknown>>) {
  return rowsOf(mergeRequest(changes, more))?.pullRequests[0];
}

describe('the row in a merge request event', () => {
  it('is what it tells', () => {
    expect(rowsOf(mergeRequest())?.repository).toEqual(repository);
    expect(pullRequestOf()).toMatchObject({
      remoteId: '3',
      title: 'Draft: ABC-1',
      description: '',
      state: 'open',
      isDraft: true,
      author: { login: 'ada', webUrl: 'https://example.com/gitlab/ada', email: undefined },
      source: { branch: 'topic', head: hash('2'), repositoryName: 'bob/app', isFork: true },
      targetBranch: 'main',
      mergeCommit: undefined,
      reviewers: [],
      createdAt: new Date('2026-03-01T12:00:00Z'),
      updatedAt: new Date('2026-03-01T12:30:00Z'),
      closedAt: undefined,
      isComplete: false,
    });
  });

  it('is merged, declined, or being merged', () => {
    const closedAt = new Date('2026-03-01T12:30:00Z');
    const merged = { state: 'merged', merge_commit_sha: hash('f') };
    expect(pullRequestOf(merged)).toMatchObject({ state: 'merged', mergeCommit: hash('f'), closedAt });
    expect(pullRequestOf({ state: 'closed' })).toMatchObject({ state: 'declined', closedAt });
    expect(pullRequestOf({ state: 'locked' })).toMatchObject({ state: 'open', closedAt: undefined });
  });

  it('names reviewers with what they said, the one who approves among them', () => {
    const asked = [
      { ...bob, state: 'requested_changes' },
      { ...ada, state: 'approved' },
    ];
    const reviewers = pullRequestOf({}, { reviewers: asked })?.reviewers;
    expect(reviewers?.map(({ person, verdict }) => [person.login, verdict])).toEqual([['bob', 'changes-requested']]);
    const approval = pullRequestOf({ action: 'approved' }, { user: bob, reviewers: asked.slice(0, 1) });
    expect(approval?.reviewers).toMatchObject([{ person: { login: 'bob' }, verdict: 'approved' }]);
    const unasked = pullRequestOf({ action: 'approval' }, { user: bob });
    expect(unasked?.reviewers).toMatchObject([{ person: { login: 'bob', email: 'bob@example.com' } }]);
  });

  it('does not guess the author', () => {
    expect(pullRequestOf({}, { user: bob })?.author).toBeUndefined();
    expect(pullRequestOf({}, { user: bob, assignees: [ada] })?.author?.login).toBe('ada');
  });

  it('has no source any more when the fork is gone', () => {
    const gone = pullRequestOf({ source_project_id: null, source: null });
    expect(gone?.source).toMatchObject({ repositoryName: undefined, isFork: true });
  });

  it('finds its page where none is named, and a draft by its title', () => {
    const old = pullRequestOf({ url: undefined, draft: undefined, title: 'WIP: ABC-1' });
    expect(old).toMatchObject({ webUrl: `${project.web_url}/-/merge_requests/3`, isDraft: true });
  });
});
