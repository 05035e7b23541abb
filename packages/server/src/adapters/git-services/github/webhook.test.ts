import { createHmac } from 'node:crypto';
import { Secret } from '@branchline/domain';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { WebhookRequest } from '../../../ports/git-service/webhooks.ts';
import { webhookReader } from './webhook.ts';

const reader = webhookReader(false);
const secret = new Secret('s3cret of this test');
const zeros = '0'.repeat(40);
const before = 'b'.repeat(40);
const after = 'a'.repeat(40);
const repository = {
  id: 7,
  full_name: 'acme/app',
  clone_url: 'https://github.example/acme/app.git',
  html_url: 'https://github.example/acme/app',
  default_branch: 'main',
};
const hint = { remoteId: '7', cloneUrl: repository.clone_url, name: 'acme/app' };

function requestOf(event: string, payload: unknown, headers: Readonly<Record<string, string>> = {}): WebhookRequest {
  const body = Buffer.from(typeof payload === 'string' ? payload : JSON.stringify(payload));
  return { headers: { 'x-github-event': event, ...headers }, body, receivedAt: new Date('2026-03-01T12:00:00Z') };
}

function signed(request: WebhookRequest, key: string): WebhookRequest {
  const digest = createHmac('sha256', key).update(request.body).digest('hex');
  return { ...request, headers: { ...request.headers, 'x-hub-signature-256': `sha256=${digest}` } };
}

function commit(id: string) {
  const person = { name: 'Ada', email: 'ada@example.org', username: 'ada' };
  return {
    id,
    message: `ABC-1 ${id.slice(0, 3)}`,
    timestamp: '2026-03-01T13:00:00+01:00',
    author: person,
    committer: person,
  };
}

describe('a webhook of GitHub', () => {
  it('is recognised by its header, and those of others who send it too are not', () => {
    expect(reader.recognises(requestOf('push', {}))).toBe(true);
    for (const name of ['x-gitea-event', 'x-forgejo-event', 'x-gogs-event']) {
      expect(reader.recognises(requestOf('push', {}, { [name]: 'push' }))).toBe(false);
    }
    expect(reader.recognises({ ...requestOf('push', {}), headers: {} })).toBe(false);
  });

  it('of a server of one’s own is told from GitHub.com by the host it names', () => {
    const request = requestOf('push', {}, { 'x-github-enterprise-host': 'github.example' });
    expect([reader.recognises(request), webhookReader(true).recognises(request)]).toEqual([false, true]);
  });

  it('is genuine with any one of the secrets', () => {
    const request = signed(requestOf('push', { repository }), secret.reveal());
    expect(() => reader.verify(request, [new Secret('older'), secret])).not.toThrow();
  });

  it.each([
    ['no signature', requestOf('push', {}), [secret]],
    ['an empty one', requestOf('push', {}, { 'x-hub-signature-256': '' }), [secret]],
    ['an empty digest', requestOf('push', {}, { 'x-hub-signature-256': 'sha256=' }), [secret]],
    ['only the old kind', requestOf('push', {}, { 'x-hub-signature': `sha1=${'0'.repeat(40)}` }), [secret]],
    ['a digest of another length', requestOf('push', {}, { 'x-hub-signature-256': 'sha256=00' }), [secret]],
    ['another secret', signed(requestOf('push', {}), 'another'), [secret]],
    ['no secret to compare with', signed(requestOf('push', {}), secret.reveal()), []],
    ['an empty secret', signed(requestOf('push', {}), ''), [new Secret('')]],
    ['another body', { ...signed(requestOf('push', {}), secret.reveal()), body: Buffer.from('{ }') }, [secret]],
  ])('with %s is refused', (_what, request, secrets) => {
    expect(() => reader.verify(request, secrets)).toThrow(expect.objectContaining({ kind: 'invalid-signature' }));
  });

  it.each([
    ['push', { ref: 'refs/heads/a/b', repository }, { kind: 'refs', names: ['refs/heads/a/b'] }],
    ['create', { ref: 'v1', ref_type: 'tag', repository }, { kind: 'refs', names: ['refs/tags/v1'] }],
    ['delete', { ref: 'x', ref_type: 'branch', repository }, { kind: 'refs', names: ['refs/heads/x'] }],
    ['pull_request', { number: 3, pull_request: { number: 3 }, repository }, { kind: 'pull-request', remoteId: '3' }],
    ['issue_comment', { issue: { number: 4, pull_request: {} }, repository }, { kind: 'pull-request', remoteId: '4' }],
    ['repository', { action: 'edited', changes: { default_branch: {} }, repository }, { kind: 'everything' }],
  ])('%s says where to look', (event, payload, scope) => {
    expect(reader.read(requestOf(event, payload))).toEqual({ kind: 'look', repository: hint, scope });
  });

  it('that was set to send forms is read all the same', () => {
    const form = new URLSearchParams({ payload: JSON.stringify({ ref: 'refs/heads/main', repository }) }).toString();
    const request = requestOf('push', form, { 'content-type': 'application/x-www-form-urlencoded' });
    expect(reader.read(request)).toMatchObject({ kind: 'look', repository: hint });
  });

  it.each([
    ['repository', { action: 'renamed', repository }],
    ['repository', { action: 'deleted', repository }],
    ['installation_repositories', { action: 'added' }],
    ['installation', { action: 'suspend' }],
    ['organization', { action: 'renamed' }],
    ['create', { ref_type: 'repository', ref: null, repository }],
  ])('%s %j changes the list of repositories', (event, payload) => {
    expect(reader.read(requestOf(event, payload))).toMatchObject({
      kind: 'discover',
      because: expect.stringMatching(/\.$/),
    });
  });

  it.each([
    ['ping', { zen: 'x' }],
    ['issue_comment', { issue: { number: 4 }, repository }],
    ['check_run', { repository }],
    ['constructor', { repository }],
    ['', { repository }],
    ['push', 'no json'],
    ['push', '[]'],
    ['push', { ref: 'refs/heads/x' }],
    ['push', { repository }],
    ['delete', { ref: 'x', ref_type: 'comet', repository }],
    ['pull_request', { repository }],
  ])('%s %j is left alone for a reason', (event, payload) => {
    expect(reader.read(requestOf(event, payload))).toMatchObject({
      kind: 'ignore',
      reason: expect.stringMatching(/^[A-Z].*\.$/),
    });
  });

  it('is never crashed by', () => {
    const events = fc.constantFrom(
      'push',
      'create',
      'delete',
      'pull_request',
      'pull_request_review',
      'issue_comment',
      'repository',
      'release',
    );
    const bodies = fc.oneof(
      fc.uint8Array(),
      fc.json().map((text) => Buffer.from(text)),
    );
    fc.assert(
      fc.property(events, bodies, fc.string(), (event, body, signature) => {
        const request = { ...requestOf(event, '', { 'x-hub-signature-256': signature }), body };
        expect(['look', 'discover', 'ignore']).toContain(reader.read(request).kind);
        reader.describe(request);
        reader.readRows?.(request);
        expect(() => reader.verify(request, [secret])).toThrow('signature');
      }),
    );
  });
});

