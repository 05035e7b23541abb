/** Recorded payloads and answers of Gitea and Forgejo: each is read, none crashes. */

import { createHmac } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Secret } from '@branchline/domain';
import { describe, expect, it } from 'vitest';
import type { WebhookReader, WebhookRequest } from '../../../ports/git-service/webhooks.ts';
import { testNetwork } from '../../../test-support/test-network.ts';
import { forgejo, gitea } from './connector.ts';
import { pullRequestFrom } from './pull-requests.ts';
import { listedFrom } from './repositories.ts';
import { Person, personFrom, PullRequest, Repository } from './shapes.ts';

interface Recorded {
  readonly file: string;
  readonly kind: 'event' | 'api';
  readonly headers: Readonly<Record<string, string>>;
}

const folder = join(process.env['BRANCHLINE_CONTRACTS'] ?? '', 'payloads');
const isThere = process.env['BRANCHLINE_CONTRACTS'] !== undefined && existsSync(folder);
const secret = new Secret('the secret of this test');
const readers: Readonly<Record<string, WebhookReader>> = {
  gitea: gitea(testNetwork()).webhook!,
  forgejo: forgejo(testNetwork()).webhook!,
};

function recorded(service: string, kind: Recorded['kind']): readonly Recorded[] {
  if (!isThere) return [];
  const all = JSON.parse(readFileSync(join(folder, service, 'manifest.json'), 'utf8')) as readonly Recorded[];
  return all.filter((one) => one.kind === kind);
}

function bodyOf(service: string, { file }: Recorded): Buffer {
  return readFileSync(join(folder, service, file));
}

function requestOf(service: string, one: Recorded, signature?: string): WebhookRequest {
  const body = bodyOf(service, one);
  const named = Object.entries(one.headers).map(([name, value]) => [name.toLowerCase(), value]);
  const signed = signature ?? createHmac('sha256', secret.reveal()).update(body).digest('hex');
  const headers = {
    ...Object.fromEntries(named),
    [`x-${service}-delivery`]: 'one',
    [`x-${service}-signature`]: signed,
  };
  return { headers, body, receivedAt: new Date(0) };
}

const events = ['gitea', 'forgejo'].flatMap((service) =>
  recorded(service, 'event').map((one) => ({ service, one, name: `${service}/${one.file}` })),
);

describe.skipIf(!isThere)('recorded payloads (set BRANCHLINE_CONTRACTS to have them)', () => {
  it.each(events)('$name is recognised, verified and read', ({ service, one }) => {
    const reader = readers[service]!;
    const request = requestOf(service, one);
    expect(reader.recognises(request)).toBe(true);
    expect(() => reader.verify(request, [new Secret('an older one'), secret])).not.toThrow();
    expect(reader.describe(request)).toEqual({ event: one.headers[eventTypeHeader(one)], deliveryId: 'one' });
    expect(reader.read(request)).toMatchObject(expectedOf(service, one));
  });

  it.each(events.filter(({ one }) => one.file.startsWith('pull_request')))('$name tells a row', ({ service, one }) => {
    const told = JSON.parse(bodyOf(service, one).toString('utf8')) as Told;
    const rows = readers[service]!.readRows?.(requestOf(service, one));
    expect(rows?.pullRequests.map((row) => row.remoteId)).toEqual([String(told.number)]);
  });

  it.each(events)('$name is refused with a wrong or an empty signature, or none', ({ service, one }) => {
    const reader = readers[service]!;
    const refused = expect.objectContaining({ kind: 'invalid-signature' });
    for (const signature of ['', '00'.repeat(32), 'sha256=']) {
      expect(() => reader.verify(requestOf(service, one, signature), [secret])).toThrowError(refused);
    }
    const { [`x-${service}-signature`]: _signature, ...unsigned } = requestOf(service, one).headers;
    expect(() => reader.verify({ ...requestOf(service, one), headers: unsigned }, [secret])).toThrowError(refused);
    expect(() => reader.verify(requestOf(service, one), [])).toThrowError(refused);
  });

  it('tells the commits of pushes', () => {
    const pushes = events.filter(({ one }) => /^push\.(?!tag)/.test(one.file));
    expect(pushes.length).toBeGreaterThan(3);
    for (const { service, one } of pushes) {
      const rows = readers[service]!.readRows?.(requestOf(service, one));
      const told = JSON.parse(bodyOf(service, one).toString('utf8')) as {
        readonly ref: string;
        readonly after: string;
        readonly commits: readonly { readonly id: string; readonly timestamp?: string }[] | null;
      };
      expect(rows?.branches.map(({ name }) => name)).toEqual([told.ref.replace('refs/heads/', '')]);
      // Some were shortened by those who recorded them: without its time a commit is none.
      const whole = (told.commits ?? []).filter(({ timestamp }) => timestamp !== undefined);
      for (const { id } of whole) expect(rows?.commits.map(({ hash }) => String(hash))).toContain(id);
    }
  });
});

interface Told {
  readonly repository?: { readonly id: number };
  readonly number?: number;
}

/** What a file of this name asks for. */
function expectedOf(service: string, one: Recorded): object {
  const told = JSON.parse(bodyOf(service, one).toString('utf8')) as Told;
  const repository = { remoteId: String(told.repository?.id) };
  if (one.file.startsWith('pull_request')) {
    return { kind: 'look', repository, scope: { kind: 'pull-request', remoteId: String(told.number) } };
  }
  if (/^(?:push|create|delete)/.test(one.file)) return { kind: 'look', repository, scope: { kind: 'refs' } };
  return one.file.startsWith('repository') ? { kind: 'discover' } : { kind: 'ignore' };
}

function eventTypeHeader({ headers }: Recorded): string {
  return Object.keys(headers).find((name) => name.endsWith('-Event-Type')) ?? '';
}

function answersIn(name: RegExp): readonly { readonly file: string; readonly entry: unknown }[] {
  return recorded('gitea', 'api')
    .filter(({ file }) => name.test(file))
    .flatMap((one) => {
      const answer: unknown = JSON.parse(bodyOf('gitea', one).toString('utf8'));
      return (Array.isArray(answer) ? answer : [answer]).map((entry: unknown) => ({ file: one.file, entry }));
    });
}

describe.skipIf(!isThere)('recorded answers of the API (set BRANCHLINE_CONTRACTS to have them)', () => {
  it.each(answersIn(/\/pulls?\./))('a pull request of $file is understood', ({ entry }) => {
    const pullRequest = pullRequestFrom(PullRequest.parse(entry));
    expect(pullRequest.source.branch).not.toMatch(/^refs\//);
    expect(pullRequest.webUrl).toMatch(/^https?:\/\/.*\/pulls\/\d+$/);
    expect(pullRequest.updatedAt.getTime()).toBeGreaterThan(0);
  });

  it.each(answersIn(/\/repos?\./))('a repository of $file is understood', ({ entry }) => {
    const listed = listedFrom(Repository.parse(entry), entry);
    expect(listed.cloneUrl).toMatch(/\.git$/);
    expect(listed.name.startsWith(`${listed.owner}/`)).toBe(true);
  });

  it.each(answersIn(/\/user\./))('a person of $file is understood', ({ entry }) => {
    expect(personFrom(Person.parse(entry)).remoteId).toMatch(/^\d+$/);
  });
});
