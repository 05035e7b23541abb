import { createHmac } from 'node:crypto';
import { Secret } from '@branchline/domain';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { WebhookReader, WebhookRequest } from '../../../ports/git-service/webhooks.ts';
import { testNetwork } from '../../../test-support/test-network.ts';
import { forgejo, gitea } from './connector.ts';

const fromGitea = gitea(testNetwork()).webhook!;
const fromForgejo = forgejo(testNetwork()).webhook!;
const secret = new Secret('a secret of this test');
const hash = '0123456789abcdef0123456789abcdef01234567';
const zeros = '0'.repeat(40);
const person = { id: 7, login: 'ada', full_name: 'Ada Example', email: 'ada@example.com' };
const repository = {
  id: 42,
  full_name: 'acme/app',
  html_url: 'https://git.example.com/acme/app',
  clone_url: 'https://git.example.com/acme/app.git',
  default_branch: 'main',
  owner: { login: 'acme' },
};

/** As the services send it: Gitea with the headers of Gogs and GitHub, Forgejo with those of Gitea, too. */
function request(sender: 'gitea' | 'forgejo', event: string, payload: unknown, signature?: string): WebhookRequest {
  const body = Buffer.from(typeof payload === 'string' ? payload : JSON.stringify(payload));
  const proof = signature ?? createHmac('sha256', secret.reveal()).update(body).digest('hex');
  const brands = ['x-github', 'x-gogs', 'x-gitea', ...(sender === 'forgejo' ? ['x-forgejo'] : [])];
  const headers: Record<string, string> = { 'x-hub-signature-256': `sha256=${proof}` };
  for (const brand of brands) {
    headers[`${brand}-event`] = event.replace(/^pull_request_review_(approved|rejected|comment)$/, 'pull_request_$1');
    headers[`${brand}-event-type`] = event;
    headers[`${brand}-delivery`] = 'd-1';
    if (brand !== 'x-github') headers[`${brand}-signature`] = proof;
  }
  return { headers, body, receivedAt: new Date(0) };
}

function pullRequestPayload(changes: Readonly<Record<string, unknown>> = {}) {
  const branch = (ref: string) => ({ label: ref, ref, sha: hash, repo_id: 42, repo: repository });
  const pullRequest = {
    number: 5,
    title: 'ABC-1 Add a bridge',
    body: 'text',
    state: 'open',
    draft: false,
    user: person,
    head: branch('feature/ABC-1'),
    base: branch('main'),
    requested_reviewers: [{ id: 8, login: 'grace' }],
    comments: 2,
    created_at: '2026-03-01T12:00:00+02:00',
    updated_at: '2026-03-01T13:00:00+02:00',
    html_url: 'https://git.example.com/acme/app/pulls/5',
  };
  return { action: 'opened', number: 5, pull_request: pullRequest, repository, sender: person, ...changes };
}

describe('who sent it', () => {
  it('is told apart by the header that only Forgejo has', () => {
    const ofGitea = request('gitea', 'push', {});
    const ofForgejo = request('forgejo', 'push', {});
    const recognised = (reader: WebhookReader) => [reader.recognises(ofGitea), reader.recognises(ofForgejo)];
    expect(recognised(fromGitea)).toEqual([true, false]);
    expect(recognised(fromForgejo)).toEqual([false, true]);
  });

  it('is neither where no header is', () => {
    const nothing = { headers: { 'x-github-event': 'push' }, body: Buffer.from('{}'), receivedAt: new Date(0) };
    expect([fromGitea.recognises(nothing), fromForgejo.recognises(nothing)]).toEqual([false, false]);
  });
});

