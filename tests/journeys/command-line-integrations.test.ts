/** Integrations and webhooks from the command line, against a real server in this process. */

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createConnectors } from '../../packages/server/src/adapters/git-services/index.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCommand } from '../../packages/server/src/test-support/command-line.ts';
import { listed, listedService } from '../../packages/server/src/test-support/listed-service.ts';
import { testNetwork } from '../../packages/server/src/test-support/test-network.ts';
import { startTestServer, type TestServer } from '../../packages/server/src/test-support/test-server.ts';

let test: TestServer;
let address: string;
let folder: string;

beforeAll(async () => {
  const { connector } = listedService([listed(1, 'acme/app')]);
  const connectors = new Map([
    ...createConnectors(testNetwork(), { now: () => new Date() }),
    ['listed', connector] as const,
  ]);
  test = await startTestServer({ connectors });
  address = await test.server.listen({ host: '127.0.0.1', port: 0 });
  folder = mkdtempSync(join(tmpdir(), 'branchline-cli-'));
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await test.stop();
});

const branchline = (words: readonly string[], environment: Record<string, string> = {}, input = '') =>
  runCommand(words, { BRANCHLINE_URL: address, ...environment }, input);

function json(text: string): unknown {
  return JSON.parse(text);
}

describe('budgets', () => {
  it('say what services still allow', async () => {
    expect((await branchline(['budgets'])).printed).toBe('No Git service has told a limit yet.\n');
    const { id } = await test.deps.store.integrations.add({ connector: 'listed', name: 'Counted', settings: {} });
    const resetsAt = new Date('2026-03-01T13:00:00Z');
    const counts = [{ resource: 'core', isOrdinary: true, limit: 5000, remaining: 600, resetsAt }];
    const budget = { counts, closing: undefined };
    await test.deps.store.rateBudgets.save(`integration/${id}`, budget, test.deps.clock.now());
    const { printed } = await branchline(['budgets']);
    expect(printed).toMatch(/Counted +core +600 of 5000, 500 for people +2026-03-01 13:00/);
    await test.deps.store.integrations.remove(id);
  });
});

describe('integrations', () => {
  it('say which Git services there are', async () => {
    const { printed } = await branchline(['git-services']);
    expect(printed).toMatch(/^ID +NAME +CREDENTIALS/);
    expect(printed).toMatch(/\ngit +Git +none, user-and-password, ssh-key/);
  });

  it('are tried, added, shown, renamed, paused and removed', async () => {
    const tried = await branchline(['integrations', 'add', 'listed', '--dry-run', '--json']);
    expect(json(tried.printed)).toMatchObject({ usable: true });
    expect(json((await branchline(['integrations', 'list', '--json'])).printed)).toEqual([]);
    const words = ['integrations', 'add', 'listed', '--name', 'Ours', '--include', 'acme/*', '--json'];
    const added = json((await branchline(words)).printed) as { readonly id: number };
    expect(added).toMatchObject({ name: 'Ours', connector: 'listed' });
    const id = String(added.id);
    const choice = json((await branchline(['repositories', 'choice', id, '--json'])).printed);
    expect(choice).toMatchObject({ choice: { include: ['acme/*'] } });
    const renamed = await branchline(['integrations', 'edit', id, '--name', 'Theirs']);
    expect(renamed.printed).toContain('Theirs (Listed)');
    expect(renamed.printed).toContain('Writing needs a token of one’s own.');
    const loose = ['--no-require-personal-token', '--no-make-webhooks'];
    const loosened = (await branchline(['integrations', 'edit', id, ...loose])).printed;
    expect(loosened).toContain('The service account may write for people who have no token of their own.');
    expect(loosened).toContain('Webhooks are made by hand.');
    const shown = json((await branchline(['integrations', 'show', id, '--json'])).printed);
    expect(shown).toMatchObject({ requiresPersonalToken: false, makesWebhooks: false });
    expect((await branchline(['integrations', 'check', id])).printed).toContain('It can be used.');
    await branchline(['integrations', 'pause', id, '--because', 'The service moves.']);
    const paused = json((await branchline(['integrations', 'show', id, '--json'])).printed);
    expect(paused).toMatchObject({ pausedBecause: 'The service moves.' });
    for (const word of ['pause', 'resume', 'reindex']) {
      expect(await branchline(['integrations', word, id])).toMatchObject({ code: 0, complained: '' });
    }
    const listed = (await branchline(['integrations', 'list', '--search', 'their', '--sort', 'added'])).printed;
    expect(listed).toMatch(/Theirs +Listed .* waiting/);
    expect((await branchline(['integrations', 'list', '--state', 'failed'])).printed).toBe('No integration matches.\n');
    const preview = await branchline(['integrations', 'remove', id]);
    expect(preview.printed).toContain('Add --yes to do it');
    expect(json((await branchline(['integrations', 'list', '--json'])).printed)).toHaveLength(1);
    expect((await branchline(['integrations', 'remove', id, '--yes'])).printed).toContain('Removed:');
  });

  it('take secrets from files, variables and standard input only', async () => {
    const file = join(folder, 'password');
    writeFileSync(file, 'secret-password\n');
    const words = [
      'integrations',
      'add',
      'git',
      '--url',
      'https://git.example.com/a/b.git',
      '--user',
      'anna',
      '--json',
    ];
    const sources: readonly (readonly [readonly string[], Record<string, string>, string])[] = [
      [['--password-file', file], {}, ''],
      [['--password-variable', 'GIT_PASSWORD'], { GIT_PASSWORD: 'secret-password' }, ''],
      [['--password-file', '-'], {}, 'secret-password\n'],
    ];
    for (const [option, environment, input] of sources) {
      const run = await branchline([...words, ...option], environment, input);
      expect(run).toMatchObject({ code: 0, complained: '' });
      expect(run.printed).not.toContain('secret-password');
      expect(json(run.printed)).toMatchObject({ credentialKind: 'user-and-password' });
    }
  });

  it.each([
    [['integrations', 'add', 'sourceforge'], 'There is no Git service "sourceforge"'],
    [['integrations', 'add', 'git'], 'cloneUrl'],
    [['integrations', 'add', 'listed', '--filter', '[?'], 'The filter cannot be used'],
    [['integrations', 'add', 'listed', '--set', 'nothing'], 'write name=value'],
    [['integrations', 'add', 'listed', '--user', 'anna'], 'together'],
    [['integrations', 'add', 'listed', '--token-variable', 'NOT_SET'], 'the token is empty'],
    [['integrations', 'add', 'listed', '--token-file', '/no/such/file'], 'the token cannot be read'],
    [['integrations', 'show', '999'], 'no integration'],
  ])('say what is wrong: %j', async (words, said) => {
    const run = await branchline(words);
    expect(run.code).not.toBe(0);
    expect(run.printed).toBe('');
    expect(run.complained).toContain(said);
  });
});

