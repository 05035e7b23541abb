import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createHash, createHmac } from 'node:crypto';
import { Secret } from '@branchline/domain';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { WebhookReading, WebhookRequest } from '../../../ports/git-service/webhooks.ts';
import { GitlabPerson, personFromGitlab } from './api.ts';
import { GitlabMergeRequest, pullRequestFromGitlab } from './pull-requests.ts';
import { GitlabProject, repositoryFromGitlab } from './repositories.ts';
import { gitlabWebhook as reader } from './webhook.ts';
import { GitlabHook } from './webhook-setup.ts';

const contracts = process.env['BRANCHLINE_CONTRACTS'];
const folder = join(contracts ?? '', 'payloads', 'gitlab');
const receivedAt = new Date('2026-03-01T12:00:00Z');
const secret = new Secret('a secret of ours');
const repository = { remoteId: '32732', name: 'gitlab-org/testme', cloneUrl: '', webUrl: undefined };

interface Recorded {
  readonly file: string;
  readonly kind: string;
  readonly headers?: Readonly<Record<string, string>>;
}

function recorded(kind: string): readonly Recorded[] {
  if (contracts === undefined) return [];
  const manifest = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as readonly Recorded[];
  return manifest.filter((one) => one.kind === kind);
}

function requestOf({ file, headers = {} }: Recorded, more: Readonly<Record<string, string>> = {}): WebhookRequest {
  const lower = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]);
  return { headers: { ...Object.fromEntries(lower), ...more }, body: readFileSync(join(folder, file)), receivedAt };
}

const sample = /^merge_request\.group-hook\./;

/** What each event must come to, by the beginning of the file's name. */
const wanted: readonly (readonly [RegExp, (reading: WebhookReading) => void])[] = [
  // A sample of the documentation, with a space at the end of each name: no server sends that.
  [sample, (reading) => expect(reading).toMatchObject({ kind: 'ignore', reason: expect.stringContaining('iid') })],
  [/^(push|tag_push|system-hook\.(push|tag_push|repository_update))\./, looksAt('refs')],
  [/^(merge_request|note\.merge-request|system-hook\.merge_request)/, looksAt('pull-request')],
  [/^system-hook\.project_/, (reading) => expect(reading.kind).toBe('discover')],
  [/./, (reading) => expect(reading).toMatchObject({ kind: 'ignore', reason: expect.stringMatching(/\.$/) })],
];

function looksAt(scope: string) {
  return (reading: WebhookReading): void => {
    expect(reading).toMatchObject({ kind: 'look', scope: { kind: scope } });
    if (reading.kind !== 'look') return;
    expect(reading.repository.remoteId).toMatch(/^\d+$/);
    expect(reading.repository.cloneUrl).toMatch(/^https?:\/\/.*\.git$/);
  };
}