describe('the proof', () => {
  it.each(['gitea', 'forgejo'] as const)('of %s is taken from any of the secrets', (sender) => {
    const reader = sender === 'gitea' ? fromGitea : fromForgejo;
    expect(() => reader.verify(request(sender, 'push', {}), [new Secret('another'), secret])).not.toThrow();
  });

  it.each([
    ['empty, as without a secret at the service', ''],
    ['of other bytes', createHmac('sha256', secret.reveal()).update('other').digest('hex')],
    ['cut short', 'abcd'],
    ['prefixed as at GitHub', `sha256=${createHmac('sha256', secret.reveal()).update('{}').digest('hex')}`],
    ['made with an empty secret', createHmac('sha256', '').update('{}').digest('hex')],
  ])('is refused when it is %s', (_name, signature) => {
    const wrong = request('gitea', 'push', '{}', signature);
    const refused = expect.objectContaining({ kind: 'invalid-signature' });
    expect(() => fromGitea.verify(wrong, [secret, new Secret('')])).toThrowError(refused);
    expect(() => fromGitea.verify(wrong, [])).toThrowError(refused);
  });

  it('is over the bytes as they came', () => {
    const spaced = request('gitea', 'push', '{ "ref" :  "refs/heads/main" }');
    expect(() => fromGitea.verify(spaced, [secret])).not.toThrow();
    const changed = { ...spaced, body: Buffer.from('{"ref":"refs/heads/main"}') };
    expect(() => fromGitea.verify(changed, [secret])).toThrowError(/differ/);
  });
});

describe('what it asks for', () => {
  const look = { kind: 'look', repository: { remoteId: '42', name: 'acme/app', cloneUrl: repository.clone_url } };
  const pullRequest = { ...look, scope: { kind: 'pull-request', remoteId: '5' } };
  const refs = (...names: readonly string[]) => ({ ...look, scope: { kind: 'refs', names } });

  it.each([
    ['push', { ref: 'refs/heads/a/b', before: zeros, after: hash, repository }, refs('refs/heads/a/b')],
    ['push', { ref: 'refs/tags/v1', before: hash, after: zeros, repository }, refs('refs/tags/v1')],
    ['create', { ref: 'a/b', ref_type: 'branch', sha: hash, repository }, refs('refs/heads/a/b')],
    ['delete', { ref: 'v1', ref_type: 'tag', repository }, refs('refs/tags/v1')],
    ['pull_request', pullRequestPayload(), pullRequest],
    ['pull_request_sync', pullRequestPayload({ action: 'synchronized' }), pullRequest],
    ['pull_request_review_request', pullRequestPayload(), pullRequest],
    ['pull_request_review_approved', pullRequestPayload(), pullRequest],
    ['pull_request_review_rejected', pullRequestPayload(), pullRequest],
    ['pull_request_review_comment', pullRequestPayload(), pullRequest],
    ['pull_request_comment', { is_pull: true, issue: { number: 5 }, repository }, pullRequest],
    ['issue_comment', { is_pull: true, issue: { number: 5 }, repository }, pullRequest],
    ['issue_comment', { issue: { number: 5, pull_request: {} }, repository }, pullRequest],
    ['repository', { action: 'created', repository }, { kind: 'discover', because: 'acme/app was created.' }],
    ['issue_comment', { is_pull: false, issue: { number: 5, pull_request: null }, repository }, { kind: 'ignore' }],
    ['issue_label', { issue: { number: 5 }, repository }, { kind: 'ignore', reason: expect.stringContaining('issue') }],
    ['action_run_failure', { repository }, { kind: 'ignore', reason: 'Builds are not read yet.' }],
    ['workflow_run', { repository }, { kind: 'ignore', reason: 'Builds are not read yet.' }],
    ['fork', { repository }, { kind: 'ignore' }],
    ['release', { repository }, { kind: 'ignore' }],
    ['something_new', { repository }, { kind: 'ignore', reason: expect.stringContaining('something_new') }],
    ['push', { repository }, { kind: 'ignore', reason: 'It does not say what changed.' }],
    ['push', { ref: 'refs/heads/main' }, { kind: 'ignore', reason: 'It names no repository.' }],
    ['push', 'payload=%7B%7D', { kind: 'ignore', reason: expect.stringContaining('application/json') }],
    ['push', 'no json', { kind: 'ignore' }],
  ])('%s %j', (event, payload, expected) => {
    expect(fromForgejo.read(request('forgejo', event, payload))).toMatchObject(expected);
    expect(fromGitea.read(request('gitea', event, payload))).toMatchObject(expected);
  });

  it('is found under the exact name where the other is empty, and under the other where only that is there', () => {
    const { body, receivedAt } = request('gitea', 'status', { repository });
    const named = (headers: Record<string, string>) => fromGitea.describe({ headers, body, receivedAt }).event;
    expect(named({ 'x-gitea-event': '', 'x-gitea-event-type': 'status' })).toBe('status');
    expect(named({ 'x-gitea-event': 'push' })).toBe('push');
  });
});

