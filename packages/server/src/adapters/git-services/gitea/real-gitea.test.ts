/**
 * The connector before a real Gitea or Forgejo, when BRANCHLINE_REAL_GITEA names its address and
 * BRANCHLINE_REAL_GITEA_TOKEN an access token with all scopes. It makes a repository of its own and removes it. The
 * server must be allowed to call this machine for its webhooks.
 */

import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { plainNetwork, Secret, type ListedRepository } from '@branchline/domain';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startHookTaker, type HookTaker } from '../../../test-support/stand-in/hook-taker.ts';
import { testNetwork } from '../../../test-support/test-network.ts';
import { forgejo, gitea } from './connector.ts';

const address = process.env['BRANCHLINE_REAL_GITEA'];
const token = process.env['BRANCHLINE_REAL_GITEA_TOKEN'] ?? '';
const secret = new Secret(randomUUID());
// Deliveries come when the server gets round to them.
const waiting = { timeout: 30_000, interval: 200 };

async function ask(method: string, path: string, json?: unknown): Promise<unknown> {
  const headers = { authorization: `token ${token}`, 'content-type': 'application/json' };
  const body = json === undefined ? null : JSON.stringify(json);
  const answer = await fetch(`${address}/api/v1${path}`, { method, headers, body });
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
  return answer.status === 204 ? undefined : answer.json();
}

describe.skipIf(address === undefined)('a real server (set BRANCHLINE_REAL_GITEA to its address)', () => {
  const name = `branchline-${randomUUID().slice(0, 8)}`;
  let world: Awaited<ReturnType<typeof start>>;
  let taker: HookTaker;
  let owner = '';

  async function start() {
    const { version } = (await ask('GET', '/version')) as { version: string };
    const isForgejo = version.includes('+gitea');
    const network = testNetwork({ sleep: (milliseconds) => setTimeout(milliseconds) });
    const connector = isForgejo ? forgejo(network) : gitea(network);
    const connection = connector.connect({
      settings: connector.parseSettings({ url: address }),
      credential: { kind: 'token', token: new Secret(token) },
      network: plainNetwork,
      budget: 'real',
      for: 'person',
    });
    const made = (await ask('POST', '/user/repos', { name, auto_init: true, default_branch: 'main' })) as {
      id: number;
    };
    const repository = (await connection.findRepository(String(made.id))) as ListedRepository;
    return { version, reader: connector.webhook!, connection, repository };
  }

  beforeAll(async () => {
    taker = await startHookTaker();
    world = await start();
    owner = world.repository.owner;
  });
  afterAll(async () => {
    await ask('DELETE', `/repos/${owner}/${name}`);
    await taker.close();
  });

  it('says who we are, and that no scope is missing', async () => {
    const check = await world.connection.check();
    expect(check).toMatchObject({ account: { login: owner }, version: world.version, missingRights: [] });
  });

  it('lists the repository among the others', async () => {
    const names: string[] = [];
    for await (const page of world.connection.listRepositories())
      names.push(...page.repositories.map((one) => one.name));
    expect(names).toContain(`${owner}/${name}`);
  });

  it('lets a pull request live its life, and tells it by webhook', { timeout: 120_000 }, async () => {
    const { connection, repository, reader } = world;
    const setup = connection.webhookSetup!;
    const target = { level: 'repository', repository } as const;
    await setup.ensure(target, { url: taker.url, secret: new Secret('another') });
    await setup.ensure(target, { url: taker.url, secret });
    const branch = await connection.actions!.createBranch(repository, 'feature/ABC-1#ä', 'main');
    const content = Buffer.from('Hello.').toString('base64');
    const file = { branch: branch.name, content, message: 'ABC-1 Say hello' };
    await ask('POST', `/repos/${owner}/${name}/contents/hello.md`, file);
    const { pullRequest, shortcomings } = await connection.actions!.createPullRequest(repository, {
      title: 'ABC-1 Say hello',
      description: 'text',
      sourceBranch: branch.name,
      targetBranch: 'main',
      reviewers: [],
      labels: [],
      isDraft: false,
    });
    expect(shortcomings).toEqual([]);
    const wish = { method: 'squash', expectedHead: pullRequest.source.head, deletesSourceBranch: true } as const;
    const merged = await connection.actions!.merge(repository, pullRequest.remoteId, wish);
    expect(merged).toMatchObject({ state: 'merged', source: { branch: 'feature/ABC-1#ä' }, isComplete: true });
    const deliveries = () => taker.taken.map((taken) => ({ ...taken, receivedAt: new Date() }));
    const scopes = () => deliveries().map((delivery) => reader.read(delivery));
    const named = (scope: object) => expect.arrayContaining([expect.objectContaining({ scope })]);
    await expect.poll(scopes, waiting).toEqual(named({ kind: 'pull-request', remoteId: pullRequest.remoteId }));
    await expect.poll(scopes, waiting).toEqual(named({ kind: 'refs', names: ['refs/heads/main'] }));
    for (const delivery of deliveries()) expect(() => reader.verify(delivery, [secret])).not.toThrow();
    expect(deliveries().every((delivery) => reader.recognises(delivery))).toBe(true);
    await setup.remove(target, taker.url);
    expect(await ask('GET', `/repos/${owner}/${name}/hooks`)).toEqual([]);
  });
});