describe('the rows in a webhook', () => {
  const push = {
    ref: 'refs/heads/ABC-1',
    before,
    after,
    repository,
    commits: [commit(after)],
    head_commit: commit(after),
  };

  it('of a push are its commits and its branch', () => {
    const rows = reader.readRows?.(requestOf('push', push));
    const signature = { name: 'Ada', email: 'ada@example.org', at: new Date('2026-03-01T12:00:00Z') };
    const expected = {
      hash: after,
      parents: [],
      author: signature,
      committer: signature,
      message: 'ABC-1 aaa',
      notes: '',
    };
    expect(rows).toEqual({
      repository: { remoteId: '7', name: 'acme/app', cloneUrl: repository.clone_url, webUrl: repository.html_url },
      defaultBranch: 'main',
      commits: [expected],
      branches: [{ name: 'ABC-1', head: expected }],
      goneBranches: [],
      pullRequests: [],
      leftOut: undefined,
    });
  });

  it('of a deleted branch are its end', () => {
    const gone = { ...push, after: zeros, commits: [], head_commit: null };
    expect(reader.readRows?.(requestOf('push', gone))).toMatchObject({
      goneBranches: ['ABC-1'],
      commits: [],
      branches: [],
    });
  });

  it('of a pushed tag are no branch', () => {
    const tag = { ...push, ref: 'refs/tags/v1', commits: [] };
    expect(reader.readRows?.(requestOf('push', tag))).toMatchObject({ branches: [], leftOut: undefined });
  });

  it.each([
    ['a full list', { commits: Array.from({ length: 2048 }, () => commit(after)) }, { from: before, to: after }],
    ['a list without the newest', { commits: [commit('c'.repeat(40))] }, { from: before, to: after }],
    ['no list at all', { commits: [] }, { from: before, to: after }],
    ['a new branch, cut', { before: zeros, commits: [commit('c'.repeat(40))] }, { from: undefined, to: after }],
    ['a new branch on old commits', { before: zeros, commits: [] }, undefined],
    ['a branch that was set back', { forced: true, commits: [] }, undefined],
  ])('say what was left out: %s', (_what, change, leftOut) => {
    expect(reader.readRows?.(requestOf('push', { ...push, ...change }))?.leftOut).toEqual(leftOut);
  });

  it('name a branch that was made on a page', () => {
    const made = { ref: 'ABC-2', ref_type: 'branch', repository };
    expect(reader.readRows?.(requestOf('create', made))).toMatchObject({
      branches: [{ name: 'ABC-2', head: undefined }],
    });
    expect(reader.readRows?.(requestOf('delete', made))).toMatchObject({ goneBranches: ['ABC-2'] });
    expect(reader.readRows?.(requestOf('ping', {}))).toBeUndefined();
  });
});