describe('the rows in it', () => {
  it('are a pushed branch with its commits, and what was left out', () => {
    const commit = (id: string) => ({
      id,
      message: 'ABC-1 Build\n',
      timestamp: '2026-03-01T12:00:00+02:00',
      author: { name: 'Ada', email: 'ada@example.com' },
      committer: { name: 'Grace', email: 'grace@example.com' },
    });
    const before = 'f'.repeat(40);
    const push = { ref: 'refs/heads/x', before, after: hash, commits: [commit(hash)], total_commits: 7, repository };
    const rows = fromGitea.readRows?.(request('gitea', 'push', push));
    expect(rows).toMatchObject({
      repository: { remoteId: '42', name: 'acme/app' },
      defaultBranch: 'main',
      commits: [{ hash, author: { name: 'Ada' }, committer: { name: 'Grace' }, message: 'ABC-1 Build\n' }],
      branches: [{ name: 'x', head: { hash } }],
      leftOut: { from: before, to: hash },
    });
  });

  it('are a branch that is gone', () => {
    const told = { ref: 'a/b', ref_type: 'branch', repository };
    expect(fromGitea.readRows?.(request('gitea', 'delete', told))?.goneBranches).toEqual(['a/b']);
  });

  it('are a pull request with the verdict it tells of', () => {
    const review = { type: 'pull_request_review_approved', content: '' };
    const payload = pullRequestPayload({ action: 'reviewed', review, sender: { id: 8, login: 'grace' } });
    const rows = fromGitea.readRows?.(request('gitea', 'pull_request_review_approved', payload));
    expect(rows?.pullRequests).toMatchObject([
      {
        remoteId: '5',
        state: 'open',
        author: { remoteId: '7', login: 'ada', name: 'Ada Example' },
        source: { branch: 'feature/ABC-1', head: hash, repositoryName: 'acme/app', isFork: false },
        targetBranch: 'main',
        reviewers: [{ person: { login: 'grace' }, verdict: 'approved' }],
        commentCount: 2,
        updatedAt: new Date('2026-03-01T11:00:00Z'),
        isComplete: false,
      },
    ]);
  });

  it('are none in what is not understood', () => {
    expect(fromGitea.readRows?.(request('gitea', 'push', { ref: 5 }))).toBeUndefined();
    expect(fromGitea.readRows?.(request('gitea', 'release', { repository }))).toBeUndefined();
  });
});

describe('whatever comes', () => {
  const events = ['push', 'create', 'delete', 'repository', 'pull_request', 'issue_comment', ''];
  const fields = ['ref', 'ref_type', 'repository', 'pull_request', 'issue', 'number', 'commits', 'review', 'sender'];
  const payload = fc.oneof(
    fc.uint8Array(),
    fc.dictionary(fc.constantFrom(...fields), fc.jsonValue()).map((value) => Buffer.from(JSON.stringify(value))),
  );

  it('is read without a crash, and never verified', () => {
    fc.assert(
      fc.property(fc.constantFrom(...events), payload, (event, body) => {
        const some = { ...request('gitea', event, {}), body };
        const reading = fromGitea.read(some);
        fromGitea.readRows?.(some);
        expect(['look', 'discover', 'ignore']).toContain(reading.kind);
        expect(() => fromGitea.verify({ ...some, headers: { 'x-gitea-signature': event } }, [secret])).toThrow(
          /signature|signed/,
        );
      }),
    );
  });
});

describe('the steps by hand', () => {
  it.each(['owner', 'repository'] as const)('are whole sentences for a webhook of one %s', (level) => {
    const settings = gitea(testNetwork()).parseSettings({ url: 'https://git.example.com/git/' });
    const steps = fromForgejo.manualSteps(settings, level);
    expect(steps[0]).toContain('https://git.example.com/git,');
    expect(steps.join(' ')).toContain('choose "Forgejo"');
    for (const step of steps) expect(step).toMatch(/^[A-Z].*\.$/);
  });
});