describe('webhooks', () => {
  it('have addresses with a secret that is shown once', async () => {
    const first = json((await branchline(['webhooks', 'address', '--json'])).printed) as Record<string, unknown>;
    expect(first).toMatchObject({ level: 'installation', secret: expect.any(String) });
    const again = await branchline(['webhooks', 'address']);
    expect(again.printed).toContain('shown before');
    const id = String(first['id']);
    const changed = json((await branchline(['webhooks', 'new-secret', id, '--json'])).printed);
    expect(changed).toMatchObject({ url: first['url'], secret: expect.any(String) });
    expect((await branchline(['webhooks', 'addresses'])).printed).toContain(String(first['url']));
  });

  it('are logged, filtered and replayed', async () => {
    const { url, secret } = json((await branchline(['webhooks', 'new-secret', '1', '--json'])).printed) as Record<
      string,
      string
    >;
    const sent = await fetch(`${address}${new URL(url ?? '').pathname}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-branchline-secret': secret ?? '' },
      body: '{"cloneUrl":"https://git.example.com/none.git"}',
    });
    expect(sent.status).toBe(202);
    const log = json((await branchline(['webhooks', 'log', '--json'])).printed) as readonly { readonly id: number }[];
    expect(log).toMatchObject([{ outcome: 'waiting', connector: 'trigger' }]);
    const shown = await branchline(['webhooks', 'show', String(log[0]?.id)]);
    expect(shown.printed).toContain('https://git.example.com/none.git');
    expect(shown.printed).not.toContain(secret);
    expect((await branchline(['webhooks', 'log', '--outcome', 'failed'])).printed).toContain('Nothing has arrived');
    const replayed = await branchline(['webhooks', 'replay', '--since', '2026-01-01', '--json']);
    expect(json(replayed.printed)).toEqual({ replayed: expect.any(Number) });
    expect((await branchline(['webhooks', 'replay'])).complained).toContain('name deliveries, a filter, or --all');
    expect((await branchline(['webhooks', 'log', '--since', 'yesterday'])).complained).toContain('is no moment');
  });
});

describe('the queue', () => {
  it('is listed, moved, tried again and cancelled', async () => {
    const { jobs } = test.deps.store;
    const integration = await test.deps.store.integrations.add({ connector: 'listed', name: 'Queued', settings: {} });
    for (const key of ['one', 'two']) {
      const options = { key, for: 'history', queue: key, integrationId: integration.id } as const;
      await jobs.add('check-integration', { integrationId: integration.id }, options);
    }
    const of = ['jobs', 'list', '--integration', String(integration.id)];
    const page = json((await branchline([...of, '--json'])).printed) as {
      readonly jobs: readonly { readonly id: string }[];
    };
    const [first, second] = page.jobs.map(({ id }) => id);
    expect((await branchline([...of, '--limit', '1'])).complained).toContain('There are more: --cursor ');
    expect((await branchline(['jobs', 'first', second!])).printed).toBe('It is the next.\n');
    expect((await branchline(of)).printed).toMatch(
      new RegExp(`\\n${second} +waiting +Check the credential: Queued`, 'u'),
    );
    expect((await branchline(['jobs', 'retry', first!])).printed).toBe('It runs as soon as there is room.\n');
    expect((await branchline(['jobs', 'cancel', first!])).printed).toBe('Cancelled.\n');
    expect(await branchline(['jobs', 'cancel', first!])).toMatchObject({
      code: 1,
      complained: expect.stringContaining('It has ended, or somebody has cancelled it.') as string,
    });
    expect((await branchline(['jobs', 'list', '--state', 'failed'])).printed).toBe('No such job is in the queue.\n');
  });

  it('is paused as a whole, and resumed', async () => {
    await branchline(['queue', 'pause', '--because', 'Maintenance']);
    expect((await branchline(['queue', 'show'])).printed).toMatch(
      /^Everything is paused since .* UTC by administrator: Maintenance\n\d+ jobs? waiting, 0 running, 0 failed\./,
    );
    expect((await branchline(['jobs', 'list'])).printed).toContain('everything is paused');
    await branchline(['queue', 'resume']);
    expect((await branchline(['queue', 'show'])).printed).not.toContain('paused');
  });
});
