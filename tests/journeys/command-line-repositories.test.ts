/** Settings, logs and orders about repositories from the command line, against a real server in this process. */

import { readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { runCommand } from '../../packages/server/src/test-support/command-line.ts';
import {
  accessToken,
  addExamples,
  startTestServer,
  type TestServer,
} from '../../packages/server/src/test-support/test-server.ts';

let test: TestServer;
let address: string;

beforeAll(async () => {
  test = await startTestServer();
  await addExamples(test);
  address = await test.server.listen({ host: '127.0.0.1', port: 0 });
});
afterAll(() => test.stop());

const branchline = (...words: readonly string[]) => runCommand(words, { BRANCHLINE_URL: address });

async function overRest(method: string, path: string, body?: object, headers: Record<string, string> = {}) {
  const answer = await fetch(`${address}/api/v1${path}`, {
    method,
    headers: { authorization: `Bearer ${accessToken}`, 'content-type': 'application/json', ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: answer.status, text: await answer.text(), headers: answer.headers };
}

it('settings are shown, changed one at a time, and taken back', async () => {
  const before = await branchline('repositories', 'settings', '1');
  expect(before.printed).toContain('Name: as at its service\nTags: every one\n');
  const tags = ['--tags', 'v*', '/^r\\d+$/', '--refs', 'refs/changes/*'];
  const others = ['--smart-commits', 'no', '--least-minutes', '10', '--commit-link', '{repository}/c/{commit}'];
  const set = await branchline('repositories', 'set', '1', '--display-name', 'Ours', ...tags, ...others);
  expect(set.printed).toContain('Name: Ours\nTags: v*, /^r\\d+$/\nRefs besides the usual ones: refs/changes/*');
  const again = await branchline('repositories', 'set', '1', '--without-tags', '*-rc*', '--refs', '', '--json');
  expect(JSON.parse(again.printed)).toMatchObject({
    displayName: 'Ours',
    tags: { include: ['v*', '/^r\\d+$/'], exclude: ['*-rc*'] },
    refs: { also: [] },
    runsSmartCommits: false,
    schedule: { leastMinutes: 10, mostMinutes: null },
    webLinks: { commit: '{repository}/c/{commit}' },
  });
  expect((await branchline('repositories', 'list', '--search', 'our')).printed).toMatch(/\n1 .* Ours /);
  const words = ['--display-name', '', '--tags', '', '--without-tags', '', '--least-minutes', '', '--commit-link', ''];
  const back = await branchline('repositories', 'set', '1', ...words, '--smart-commits', 'yes');
  expect(back.printed).toBe(before.printed);
});

it.each([
  [['--tags', '/(/'], 'A "(" is not closed.'],
  [['--refs', '+refs/heads/*:refs/heads/*'], 'does not begin with "refs/"'],
  [['--refs', '--upload-pack=x'], 'does not begin with "refs/"'],
  [['--commit-link', 'javascript:alert(1)'], 'must be a web address'],
  [['--least-minutes', '90', '--most-minutes', '5'], 'is more than the most, 5 minutes'],
  [['--least-minutes', 'often'], 'is no number of minutes'],
])('%j is refused in words', async (options, words) => {
  const refused = await branchline('repositories', 'set', '1', ...options);
  expect(refused.code).not.toBe(0);
  expect(refused.complained).toContain(words);
});

it('two who edit at once do not overwrite each other', async () => {
  const seen = await overRest('GET', '/repositories/1/settings');
  const ifMatch = { 'if-match': seen.headers.get('etag') ?? '' };
  const first = await overRest('PUT', '/repositories/1/settings', { displayName: 'First' }, ifMatch);
  const second = await overRest('PUT', '/repositories/1/settings', { displayName: 'Second' }, ifMatch);
  expect([first.status, second.status]).toEqual([200, 412]);
  expect(JSON.parse(second.text)).toMatchObject({ type: 'changed-meanwhile' });
  expect((await branchline('repositories', 'settings', '1')).printed).toContain('Name: First');
  await branchline('repositories', 'set', '1', '--display-name', '');
});

it('defaults are for new repositories', async () => {
  const set = await branchline('repositories', 'set-defaults', '1', '--smart-commits', 'no');
  expect(set.printed).toContain('Smart commits: no');
  expect((await branchline('repositories', 'defaults', '1')).printed).toBe(set.printed);
  const remote = { remoteId: 'later', name: 'later', cloneUrl: 'https://git.example/later.git', webUrl: undefined };
  const { id } = await test.deps.store.repositories.save(1 as never, remote);
  expect((await branchline('repositories', 'settings', String(id))).printed).toContain('Smart commits: no');
  expect((await branchline('repositories', 'settings', '1')).printed).toContain('Smart commits: yes');
});

it('a log is shown, narrowed, and downloaded as text and as JSON', async () => {
  const { indexRuns } = test.deps.store;
  const run = await indexRuns.begin(1 as never, 'person');
  await indexRuns.progress(run, { phase: 'cloning', done: 10, total: 10, bytes: 2048 });
  await indexRuns.progress(run, { phase: 'reading-history', done: 7, total: 7, bytes: undefined });
  await indexRuns.end(run, 'failed', 'It broke.\nBadly.');
  const shown = await branchline('repositories', 'log', '1', '--outcome', 'failed');
  expect(shown.printed).toMatch(/git +person +failed .* It broke\./);
  expect((await branchline('repositories', 'log', '1', '--about', 'pull-requests')).printed.trim()).toBe(
    'No indexing matches.',
  );
  const file = join(tmpdir(), `branchline-log-${process.pid}`);
  await branchline('repositories', 'log', '1', '--download', file);
  const text = await readFile(file, 'utf8');
  expect(text).toContain('  cloning: 10 of 10, 2048 bytes, ');
  expect(text).toContain('  reading-history: 7 of 7, ');
  expect(text).toContain('  error: It broke. · Badly.\n');
  await branchline('repositories', 'log', '1', '--download', file, '--format', 'json');
  expect(JSON.parse(await readFile(file, 'utf8'))).toMatchObject({
    runs: [
      {
        outcome: 'failed',
        phases: [
          { phase: 'cloning', bytes: 2048 },
          { phase: 'reading-history', done: 7 },
        ],
      },
    ],
  });
  await rm(file);
  const answer = await overRest('GET', '/repositories/1/index-log');
  expect(answer.headers.get('content-disposition')).toBe('attachment; filename="index-log-1.txt"');
});

it('several are ordered about at once, and those that are gone are counted', async () => {
  const many = await branchline('repositories', 'pause', '1', '2', '999', '--json');
  expect(JSON.parse(many.printed)).toEqual({ done: 2, missing: 1 });
  expect((await branchline('repositories', 'list', '--state', 'paused')).printed).toMatch(/\n1 /);
  expect((await branchline('repositories', 'resume', '1', '2')).printed).toBe('Done with 2.\n');
  expect((await branchline('repositories', 'reindex', '1', '--pull-requests')).printed).toBe(
    'It will be read again.\n',
  );
  expect((await branchline('repositories', 'reindex', '1', '2', '--pull-requests')).complained).toContain(
    'one repository at a time',
  );
});

it('a list is sorted and narrowed', async () => {
  const names = async (...words: readonly string[]) =>
    (
      JSON.parse((await branchline('repositories', 'list', '--json', ...words)).printed) as { readonly name: string }[]
    ).map(({ name }) => name);
  const all = await names();
  expect(all).toEqual(all.toSorted());
  expect(await names('--descending')).toEqual(all.toReversed());
  expect(await names('--remote', 'gone')).toEqual([]);
  expect(await names('--integration', '999')).toEqual([]);
  expect(await names('--projects', 'inherited')).toEqual(all);
});

it('webhooks are narrowed to unknown repositories, and counted before a replay', async () => {
  const counted = await branchline('webhooks', 'replay', '--count', '--matched', 'no');
  expect(counted.printed).toMatch(/^\d+ of \d+ would be read again\.\n$/);
  const log = await branchline('webhooks', 'log', '--matched', 'no', '--json');
  for (const line of JSON.parse(log.printed) as { readonly repositoryId: unknown }[])
    expect(line.repositoryId).toBeNull();
});
