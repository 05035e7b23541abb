/** What comes before an integration is connected, by the command line and by REST: drafts, keys, lists tried. */

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createConnectors } from '../../packages/server/src/adapters/git-services/index.ts';
import { runCommand } from '../../packages/server/src/test-support/command-line.ts';
import { listed, listedService } from '../../packages/server/src/test-support/listed-service.ts';
import { testNetwork } from '../../packages/server/src/test-support/test-network.ts';
import { accessToken, startTestServer, type TestServer } from '../../packages/server/src/test-support/test-server.ts';

let test: TestServer;
let address: string;

beforeAll(async () => {
  const { connector } = listedService([listed(1, 'acme/app'), listed(2, 'acme/docs')]);
  const connectors = new Map([
    ...createConnectors(testNetwork(), { now: () => new Date() }),
    ['listed', connector] as const,
  ]);
  test = await startTestServer({ connectors });
  address = await test.server.listen({ host: '127.0.0.1', port: 0 });
});
afterAll(() => test.stop());

const branchline = (...words: readonly string[]) => runCommand(words, { BRANCHLINE_URL: address });

async function beginDraft(): Promise<number> {
  const answer = await test.server.inject({
    method: 'POST',
    url: '/api/v1/integration-drafts',
    headers: { authorization: `Bearer ${accessToken}` },
    payload: { connector: 'listed', settings: {} },
  });
  expect(answer.statusCode).toBe(201);
  return answer.json<{ id: number }>().id;
}

describe('drafts', () => {
  it('are listed, and are nobody’s integration until they are connected', async () => {
    expect((await branchline('drafts', 'list')).printed).toBe('Nothing is begun.\n');
    const id = String(await beginDraft());
    expect((await branchline('drafts', 'list')).printed).toMatch(new RegExp(`\\n${id} +Listed +`, 'u'));
    expect(JSON.parse((await branchline('integrations', 'list', '--json')).printed)).toEqual([]);
    expect((await branchline('drafts', 'connect', id, '--name', 'Ours')).printed).toBe(`${id}  Ours is connected.\n`);
    expect((await branchline('integrations', 'list')).printed).toContain('Ours');
    expect(await branchline('drafts', 'connect', id)).toMatchObject({ code: 1 });
  });

  it('are cancelled, and nothing stays', async () => {
    const id = String(await beginDraft());
    expect((await branchline('drafts', 'cancel', id)).printed).toBe('Cancelled.\n');
    expect((await branchline('drafts', 'list')).printed).toBe('Nothing is begun.\n');
    expect((await branchline('drafts', 'cancel', id)).complained).toContain('draft');
  });
});

describe('keys', () => {
  it('are made here and used by their name, and the private half is never shown', async () => {
    const made = JSON.parse((await branchline('ssh-keys', 'make', '--json')).printed) as Record<string, string>;
    expect(made['publicKey']).toMatch(/^ssh-ed25519 \S+ branchline$/);
    expect(JSON.stringify(made)).not.toContain('PRIVATE');
    const at = ['integrations', 'add', 'git', '--url', 'git@git.example.com:team/app.git'];
    expect((await branchline(...at, '--made-key', made['id'] ?? '', '--dry-run')).printed).toContain('It can be used.');
    const unknown = await branchline(...at, '--made-key', 'other');
    expect(unknown.complained).toContain('Make another one.');
    expect((await branchline('ssh-keys', 'make')).printed).toContain('--made-key');
  });
});

describe('another list', () => {
  it('is tried without being saved, and its mistakes are said in words', async () => {
    const { id } = await test.deps.store.integrations.add({ connector: 'listed', name: 'Tried', settings: {} });
    const trial = ['repositories', 'try-list', String(id), '--filter'];
    const tried = await branchline(...trial, "[?contains(full_name, 'docs')]");
    expect(tried.printed).toBe('Keeps 1 of the first 2.\nacme/docs\n');
    expect((await branchline(...trial, '[?')).code).toBe(1);
    expect((await test.deps.store.listings.choice(id)).choice.filter).toBeUndefined();
  });
});