describe.skipIf(contracts === undefined)("GitLab's recorded events (needs BRANCHLINE_CONTRACTS)", () => {
  it.each(recorded('event'))('$file is read as what it is', (one) => {
    const request = requestOf(one);
    expect(reader.recognises(request)).toBe(true);
    const check = wanted.find(([pattern]) => pattern.test(one.file))?.[1];
    check?.(reader.read(request));
  });

  it.each(recorded('event'))('$file gives rows or none, and those are whole', (one) => {
    const rows = reader.readRows?.(requestOf(one));
    const hasRows =
      /^(push|tag_push|merge_request|system-hook\.(push|tag_push|merge_request))\./.test(one.file) &&
      !sample.test(one.file);
    expect(rows !== undefined).toBe(hasRows);
    for (const { hash, author } of rows?.commits ?? []) {
      expect(hash).toMatch(/^[0-9a-f]{40}$/);
      expect(author.at.getTime()).not.toBeNaN();
    }
    for (const request of rows?.pullRequests ?? []) {
      expect(request.webUrl).toMatch(/\/merge_requests\/\d+$/);
      expect(request.updatedAt.getTime()).toBeGreaterThanOrEqual(request.createdAt.getTime());
      expect(request.closedAt === undefined).toBe(request.state === 'open');
    }
  });

  it.each(recorded('event'))('$file is believed with its signature or token only', (one) => {
    const timestamp = String(receivedAt.getTime() / 1000);
    const key = createHash('sha256').update(secret.reveal()).digest();
    const { body } = requestOf(one);
    const digest = createHmac('sha256', key).update(`one.${timestamp}.`).update(body).digest('base64');
    const proof = { 'webhook-id': 'one', 'webhook-timestamp': timestamp, 'webhook-signature': `v1,${digest}` };
    expect(() => reader.verify(requestOf(one, proof), [secret])).not.toThrow();
    expect(() =>
      reader.verify(requestOf(one, { 'x-gitlab-token': secret.reveal() }), [new Secret('older'), secret]),
    ).not.toThrow();
    const longAgo = { ...proof, 'webhook-timestamp': '1577880000' };
    for (const headers of [{}, { 'x-gitlab-token': 'x' }, longAgo, { ...proof, 'webhook-signature': '' }]) {
      expect(() => reader.verify(requestOf(one, headers), [secret])).toThrow('refused');
    }
  });
});

describe.skipIf(contracts === undefined)("GitLab's recorded answers (needs BRANCHLINE_CONTRACTS)", () => {
  const url = 'https://gitlab.com';
  const read = (file: string): unknown => JSON.parse(readFileSync(join(folder, 'api', file), 'utf8'));
  const circumstances = { repository, url, sourceName: 'gitlab-org/testme', verdicts: undefined };

  it('of merge requests translate alike from the list and from one', () => {
    const one = pullRequestFromGitlab(GitlabMergeRequest.parse(read('merge-request.go-scm.json')), circumstances);
    const [listed] = z.array(GitlabMergeRequest).parse(read('merge-requests.go-scm.json'));
    expect(listed && pullRequestFromGitlab(listed, circumstances)).toEqual(one);
    expect(one).toMatchObject({
      remoteId: '1',
      state: 'declined',
      isDraft: false,
      author: { remoteId: '13356', login: 'dblessing' },
      source: { branch: 'fix', head: '12d65c8dd2b2676fa3ac47d955accc085a37a9c1', isFork: false },
      targetBranch: 'master',
      mergeCommit: undefined,
      commentCount: 1,
      closedAt: new Date('2015-12-18T18:30:22.522Z'),
    });
  });

  it('of projects translate, in groups of groups too', () => {
    const project = repositoryFromGitlab(GitlabProject.parse(read('project.go-scm.json')), url);
    expect(project).toMatchObject({
      remoteId: '178504',
      name: 'diaspora/diaspora',
      owner: 'diaspora',
      isArchived: false,
    });
    const nested = repositoryFromGitlab(GitlabProject.parse(read('subgroup-project.go-scm.json')), url);
    expect(nested).toMatchObject({ owner: 'gitlab-org/gitter', activeAt: new Date('2020-01-09T10:11:44.250Z') });
    const listed = z.array(GitlabProject).parse(read('projects.go-scm.json'));
    expect(listed.map((one) => repositoryFromGitlab(one, url).cloneUrl)).toEqual(
      listed.map(() => expect.stringMatching(/^https:.*\.git$/)),
    );
  });

  it('of people and webhooks are read', () => {
    const person = personFromGitlab(GitlabPerson.parse(read('user.go-scm.json')), url);
    expect(person).toMatchObject({ remoteId: '1', login: 'john_smith', name: 'John Smith' });
    expect(GitlabHook.parse(read('hook.go-scm.json'))).toMatchObject({ id: '1', url: 'http://example.com/hook' });
    expect(z.array(GitlabHook).parse(read('hooks.go-scm.json')).length).toBeGreaterThan(0);
  });
});
