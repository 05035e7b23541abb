/** The stand-in itself, with a throw-away family: state, git, faults, webhooks. */

import { execFile } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, describe, expect, it } from 'vitest';
import { startHookTaker } from './hook-taker.ts';
import { hasIpv6 } from './listen.ts';
import { pocket } from './pocket-family.ts';
import type { StandIn } from './stand-in.ts';
import { startStandIn, type StandInOptions } from './start-stand-in.ts';

const run = promisify(execFile);
const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});

async function started(options: StandInOptions = {}): Promise<StandIn> {
  const standIn = await startStandIn(pocket, options);
  open.push(standIn);
  const ada = standIn.addPerson({ login: 'ada' });
  standIn.addToken(ada, { value: 'token-of-ada', scopes: ['read'], kind: 'personal' });
  return standIn;
}

async function withPush(standIn: StandIn) {
  const repository = await standIn.addRepository('team/app');
  await repository.git.commit('ABC-1 start', { 'a.txt': 'a' });
  await repository.git.branch('topic');
  await repository.git.commit('ABC-2 go on', { 'b.txt': 'b' });
  await standIn.push(repository);
  return repository;
}

const asAda = { authorization: 'Bearer token-of-ada' };

describe('a stand-in', () => {
  it('answers who is known and refuses who is not', async () => {
    const standIn = await started({ prefix: '/pocket' });
    await standIn.addRepository('team/app');
    expect((await fetch(`${standIn.url}/api/repositories`)).status).toBe(401);
    const answer = await fetch(`${standIn.url}/api/repositories`, { headers: asAda });
    expect(await answer.json()).toMatchObject([{ name: 'team/app' }]);
    standIn.state.tokens[0]!.isRevoked = true;
    expect((await fetch(`${standIn.url}/api/repositories`, { headers: asAda })).status).toBe(401);
    expect(standIn.requests.map(({ path, token }) => [path, token?.person.login])).toEqual([
      ['/api/repositories', undefined],
      ['/api/repositories', 'ada'],
      ['/api/repositories', undefined],
    ]);
  });

  it('says that nothing changed', async () => {
    const standIn = await started();
    const first = await fetch(`${standIn.url}/api/repositories`, { headers: asAda });
    const etag = first.headers.get('etag') ?? '';
    const second = await fetch(`${standIn.url}/api/repositories`, { headers: { ...asAda, 'if-none-match': etag } });
    expect(second.status).toBe(304);
  });

  it('serves real git to whom it belongs', async () => {
    const standIn = await started({ host: hasIpv6 ? '::1' : '127.0.0.1', prefix: '/deep/down' });
    const repository = await withPush(standIn);
    const folder = mkdtempSync(join(tmpdir(), 'branchline-clone-'));
    const address = (token: string): string =>
      `${standIn.url.replace('//', `//ada:${token}@`)}/${repository.owner.path}/${repository.name}.git`;
    const env = { PATH: process.env['PATH'] ?? '', GIT_TERMINAL_PROMPT: '0' };
    try {
      await run('git', ['clone', '--quiet', address('token-of-ada'), join(folder, 'app')], { env });
      const { stdout } = await run('git', ['-C', join(folder, 'app'), 'branch', '--remotes'], { env });
      expect(stdout).toContain('origin/topic');
      await expect(run('git', ['clone', '--quiet', address('wrong'), join(folder, 'no')], { env })).rejects.toThrow(
        'Command failed',
      );
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
    expect(standIn.requests.filter(({ isGit, token }) => isGit && token !== undefined).length).toBeGreaterThan(0);
  });

  it('tells what happens by signed webhooks', async () => {
    const standIn = await started();
    const taker = await startHookTaker();
    open.push(taker);
    const repository = await withPush(standIn);
    standIn.addHook(repository, { url: taker.url, secret: 'secret', events: ['push', 'pull-request', 'review'] });
    const [ada] = standIn.state.people;
    const bob = standIn.addPerson({ login: 'bob' });

    const wish = { title: 'ABC-2', author: ada!, source: 'topic', reviewers: [bob] };
    const pullRequest = await standIn.openPullRequest(repository, wish);
    const before = pullRequest.head;
    await repository.git.commit('ABC-2 more', { 'c.txt': 'c' });
    await standIn.push(repository);
    await standIn.review(pullRequest, bob, 'approved');
    await standIn.merge(pullRequest, bob, 'squash');

    const told = taker.taken.map(({ body }) => JSON.parse(body.toString('utf8')) as { kind: string; what: string });
    expect(told.map(({ kind, what }) => `${kind} ${what}`)).toEqual([
      'pull-request opened',
      'push refs/heads/topic',
      'pull-request pushed',
      'review approved',
      'push refs/heads/main',
      'pull-request merged',
    ]);
    expect(pullRequest).toMatchObject({ state: 'merged', closedBy: bob });
    expect(pullRequest.head).not.toBe(before);
    for (const { headers, body } of taker.taken) {
      expect(headers['x-pocket-signature']).toBe(createHmac('sha256', 'secret').update(body).digest('hex'));
    }
    const [hook] = repository.hooks;
    await standIn.redeliver(hook!, hook!.deliveries[0]!);
    expect(taker.taken.at(-1)?.body).toEqual(taker.taken[0]?.body);
    expect(hook!.deliveries.at(-1)?.redeliveryOf).toBe(hook!.deliveries[0]);
  });

  it('tells of what somebody pushed with real git, in their name', async () => {
    const standIn = await started();
    const taker = await startHookTaker();
    open.push(taker);
    const repository = await withPush(standIn);
    standIn.addHook(repository, { url: taker.url, secret: 'secret', events: ['push', 'pull-request'] });
    const [ada] = standIn.state.people;
    const pullRequest = await standIn.openPullRequest(repository, { title: 'ABC-2', author: ada!, source: 'topic' });
    const head = await repository.git.commit('ABC-2 more', { 'c.txt': 'c' });
    const address = `${standIn.url.replace('//', '//ada:token-of-ada@')}/${repository.owner.path}/${repository.name}.git`;
    await repository.git.git('push', '--quiet', address, 'topic');
    await expect.poll(() => taker.taken.length).toBe(3);
    const told = taker.taken.map(({ body }) => JSON.parse(body.toString('utf8')) as { kind: string; what: string });
    expect(told.map(({ kind, what }) => `${kind} ${what}`)).toEqual([
      'pull-request opened',
      'push refs/heads/topic',
      'pull-request pushed',
    ]);
    expect(pullRequest.head).toBe(head);
  });

  it('moves pull requests that come from a fork, until the fork is gone', async () => {
    const standIn = await started();
    const repository = await withPush(standIn);
    const fork = await standIn.fork(repository, 'bob/app');
    await fork.git.branch('from-fork');
    await fork.git.commit('ABC-3', { 'd.txt': 'd' });
    await standIn.push(fork);
    const [author] = standIn.state.people;
    const wish = { title: 'ABC-3', author: author!, source: 'from-fork', from: fork };
    const pullRequest = await standIn.openPullRequest(repository, wish);
    await standIn.merge(pullRequest);
    await standIn.removeRepository(fork);
    expect(pullRequest.source.repository).toBeUndefined();
    expect(pullRequest.mergeCommit).toBeDefined();
  });

  it.each(['html', 'truncated', 'cut'] as const)('spoils an answer: %s', async (kind) => {
    const standIn = await started();
    standIn.faults.add({ path: '/api/repositories', after: 1, times: 1, fault: { kind } });
    const ask = () => fetch(`${standIn.url}/api/repositories`, { headers: asAda }).then((answer) => answer.json());
    await expect(ask()).resolves.toBeDefined();
    await expect(ask()).rejects.toBeInstanceOf(Error);
    await expect(ask()).resolves.toBeDefined();
  });

  it('keeps silent until it is told to go on', async () => {
    const standIn = await started();
    standIn.faults.add({ fault: { kind: 'silent' } });
    const asked = fetch(`${standIn.url}/api/repositories`, { headers: asAda });
    await expect.poll(() => standIn.requests.length).toBe(1);
    standIn.faults.clear();
    await expect(asked).rejects.toBeInstanceOf(Error);
  });
});
