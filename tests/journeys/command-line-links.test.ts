/** Linking by hand from the command line, against a real server in this process. */

import type { RepositoryId } from '@branchline/domain';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { runCommand } from '../../packages/server/src/test-support/command-line.ts';
import { hashOf, linked, linksTo, pullRequestOf } from '../../packages/server/src/test-support/example-rows.ts';
import { addExamples, startTestServer, type TestServer } from '../../packages/server/src/test-support/test-server.ts';

const repository = 1 as RepositoryId;
const commit = ['1', '--commit', hashOf(1)];

let test: TestServer;
let address: string;

beforeAll(async () => {
  test = await startTestServer();
  await addExamples(test);
  const { development } = test.deps.store;
  await development.saveCommits(repository, [linked(1, 'ABC-1', 'ABC-2')], false);
  await development.savePullRequests(repository, [{ pullRequest: pullRequestOf(7), links: linksTo('ABC-1') }], false);
  address = await test.server.listen({ host: '127.0.0.1', port: 0 });
});
afterAll(() => test.stop());

const link = (...words: readonly string[]) => runCommand(['link', ...words], { BRANCHLINE_URL: address });

it('issues are added and removed, and shown with where they were found', async () => {
  expect((await link('show', ...commit)).printed).toBe('ABC-1  title\nABC-2  title\n');
  const [, ...which] = commit;
  const added = await link('add', '1', 'xyz-9', 'ABC-1', ...which);
  expect(added).toMatchObject({ code: 0, complained: '' });
  expect(added.printed).toMatch(/^ABC-1 {2}title\nABC-2 {2}title\nABC-1 {2}by hand\nXYZ-9 {2}by hand\n/);
  const removed = await link('remove', '1', 'ABC-1', 'ABC-2', ...which, '--json');
  expect(JSON.parse(removed.printed)).toMatchObject({
    state: 'there',
    links: [{ key: 'XYZ-9', foundIn: 'by-hand' }],
    said: [
      { key: 'ABC-1', state: 'removed', by: 'administrator' },
      { key: 'ABC-2', state: 'removed' },
      { key: 'XYZ-9', state: 'added', isThere: true },
    ],
  });
  expect((await link('show', ...commit)).printed).toMatch(/\nremoved by hand: ABC-2, administrator, \d{4}-/);
});

it('pull requests are linked by their ids, and what is not there yet waits', async () => {
  expect((await link('add', '1', 'XYZ-9', '--pull-request', '7')).printed).toContain('XYZ-9  by hand');
  const unborn = await link('add', '1', 'WAIT-1', '--commit', hashOf(404).toUpperCase());
  expect(unborn.printed).toContain('takes effect as soon as it is found');
  expect(unborn.printed).toContain('Linked to no issue.');
  const listed = await link('list', '--repository', '1', '--key', 'wait-1');
  expect(listed.printed).toMatch(/\nWAIT-1 +added +1 +commit +0+194 +administrator +\S+ \S+ +not found\n/);
  expect((await link('list', '--key', 'NONE-1')).printed).toBe('Nobody has linked anything by hand.\n');
});

it.each([
  [['show', '1'], 'name one thing'],
  [['show', '1', '--commit', hashOf(1), '--pull-request', '7'], 'name one thing'],
  [['show', 'one', '--commit', hashOf(1)], 'is not an id'],
  [['show', '1', '--commit', 'abc1234'], 'is not the whole hash of a commit'],
  [['add', '1', 'nonsense', '--commit', hashOf(1)], 'is not an issue key'],
  [['add', '404', 'ABC-1', '--commit', hashOf(1)], 'There is no repository of that id'],
  [['list', '--after', 'x'], 'after'],
])('what is wrong is said: %j', async (words, said) => {
  const run = await link(...words);
  expect(run.code).not.toBe(0);
  expect(run.complained).toContain(said);
});
