import { createHash, createHmac } from 'node:crypto';
import { Failure, Secret } from '@branchline/domain';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { WebhookRequest } from '../../../ports/git-service/webhooks.ts';
import { gitlabWebhook as reader } from './webhook.ts';
import { signingTokenFrom } from './webhook-signature.ts';

const receivedAt = new Date('2026-03-01T12:00:00Z');
const secret = new Secret('a secret of ours');
const older = new Secret('the secret before');

function requestOf(body: unknown, headers: Readonly<Record<string, string>> = {}): WebhookRequest {
  const bytes = body instanceof Uint8Array ? body : Buffer.from(JSON.stringify(body));
  return { headers: { 'x-gitlab-event': 'Push Hook', ...headers }, body: bytes, receivedAt };
}

/** As GitLab 19 signs; the key is derived here a second time, from what is written down about it. */
function signed(key: string, options: { readonly at?: Date; readonly body?: string; readonly id?: string } = {}) {
  const { at = receivedAt, body = '{"object_kind":"push"}', id = 'f5b1e2' } = options;
  const timestamp = String(Math.floor(at.getTime() / 1000));
  const digest = createHash('sha256').update(key).digest();
  const signature = createHmac('sha256', digest).update(`${id}.${timestamp}.${body}`).digest('base64');
  const headers = { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': `v1,${signature}` };
  return requestOf(Buffer.from(body), headers);
}

function refusal(request: WebhookRequest, secrets: readonly Secret[] = [secret]): Failure {
  try {
    reader.verify(request, secrets);
  } catch (failure) {
    if (failure instanceof Failure) return failure;
    throw failure;
  }
  throw new Error('It was taken for genuine.');
}

describe('a signed webhook', () => {
  it('is taken with either of our secrets', () => {
    expect(() => reader.verify(signed('a secret of ours'), [secret, older])).not.toThrow();
    expect(() => reader.verify(signed('the secret before'), [secret, older])).not.toThrow();
  });

  it('is taken when one of several signatures fits', () => {
    const { headers, ...rest } = signed('a secret of ours');
    const several = `v1,${Buffer.alloc(32).toString('base64')} v2,abc ${headers['webhook-signature']}`;
    expect(() =>
      reader.verify({ ...rest, headers: { ...headers, 'webhook-signature': several } }, [secret]),
    ).not.toThrow();
  });

  it.each([24, 32, 64])('is signed with the secret itself when that is a signing token of %i bytes', (bytes) => {
    const key = Buffer.alloc(bytes, 7);
    const token = new Secret(`whsec_${key.toString('base64')}`);
    expect(signingTokenFrom(token)).toBe(token.reveal());
    const { headers, body, ...rest } = signed('');
    const text = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${Buffer.from(body).toString()}`;
    const signature = `v1,${createHmac('sha256', key).update(text).digest('base64')}`;
    expect(() =>
      reader.verify({ ...rest, body, headers: { ...headers, 'webhook-signature': signature } }, [token]),
    ).not.toThrow();
  });

  it.each([5 * 60, -5 * 60])('is taken %i seconds away, and no further', (seconds) => {
    expect(() =>
      reader.verify(signed('a secret of ours', { at: new Date(receivedAt.getTime() + seconds * 1000) }), [secret]),
    ).not.toThrow();
    const further = new Date(receivedAt.getTime() + (seconds + Math.sign(seconds)) * 1000);
    expect(refusal(signed('a secret of ours', { at: further })).message).toContain('5 minutes');
  });

  it.each([
    ['with another secret', signed('another')],
    ['whose body was changed', { ...signed('a secret of ours'), body: Buffer.from('{"object_kind":"pusH"}') }],
    ['without a digest', withHeader('webhook-signature', 'v1,')],
    ['with an empty signature', withHeader('webhook-signature', '')],
    ['of another version', withHeader('webhook-signature', 'v2,AAAA')],
    ['without a time', withHeader('webhook-timestamp', '')],
    ['with a time that is none', withHeader('webhook-timestamp', 'now')],
    ['of another time', withHeader('webhook-timestamp', '1772366401')],
    ['of another delivery', withHeader('webhook-id', 'other')],
  ])('%s is refused', (_what, request) => {
    expect(refusal(request).kind).toBe('invalid-signature');
  });

  it('is refused when it does not fit, whatever plain token comes with it', () => {
    const request = signed('another');
    const headers = { ...request.headers, 'x-gitlab-token': secret.reveal() };
    expect(refusal({ ...request, headers }).kind).toBe('invalid-signature');
  });

  function withHeader(name: string, value: string): WebhookRequest {
    const request = signed('a secret of ours');
    return { ...request, headers: { ...request.headers, [name]: value } };
  }
});

describe('a webhook with a secret token', () => {
  it('is taken with either of our secrets, also from servers that send id and time with it', () => {
    const newer = { 'webhook-id': 'f5b1e2', 'webhook-timestamp': '1772366400' };
    expect(() =>
      reader.verify(requestOf({}, { 'x-gitlab-token': 'a secret of ours', ...newer }), [older, secret]),
    ).not.toThrow();
    expect(() =>
      reader.verify(requestOf({}, { 'x-gitlab-token': 'the secret before' }), [secret, older]),
    ).not.toThrow();
  });

  it.each(['', 'a secret of our', 'a secret of ours ', 'another'])('%j is refused', (token) => {
    expect(refusal(requestOf({}, { 'x-gitlab-token': token })).kind).toBe('invalid-signature');
  });

  it('is refused without one, and where there is none to compare with', () => {
    expect(refusal(requestOf({})).message).toContain('neither');
    expect(refusal(requestOf({}, { 'x-gitlab-token': 'x' }), []).kind).toBe('invalid-signature');
    expect(refusal(requestOf({}, { 'x-gitlab-token': '' }), [new Secret('')]).kind).toBe('invalid-signature');
  });

  it('never finds itself in the words about it', () => {
    expect(refusal(requestOf({}, { 'x-gitlab-token': 'hunter2' })).message).not.toContain('hunter2');
  });
});

describe('what a webhook is', () => {
  it('is recognised and named by its headers', () => {
    expect(reader.recognises(requestOf({}))).toBe(true);
    expect(reader.recognises({ headers: { 'x-gitea-event': 'push' }, body: Buffer.of(), receivedAt })).toBe(false);
    const request = requestOf({}, { 'webhook-id': 'one', 'idempotency-key': 'one' });
    expect(reader.describe(request)).toEqual({ event: 'Push Hook', deliveryId: 'one' });
    expect(reader.describe(requestOf({}, { 'idempotency-key': 'two' })).deliveryId).toBe('two');
    expect(reader.describe(requestOf({}, { 'x-gitlab-event-uuid': 'shared' })).deliveryId).toBeUndefined();
  });

  it('is looked up in the body for system hooks', () => {
    const request = requestOf({ event_name: 'project_rename' }, { 'x-gitlab-event': 'System Hook' });
    expect(reader.describe(request).event).toBe('System Hook (project_rename)');
  });
});

const project = {
  id: 7,
  path_with_namespace: 'acme/tools/app',
  git_http_url: 'https://gitlab.example.com/acme/tools/app.git',
};
const hint = { remoteId: '7', cloneUrl: project.git_http_url, name: 'acme/tools/app' };

describe('what a webhook asks for', () => {
  it.each([
    ['a push', { object_kind: 'push', ref: 'refs/heads/ABC-1', project_id: 7, project }, ['refs/heads/ABC-1']],
    [
      'a deleted tag',
      { object_kind: 'tag_push', ref: 'refs/tags/v1', after: '0'.repeat(40), project },
      ['refs/tags/v1'],
    ],
    [
      'an update',
      {
        event_name: 'repository_update',
        project_id: 7,
        project,
        changes: [{ ref: 'refs/heads/a' }, { ref: 'refs/tags/b' }],
        refs: ['refs/heads/a'],
      },
      ['refs/heads/a', 'refs/tags/b'],
    ],
  ])('%s: a look at its refs', (_what, body, names) => {
    expect(reader.read(requestOf(body))).toEqual({ kind: 'look', repository: hint, scope: { kind: 'refs', names } });
  });

  it('a merge request: a look at it, in the project it goes to', () => {
    const fork = { ...project, id: 9 };
    const body = {
      object_kind: 'merge_request',
      project,
      object_attributes: { iid: 3, target_project_id: 7, source_project_id: 9, target: project, source: fork },
    };
    const scope = { kind: 'pull-request', remoteId: '3' };
    expect(reader.read(requestOf(body))).toEqual({ kind: 'look', repository: hint, scope });
  });

  it('a comment: a look at its merge request, or nothing', () => {
    const note = { object_kind: 'note', project_id: 7, project, object_attributes: { noteable_type: 'MergeRequest' } };
    const scope = { kind: 'pull-request', remoteId: '3' };
    expect(reader.read(requestOf({ ...note, merge_request: { iid: 3 } }))).toEqual({
      kind: 'look',
      repository: hint,
      scope,
    });
    const onCommit = { ...note, object_attributes: { noteable_type: 'Commit' } };
    expect(reader.read(requestOf(onCommit))).toMatchObject({ kind: 'ignore' });
  });

  it.each([
    'project_create',
    'project_destroy',
    'project_rename',
    'project_transfer',
    'project_update',
    'group_rename',
  ])('%s: a look at the list', (event) => {
    const reading = reader.read(requestOf({ event_name: event, path_with_namespace: 'acme/app' }));
    expect(reading).toMatchObject({ kind: 'discover' });
  });

  it.each([
    ['no JSON', Buffer.from('{"object_kind":'), 'JSON'],
    ['a list', [], 'JSON'],
    ['nothing', {}, 'which event'],
    ['an event we do not know', { object_kind: 'moon_phase' }, 'moon_phase'],
    ['a name every object has', { object_kind: 'constructor' }, 'constructor'],
    ['a pipeline', { object_kind: 'pipeline' }, 'Pipelines'],
    ['a push without a ref', { object_kind: 'push', project }, 'ref'],
    ['a push to half a name', { object_kind: 'push', project, ref: 'main' }, 'main'],
    ['a push to nowhere', { object_kind: 'push', ref: 'refs/heads/a' }, 'which project'],
    ['a merge request without a number', { object_kind: 'merge_request', project, object_attributes: {} }, 'iid'],
  ])('%s: nothing, with the reason', (_what, body, word) => {
    const reading = reader.read(requestOf(body));
    expect(reading).toMatchObject({ kind: 'ignore', reason: expect.stringContaining(word) });
  });
});

describe('any bytes', () => {
  const kinds = ['push', 'tag_push', 'merge_request', 'note', 'repository_update', 'project_rename', 'group_destroy'];
  const bodies = fc.oneof(
    fc.uint8Array(),
    fc.json().map((text) => Buffer.from(text)),
    fc
      .tuple(
        fc.constantFrom(...kinds),
        fc.dictionary(fc.constantFrom('project', 'ref', 'object_attributes', 'commits'), fc.jsonValue()),
      )
      .map(([kind, fields]) => Buffer.from(JSON.stringify({ object_kind: kind, ...fields }))),
  );
  const names = fc.constantFrom('webhook-signature', 'webhook-id', 'webhook-timestamp', 'x-gitlab-token');
  const headers = fc.dictionary(names, fc.string());

  it('are read without a crash, and never taken for genuine', () => {
    fc.assert(
      fc.property(bodies, headers, (body, given) => {
        const request = requestOf(body, given);
        expect(['look', 'discover', 'ignore']).toContain(reader.read(request).kind);
        reader.readRows?.(request);
        reader.describe(request);
        expect(refusal(request).kind).toBe('invalid-signature');
      }),
    );
  });
});

describe('the steps by hand', () => {
  it.each(['app', 'owner', 'repository'] as const)('for %s are sentences that name the fields', (level) => {
    const steps = reader.manualSteps({ url: 'https://gitlab.example.com' }, level);
    expect(steps.join(' ')).toMatch(/Secret token.*Push events.*Add webhook/);
    for (const step of steps) expect(step).toMatch(/[.]$/);
  });
});
